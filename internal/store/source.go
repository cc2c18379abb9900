package store

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
)

// addressing are the words by which somebody is spoken to, and no one is told of.
var addressing = sync.OnceValue(func() map[string]bool {
	out := make(map[string]bool)
	for word, value := range language.English().Table("mention.pronouns") {
		if class, _, _ := strings.Cut(value, " "); class == "you" {
			out[word] = true
		}
	}
	return out
})

// known are the words that open a phrase for somebody whom the reader has met: who
// is first called "the lawmakers", "these members" or "our colleagues" stands in the
// story by another phrase, mostly by name.
var known = sync.OnceValue(func() map[string]bool {
	out := language.English().Set("mention.definite", "mention.demonstrative", "voice.singular", "voice.plural")
	for word := range addressing() {
		out[word] = true
	}
	return out
})

// ourselves are the words by which a speaker means himself and his side.
var ourselves = sync.OnceValue(func() map[string]bool { return language.English().Set("voice.singular", "voice.plural") })

// reporting are the acts by which somebody tells what is so, and not what he wants.
var reporting = []readout.Act{readout.Say, readout.Confirm, readout.Deny, readout.Claim, readout.Predict, readout.Doubt}

// IsSource reports whether a statement's speaker is a source to whom the story gives no
// name at all, and who reports something. The statement calls him by a noun, and so does
// the story where it brings him in, as somebody whom the reader has not met ("a senior
// official", "people familiar with the talks"). A pronoun or relative word ("which",
// "many", "the two") is no source, nor are those whom the story speaks to, bodies, the
// public ("families", "voters"), those to whom it gives a name elsewhere, and those who
// speak for themselves: "the lawmakers" of a letter, who write "we", stand beneath it by name.
func IsSource(rec *readout.Record, a *readout.Attribution) bool {
	if !slices.Contains(reporting, a.Act) || a.Status != readout.Asserted || thinks(a.Cue.Text) || aims(a.Cue.Text) {
		return false
	}
	called := calledBy(rec, a)
	if len(called) == 0 || !newcomer(called[0]) || called[0].Type != readout.PersonName || !ofPeople(rec, a.Speaker.Actor) {
		return false
	}
	if a.Speaker.Kind != readout.UnnamedOfficial && !single(called[0].Text) && !informed(a.Speaker.Text) || ofNamedHouse(rec, a.Speaker.Actor) {
		return false
	}
	if speaksByName(rec, a.Speaker.Actor) {
		return false
	}
	at, spoken := cover(a.Speaker.Spans), false
	for _, m := range called {
		if m.Form == readout.NameForm || ourselves()[strings.ToLower(m.Text)] {
			return false
		}
		spoken = spoken || m.Form == readout.NominalForm && m.Span.Overlaps(at)
	}
	return spoken
}

// speaksByName reports whether a story has somebody speak by a name: "the lawmakers" of one
// statement are the "Members of Congress" of another.
func speaksByName(rec *readout.Record, id readout.ActorID) bool {
	return id != "" && slices.ContainsFunc(rec.Attributions, func(a readout.Attribution) bool {
		return a.Speaker.Actor == id && a.Speaker.Kind == readout.NamedSpeaker
	})
}

// calledBy returns what a story calls the speaker of a statement below its headline, in
// text order: a headline has no articles, and brings nobody in.
func calledBy(rec *readout.Record, a *readout.Attribution) []*readout.Mention {
	var out []*readout.Mention
	at, body := cover(a.Speaker.Spans), 0
	if head := rec.Version.Headline; strings.HasPrefix(rec.Version.Text, head) {
		body = len(head)
	}
	for i := range rec.Mentions {
		m := &rec.Mentions[i]
		if m.Span.Start < body {
			continue
		}
		if a.Speaker.Actor != "" && m.Actor == a.Speaker.Actor || a.Speaker.Actor == "" && m.Span.Overlaps(at) {
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b *readout.Mention) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return out
}

// thinks reports whether words attribute a thought, which nobody reported.
func thinks(cue string) bool {
	l := language.English()
	thoughts := l.Set("attribute.believes")
	return slices.ContainsFunc(strings.Fields(strings.ToLower(cue)), func(word string) bool {
		return slices.ContainsFunc(l.Bases(word), func(base string) bool { return thoughts[base] })
	})
}

// aims reports whether a cue says for what something is done: whom a minister meets "to
// discuss the boats" has said nothing yet.
func aims(cue string) bool {
	first, rest, _ := strings.Cut(strings.ToLower(strings.TrimSpace(cue)), " ")
	return rest != "" && language.English().Set("syntax.infinitive")[first]
}

// single reports whether a phrase is of one whom the reader has not met: "a witness".
func single(phrase string) bool {
	first, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(phrase)), " ")
	return language.English().Set("mention.indefinite")[first]
}

// informed reports whether a phrase says how its people know: "people briefed on the plan".
func informed(phrase string) bool {
	how := language.English().Set("attribute.is informed")
	return slices.ContainsFunc(strings.Fields(strings.ToLower(phrase)), func(word string) bool { return how[word] })
}

// ofNamedHouse reports whether an actor is members of a parliament, of whom the story
// names some: they speak in public, and a story says who they are.
func ofNamedHouse(rec *readout.Record, id readout.ActorID) bool {
	member := func(a *readout.Actor) bool { return len(a.Sectors) > 0 && a.Sectors[0] == "LEG" }
	house, named := false, false
	for i := range rec.Actors {
		a := &rec.Actors[i]
		house = house || a.ID == id && member(a)
		named = named || a.ID != id && a.Kind == readout.PersonActor && member(a)
	}
	return house && named
}

// newcomer reports whether a phrase brings in somebody whom the reader has not met.
func newcomer(m *readout.Mention) bool {
	words := strings.Fields(strings.ToLower(m.Text))
	return m.Form == readout.NominalForm && len(words) > 0 && !known()[words[0]]
}

// ofPeople reports whether an actor may be persons and no body; nobody of whom
// nothing is known is a body.
func ofPeople(rec *readout.Record, id readout.ActorID) bool {
	for i := range rec.Actors {
		if a := &rec.Actors[i]; a.ID == id {
			return slices.Contains([]readout.ActorKind{readout.PersonActor, readout.GroupActor, readout.RoleActor, readout.UnnamedActor}, a.Kind)
		}
	}
	return true
}
