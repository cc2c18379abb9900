package event

import (
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// An act is a word of a sentence that tells of an event, before it is coded.
type act struct {
	tok       int // the word
	verb      int // the verb whose frame gives the roles: the word itself, or the light verb above a noun
	words     []int
	kind      readout.EventType
	mode      string
	hints     []string
	noun      bool
	listed    bool // the list of triggers gives its words this type
	inner     *act // what is promised, refused, asked for
	actor     []int
	recipient []int
	roles     *[2][]phraseAt // actors and recipients as the scorer has them, nil without one
	because   [2]string      // what decided most who has each role, "" without a scorer
	status    readout.Status
	cues      []readout.Span
	conf      float64
	code      string     // CAMEO, if a user's dictionary gives it
	drop      trace.Rule // what drops it; the zero Rule keeps it
	proposer  string     // who proposed it, beside rules; set with a trace alone, as the next two
	features  []trace.Feature
	decisions []trace.Decision
	how       string // what decided the type, for why
}

// set gives the act a type.
func (a *act) set(kind readout.EventType, mode string, hints ...string) {
	a.kind, a.mode, a.hints = kind, mode, hints
}

// A finder finds the acts of one sentence.
type finder struct {
	*coder
	t    *sentence
	acts []*act // by token, nil where there is none
}

// partOfName reports whether noun i stands inside a name: "Defense Force".
func (t *sentence) partOfName(i int) bool {
	return t.Tok(i).Name != "" && !timeName(t.Tok(i).Name) && t.UPOS(i, "PROPN")
}

// timeName reports whether a name class is one of times.
func timeName(class string) bool {
	return len(class) > 2 && (class[2:] == "DATE" || class[2:] == "TIME")
}

// phrase returns words of the sentence in text order, with a gap as dots.
func (t *sentence) phrase(words []int) string {
	out := ""
	for n, i := range words {
		switch {
		case n == 0:
		case words[n-1]+1 == i:
			out += " "
		default:
			out += " … "
		}
		out += t.Form(i)
	}
	return out
}
