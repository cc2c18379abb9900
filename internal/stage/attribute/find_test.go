package attribute

import (
	"reflect"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
)

// check fails the test if an attribution does not fit the text or the others.
func check(t *testing.T, text string, atts []readout.Attribution) {
	t.Helper()
	rec := readout.Record{Version: readout.Version{Text: text}, Attributions: atts}
	if err := rec.Check(); err != nil {
		t.Fatal(err)
	}
	for _, a := range atts {
		if len(a.Content.Spans) == 0 || a.Why == "" || a.Confidence <= 0 || a.Confidence > 1 || a.Act == "" || a.Speaker.Kind == "" {
			t.Fatalf("incomplete: %+v", a)
		}
		for i, id, steps := 0, a.Within, map[readout.AttributionID]bool{}; id != ""; i++ {
			if steps[id] || id == a.ID {
				t.Fatalf("%s is within itself", a.ID)
			}
			steps[id] = true
			for _, b := range atts {
				if b.ID == id {
					id = b.Within
					break
				}
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("“A,” said B. “C.”\n“D,” he added, according to E.")
	f.Add("He said \"one 'two' three, she said 'four.\n\"And five.\n\nPoll: It's “so” — said X")
	f.Add("Q: Did he say that?\n\nA: 'No,' he said; \"yes\" \"no\" ''maybe'' ``so'' said said said")
	f.Add("“““””” said, “said”, according to according to, who said that that, and said and said")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		sents := segment.New(language.English()).Split(text)
		v := &readout.Version{Text: text}
		atts, problems := find(v.Text, sents, Input{})
		check(t, text, atts)
		again, problemsAgain := find(v.Text, sents, Input{})
		if !reflect.DeepEqual(atts, again) || !reflect.DeepEqual(problems, problemsAgain) {
			t.Fatal("two readings differ")
		}
		for _, p := range problems {
			if !p.Span.Fits(text) {
				t.Fatalf("problem %v does not fit", p)
			}
		}
	})
}
