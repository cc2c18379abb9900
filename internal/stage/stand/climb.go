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
	undone int  // words passed that do away with the word: "lift" above "sanctions"
	undoer int  // the last of them, -1 for none
	waits  int  // what goes on until the word comes, -1 for nothing
	inside bool // the word stands in a condition, or in what another clause tells beside
}

// maxClimb bounds how many words a climb passes.
const maxClimb = 12

// climb returns how somebody stands to word k by what governs it. top ends the
// climb: a word that it returns true for is passed as the last.
func (m *maker) climb(s *syntax.Sentence, k int, top func(int) bool) *climb {
	c := &climb{maker: m, s: s, word: k, holder: -1, undoer: -1, waits: -1}
	c.own(k)
	at := k
	for range maxClimb {
		h := s.Heads[at]
		if h < 0 || c.inside {
			break
		}
		if (c.jest[s.Lemma[h]] || c.jest[s.Low[h]]) && s.UPOS(h, "VERB") { // "pretended to support it"
			c.inside = true
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
	} else if c.undoer >= 0 {
		c.undo()
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
		case syntax.Aux, syntax.Advmod, syntax.Det, syntax.Mark, syntax.Cc, syntax.Discourse:
			if n := s.Kid(d, syntax.Advmod, syntax.Det); n >= 0 && c.no[s.Low[n]] && s.Rel[d] == syntax.Advmod { // "no longer"
				m.no = n
			}
			c.beside(&m, d, w, s.Rel[d] == syntax.Mark)
		case syntax.Nsubj, syntax.Obj:
			if s.Above(d, c.word) && d != k { // "no observer will stand there": the word itself has it
				continue
			}
			if n := s.Kid(d, syntax.Det, syntax.Advmod); c.no[w] || n >= 0 && c.no[s.Low[n]] {
				m.no = d
			}
		case syntax.Advcl:
			c.clause(&m, d)
		case syntax.Obl:
			if c.bargain[s.Lemma[d]] {
				m.condition = d
			} else if c.until[s.Case(d)] {
				m.until = d
			}
		case syntax.Xcomp:
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
		if s.Rel[k] == syntax.Mark || s.Rel[k] == syntax.Advmod {
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
	if p := c.s.Case(k); c.s.Kid(k, syntax.Cop) >= 0 && c.s.Kid(k, syntax.Nsubj) >= 0 && (c.against[p] || c.favour[p]) {
		stance := question.For
		if c.against[p] {
			stance = question.Against
		}
		if n := c.mood(k).no; n >= 0 {
			stance = opposite(stance)
		}
		c.holder = k
		c.show(stance, c.s.Kid(k, syntax.Case))
		return
	}
	if !c.s.UPOS(k, "VERB", "AUX", "ADJ") && c.s.Kid(k, syntax.Cop) < 0 {
		if n := c.s.Kid(k, syntax.Det); n >= 0 && c.no[c.s.Low[n]] {
			c.show(question.Against, n)
		}
		return // a noun
	}
	m := c.mood(k)
	if c.equated(k, m) {
		return
	}
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
		c.show(question.Conditional, max(m.will, m.may), c.s.Kid(max(m.condition, 0), syntax.Mark))
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
	if s.Tokens[k].XPOS != "VB" || s.Kid(k, syntax.Nsubj, syntax.Mark, syntax.Aux, syntax.Expl) >= 0 && !(s.Kid(k, syntax.Aux) >= 0 && s.Kid(k, syntax.Nsubj, syntax.Mark) < 0 && c.mood(k).no >= 0) {
		return false
	}
	switch s.Rel[k] {
	case syntax.Root, syntax.Parataxis, syntax.Ccomp:
		return true
	case syntax.Conj:
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
		if c.s.Rel[k] == syntax.Mark && c.s.UPOS(k, "PART") {
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
		if s.Rel[k] != syntax.Mark && s.Rel[k] != syntax.Cc && s.Rel[k] != syntax.Advmod || !c.condition[s.Low[k]] || k > 0 && c.unlessBefore[s.Low[k-1]] {
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
	case syntax.Advcl:
		if mark := s.Marker(at); c.till[mark] && c.stance == question.None { // "the strike goes on until they pay"
			waits := c.cutBySpeaker(at, h)
			if m := c.mood(waits); m.will >= 0 || m.no >= 0 {
				c.waits = waits
				c.show(question.For, s.Kid(at, syntax.Mark))
				return false
			}
		}
		if mark := s.Marker(at); c.condition[mark] || c.until[mark] || c.till[mark] || mark == "" && !c.infinitive(at) {
			c.inside = true
			return false
		}
	case syntax.Parataxis, syntax.Appos, syntax.Vocative, syntax.Dislocated:
		return false
	case syntax.Acl:
		if s.Full(at, syntax.AclRelcl) {
			c.inside = true
			return false
		}
	case syntax.Nsubj:
		if s.Rel[h] == syntax.Root && c.worthOf(h) == question.None && s.Full(at, syntax.Nsubj) && c.attitude[lemma] != question.None && s.UPOS(h, "VERB") {
			return false // it is he who takes a side, not what he takes it of
		}
	}
	if w := c.judged(at, h, rel); w != question.None {
		c.judge(w, h)
		return true
	}
	if rel == syntax.Ccomp && c.asksWhether(at) && c.silent(h) {
		c.inside = true
		return false
	}
	if (rel == syntax.Ccomp || rel == syntax.Xcomp) && c.asksWhether(at) {
		c.holder = h
		c.show(question.Undecided, h)
		return true
	}
	if c.undoes[lemma] && c.undoneBy(at, h, rel) {
		c.undone, c.undoer = c.undone+1, h
		c.pass(at, h, rel)
		return true
	}
	if a := c.attitudeOf(at, h, rel, lemma); a != question.None {
		c.take(a, h)
		return true
	}
	c.pass(at, h, rel)
	return true
}

// undoneBy reports whether word at is what h, a word for doing away with
// something, does away with: "lift sanctions", "an end to the talks".
func (c *climb) undoneBy(at, h int, rel string) bool {
	s := c.s
	switch rel {
	case syntax.Obj:
		return c.stance == question.None || c.holder < 0 || !s.UPOS(c.holder, "NOUN") || !c.withdrawn[c.lemma(s, h)] // see pass
	case syntax.Nsubj:
		return s.Full(at, syntax.NsubjPass) || s.Passive(h)
	case syntax.Nmod:
		p := s.Case(at)
		return s.UPOS(h, "NOUN") && (p == "of" || p == "to" || p == "in")
	}
	return false
}

// undo turns a stance to doing away with the word into one to the word itself.
// Who is said to have done it, by a word that shows a will, is against it.
func (c *climb) undo() {
	switch lemma := c.lemma(c.s, c.undoer); {
	case c.undone%2 == 0:
	case c.stance != question.None:
		c.stance = opposite(c.stance)
		if len(c.why) < 6 {
			c.why = append(c.why, c.s.Form(c.undoer))
		}
	case !c.s.UPOS(c.undoer, "VERB"):
	case c.attitude[lemma] == question.Against:
		c.holder = c.undoer
		c.show(question.Against, c.undoer)
	default:
		if m := c.mood(c.undoer); m.will >= 0 && m.no < 0 {
			c.show(question.Against, m.will, c.undoer)
			c.wills(c.undoer, m)
		}
	}
}
