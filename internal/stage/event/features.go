package event

import (
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/scores"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// The features of an event's word and a phrase that may have a role in it, as
// train/claims/features.py has them: a change here makes the weights worthless.
const (
	pairTemplates = 7
	buckets       = 4096 // of the hashed features
	before        = 2    // sentences before an event's in which its roles are looked for
	after         = 1
	longestPath   = 4 // steps that are told apart
	phraseClasses = 20
)

// distances are the limits of the classes of distance, in words.
var distances = [...]int{1, 2, 3, 5, 8, 12, 20, 40}

// pairSizes are how many values each template has.
var pairSizes = [pairTemplates]int{buckets, buckets, buckets, (before + after + 1) * 2 * 3, 2 * (len(distances) + 1), phraseClasses, 4}

// pairTotal is the number of features.
var pairTotal = func() int {
	n := 0
	for _, size := range pairSizes {
		n += size
	}
	return n
}()

// nameNumbers are the classes of names among those of phrases.
var nameNumbers = map[string]int{"PER": 8, "ORG": 9, "GPE": 10, "LOC": 11, "NORP": 12, "FAC": 13, "EVENT": 14, "MISC": 15}

// pairFeatures sets f to the features of the event at token i of t with phrase p,
// to which the rules give roles: 1 actor, 2 recipient, 3 both.
func (w *Words) pairFeatures(f *[pairTemplates]uint16, t *sentence, i int, p phraseAt, roles int) {
	path := pathTo(t, i, p)
	tok := &p.s.Tokens[p.head]
	kind := 2
	switch {
	case tok.UPOS == "PRON":
		kind = 0
	case tok.Name != "" || tok.UPOS == "PROPN":
		kind = 1
	}
	later, words := 0, wordsBetween(t, i, p)
	if words < 0 {
		words = -words
	} else {
		later = 1
	}
	bucket := len(distances)
	for k, d := range distances {
		if words <= d {
			bucket = k
			break
		}
	}
	values := [pairTemplates]int{
		int(hash(path+"/"+t.Tokens[i].UPOS) % buckets),
		int(hash(path+"/"+caseMark(p)) % buckets),
		int(hash(path+"/"+strings.ToLower(t.Tokens[i].Lemma)) % buckets),
		((p.s.Number-t.Number+before)*2+later)*3 + kind,
		2*bucket + later,
		w.classOf(p),
		roles,
	}
	base := 0
	for k, v := range values {
		f[k] = uint16(base + v)
		base += pairSizes[k]
	}
}

// wordsBetween returns how many words phrase p stands behind token i of t,
// less than 0 if it stands before it.
func wordsBetween(t *sentence, i int, p phraseAt) int {
	n := p.head - i
	for k := min(t.Number, p.s.Number); k < max(t.Number, p.s.Number); k++ {
		if size := len(t.Doc.Sentences[k].Tokens); p.s.Number > t.Number {
			n += size
		} else {
			n -= size
		}
	}
	return n
}

// pathTo returns the steps of the tree from token i of t to phrase p, "far" if
// they are many, "out" to another sentence.
func pathTo(t *sentence, i int, p phraseAt) string {
	if p.s.Number != t.Number {
		return "out"
	}
	up, steps := map[int]int{}, 0
	for k := i; k >= 0 && steps < 40; k = t.Tokens[k].Head {
		up[k] = steps
		steps++
	}
	var down []string
	j := p.head
	for j >= 0 && len(down) < 40 {
		if _, ok := up[j]; ok {
			break
		}
		down = append(down, t.Tokens[j].Rel)
		j = t.Tokens[j].Head
	}
	n, ok := up[j]
	if !ok || n+len(down) > longestPath {
		return "far"
	}
	var b strings.Builder
	b.WriteByte('^')
	for k, first := i, true; k != j; k, first = t.Tokens[k].Head, false {
		if !first {
			b.WriteByte('^')
		}
		b.WriteString(t.Tokens[k].Rel)
	}
	b.WriteByte('>')
	for k := len(down) - 1; k >= 0; k-- {
		if k < len(down)-1 {
			b.WriteByte('>')
		}
		b.WriteString(down[k])
	}
	return b.String()
}

// caseMark returns the preposition or possessive mark of a phrase in lower
// case, "" if it has none.
func caseMark(p phraseAt) string {
	for k := range p.s.Tokens {
		if p.s.Tokens[k].Head == p.head && p.s.Tokens[k].Rel == syntax.Case {
			return strings.ToLower(p.s.Tokens[k].Form(p.s.Doc.Text))
		}
	}
	return ""
}

// classOf returns the class of a phrase: which pronoun, what sort of name or noun.
func (w *Words) classOf(p phraseAt) int {
	tok := &p.s.Tokens[p.head]
	switch {
	case tok.UPOS == "PRON":
		if n, ok := w.pronounClasses[strings.ToLower(tok.Form(p.s.Doc.Text))]; ok {
			return n
		}
		return 16
	case tok.Name != "":
		if n, ok := nameNumbers[tok.Name[2:]]; ok {
			return n
		}
		return 15
	case strings.HasSuffix(tok.XPOS, "S"):
		return 19
	case tok.UPOS == "PROPN":
		return 18
	}
	return 17
}

// hash is FNV-1a.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// near returns the phrases that may have a role in the event of trigger tr.
func (st *seenStory) near(tr *scores.Trigger) []phraseAt {
	var out []phraseAt
	for k := max(0, tr.Sentence-before); k <= min(len(st.phrases)-1, tr.Sentence+after); k++ {
		for _, p := range st.phrases[k] {
			if k != tr.Sentence || p.head != tr.Token {
				out = append(out, p)
			}
		}
	}
	return out
}
