package attribute

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
)

// The judge decides which statements stand within others, when all is settled.
// The models before it learned from PolNeAR, whose annotators mark the outermost
// attributions alone; the judge learned from stories annotated whole, where each
// statement within a statement is marked too. Of the outermost it has a say only
// where those models doubt: else it would drop what PolNeAR's annotators call an
// attribution and those of stories do not ("decided to", "support for").
const (
	judgeSize        = 1 << 15
	judgeTemperature = 0.8 // as taggedTemperature was found, on stories that the weights have not seen
)

// dropNested is the probability below which a statement within another is left
// out. By the F1 of statements on stories that the weights have not seen all
// from 0.25 to 0.45 is alike (within 0.3); it is low, since a chain that lacks a
// step says something false, and one with a step too many is only odd.
const dropNested = 0.3

// An outermost statement is left out if the models of PolNeAR give it less than
// doubtful and the judge less than dropOuter. Of four sets of annotated stories that
// the weights have not seen statements gain 0.5 points by it and whole ones 0.5, and
// PolNeAR's development part loses nothing (76.59, 76.55). Where dropOuter is 0.2 and
// no act is kept it is 0.9, 0.9 and -0.3, where doubtful is 0.6 -0.8: here the corpora's
// two views of a statement meet.
const (
	doubtful  = 0.5
	dropOuter = 0.1
)

// stands are the acts that tell where somebody stands, and are kept: who "voted against
// it" has said so, whatever one calls it.
var stands = map[readout.Act]bool{readout.Support: true, readout.Oppose: true, readout.Decree: true}

// judge drops the candidates that annotators of whole stories would not mark,
// and sets the confidence of those that lie within others. cands are in the
// order of the text when it returns.
func (s *story) judge(cands []candidate) []candidate {
	if len(s.weights.judge) == 0 {
		return cands
	}
	slices.SortStableFunc(cands, s.begins)
	parent := s.nest(cands)
	for i := range cands {
		c := &cands[i]
		if c.pattern == citing || c.pattern == turn || parent[i] < 0 && (!s.tagged || c.confidence >= doubtful) {
			continue
		}
		if parent[i] < 0 {
			if !stands[c.act] && likelihood(s.weights.judge, judgeTemperature, s.judgeFeatures(cands, i, parent)) < dropOuter {
				c.drop = unlikelyOuter
			}
			continue
		}
		s.tell(c, func() []uint32 { return s.judgeFeatures(cands, i, parent) }, s.weights.judge, judgeTemperature)
		features := s.judgeFeatures(cands, i, parent)
		if c.confidence = likelihood(s.weights.judge, judgeTemperature, features); c.confidence < dropNested {
			c.drop = unlikelyNested
		}
	}
	return s.standing(cands)
}

// judgeFeatures returns the features of candidate i as the judge sees it:
// those of the models before it, what they said, and what it lies in. The
// buffer is used again by the next call.
func (s *story) judgeFeatures(cands []candidate, i int, parent []int) []uint32 {
	c := &cands[i]
	s.features(cands, i, false)
	f := featureSet{s: s, out: s.buffer, pattern: uint32(c.pattern), size: judgeSize}
	depth := uint32(0)
	for p := parent[i]; p >= 0 && depth < 3; p = parent[p] {
		depth++
	}
	f.add(70, depth)
	f.add(70+100, depth*31+f.pattern)
	f.add(71, uint32(c.confidence*15.99)*4+depth)
	f.add(72, hash(string(c.act))*4+depth)
	lemma := s.cueLemma(c)
	f.add(73, lemma*4+depth)
	f.add(74, lemma*31+f.pattern)
	if p := parent[i]; p >= 0 {
		outer := &cands[p]
		same := uint32(0)
		switch {
		case c.speaker.empty():
		case !outer.speaker.empty() && s.form(s.headOf(c.speaker)) == s.form(s.headOf(outer.speaker)):
			same = 1
		default:
			same = 2
		}
		f.add(75, same*31+f.pattern)
		f.add(76, s.cueLemma(outer))
		f.add(77, lemma*3+same)
	}
	if s.parsed() && !c.cue.empty() {
		tok := s.tok(c.cue.to - 1)
		f.add(78, hash(tok.UPOS)*31+f.pattern)
		f.add(79, hash(tok.Rel)*4+depth)
	}
	s.buffer = f.out
	return f.out
}

// cueLemma is the number of the lemma of a candidate's cue.
func (s *story) cueLemma(c *candidate) uint32 {
	switch {
	case c.verb != nil:
		return hash(c.verb.lemma)
	case c.cue.empty():
		return 0
	}
	return hash(s.form(c.cue.to - 1))
}
