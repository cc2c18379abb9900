package event

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// A tree is a sentence with its dependency tree.
type tree struct {
	sent   *readout.Sentence
	text   string
	number int   // of the sentence in the text
	heads  []int // of each token, -1 for none
	kids   [][]int
	low    []string // forms in lower case
	lemma  []string // lemmas in lower case
	rel    []string // relations without subtypes
}

// newTree indexes a sentence, or returns nil if it has no tree.
func newTree(sent *readout.Sentence, text string, number int) *tree {
	n := len(sent.Tokens)
	t := &tree{sent: sent, text: text, number: number, heads: make([]int, n), kids: make([][]int, n), low: make([]string, n), lemma: make([]string, n), rel: make([]string, n)}
	parsed := false
	for i, tok := range sent.Tokens {
		t.low[i] = strings.ReplaceAll(strings.ToLower(tok.Form(text)), "’", "'")
		t.lemma[i] = strings.ToLower(tok.Lemma)
		if t.lemma[i] == "" {
			t.lemma[i] = t.low[i]
		}
		t.rel[i], _, _ = strings.Cut(tok.Rel, ":")
		t.lemma[i] = knownLemma(t.lemma[i], t.low[i], tok.UPOS)
		t.heads[i] = -1
		if tok.Head >= 0 && tok.Head < n && tok.Head != i {
			t.heads[i] = tok.Head
			parsed = true
		}
	}
	if !parsed && (n == 0 || sent.Tokens[0].Rel == "") {
		return nil
	}
	for i := range t.heads {
		if t.rel[i] == "obl" {
			t.heads[i] = t.introducer(i)
		}
	}
	for i, h := range t.heads {
		if h >= 0 {
			t.kids[h] = append(t.kids[h], i)
		}
	}
	return t
}

// introducer returns the head of the oblique i, or the verb that introduces a
// quotation, if it stands between the two: “They can help,” he said on Monday.
// The parser hangs such words on the quotation's verb now and then.
func (t *tree) introducer(i int) int {
	h := t.heads[i]
	for v, n := h, 0; v >= 0 && v < i && n < 40; v, n = t.heads[v], n+1 {
		if v <= h || !t.upos(v, "VERB") {
			continue
		}
		for _, form := range t.low[h:v] {
			if form == "”" || form == `"` || form == "''" {
				return v
			}
		}
	}
	return h
}

// tok returns token i.
func (t *tree) tok(i int) *readout.Token { return &t.sent.Tokens[i] }

// head returns the head of token i, or -1.
func (t *tree) head(i int) int {
	return t.heads[i]
}

// upos reports whether token i has one of the parts of speech.
func (t *tree) upos(i int, tags ...string) bool {
	for _, tag := range tags {
		if t.sent.Tokens[i].UPOS == tag {
			return true
		}
	}
	return false
}

// full reports whether the relation of i is rel, subtype included.
func (t *tree) full(i int, rel string) bool { return t.sent.Tokens[i].Rel == rel }

// kid returns the first dependent of i with one of the relations, or -1.
func (t *tree) kid(i int, rels ...string) int {
	for _, k := range t.kids[i] {
		for _, r := range rels {
			if t.rel[k] == r || t.sent.Tokens[k].Rel == r {
				return k
			}
		}
	}
	return -1
}

// caseOf returns the preposition of a nominal, such as "against", its words
// joined by blanks, or "".
func (t *tree) caseOf(i int) string {
	var words []string
	for _, k := range t.kids[i] {
		if t.rel[k] == "case" {
			words = append(words, t.low[k])
			for _, f := range t.kids[k] {
				if t.rel[f] == "fixed" {
					words = append(words, t.low[f])
				}
			}
		}
	}
	return strings.Join(words, " ")
}

// marker returns the word that marks a clause: "to", "that", "if", or "".
func (t *tree) marker(i int) string {
	if k := t.kid(i, "mark"); k >= 0 {
		return t.low[k]
	}
	return ""
}

// conjuncts returns i and what is coordinated with it.
func (t *tree) conjuncts(i int) []int {
	out := []int{i}
	for _, k := range t.kids[i] {
		if t.rel[k] == "conj" && len(out) < maxConjuncts {
			out = append(out, t.conjuncts(k)...)
		}
	}
	return out
}

// maxConjuncts bounds how many actors one role takes of a list of names.
const maxConjuncts = 8

// above reports whether a is i or governs it.
func (t *tree) above(a, i int) bool {
	for range len(t.low) {
		if i == a {
			return true
		}
		if i = t.head(i); i < 0 {
			return false
		}
	}
	return false
}

// below returns the tokens of i's subtree, at most limit.
func (t *tree) below(i, limit int) []int {
	out := []int{i}
	for n := 0; n < len(out) && len(out) < limit; n++ {
		for _, k := range t.kids[out[n]] {
			if len(out) < limit {
				out = append(out, k)
			}
		}
	}
	return out
}

// passive reports whether verb i is passive, a bare participle included.
func (t *tree) passive(i int) bool {
	for _, k := range t.kids[i] {
		if t.full(k, "nsubj:pass") && t.sent.Tokens[i].XPOS == "VBD" {
			continue // a past tense without "was" is active, whatever the parser says
		}
		if r := t.sent.Tokens[k].Rel; r == "aux:pass" || r == "nsubj:pass" || r == "csubj:pass" || r == "obl:agent" {
			return true
		}
	}
	bare := t.sent.Tokens[i].XPOS == "VBN" && t.kid(i, "aux") < 0 && t.kid(i, "obj") < 0
	switch t.rel[i] {
	case "acl":
		return bare && !t.full(i, "acl:relcl")
	case "conj":
		if h := t.head(i); h >= 0 && bare && t.kid(i, "nsubj") < 0 {
			return t.passive(h)
		}
	}
	return false
}

// relative reports whether i is a relative pronoun.
func (t *tree) relative(i int) bool {
	switch t.low[i] {
	case "who", "whom", "which":
		return true
	case "that":
		return t.upos(i, "PRON") && strings.Contains(t.sent.Tokens[i].Feats, "Rel")
	}
	return false
}

// maxClimb bounds how far subjects are looked for.
const maxClimb = 6

// subjects returns the tokens that are the logical subject of predicate i in
// the active voice, and those of the subject of a passive one if i is passive.
func (t *tree) subjects(i, depth int) []int {
	if depth > maxClimb {
		return nil
	}
	if k := t.nearestSubject(i); k >= 0 {
		if t.relative(k) && t.full(i, "acl:relcl") && t.head(i) >= 0 {
			return t.conjuncts(t.head(i))[:1]
		}
		if t.low[k] != "it" || !t.expletive(i) {
			return t.conjuncts(k)
		}
		return nil
	}
	h := t.head(i)
	if h < 0 {
		return nil
	}
	switch t.rel[i] {
	case "xcomp":
		if o := t.kid(h, "obj", "iobj"); o >= 0 && !subjectControl[t.lemma[h]] && t.upos(h, "VERB") {
			return t.conjuncts(o)
		}
		if t.passive(h) || t.kid(h, "nsubj") >= 0 || t.upos(h, "VERB", "ADJ", "AUX") {
			return t.subjects(h, depth+1)
		}
		return t.owners(h, depth+1)
	case "conj", "advcl", "parataxis", "ccomp":
		if t.rel[i] == "ccomp" && t.marker(i) != "to" && t.sent.Tokens[i].XPOS != "VBG" {
			return nil
		}
		if o := t.judged(i, h); o >= 0 {
			return t.conjuncts(o)
		}
		if t.upos(h, "VERB", "ADJ", "AUX") || t.kid(h, "nsubj") >= 0 {
			return t.subjects(h, depth+1)
		}
	case "acl":
		if t.full(i, "acl:relcl") {
			return nil
		}
		if t.marker(i) == "to" {
			return t.owners(h, depth+1)
		}
		return t.conjuncts(h)[:1]
	case "obl", "nmod", "obj": // a gerund under a preposition
		if t.upos(i, "VERB") {
			return t.subjects(h, depth+1)
		}
	}
	return nil
}

// judged returns the object of verb h if it is praised or blamed for what the
// gerund i says: "praised the villagers for sheltering …"; else -1.
func (t *tree) judged(i, h int) int {
	if m := t.marker(i); t.rel[i] != "advcl" || m != "for" && m != "of" {
		return -1
	}
	if t.passive(h) {
		return -1
	}
	return t.kid(h, "obj")
}

// nearestSubject returns the subject of i that stands closest to it: a place
// and a date before a story can look like one too. It is -1 if there is none.
func (t *tree) nearestSubject(i int) int {
	best := -1
	for _, k := range t.kids[i] {
		if t.rel[k] == "nsubj" && (best < 0 || k < i && k > best) {
			best = k
		}
	}
	return best
}

// expletive reports whether the "it" of i stands for a clause.
func (t *tree) expletive(i int) bool { return t.kid(i, "expl") >= 0 || t.kid(i, "csubj") >= 0 }

// subjectControl lists verbs whose subject does what their infinitive says
// although they have an object.
var subjectControl = setOf("promise threaten vow use take make give offer need cost")

// owners returns who has or does what noun i names: its possessor, or the
// subject of the verb whose object it is.
func (t *tree) owners(i, depth int) []int {
	if depth > maxClimb {
		return nil
	}
	if k := t.kid(i, "nmod:poss"); k >= 0 && !t.upos(k, "PRON") {
		return t.conjuncts(k)
	}
	h := t.head(i)
	if h < 0 {
		return nil
	}
	switch t.rel[i] {
	case "obj", "obl", "nsubj", "xcomp", "ccomp":
		if t.rel[i] == "nsubj" {
			return nil
		}
		if t.passive(h) {
			return t.agents(h)
		}
		return t.subjects(h, depth+1)
	case "conj", "nmod":
		return t.owners(h, depth+1)
	}
	return nil
}

// agents returns the by-agent of passive verb or event noun i.
func (t *tree) agents(i int) []int {
	for _, k := range t.kids[i] {
		if t.sent.Tokens[k].Rel == "obl:agent" || (t.rel[k] == "obl" || t.rel[k] == "nmod") && t.caseOf(k) == "by" && !t.timeWord(k) {
			return t.conjuncts(k)
		}
	}
	return nil
}

// timeWord reports whether i names a time.
func (t *tree) timeWord(i int) bool {
	name := t.sent.Tokens[i].Name
	return strings.HasSuffix(name, "-DATE") || strings.HasSuffix(name, "-TIME") || t.full(i, "obl:tmod") || t.full(i, "obl:unmarked") || times[t.lemma[i]] || t.upos(i, "NUM")
}

// times lists nouns of time.
var times = setOf("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight week month year day hour night " +
	"morning evening afternoon january february march april may june july august september october november december weekend time moment " +
	"dawn noon midnight summer winter spring autumn decade century minute period")

// setOf returns the words as a set.
func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}
