package stand

import (
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/question"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// A climb follows a word up the tree and keeps what shows how somebody stands
// to it.
type climb struct {
	*maker
	s      *syntax.Sentence
	word   int
	stance question.Stance
	why    []string
	// holder is the predicate whose subject takes the side, -1 if none does.
	holder int
	inside bool // the word stands in a condition, or in what another clause tells beside
}

// maxClimb bounds how many words a climb passes.
const maxClimb = 12

// climb returns how somebody stands to word k by what governs it. top ends the
// climb: a word that it returns true for is passed as the last.
func (m *maker) climb(s *syntax.Sentence, k int, top func(int) bool) *climb {
	c := &climb{maker: m, s: s, word: k, holder: -1}
	c.own(k)
	at := k
	for range maxClimb {
		h := s.Heads[at]
		if h < 0 || c.inside {
			break
		}
		if !c.step(at, h) {
			break
		}
		at = h
		if top(h) {
			break
		}
	}
	if c.inside {
		c.stance = question.None
	}
	return c
}

// show keeps a word that shows the stance.
func (c *climb) show(stance question.Stance, words ...int) {
	c.stance = stance
	for _, w := range words {
		if w >= 0 && len(c.why) < 6 {
			c.why = append(c.why, c.s.Form(w))
		}
	}
}

// A mood is what the words beside a predicate say of it.
type mood struct {
	no, must, will, may, condition, until, whether int // words that show it, -1 for none
}

// mood returns what stands beside predicate k.
func (c *climb) mood(k int) mood {
	m := mood{-1, -1, -1, -1, -1, -1, -1}
	s := c.s
	for _, d := range s.Kids[k] {
		w := s.Low[d]
		switch s.Rel[d] {
		case "aux", "advmod", "det", "mark", "cc", "discourse":
			if n := s.Kid(d, "advmod", "det"); n >= 0 && c.no[s.Low[n]] && s.Rel[d] == "advmod" { // "no longer"
				m.no = n
			}
			c.beside(&m, d, w, s.Rel[d] == "mark")
		case "nsubj", "obj":
			if s.Above(d, c.word) && d != k { // "no observer will stand there": the word itself has it
				continue
			}
			if n := s.Kid(d, "det", "advmod"); c.no[w] || n >= 0 && c.no[s.Low[n]] {
				m.no = d
			}
		case "advcl":
			c.clause(&m, d)
		case "obl":
			if c.bargain[s.Lemma[d]] {
				m.condition = d
			} else if c.until[s.Case(d)] {
				m.until = d
			}
		case "xcomp":
			if c.mustTo[s.Lemma[k]] && s.Infinitive(d) {
				m.must = k
			}
		}
	}
	return m
}

// beside takes an auxiliary, adverb or marker down.
func (c *climb) beside(m *mood, d int, w string, mark bool) {
	switch {
	case c.no[w]:
		m.no = d
	case mark && c.whether[w]:
		m.whether = d
	case mark:
	case c.must[w]:
		m.must = d
	case c.will[w]:
		m.will = d
	case c.may[w]:
		m.may = d
	}
}

// clause takes a clause down that says under which condition.
func (c *climb) clause(m *mood, d int) {
	s := c.s
	var mark []string
	for _, k := range s.Kids[d] {
		if s.Rel[k] == "mark" || s.Rel[k] == "advmod" {
			mark = append(mark, s.Low[k])
		}
	}
	for n := range mark {
		if c.condition[mark[n]] || c.condition[strings.Join(mark[n:], " ")] {
			m.condition = d
		} else if c.until[mark[n]] {
			m.until = d
		}
	}
	if h := s.Lemma[d]; c.condition[h] || c.condition[h+"d"] { // "provided that …" hangs as a clause of its own
		m.condition = d
	}
}

// own takes down how the word itself is told: "must be reopened", "would not quit".
func (c *climb) own(k int) {
	if p := c.s.Case(k); c.s.Kid(k, "cop") >= 0 && c.s.Kid(k, "nsubj") >= 0 && (c.against[p] || c.favour[p]) {
		stance := question.For
		if c.against[p] {
			stance = question.Against
		}
		if n := c.mood(k).no; n >= 0 {
			stance = opposite(stance)
		}
		c.holder = k
		c.show(stance, c.s.Kid(k, "case"))
		return
	}
	if !c.s.UPOS(k, "VERB", "AUX", "ADJ") && c.s.Kid(k, "cop") < 0 {
		if n := c.s.Kid(k, "det"); n >= 0 && c.no[c.s.Low[n]] {
			c.show(question.Against, n)
		}
		return // a noun
	}
	m := c.mood(k)
	if c.imperative(k) {
		stance := question.For
		if m.no >= 0 {
			stance = question.Against
		}
		c.show(stance, m.no, k)
		return
	}
	switch {
	case m.no >= 0 && (m.will >= 0 || m.must >= 0 || m.may >= 0 || c.s.Tokens[k].XPOS == "VBG"):
		c.show(question.Against, max(m.will, m.must, m.may), m.no)
		c.wills(k, m)
	case m.no >= 0:
	case (m.condition >= 0 || c.conditional()) && (m.will >= 0 || m.may >= 0):
		c.show(question.Conditional, max(m.will, m.may), c.s.Kid(max(m.condition, 0), "mark"))
	case m.must >= 0:
		c.show(question.For, m.must)
	case m.may >= 0:
		c.show(question.Open, m.may)
	case m.will >= 0:
		c.show(question.For, m.will)
	case m.whether >= 0:
		c.show(question.Undecided, m.whether)
	}
}

// imperative reports whether a verb tells somebody to do what it says: "lower
// the lake", he said.
func (c *climb) imperative(k int) bool {
	s := c.s
	if s.Tokens[k].XPOS != "VB" || s.Kid(k, "nsubj", "mark", "aux", "expl") >= 0 && !(s.Kid(k, "aux") >= 0 && s.Kid(k, "nsubj", "mark") < 0 && c.mood(k).no >= 0) {
		return false
	}
	switch s.Rel[k] {
	case "root", "parataxis", "ccomp":
		return true
	case "conj":
		h := s.Heads[k]
		return h >= 0 && c.imperative(h)
	}
	return false
}

// infinitive reports whether a clause is an infinitive, "for the lake to be
// lowered" too.
func (c *climb) infinitive(at int) bool {
	if c.s.Infinitive(at) {
		return true
	}
	for _, k := range c.s.Kids[at] {
		if c.s.Rel[k] == "mark" && c.s.UPOS(k, "PART") {
			return true
		}
	}
	return false
}

// conditional reports whether the sentence has a condition: parsers hang it on
// many words.
func (c *climb) conditional() bool {
	s := c.s
	for k := range s.Low {
		if s.Rel[k] != "mark" && s.Rel[k] != "cc" && s.Rel[k] != "advmod" || !c.condition[s.Low[k]] || k > 0 && c.unlessBefore[s.Low[k-1]] {
			continue
		}
		if h := s.Heads[k]; h >= 0 && !s.Above(h, c.word) {
			return true
		}
	}
	return false
}

// step goes from word at to h, which governs it, and reports whether the climb
// goes on.
func (c *climb) step(at, h int) bool {
	s, rel := c.s, c.s.Rel[at]
	lemma := c.lemma(s, h)
	switch rel {
	case "advcl":
		if mark := s.Marker(at); c.till[mark] && c.stance == question.None { // "the strike goes on until they pay"
			if m := c.mood(h); m.will >= 0 || m.no >= 0 {
				c.show(question.For, s.Kid(at, "mark"))
				return false
			}
		}
		if mark := s.Marker(at); c.condition[mark] || c.until[mark] || c.till[mark] || mark == "" && !c.infinitive(at) {
			c.inside = true
			return false
		}
	case "parataxis", "appos", "vocative", "dislocated":
		return false
	case "acl":
		if s.Full(at, "acl:relcl") {
			c.inside = true
			return false
		}
	case "nsubj":
		if s.Rel[h] == "root" && c.worthOf(h) == question.None && s.Full(at, "nsubj") && c.attitude[lemma] != question.None && s.UPOS(h, "VERB") {
			return false // it is he who takes a side, not what he takes it of
		}
	}
	if w := c.judged(at, h, rel); w != question.None {
		c.judge(w, h)
		return true
	}
	if (rel == "ccomp" || rel == "xcomp") && c.asksWhether(at) {
		c.holder = h
		c.show(question.Undecided, h)
		return true
	}
	if a := c.attitudeOf(at, h, rel, lemma); a != question.None {
		c.take(a, h)
		return true
	}
	c.pass(at, h, rel)
	return true
}

// asksWhether reports whether a clause begins with "whether".
func (c *climb) asksWhether(at int) bool {
	for _, k := range c.s.Kids[at] {
		if c.whether[c.s.Low[k]] {
			return true
		}
	}
	return false
}

// worthOf returns how word k judges what it is said of.
func (c *climb) worthOf(k int) question.Stance {
	w := c.worth[c.s.Lemma[k]]
	if p := c.s.Case(k); p != "" && c.worth[p+" "+c.s.Lemma[k]] != question.None { // "out of the question"
		w = c.worth[p+" "+c.s.Lemma[k]]
	}
	if w == question.None { // "a matter of justice", "the best idea"
		for _, d := range c.s.Kids[k] {
			if c.s.Rel[d] == "amod" && w == question.None {
				w = c.worth[c.s.Lemma[d]]
			}
			if c.s.Rel[d] == "nmod" && c.s.Case(d) == "of" && w == question.None {
				w = c.worth[c.s.Lemma[d]]
			}
		}
	}
	return w
}

// judged returns how h judges word at: "it would be folly for him to quit".
func (c *climb) judged(at, h int, rel string) question.Stance {
	s := c.s
	switch rel {
	case "nsubj", "csubj", "acl", "ccomp", "advcl", "xcomp":
		if !s.UPOS(h, "VERB") {
			return c.worthOf(h)
		}
	case "nmod":
		if s.UPOS(h, "NOUN") && s.Case(at) == "of" && (s.Kid(h, "cop") >= 0 || c.attitude[c.lemma(s, h)] == question.None) {
			return c.worthOf(h)
		}
	case "obj":
		if !c.call[s.Lemma[h]] {
			return question.None
		}
		for _, d := range s.Kids[h] {
			if d != at && (s.Rel[d] == "obj" || s.Rel[d] == "xcomp" || s.Rel[d] == "obl" || s.Rel[d] == "ccomp") {
				if w := c.worthOf(d); w != question.None {
					return w
				}
			}
		}
	}
	return question.None
}

// judge takes down that h judges the word.
func (c *climb) judge(worth question.Stance, h int) {
	m := c.mood(h)
	if m.no >= 0 {
		worth = opposite(worth)
	}
	if c.stance == question.Against {
		worth = opposite(worth)
	}
	c.why = nil
	c.show(worth, m.no, h)
}

// opposite returns for for against, and against for for.
func opposite(s question.Stance) question.Stance {
	switch s {
	case question.For:
		return question.Against
	case question.Against:
		return question.For
	}
	return s
}

// attitudeOf returns how h stands to its complement at.
func (c *climb) attitudeOf(at, h int, rel, lemma string) question.Stance {
	s := c.s
	preposition := s.Case(at)
	switch rel {
	case "obj", "ccomp", "xcomp", "csubj", "obl", "nmod", "acl", "advcl", "compound":
	case "nsubj":
		if !s.Full(at, "nsubj:pass") && !s.Passive(h) {
			return question.None
		}
	default:
		return question.None
	}
	if (rel == "advcl" || rel == "acl") && s.Tokens[at].XPOS == "VBG" && c.reach[s.Marker(at)] { // "about lowering the lake"
		rel, preposition = "obl", s.Marker(at)
	}
	if rel == "obl" && s.Full(at, "obl:agent") || s.Time(at) && rel != "obj" {
		return question.None
	}
	if rel == "obl" || rel == "nmod" {
		if a := c.attitude[lemma+" "+preposition]; a != question.None {
			return a
		}
		if d := s.Kid(h, "det"); rel == "nmod" && c.room[lemma] && d >= 0 && c.no[s.Low[d]] { // "no room for"
			return question.For // undone by "no"
		}
		a := c.attitude[lemma]
		if a == question.None && s.UPOS(h, "VERB") && rel == "obl" && c.reach[preposition] { // "has no opinion on", "made up his mind about"
			if o := s.Kid(h, "obj"); o >= 0 && o != at {
				a = c.attitude[s.Lemma[o]]
			}
		}
		switch {
		case c.against[preposition] && (a != question.None || s.UPOS(h, "VERB")):
			return question.Against
		case a == question.None:
			return question.None
		case rel == "obl" && !c.reach[preposition]:
			return question.None
		}
		return a
	}
	if c.room[lemma] && (rel == "acl" || rel == "advcl") && s.UPOS(h, "NOUN") {
		if d := s.Kid(h, "det"); d >= 0 && c.no[s.Low[d]] {
			return question.For // undone by "no"
		}
	}
	if rel == "advcl" && !c.infinitive(at) {
		return question.None
	}
	if rel == "compound" && !s.UPOS(h, "NOUN") {
		return question.None
	}
	return c.attitude[lemma]
}

// take takes down that h has an attitude to what the climb has come from.
func (c *climb) take(a question.Stance, h int) {
	m := c.mood(h)
	inner := c.stance
	if a == question.Undecided {
		c.holder = h
		c.show(a, m.no, h)
		return
	}
	if c.s.UPOS(h, "NOUN") && m.no < 0 { // "expressed no support for"
		if d := c.s.Kid(h, "det"); d >= 0 && c.no[c.s.Low[d]] {
			m.no = d
		}
	}
	switch {
	case m.no >= 0 && a == question.For:
		a = question.Against
	case m.no >= 0 && a == question.Against:
		a = question.Open
	case m.no >= 0 && a == question.Open:
		a = question.Against
	}
	if a == question.For && m.no < 0 && (m.will >= 0 || m.may >= 0) {
		if m.condition >= 0 || c.conditional() {
			a = question.Conditional
		} else if m.may >= 0 {
			a = question.Open
		}
	} else if a == question.Open && m.condition >= 0 {
		a = question.Conditional
	}
	switch {
	case inner == question.Against && a == question.For:
		a = question.Against
	case inner == question.Against && a == question.Against && c.s.UPOS(c.word, "VERB"):
		a = question.For
	case inner == question.Conditional && (a == question.For || a == question.Open):
		a = question.Conditional
	}
	c.holder = h
	c.show(a, m.no, h)
}

// pass goes by a word that has no attitude of its own; what stands beside it
// still bears on what it governs.
func (c *climb) pass(at, h int, rel string) {
	s := c.s
	if !s.UPOS(h, "VERB", "AUX") && s.Kid(h, "cop") < 0 {
		return
	}
	switch rel {
	case "conj", "ccomp", "acl":
		return
	}
	m := c.mood(h)
	if c.stance == question.None && (rel == "obj" || rel == "obl") && c.imperative(h) { // "put observers on the border"
		stance := question.For
		if m.no >= 0 {
			stance = question.Against
		}
		c.show(stance, m.no, h)
		return
	}
	if c.stance != question.None && c.holder >= 0 && s.UPOS(c.holder, "NOUN") && c.withdrawn[c.lemma(s, h)] { // "drops its objection"
		c.holder = h
		c.show(opposite(c.stance), h)
		return
	}
	if rel == "obj" && c.takes[s.Lemma[h]] && (m.will >= 0 || m.may >= 0) && m.no < 0 { // "would gladly have observers"
		c.holder = h
		c.show(question.For, max(m.will, m.may), h)
		if m.condition >= 0 || c.conditional() {
			c.stance = question.Conditional
		}
		return
	}
	if rel == "xcomp" && c.will[s.Low[h]] { // "nobody is going to open it"
		m.will = h
	}
	switch {
	case m.no >= 0 && (m.will >= 0 || m.must >= 0 || m.may >= 0):
		c.show(opposite(stanceOr(c.stance, question.For)), max(m.will, m.must, m.may), m.no)
		c.wills(h, m)
	case c.stance != question.None:
		if m.condition >= 0 && c.stance == question.For {
			c.show(question.Conditional, s.Kid(m.condition, "mark"))
		}
	case (m.condition >= 0 || c.conditional()) && (m.will >= 0 || m.may >= 0):
		c.show(question.Conditional, max(m.will, m.may), h)
		c.wills(h, m)
	case m.must >= 0 && m.no < 0:
		c.show(question.For, m.must)
	case m.will >= 0 && m.no < 0 && rel == "xcomp": // "will stay closed"
		c.show(question.For, m.will)
	}
}

// wills takes the subject of a predicate that says what he will or could do for
// him who takes the side; what must be is what another says of him.
func (c *climb) wills(h int, m mood) {
	if m.must < 0 && (m.will >= 0 || m.may >= 0) && !c.s.Passive(h) {
		c.holder = h
	}
}

// stanceOr returns s, or another one where it is none.
func stanceOr(s, other question.Stance) question.Stance {
	if s == question.None {
		return other
	}
	return s
}
