package attribute

import (
	"cmp"
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// separate ends contents where a statement that holds them begins to name its
// speaker: in "P, X said, according to Y" the words about Y are no part of
// what X said.
func (s *story) separate(cands []candidate) {
	for i := range cands {
		b := &cands[i]
		if b.forward || len(b.content) == 0 {
			continue
		}
		for k := max(0, i-horizon); k < min(len(cands), i+horizon); k++ {
			a := &cands[k]
			if k == i || a.cue.from > b.cue.from || !holdsAny(b.content, a.cue.from) || !holdsAny(a.content, b.cue.from) {
				continue
			}
			out := b.cover()
			for out.from > 0 && s.is(out.from-1, comma|dash) {
				out.from--
			}
			a.content = without(a.content, out)
			if n := len(a.content); n > 1 && a.content[n-1].from >= b.cover().to && a.content[n-1].to-a.content[n-1].from < 2 {
				a.content = a.content[:n-1]
			}
		}
	}
}

// without takes the words of cut out of the ranges; where nothing is left they
// stay as they are.
func without(content []rng, cut rng) []rng {
	var out []rng
	for _, r := range content {
		if left := (rng{r.from, min(r.to, cut.from)}); !left.empty() {
			out = append(out, left)
		}
		if right := (rng{max(r.from, cut.to), r.to}); !right.empty() {
			out = append(out, right)
		}
	}
	if len(out) == 0 {
		return content
	}
	return out
}

// coordinate ends the content of a statement that lies in another before
// "and that" if only the outer one has a clause with "that" or none at all.
func (s *story) coordinate(cands []candidate) {
	for i := range cands {
		a := &cands[i]
		if len(a.content) != 1 || !a.forward || s.has(a.content[0].from, isThat) {
			continue
		}
		for k := max(0, i-horizon); k < i; k++ {
			b := &cands[k]
			if !holdsAny(b.content, a.cue.from) || b.verb == nil || b.verb.frames&that == 0 {
				continue
			}
			r := &a.content[0]
			for w := r.from + 1; w+2 < r.to; w++ {
				if s.is(w, coordinator) && s.has(w+1, isThat) && s.words[w].quote == s.words[r.from].quote {
					r.to = w
					if s.is(w-1, comma) {
						r.to--
					}
				}
			}
		}
	}
}

// splitShared takes a statement with the same speaker out of the content of
// the one before it: X said A but ruled out B.
func (s *story) splitShared(cands []candidate) {
	for i := range cands {
		b := &cands[i]
		if !b.shared || b.speaker.empty() || b.verb == nil || !s.parsed() {
			continue
		}
		for k := i - 1; k >= max(0, i-horizon); k-- {
			a := &cands[k]
			if a.speaker.touches(b.speaker) && holdsAny(a.content, b.cue.from) && s.is(b.cue.from-1, coordinator) && s.conjoined(a.cue, b.g.at) {
				s.cutAt(a, b.cue.from-1)
				break
			}
		}
	}
}

// conjoined reports whether the verb at i is coordinated with a word of r.
func (s *story) conjoined(r rng, i int) bool {
	for n := 0; n < 4 && i >= 0 && s.tok(i).Rel == syntax.Conj; n++ {
		if i = s.headWord(i); r.has(i) {
			return true
		}
	}
	return false
}

// cutAt ends the piece of the candidate's content that holds word w before it.
func (s *story) cutAt(c *candidate, w int) {
	for i := range c.content {
		r := &c.content[i]
		if !r.has(w) || w-r.from < 2 || s.words[w].quote >= 0 {
			continue
		}
		for w > r.from && s.is(w-1, comma|coordinator) {
			w--
		}
		r.to = w
	}
}

// asSaying adds the candidates of "quoted X as saying" and "X was quoted as
// saying", with "as" at i.
func (s *story) asSaying(out []candidate, i int) []candidate {
	if i+2 >= len(s.words) || !s.is(i+1, lower) {
		return out
	}
	e := s.words[i+1].entry
	if e == nil || e.verb == nil || e.shape&present == 0 || e.verb.frames&quotes == 0 {
		return out
	}
	room := s.room(i)
	c := candidate{cue: rng{i, i + 2}, verb: e.verb, act: e.verb.act, pattern: asSaying}
	c.g = group{rng: c.cue, verb: e.verb, at: i + 1, shape: present, negation: -1, modal: -1, participle: true}
	if q := s.entryAt(i - 1); q != nil && q.verb != nil && q.verb.traits&quotedAs != 0 && q.shape&participle != 0 && s.is(i-1, lower) && s.is(i-2, auxiliary) {
		c.cue.from = s.beforeAuxiliaries(i-1, room.from)
		c.speaker, c.shared = s.speakerBefore(c.cue.from, room.from)
	} else {
		c.speaker = s.phraseBefore(i, room.from)
		if !s.citesBefore(c.speaker.from) {
			return out
		}
	}
	pattern := c.pattern
	if c.speaker.empty() || !s.behind(&c, room) {
		return out
	}
	c.pattern, c.forward = pattern, true
	return append(out, c)
}

// citesBefore reports whether a verb of quoting stands before word i.
func (s *story) citesBefore(i int) bool {
	e := s.entryAt(i - 1)
	return e != nil && e.verb != nil && e.verb.traits&cites != 0
}

// entryAt returns what the lists know of word i, or nil.
func (s *story) entryAt(i int) *entry {
	if i < 0 || i >= len(s.words) {
		return nil
	}
	return s.words[i].entry
}

// citingAt adds the candidate of "citing X" at i: what the sentence attributes
// to its own speaker comes from X.
func (s *story) citingAt(out []candidate, i int) []candidate {
	room := s.room(i)
	speaker := s.phraseAfter(i+1, room.to, false)
	if speaker.empty() {
		return out
	}
	switch s.kindOf(speaker, s.headOf(speaker)) {
	case readout.NamedSpeaker, readout.UnnamedOfficial, readout.OutletSpeaker, readout.DocumentSpeaker, readout.PollSpeaker, readout.RoleSpeaker:
	default:
		return out
	}
	return append(out, candidate{speaker: speaker, cue: rng{i, i + 1}, pattern: citing, act: readout.Say, content: []rng{speaker}})
}

// cite gives "citing X" the content of the statement that it belongs to, and
// drops it where there is none.
func (s *story) cite(cands []candidate) []candidate {
	for i := range cands {
		c := &cands[i]
		if c.pattern != citing {
			continue
		}
		at := s.cited(cands, i)
		if at < 0 {
			c.drop = noStatement
			continue
		}
		c.content = without(slices.Clone(cands[at].content), rng{c.cue.from, c.speaker.to})
		c.inside = cands[at].cue.from
		for k := range cands {
			if k != i && cands[k].cue.touches(c.cue) {
				cands[k].drop = citedInside
			}
		}
	}
	return s.standing(cands)
}

// cited returns the statement that candidate i, "citing X", belongs to: the
// nearest in its sentence that can hold a clause, or -1.
func (s *story) cited(cands []candidate, i int) int {
	best, near := -1, 60
	for k := max(0, i-horizon); k < min(len(cands), i+horizon); k++ {
		a := &cands[k]
		if k == i || a.pattern == citing || a.verb == nil || a.verb.frames&(quotes|that) == 0 || s.words[a.cue.from].sent != s.words[cands[i].cue.from].sent {
			continue
		}
		if d := max(a.cue.from-cands[i].cue.from, cands[i].cue.from-a.cue.from); d < near && !a.cue.touches(cands[i].cue) {
			best, near = k, d
		}
	}
	return best
}

// begins orders candidates by where they begin.
func (s *story) begins(a, b candidate) int { return cmp.Compare(s.begin(&a), s.begin(&b)) }

// nest returns for each candidate the one whose content holds its cue and
// speaker most closely, or -1.
func (s *story) nest(cands []candidate) []int {
	for i := range cands {
		slices.SortFunc(cands[i].content, func(a, b rng) int { return cmp.Compare(a.from, b.from) })
	}
	s.holder = make([]int32, len(s.words))
	holder := s.holder
	for _, i := range bySize(cands) {
		for _, r := range cands[i].content {
			for w := r.from; w < r.to; w++ {
				holder[w] = int32(i + 1)
			}
		}
	}
	parent := make([]int, len(cands))
	for i := range cands {
		parent[i] = -1
		if in := cands[i].inside; cands[i].pattern == citing {
			parent[i] = slices.IndexFunc(cands, func(c candidate) bool { return c.cue.from == in && c.pattern != citing })
			continue
		}
		at := cands[i].cue.from
		if at >= len(holder) || cands[i].cue.empty() {
			continue
		}
		if p := int(holder[at]) - 1; p >= 0 && p != i && !holdsAny(cands[i].content, cands[p].cue.from) {
			parent[i] = p
		}
	}
	acyclic(parent)
	return parent
}

// acyclic takes its parent from each that would stand within itself: of three
// quotations whose contents hold each other's cues, whose marks were read wrongly.
func acyclic(parent []int) {
	for i := range parent {
		at := parent[i]
		for n := 0; at >= 0 && at != i && n < len(parent); n++ {
			at = parent[at]
		}
		if at == i {
			parent[i] = -1
		}
	}
}
