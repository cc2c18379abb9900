package store

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestWhoIsASource holds of whom it is said that a source without a name tells.
func TestWhoIsASource(t *testing.T) {
	const official, other = readout.UnnamedOfficial, readout.UnnamedOther
	for _, tt := range []struct {
		text, speaker, cue string
		kind               readout.SpeakerKind
		called             []string // the mentions of the speaker
		source             bool
	}{
		{"A harbour official said the boats had left.", "A harbour official", "said", official, []string{"A harbour official"}, true},
		{"Two officials met. The officials said the boats had left.", "The officials", "said", official, []string{"Two officials", "The officials"}, true},
		{"A witness said the boats had left.", "A witness", "said", other, []string{"A witness"}, true},
		{"People familiar with the boats said they had left.", "People familiar with the boats", "said", other, []string{"People familiar with the boats"}, true},
		{"Officials met. They said the boats had left.", "They", "said", official, []string{"Officials", "They"}, false},
		{"They said the boats had left.", "They", "said", other, []string{"They"}, false},
		{"The act, which says the boats left, stands.", "which", "says", other, nil, false},
		{"The two said the boats had left.", "The two", "said", other, nil, false},
		{"You guys said yesterday that you saw the boats leave.", "You guys", "said", other, []string{"You guys", "you"}, false},
		{"Families said the boats had left.", "Families", "said", other, []string{"Families"}, false},
		{"Officials believe the boats have left.", "Officials", "believe", official, []string{"Officials"}, false},
		{"Eva Strand will meet a harbour official to discuss the boats.", "a harbour official", "to discuss", official, []string{"a harbour official"}, false},
		{"The captains said the boats had left.", "The captains", "said", official, []string{"The captains"}, false},
		{"Our friends said the boats had left.", "Our friends", "said", official, []string{"Our friends"}, false},
		{"Captains write\n\nThe captains said the boats had left.", "The captains", "said", official, []string{"Captains", "The captains"}, false},
		{"Six captains met. We ask much, the captains said.", "the captains", "said", official, []string{"Six captains", "We", "the captains"}, false},
		{"A captain met us. Eva Strand is the captain, and the captain said so.", "the captain said", "said", official, []string{"A captain", "Eva Strand"}, false},
		{"Deputies said the boats had left, and Deputy Eva Strand agreed.", "Deputies", "said", official, []string{"Deputies"}, false},
	} {
		rec, a := saidBy(tt.text, tt.speaker, tt.cue, tt.called)
		a.Speaker.Kind = tt.kind
		if got := IsSource(rec, a); got != tt.source {
			t.Errorf("%q of %q: %v", tt.speaker, tt.text, got)
		}
	}
	rec, a := saidBy("A body said the boats had left.", "A body", "said", []string{"A body"})
	a.Speaker.Kind = official
	if rec.Actors[0].Kind = readout.OrganizationActor; IsSource(rec, a) {
		t.Error("a body is a source without a name")
	}
	rec.Actors[0].Kind = readout.UnnamedActor
	by := *a
	if by.ID, by.Speaker.Kind = "a9", readout.UnnamedOther; !IsSource(&readout.Record{Version: rec.Version, Mentions: rec.Mentions, Actors: rec.Actors, Attributions: []readout.Attribution{by, *a}}, a) {
		t.Error("who speaks twice without a name is no source")
	}
	by.Speaker.Kind = readout.NamedSpeaker
	if IsSource(&readout.Record{Version: rec.Version, Mentions: rec.Mentions, Actors: rec.Actors, Attributions: []readout.Attribution{by, *a}}, a) {
		t.Error("who speaks by a name elsewhere is a source without one")
	}
	for what, change := range map[string]func(){"a demand": func() { a.Act = readout.Demand }, "what is still to be said": func() { a.Act, a.Status = readout.Say, readout.Planned }} {
		if change(); IsSource(rec, a) {
			t.Errorf("%s is a report", what)
		}
	}
}

// saidBy makes the record of a text in which somebody says something, with what the
// text calls him: pronouns and names are known by their words.
func saidBy(text, speaker, cue string, called []string) (*readout.Record, *readout.Attribution) {
	find := func(words string) readout.Span {
		i := strings.Index(text, words)
		return readout.Span{Start: i, End: i + len(words)}
	}
	head, _, _ := strings.Cut(text, "\n\n")
	rec := &readout.Record{Version: readout.Version{Text: text}}
	if head != text {
		rec.Version.Headline = head
	}
	a := &readout.Attribution{ID: "a1", Act: readout.Say, Status: readout.Asserted, Cue: readout.WordsOf(text, find(cue)), Speaker: readout.Speaker{Words: readout.WordsOf(text, find(speaker))}}
	for _, words := range called {
		m := readout.Mention{Span: find(words), Text: words, Form: readout.NominalForm, Type: readout.PersonName, Actor: "u1"}
		switch words {
		case "They", "you", "We":
			m.Form = readout.PronounForm
		case "Eva Strand":
			m.Form = readout.NameForm
		}
		rec.Mentions, a.Speaker.Actor = append(rec.Mentions, m), "u1"
	}
	rec.Actors = []readout.Actor{{ID: "u1", Kind: readout.UnnamedActor, Sectors: []string{"GOV"}}}
	if strings.Contains(text, "Deputy") {
		rec.Actors[0].Sectors = []string{"LEG"}
		rec.Actors = append(rec.Actors, readout.Actor{ID: "u2", Kind: readout.PersonActor, Sectors: []string{"LEG"}})
	}
	return rec, a
}
