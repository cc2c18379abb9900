package thread

import (
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestDeedsOfOneStoryStayApart checks that two events of one story with two types
// are kept apart, and nothing else: not two reports of one deed, not words that
// the record has no event for, and not what another story tells.
func TestDeedsOfOneStoryStayApart(t *testing.T) {
	one, other := &Story{Version: "v1"}, &Story{Version: "v2"}
	told := func(s *Story, event, kind, lemma string, at int) Told {
		m := &Mention{Type: kind, Lemma: lemma}
		m.Event, m.Trigger.Start, m.Trigger.End = readout.EventID(event), at, at+1
		return Told{Story: s, Mention: m}
	}
	arrest, visit := told(one, "e1", "COERCE", "arrest", 0), told(one, "e2", "CONSULT", "visit", 10)
	all := []Told{arrest, visit, told(one, "e1", "COERCE", "detain", 20), told(one, "", "CONSULT", "see", 30), told(one, "e4", "CONCEDE", "visit", 40), told(other, "e1", "ASSAULT", "shoot", 0)}
	apart := map[[2]MentionID]bool{}
	for _, l := range othersOfOneStory(all) {
		if !l.Apart {
			t.Errorf("%v is a link that joins", l)
		}
		apart[[2]MentionID{l.A, l.B}] = true
	}
	pair := func(a, b Told) [2]MentionID { return [2]MentionID{min(a.ID(), b.ID()), max(a.ID(), b.ID())} }
	for _, tt := range []struct {
		name string
		a, b Told
		want bool
	}{{"an arrest and a visit", arrest, visit, true}, {"two words of one deed", arrest, all[2], false}, {"a word of no event", arrest, all[3], false},
		{"one word with two types", visit, all[4], false}, {"another story", arrest, all[5], false}} {
		if got := apart[pair(tt.a, tt.b)]; got != tt.want {
			t.Errorf("%s: apart %v, want %v", tt.name, got, tt.want)
		}
	}
}
