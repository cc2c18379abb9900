package store

import (
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

// IsSource reports whether a statement's speaker is somebody whom the story calls
// something: a phrase of a noun or a name stands for him. A pronoun or relative word
// that leads to nobody ("which", "many", "the two") is no source, nor are those whom
// the story speaks to.
func IsSource(rec *readout.Record, a *readout.Attribution) bool {
	at := cover(a.Speaker.Spans)
	for i := range rec.Mentions {
		m := &rec.Mentions[i]
		if a.Speaker.Actor != "" && m.Actor != a.Speaker.Actor || a.Speaker.Actor == "" && !m.Span.Overlaps(at) {
			continue
		}
		if m.Form != readout.PronounForm && !slices.ContainsFunc(strings.Fields(m.Text), func(word string) bool { return addressing()[strings.ToLower(word)] }) {
			return true
		}
	}
	return false
}
