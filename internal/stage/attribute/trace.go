package attribute

import (
	"slices"
	"sync"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// The rules by which candidates go.
var (
	sameCue        = trace.Rule{Name: "same-cue"}
	loneInner      = trace.Rule{Name: "lone-inner"}
	weakPattern    = trace.Rule{Name: "weak-pattern", Limit: dropBelow}
	weakTagged     = trace.Rule{Name: "weak-tagged", Limit: dropTagged}
	unseen         = trace.Rule{Name: "unseen", Limit: dropUntagged}
	unseenInner    = trace.Rule{Name: "unseen-inner"}
	taggersCue     = trace.Rule{Name: "taggers-cue"}
	noContent      = trace.Rule{Name: "no-content"}
	noStatement    = trace.Rule{Name: "no-statement"}
	citedInside    = trace.Rule{Name: "cited-inside"}
	echo           = trace.Rule{Name: "echo"}
	deed           = trace.Rule{Name: "deed"}
	nobody         = trace.Rule{Name: "nobody"}
	emptyWords     = trace.Rule{Name: "empty-words"}
	expressed      = trace.Rule{Name: "expressed"}
	tooDeep        = trace.Rule{Name: "too-deep", Limit: maxLayers}
	unlikelyNested = trace.Rule{Name: "unlikely-nested", Limit: dropNested}
	unlikelyOuter  = trace.Rule{Name: "unlikely-outer", Limit: dropOuter}
)

// wording is how patterns and features are told, by their names and numbers.
var wording = sync.OnceValue(func() (w struct{ patterns, reasons, features map[string]string }) {
	w.patterns, w.reasons, w.features = language.Wording("patterns"), language.Wording("pattern-reasons"), language.Wording("attribution-features")
	return w
})

// standing returns the candidates that no rule drops; the trace takes down
// the others.
func (s *story) standing(cands []candidate) []candidate {
	return slices.DeleteFunc(cands, func(c candidate) bool { return c.drop.Drops() && !s.stays(&c) })
}

// final returns the candidates that become statements.
func (s *story) final(cands []candidate) []candidate {
	return slices.DeleteFunc(cands, func(c candidate) bool { return !s.stays(&c) })
}

// stays reports whether a candidate stays.
func (s *story) stays(c *candidate) bool {
	return s.view.Trace.Keep(c.drop, func() trace.Candidate {
		at := s.place(c)
		out := trace.Candidate{Layer: trace.Statements, Sentence: int(s.words[at.from].sent), Spans: []readout.Span{s.span(at)}, Kind: string(c.act),
			Proposer: s.proposer(c), Scored: c.confidence > 0, Score: c.confidence, Features: c.evidence}
		if !c.speaker.empty() {
			out.Detail = "speaker “" + s.span(c.speaker).In(s.text) + "”"
		}
		for _, r := range c.content {
			if !r.empty() {
				out.Detail += " content “" + s.span(r).In(s.text) + "”"
			}
		}
		return out
	})
}

// place returns the words by which a candidate is known: its cue, or what it
// attributes where it has none.
func (s *story) place(c *candidate) rng {
	if c.cue.empty() {
		return cover(c.content)
	}
	return c.cue
}

// proposer says by whom a candidate was proposed.
func (s *story) proposer(c *candidate) string {
	how := "pattern " + wording().patterns[c.pattern.String()]
	switch {
	case c.pattern == learned:
		return "network, head of attributions"
	case c.tag != nil && c.tag.cue >= 0:
		return "network, head of attributions, and " + how
	}
	return how
}
