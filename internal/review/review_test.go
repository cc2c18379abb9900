package review

import (
	"errors"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

const port = `Harbour reopens

The minister Ana Ruiz said the port would reopen on Monday. Two guards were detained by police in Lisse.

“The port is ours,” Ruiz said. Guards were detained in Orr.`

// read is a record as one reading of port may be.
func read(text string) *readout.Record {
	rec := &readout.Record{Format: readout.Format, Pipeline: "one", Version: readout.Version{Text: text, ID: "ve_1"}}
	at := func(words string, nth int) readout.Span {
		i, from := -1, 0
		for range nth {
			k := strings.Index(text[from:], words)
			if k < 0 {
				return readout.Span{}
			}
			i, from = from+k, from+k+len(words)
		}
		return readout.Span{Start: i, End: i + len(words)}
	}
	quote := "“The port is ours,”"
	if !strings.Contains(text, quote) {
		quote = `"The port is ours,”`
	}
	for _, s := range []string{"Harbour reopens", "The minister Ana Ruiz said the port would reopen on Monday.", "Two guards were detained by police in Lisse.", quote + " Ruiz said.", "Guards were detained in Orr."} {
		rec.Sentences = append(rec.Sentences, readout.Sentence{Span: at(s, 1)})
	}
	rec.Actors = []readout.Actor{{ID: "u1", Name: "Ana Ruiz", Kind: "person", Basis: "story"}, {ID: "u2", Name: "police", Kind: "organization", Basis: "story"}}
	rec.Mentions = []readout.Mention{{ID: "m1", Span: at("Ana Ruiz", 1), Text: "Ana Ruiz", Form: "name", Actor: "u1"}, {ID: "m2", Span: at("police", 1), Text: "police", Form: "nominal", Actor: "u2"}}
	rec.Attributions = []readout.Attribution{
		{ID: "a1", Speaker: readout.Speaker{Words: readout.WordsOf(text, at("Ana Ruiz", 1)), Actor: "u1", Kind: "named"}, Cue: readout.WordsOf(text, at("said", 1)), Content: readout.WordsOf(text, at("the port would reopen on Monday", 1)), Act: "say", Status: "asserted", Quoted: "indirect", Confidence: .6},
		{ID: "a2", Speaker: readout.Speaker{Kind: "none"}, Cue: readout.WordsOf(text, at("said", 2)), Content: readout.WordsOf(text, at(quote, 1)), Act: "say", Status: "asserted", Quoted: "direct", Within: "a1", Confidence: .5},
	}
	rec.Events = []readout.Event{{ID: "e1", Type: "COERCE", Trigger: readout.WordsOf(text, at("detained", 1)), Sentence: rec.Sentences[2].Span, Status: "asserted", Actor: []readout.Role{{Text: "police", Actor: "u2", Mention: "m2"}}, By: []readout.AttributionID{"a1"}, Confidence: .4}}
	return rec
}

func make1(t *testing.T, rec *readout.Record, local string, r Review) *Review {
	t.Helper()
	r.By, r.Why = "Ines", "the text says so"
	out, err := Make(rec, rec, local, r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestAReviewStandsInItsRecord corrects a field of each kind.
func TestAReviewStandsInItsRecord(t *testing.T) {
	tests := []struct{ local, field, value, want string }{
		{"a1", "speaker", "police", "police"},
		{"a1", "speaker", "", ""},
		{"a2", "speaker", "Ana Ruiz", "Ana Ruiz"},
		{"a1", "act", "promise", "promise"},
		{"a1", "status", "planned", "planned"},
		{"a1", "date", "2024-05", "2024-05"},
		{"a1", "content", "the port would reopen", "the port would reopen"},
		{"e1", "type", "ASSAULT", "ASSAULT"},
		{"e1", "actor", "Ana Ruiz; Lisse council [organization, NLD]", "Ana Ruiz; Lisse council"},
		{"e1", "recipient", "u1", "Ana Ruiz"},
		{"e1", "date", "2024-05-13..2024-05-14", "2024-05-13..2024-05-14"},
		{"e1", "place", "Lisse [NLD]", "Lisse [NLD]"},
		{"e1", "place", "Lisse", "Lisse"},
		{"e1", "place", "", ""},
		{"u1", "name", "Anna Ruiz", "Anna Ruiz"},
		{"u1", "country", "ESP", "ESP"},
		{"u1", "kind", "role", "role"},
		{"u2", "sectors", "COP GOV", "COP GOV"},
	}
	for _, tt := range tests {
		rec := read(port)
		before, _ := Value(rec, tt.local, tt.field)
		r := make1(t, rec, tt.local, Review{Do: Correct, Field: tt.field, Value: tt.value})
		got, fits := Apply(rec, []*Review{r})
		if v, ok := Value(got, tt.local, tt.field); !ok || v != tt.want {
			t.Errorf("%s %s = %q: got %q", tt.local, tt.field, tt.value, v)
		}
		if v, _ := Value(rec, tt.local, tt.field); v != before || r.Machine != before {
			t.Errorf("%s %s: the machine's record was changed from %q to %q; the review has %q", tt.local, tt.field, before, v, r.Machine)
		}
		if want := map[bool]State{true: Agrees, false: Applies}[before == tt.want]; fits[0].State != want || fits[0].Local != tt.local {
			t.Errorf("%s %s: %+v, want %s", tt.local, tt.field, fits[0], want)
		}
		if err := got.Check(); err != nil {
			t.Error(err)
		}
	}
}

// TestWhatCantBeIsRefused says what to do instead.
func TestWhatCantBeIsRefused(t *testing.T) {
	tests := []struct {
		local string
		r     Review
		want  string
	}{
		{"a9", Review{Do: Correct, Field: "act", Value: "say"}, "no \"a9\""},
		{"a1", Review{Do: Correct, Field: "act", Value: "shout"}, "confirm deny"},
		{"a1", Review{Do: Correct, Field: "colour", Value: "red"}, "speaker, kind, act"},
		{"a1", Review{Do: Correct, Field: "content", Value: "a whale"}, "copy its words exactly"},
		{"a1", Review{Do: Reject, Field: "act"}, "reject the whole"},
		{"a1", Review{Do: Correct}, "which field"},
		{"a1", Review{Do: "burn"}, "correct, confirm, reject or add"},
		{"e1", Review{Do: Correct, Field: "actor", Value: "Nobody Known"}, "Nobody Known [person, NOR]"},
		{"e1", Review{Do: Correct, Field: "actor", Value: "X [person, ZZZ]"}, "nor a country"},
		{"e1", Review{Do: Correct, Field: "date", Value: "last week"}, "2024-03-12"},
		{"e1", Review{Do: Correct, Field: "date", Value: "2024-03-12..2024-03-01"}, "2024-03-12"},
		{"e1", Review{Do: Correct, Field: "modes", Value: "swim"}, "no mode of COERCE"},
		{"e1", Review{Do: Correct, Field: "place", Value: "Atlantis"}, "Atlantis [NOR]"},
		{"u1", Review{Do: Correct, Field: "country", Value: "Spain"}, "three letters"},
		{"", Review{Do: Add, Layer: Event, Values: map[string]string{"type": "ASSAULT"}}, "trigger"},
		{"", Review{Do: Add, Layer: Event, Values: map[string]string{"type": "ASSAULT", "trigger": "bombed"}}, "copy its words"},
		{"", Review{Do: Add, Layer: "mood", Values: map[string]string{}}, "statement, event or actor"},
	}
	for _, tt := range tests {
		tt.r.By, tt.r.Why = "Ines", "so"
		_, err := Make(read(port), read(port), tt.local, tt.r)
		if err == nil || !errors.Is(err, ErrUsage) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s %+v: %v, want %q", tt.local, tt.r, err, tt.want)
		}
	}
	if _, err := Make(read(port), read(port), "a1", Review{Do: Confirm, By: "Ines"}); err == nil || !strings.Contains(err.Error(), "say why") {
		t.Error(err)
	}
}

// TestReviewsHoldForOtherReadings reads again with other numbers, other words
// for the same and other values, and for another version of the story.
func TestReviewsHoldForOtherReadings(t *testing.T) {
	rec := read(port)
	reviews := []*Review{
		make1(t, rec, "a1", Review{Do: Correct, Field: "act", Value: "promise"}),
		make1(t, rec, "a2", Review{Do: Correct, Field: "speaker", Value: "Ana Ruiz"}),
		make1(t, rec, "e1", Review{Do: Correct, Field: "type", Value: "ASSAULT"}),
		make1(t, rec, "u1", Review{Do: Correct, Field: "country", Value: "ESP"}),
	}
	other := read("Lead\n\nNew first words. " + strings.ReplaceAll(port, "“", "\""))
	other.Attributions[0].ID, other.Attributions[1].ID = "a7", "a3"
	other.Attributions[1].Within = "a7"
	other.Events[0].ID, other.Events[0].By = "e4", []readout.AttributionID{"a7"}
	other.Events[0].Type = "ASSAULT" // this reading agrees
	other.Sentences = nil            // nor does it know sentences
	// a second event of another type at the same words, which is not meant
	twin := other.Events[0]
	twin.ID, twin.Type, twin.Actor = "e5", "COERCE", nil
	if got, fits := Apply(other, reviews); fits[0].State != Applies || fits[0].Local != "a7" || fits[1].Local != "a3" || fits[2].State != Agrees || fits[3].State != Applies {
		t.Errorf("%+v", fits)
	} else if v, _ := Value(got, "a3", "speaker"); v != "Ana Ruiz" {
		t.Errorf("speaker %q", v)
	}
	other.Events = append(other.Events, twin)
	if _, fits := Apply(other, reviews[2:3]); fits[0].Local != "e5" || fits[0].State != Applies {
		t.Errorf("of two readings of the same words that of the machine's type is meant: %+v", fits)
	}
	// Without the event, and with another sentence: it says that it fits no longer.
	other.Events = nil
	changed := read(strings.Replace(port, "detained by police", "freed by police", 1))
	for name, rec := range map[string]*readout.Record{"no event": other, "another sentence": changed} {
		if _, fits := Apply(rec, reviews[2:3]); fits[0].State != Gone || fits[0].Why == "" {
			t.Errorf("%s: %+v", name, fits)
		}
	}
}

// TestWholesAreRejectedConfirmedAndAdded takes wholes out and puts them in.
func TestWholesAreRejectedConfirmedAndAdded(t *testing.T) {
	rec := read(port)
	reject := make1(t, rec, "a1", Review{Do: Reject})
	got, fits := Apply(rec, []*Review{reject})
	if len(got.Attributions) != 1 || got.Attributions[0].Within != "" || len(got.Events[0].By) != 0 || fits[0].State != Applies || got.Check() != nil {
		t.Errorf("%+v, %+v, %v", got.Attributions, fits, got.Check())
	}
	if got, _ := Apply(rec, []*Review{reject, make1(t, rec, "a1", Review{Do: Confirm})}); len(got.Attributions) != 2 || got.Attributions[0].Confidence != 1 {
		t.Error("the later of two does not stand")
	}
	if got, _ := Apply(rec, []*Review{make1(t, rec, "u2", Review{Do: Reject})}); len(got.Actors) != 1 || got.Events[0].Actor[0].Actor != "" || got.Events[0].Actor[0].Text != "police" || got.Check() != nil {
		t.Errorf("%+v", got.Events)
	}
	add := make1(t, rec, "", Review{Do: Add, Layer: Event, Values: map[string]string{"trigger": "reopen on", "type": "CONCEDE", "actor": "Ana Ruiz", "status": "planned"}})
	confirm := make1(t, rec, "e1", Review{Do: Confirm})
	got, fits = Apply(rec, []*Review{add, confirm})
	if len(got.Events) != 2 || got.Events[1].ID != "e2" || got.Events[1].Status != "planned" || fits[0].State != Restored || got.Check() != nil {
		t.Errorf("%+v, %+v, %v", got.Events, fits, got.Check())
	}
	body := make1(t, rec, "", Review{Do: Add, Layer: Actor, Values: map[string]string{"name": "Two guards", "kind": "group"}})
	if got, fits := Apply(rec, []*Review{body}); len(got.Actors) != 3 || fits[0].State != Restored || len(got.Mentions) != 3 || got.Check() != nil {
		t.Errorf("%+v, %+v", got.Actors, fits)
	}
	later, err := Make(rec, got, "e2", Review{Do: Correct, Field: "status", Value: "possible", By: "Jo", Why: "may"})
	if err != nil {
		t.Fatal(err)
	}
	if got, fits = Apply(rec, []*Review{add, later}); got.Events[1].Status != "possible" || fits[1].State != Applies {
		t.Errorf("what was added is not corrected: %+v", fits)
	}
	bare := read(port)
	bare.Events = nil
	got, fits = Apply(bare, []*Review{confirm, add, later})
	if len(got.Events) != 2 || fits[0].State != Restored || got.Events[0].Trigger.Text != "detained" || got.Events[0].Sentence.Empty() || got.Events[1].Status != "possible" || got.Check() != nil {
		t.Errorf("%+v, %+v, %v", got.Events, fits, got.Check())
	}
}
