package claim

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
)

// maxCalled is how many words for one actor a page shows.
const maxCalled = 6

// Called returns the words by which a story calls its actors besides their
// names: other names first, then role nouns and pronouns, each once.
func Called(rec *readout.Record) map[readout.ActorID][]string {
	out := make(map[readout.ActorID][]string, len(rec.Actors))
	names := make(map[readout.ActorID]string, len(rec.Actors))
	add := func(id readout.ActorID, words string) {
		words = bare(words)
		known := func(w string) bool { return fold(w) == fold(words) }
		if words != "" && len(out[id]) < maxCalled && fold(words) != fold(names[id]) && !slices.ContainsFunc(out[id], known) {
			out[id] = append(out[id], clip(words, 40))
		}
	}
	for i := range rec.Actors {
		a := &rec.Actors[i]
		names[a.ID] = a.Name
		for _, alias := range a.Aliases {
			add(a.ID, alias)
		}
	}
	for _, form := range []readout.Form{readout.NominalForm, readout.PronounForm} {
		for i := range rec.Mentions {
			if m := &rec.Mentions[i]; m.Actor != "" && m.Form == form {
				add(m.Actor, m.Text)
			}
		}
	}
	return out
}
