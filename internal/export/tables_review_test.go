package export

import (
	"slices"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestReviewsStandBesideTheirValues writes the row of a correction, as it is and where
// private persons are masked: what may name one is left out there.
func TestReviewsStandBesideTheirValues(t *testing.T) {
	rec := &readout.Record{Version: readout.Version{ID: "ve_1", Text: "Ada met Bo."},
		Events: []readout.Event{{ID: "e1", Type: "CONSULT", Trigger: readout.WordsOf("Ada met Bo.", readout.Span{Start: 4, End: 7}), Sentence: readout.Span{End: 11}}}}
	it := &Item{Record: rec, Reviews: []Reviewed{
		{ID: "rv_1", Layer: "event", Value: "e1", Field: "type", Machine: "CONSULT", Person: "AID", Why: "Bo says\nso", State: "applies"},
		{ID: "rv_2", Layer: "event", Value: "e1", Field: "actor", Machine: "Ada", Person: "Bo", Why: "Bo says so", State: "applies"},
		{ID: "rv_3", Layer: "event", Field: "type", Machine: "", Person: "AID", State: "gone"}}}
	rows := func() (out [][]string) {
		v := newView(it, false)
		for i := range it.Reviews {
			r := &reviewRow{v, &it.Reviews[i]}
			out = append(out, []string{r.valueID(), r.said(r.Machine), r.said(r.Person)})
		}
		return out
	}
	id := newView(it, false).eventID[0]
	want := [][]string{{id, "CONSULT", "AID"}, {id, "Ada", "Bo"}, {"", "", "AID"}}
	if got := rows(); id == "" || !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("%q, want %q", got, want)
	}
	it.Masked = true
	want[1] = []string{id, "", ""}
	if got := rows(); !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("masked %q, want %q", got, want)
	}
}
