package mcp

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// across makes an archive in which two outlets tell of one meeting, with another
// number, which a private person gives.
func across(t *testing.T) *store.Store {
	s, err := store.Open(filepath.Join(t.TempDir(), "a.db"), store.WithJoiner(many.Joiner{}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	err = s.Update(t.Context(), func(tx *store.Tx) error {
		for n, outlet := range []string{"Courier", "Lamp"} {
			count := []string{"twelve", "nine"}[n]
			rec := record(strings.Replace(first, "talks. ", count+" talks. ", 1), "Norland has agreed to "+count+" talks")
			rec.Version.Outlet, rec.Version.URL = outlet, "https://"+outlet+".example/1"
			rec.Version.Seal()
			at := strings.LastIndex(rec.Version.Text, count)
			rec.Events[0].By = []readout.AttributionID{"a2"} // the witness says so
			rec.Events[0].Recipient = []readout.Role{{Text: "Olga Brandt", Actor: "u2"}}
			rec.Events[0].Numbers = []readout.Number{{What: "talks", Low: 12 - 3*n, High: 12 - 3*n, Span: readout.Span{Start: at, End: at + len(count)}}}
			story, err := tx.AddStory(outlet, []string{"a:" + rec.Version.URL})
			if err != nil {
				return err
			}
			ref, err := tx.AddVersion(story, &store.Arrival{Capture: store.Capture{Kind: "text", Data: []byte(rec.Version.Text)}, Version: &rec.Version, Change: store.First})
			if err != nil {
				return err
			}
			if err := tx.PutReading(ref, rec, many.Digest(rec)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestWhatStoriesTellTogetherIsTold finds a happening and its conflict, and who
// tells what of it, with no name of the private person who says so.
func TestWhatStoriesTellTogetherIsTold(t *testing.T) {
	c := connect(t, Options{Store: across(t)})
	var all HappeningsAnswer
	if e := call(t, c, "happenings", HappeningsInput{Query: "type:CONSULT"}, &all); e != "" || all.Total != 1 || len(all.Happenings) != 1 {
		t.Fatal(e, all)
	}
	h := all.Happenings[0]
	if h.Lines != 2 || h.Final != "asserted" || h.Best == nil || h.Best.Sentence == nil || !strings.Contains(h.Best.Sentence.Text, "talks") || !slices.Equal(h.Recipients, []string{"[private person]"}) {
		t.Errorf("%+v", h)
	}
	var one HappeningAnswer
	if e := call(t, c, "happening", HappeningInput{ID: h.ID}, &one); e != "" || len(one.Reports) != 2 || len(one.Conflicts) != 1 {
		t.Fatalf("%s %+v", e, one)
	}
	k := slices.IndexFunc(one.Points, func(p Point) bool { return p.Slot == "number" })
	if k < 0 || len(one.Points[k].Told) != 2 || !one.Points[k].Told[0].First || !one.Points[k].Told[1].Otherwise {
		t.Errorf("%+v", one.Points)
	}
	var conflicts ConflictsAnswer
	if e := call(t, c, "conflicts", ConflictsInput{}, &conflicts); e != "" || len(conflicts.Conflicts) != 1 || conflicts.Conflicts[0].A.Value != "nine" || conflicts.Conflicts[0].Happening != h.ID {
		t.Errorf("%s %+v", e, conflicts)
	}
	for _, answer := range []any{all, one, conflicts} {
		if b, _ := json.Marshal(answer); strings.Contains(string(b), "Brandt") {
			t.Errorf("%s", b)
		}
	}
	open := connect(t, Options{Store: across(t), Unmask: true})
	if e := call(t, open, "happenings", HappeningsInput{}, &all); e != "" || !slices.Equal(all.Happenings[0].Recipients, []string{"Olga Brandt"}) {
		t.Errorf("%s %+v", e, all)
	}
	for tool, in := range map[string]any{"happening": HappeningInput{ID: "ev_none"}, "happenings": HappeningsInput{Query: "speaker:strand"}, "conflicts": ConflictsInput{Query: "colour:red"}} {
		if e := call(t, c, tool, in, nil); e == "" {
			t.Errorf("%s %v is answered", tool, in)
		}
	}
}
