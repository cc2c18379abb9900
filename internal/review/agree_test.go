package review

import (
	"math"
	"strings"
	"testing"
)

// TestAlphaIsKrippendorffs computes the example of Krippendorff's paper of 2011: four
// people, twelve units, some not judged by all. Nominal alpha is 0.743 there.
func TestAlphaIsKrippendorffs(t *testing.T) {
	people := []string{"1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."}
	var units [][]string
	for i := range 12 {
		var values []string
		for _, p := range people {
			if v := strings.Fields(p)[i]; v != "." {
				values = append(values, v)
			}
		}
		if len(values) > 1 {
			units = append(units, values)
		}
	}
	if got := nominal(units); math.Abs(got-0.743) > 0.0005 {
		t.Errorf("alpha is %.4f, want 0.743", got)
	}
	if got := nominal([][]string{{"a", "a"}, {"a", "a"}}); !math.IsNaN(got) {
		t.Errorf("where all is one value alpha is %v", got)
	}
}

// TestPeopleAgreeFieldByField lets two people judge three events: one confirms as a whole
// what the other corrects.
func TestPeopleAgreeFieldByField(t *testing.T) {
	var list []*Review
	judge := func(by, words string, do Deed, field, value string, values map[string]string) {
		list = append(list, &Review{By: by, Do: do, Layer: Event, Field: field, Value: value, Values: values, Version: "ve_1", Anchor: Anchor{Passage: words}})
	}
	for i, words := range []string{"one", "two", "three"} {
		kind := []string{"AID", "CONSULT", "ASSAULT"}[i]
		judge("ines", words, Confirm, "", "", map[string]string{"type": kind, "status": "asserted"})
		judge("bo", words, Correct, "type", map[bool]string{true: "YIELD", false: kind}[i == 2], nil)
	}
	judge("bo", "three", Add, "", "", map[string]string{"type": "AID"})
	got := Agree(list)
	if len(got) != 1 || got[0].Field != "type" || got[0].Units != 3 || got[0].People != 2 || got[0].Alpha == nil {
		t.Fatalf("%+v", got)
	}
	// 6 values, 2 of each of two kinds and 1 of two: 1 - 5*2/(36-10)
	if want := 1 - 10.0/26; math.Abs(*got[0].Alpha-want) > 1e-9 {
		t.Errorf("alpha %v, want %v", *got[0].Alpha, want)
	}
}
