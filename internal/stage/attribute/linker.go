package attribute

// linkerSize is how many weights the model has.
const linkerSize = 1 << 14

// reachOfLinks is how many pieces may lie between a cue and what belongs to it.
const reachOfLinks = 8

// Links below these are not made: chosen on the development part of PolNeAR.
// contentAgain is for a cue from which others took the content, which must be
// likelier than not.
const (
	speakerLink = 0.4
	contentLink = 0.25

	contentAgain = 0.5
)

// links says for each cue what belongs to it.
type links struct {
	speaker  []int   // piece, or -1; by cue's piece
	contents [][]int // pieces in text order
	certain  []float64
}

// link finds for each cue its speaker and for each content its cue. A content
// has one cue, a speaker may have several. rules are the candidates of the
// patterns, by the cue piece that they share.
func (s *story) link(rules map[int]*candidate) links {
	l := links{make([]int, len(s.pieces)), make([][]int, len(s.pieces)), make([]float64, len(s.pieces))}
	for i := range s.pieces {
		l.speaker[i] = -1
		switch s.pieces[i].part {
		case cuePart:
			if k, p := s.best(i, speakerPart, rules); p >= speakerLink {
				l.speaker[i], l.certain[i] = k, p
			}
		case contentPart:
			if k, p := s.best(i, cuePart, rules); p >= contentLink {
				l.contents[k] = append(l.contents[k], i)
			}
		}
	}
	for i := range s.pieces { // a cue that others took the content from
		if s.pieces[i].part == cuePart && len(l.contents[i]) == 0 {
			if k, p := s.best(i, contentPart, rules); p >= contentAgain {
				l.contents[i] = append(l.contents[i], k)
			}
		}
	}
	return l
}

// best returns the piece of the wanted part that most likely belongs to piece
// i, and how likely it is.
func (s *story) best(i int, want part, rules map[int]*candidate) (int, float64) {
	at, top := -1, 0.0
	for k := max(0, i-reachOfLinks); k < min(len(s.pieces), i+reachOfLinks+1); k++ {
		if s.pieces[k].part != want {
			continue
		}
		cue, other := i, k
		if want == cuePart {
			cue, other = k, i
		}
		if p := likelihood(s.weights.linker, 1, s.pairFeatures(cue, other, rules[cue])); p > top {
			at, top = k, p
		}
	}
	return at, top
}

// pairFeatures returns the features of a cue and a speaker or content, in a
// buffer that the next call uses again.
func (s *story) pairFeatures(cue, other int, rule *candidate) []uint32 {
	a, b := &s.pieces[cue], &s.pieces[other]
	f := featureSet{s: s, out: append(s.buffer[:0], 0), pattern: uint32(b.part) * 2, size: linkerSize}
	first, second := a.rng, b.rng
	if other < cue {
		f.pattern++
		first, second = b.rng, a.rng
	}
	gap := uint32(0)
	for n := second.from - first.to; n > 0; n /= 2 {
		gap++
	}
	f.add(1, gap*31+f.pattern)
	sents := uint32(min(3, s.words[second.from].sent-s.words[first.to-1].sent))
	paras := uint32(min(2, s.words[second.from].para-s.words[first.to-1].para))
	f.add(2, (sents*8+paras)*31+f.pattern)
	order := s.between(cue, other)
	f.add(3, order*31+f.pattern)
	f.add(4, (order*7+sents)*31+f.pattern)
	f.add(5, (hash(s.lemma(a.rng))*7+sents)*31+f.pattern)
	quotes := s.quoteState(a.from, b.from)
	f.add(6, (quotes*7+sents)*31+f.pattern)
	f.add(7, (quotes*16+order)*31+f.pattern)
	agrees := s.agreement(rule, b)
	f.add(8, agrees*31+f.pattern)
	f.add(9, (agrees*16+order)*31+f.pattern)
	way := hash(s.path(s.topOf(a.rng), s.topOf(b.rng)))
	f.add(10, way*31+f.pattern)
	f.add(11, (way*16+order)*31+f.pattern)
	f.add(12, hash(s.form(b.from))*31+f.pattern)
	f.add(13, (hash(s.form(second.from-1))*7+gap)*31+f.pattern)
	f.add(14, (hash(s.form(first.to))*7+gap)*31+f.pattern)
	f.around(cue, other)
	s.buffer = f.out
	return f.out
}

// around enters which parts stand beside the two pieces.
func (f *featureSet) around(cue, other int) {
	at := func(k, from int) uint32 {
		if k < 0 || k >= len(f.s.pieces) || k == from {
			return 4
		}
		v := uint32(f.s.pieces[k].part)
		if f.s.words[f.s.pieces[k].from].sent != f.s.words[f.s.pieces[from].from].sent {
			v += 8
		}
		return v
	}
	offset := uint32(other - cue + 16)
	f.add(20, offset*31+f.pattern)
	f.add(21, (offset*16+at(cue-1, cue))*16+at(cue+1, cue))
	f.add(22, ((offset*16+at(cue-1, cue))*16+at(cue+1, cue))*256+at(cue-2, cue)*16+at(cue+2, cue))
	f.add(23, (offset*16+at(other-1, other))*16+at(other+1, other)+f.pattern*65536)
}

// between sums up the parts of the pieces between two: which come, and how
// many cues.
func (s *story) between(a, b int) uint32 {
	lo, hi := min(a, b)+1, max(a, b)
	out, cues := uint32(0), uint32(0)
	for k := lo; k < hi; k++ {
		switch s.pieces[k].part {
		case cuePart:
			cues = min(cues+1, 2)
		case speakerPart:
			out |= 1
		case contentPart:
			out |= 2
		}
	}
	return out*3 + cues
}

// quoteState says which of two words are quoted, and whether together.
func (s *story) quoteState(a, b int) uint32 {
	qa, qb := s.words[a].quote, s.words[b].quote
	out := uint32(0)
	if qa >= 0 {
		out |= 1
	}
	if qb >= 0 {
		out |= 2
	}
	if qa == qb {
		out |= 4
	}
	return out
}

// agreement says whether a pattern's candidate, nil if there is none, gives
// the cue the same speaker or content.
func (s *story) agreement(rule *candidate, b *piece) uint32 {
	switch {
	case rule == nil:
		return 0
	case b.part == speakerPart && rule.speaker.empty(), b.part == contentPart && len(rule.content) == 0:
		return 1
	case b.part == speakerPart && rule.speaker.touches(b.rng):
		return 2
	case b.part == contentPart && overlap(rule.content, b.rng) > 0:
		return 2
	}
	return 3
}

// overlap counts the words of r that the ranges hold.
func overlap(content []rng, r rng) int {
	n := 0
	for _, c := range content {
		n += max(0, min(c.to, r.to)-max(c.from, r.from))
	}
	return n
}

// lemma returns the dictionary form of the word on which a cue hangs.
func (s *story) lemma(r rng) string {
	i := s.topOf(r)
	if t := s.tok(i); t.Lemma != "" {
		return t.Lemma
	}
	return s.form(i)
}
