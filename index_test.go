package readout

import (
	"strings"
	"testing"
)

func TestIndexFindsWhatTheRecordHas(t *testing.T) {
	rec := &Record{
		Mentions: []Mention{{ID: "m1"}, {ID: "m2"}},
		Actors:   []Actor{{ID: "ac_NOR"}, {ID: "u1"}},
		// a layer that a program took values out of, and one in another order
		Places:       []Place{{ID: "p2"}, {ID: "p7"}},
		Attributions: []Attribution{{ID: "a2"}, {ID: "a1"}},
		Events:       []Event{{ID: "e1"}},
	}
	x := rec.Index()
	for i := range rec.Mentions {
		if m := &rec.Mentions[i]; x.Mention(m.ID) != m {
			t.Errorf("mention %s is not found", m.ID)
		}
	}
	for i := range rec.Actors {
		if a := &rec.Actors[i]; x.Actor(a.ID) != a {
			t.Errorf("actor %s is not found", a.ID)
		}
	}
	for i := range rec.Places {
		if p := &rec.Places[i]; x.Place(p.ID) != p {
			t.Errorf("place %s is not found", p.ID)
		}
	}
	for i := range rec.Attributions {
		if a := &rec.Attributions[i]; x.Attribution(a.ID) != a {
			t.Errorf("attribution %s is not found", a.ID)
		}
	}
	for _, id := range []string{"", "m0", "m3", "m01", "m+1", "m", "a1", "m99999999999999999999", "µ1"} {
		if m := x.Mention(MentionID(id)); m != nil {
			t.Errorf("mention %q is %v, want none", id, m)
		}
	}
	if x.Place("p1") != nil || x.Date("d1") != nil || x.Event("e2") != nil || x.Actor("") != nil {
		t.Error("an id that no list has is found")
	}
}

// TestIndexOfAReadingIsFree counts memory: ids that count from 1 need no map.
func TestIndexOfAReadingIsFree(t *testing.T) {
	rec := &Record{Mentions: []Mention{{ID: "m1"}, {ID: "m2"}, {ID: "m3"}}, Events: []Event{{ID: "e1"}, {ID: "e2"}}}
	if n := testing.AllocsPerRun(100, func() {
		if rec.Index().Event("e2") == nil {
			t.Error("e2 is not found")
		}
	}); n > 1 {
		t.Errorf("%v allocations, want the index alone", n)
	}
}

func TestPointsCountBothWays(t *testing.T) {
	for _, text := range []string{"", "plain", "Léa left", strings.Repeat("“Ω” and 👍🏽 — ", 40), strings.Repeat("a", 200) + "é", strings.Repeat("a", pointsStep-1) + "é" + strings.Repeat("b", pointsStep)} {
		v := Version{Text: text}
		p := v.Points()
		runes := []rune(text)
		at := 0
		for i := 0; i <= len(runes); i++ {
			if got := p.At(at); got != i {
				t.Fatalf("%.20q: byte %d is code point %d, want %d", text, at, got, i)
			}
			if got, ok := p.Bytes(Span{i, len(runes)}); !ok || got != (Span{at, len(text)}) {
				t.Fatalf("%.20q: code points from %d are %v, %v, want [%d,%d)", text, i, got, ok, at, len(text))
			}
			if i < len(runes) {
				at += len(string(runes[i]))
			}
		}
		for _, bad := range []Span{{-1, 0}, {0, len(runes) + 1}, {1, 0}, {len(runes) + 1, len(runes) + 1}} {
			if got, ok := p.Bytes(bad); ok {
				t.Errorf("%.20q: %v is %v, want none", text, bad, got)
			}
		}
	}
}
