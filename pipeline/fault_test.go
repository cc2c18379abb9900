package pipeline

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/models"
)

// sizes counts what is in each layer of a record.
func sizes(rec *readout.Record) map[string]int {
	return map[string]int{"segment": len(rec.Sentences), "chains": len(rec.Chains), "mention": len(rec.Mentions), "link": len(rec.Actors),
		"where": len(rec.Places), "when": len(rec.Dates), "attribute": len(rec.Attributions), "event": len(rec.Events)}
}

// TestAFaultCostsOneLayer lets each stage fail in turn. What needs nothing of
// it is read as ever, and the record says what is missing.
func TestAFaultCostsOneLayer(t *testing.T) {
	lost := map[string][]string{ // besides its own
		"segment": {"chains", "mention", "link", "where", "when", "attribute", "event"}, "analyze": {"chains", "event"}, "mention": {"link"},
	}
	r, err := Open(models.FS(), Fast)
	if err != nil {
		t.Fatal(err)
	}
	v := english(wire(t))
	v.Published = &readout.Time{Value: "2024-03-12"}
	all := sizes(must(r.Read(t.Context(), v)))
	for _, stage := range []string{"segment", "analyze", "chains", "mention", "link", "where", "when", "attribute", "event"} {
		bad := *r
		bad.fault = func(name string) {
			if name == stage {
				_ = []int(nil)[len(name)]
			}
		}
		rec := must(bad.Read(t.Context(), v))
		if err := rec.Check(); err != nil {
			t.Errorf("%s: %v", stage, err)
		}
		last := rec.Problems[len(rec.Problems)-1]
		if string(last.Stage) != stage || !strings.Contains(last.Text, "fault_test.go:") || layers[stage] == "" || !strings.Contains(last.Text, layers[stage]) {
			t.Errorf("%s: the problem is %+v", stage, last)
		}
		for layer, n := range sizes(rec) {
			gone := layer == stage || slices.Contains(lost[stage], layer)
			if gone != (n == 0) && !(layer == "where" && stage == "mention") {
				t.Errorf("without %s: %d of %d in the layer of %s", stage, n, all[layer], layer)
			}
		}
	}
}
