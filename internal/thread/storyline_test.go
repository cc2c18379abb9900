package thread

import (
	"fmt"
	"math/rand"
	"reflect"
	"testing"
)

// matterOf returns a matter of words that are numbers.
func matterOf(story, day string, words ...uint64) Matter {
	var terms []Term
	for _, w := range words {
		terms = append(terms, Term{Key: w, Weight: 1})
	}
	return Matter{story, day, Telling(terms, mostMatter)}
}

// matters are two chains of stories, in words of which the outlet says 1 and 2 in
// each of its stories, and stories of nothing.
func matters() (out []Matter) {
	for day := range 6 {
		d := fmt.Sprintf("2031-05-%02d", 1+3*day)
		n := uint64(day)
		out = append(out, matterOf("strike"+d, d, 1, 2, 10, 11, 12, 100+n), matterOf("flood"+d, d, 1, 2, 20, 21, 22, 200+n), matterOf("alone"+d, d, 1, 2, 300+2*n, 301+2*n))
	}
	for i := range 60 {
		out = append(out, matterOf(fmt.Sprint("other", i), "2031-05-09", 1, 2, uint64(1000+2*i), uint64(1001+2*i)))
	}
	return append(out, matterOf("late", "2031-08-01", 1, 2, 10, 11, 12), matterOf("undated", "", 10, 11, 12))
}

// TestStorylines checks that stories of one matter are strung together, that what
// all stories say ties none, and that matters end.
func TestStorylines(t *testing.T) {
	lines := Storylines(matters())
	of := map[string]int{}
	for i, l := range lines {
		for k, s := range l.Steps {
			of[s.Story] = i
			if (s.Follows == "") != (k == 0) || s.Follows != "" && (s.P <= 0 || s.P > 1.0001) {
				t.Errorf("step %d: %+v", k, s)
			}
		}
	}
	if a, b := of["strike2031-05-01"], of["strike2031-05-16"]; a != b || len(lines[a].Steps) != 6 {
		t.Errorf("the strike is in storylines %d and %d: %+v", a, b, lines[a])
	}
	if of["strike2031-05-01"] == of["flood2031-05-01"] {
		t.Error("the strike and the flood are one")
	}
	for _, alone := range []string{"alone2031-05-04", "late", "undated"} {
		if l := lines[of[alone]]; len(l.Steps) != 1 {
			t.Errorf("%s is in %+v", alone, l)
		}
	}
}

// TestStorylinesInAnyOrder checks that the order of the stories changes nothing.
func TestStorylinesInAnyOrder(t *testing.T) {
	all := matters()
	want := Storylines(all)
	r := rand.New(rand.NewSource(1))
	for range 10 {
		r.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
		if got := Storylines(all); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v\nwant %+v", got, want)
		}
	}
	if got := Storylines(nil); len(got) != 0 {
		t.Errorf("of nothing: %+v", got)
	}
}
