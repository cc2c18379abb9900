package attribute

import (
	"fmt"
	"math"
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// The verdicts on candidates that go.
var (
	onSameCue   = trace.Verdict{By: "one statement a cue", Why: "another candidate stands on the same words"}
	loneInner   = trace.Verdict{By: "patterns for contents", Why: "it makes sense only in what somebody says, and stands in nothing"}
	weakPattern = trace.Verdict{By: "confidence of patterns", Why: fmt.Sprintf("it is below %.2f", dropBelow)}
	weakTagged  = trace.Verdict{By: "confidence with the network", Why: fmt.Sprintf("it is below %.2f", dropTagged)}
	unseen      = trace.Verdict{By: "confidence with the network", Why: fmt.Sprintf("the network sees no cue here, and it is below %.2f", dropUntagged)}
	unseenInner = trace.Verdict{By: "patterns for contents", Why: "the network sees neither a cue nor a content here"}
	taggersCue  = trace.Verdict{By: "the network's cue", Why: "the network reads the same cue, and its candidate takes this one's construction"}
	noContent   = trace.Verdict{By: "the network's cue", Why: "there is nothing that it attributes"}
	noStatement = trace.Verdict{By: "citing", Why: "no statement of the sentence is what is cited"}
	citedInside = trace.Verdict{By: "citing", Why: "the words say where another statement comes from"}
	echo        = trace.Verdict{By: "hearsay", Why: "its speaker is the word that another candidate stands on"}
	emptyWords  = trace.Verdict{By: "empty content", Why: "no word is left of what it attributes"}
	expressed   = trace.Verdict{By: "expressing", Why: "the noun says what the speaker of the verb before it does"}
	tooDeep     = trace.Verdict{By: "layers", Why: fmt.Sprintf("it stands within %d others", maxLayers)}
)

// standing returns the candidates that have no verdict; the trace takes down
// the others.
func (s *story) standing(cands []candidate) []candidate {
	return slices.DeleteFunc(cands, func(c candidate) bool { return c.verdict.Dropped() && !s.stays(&c) })
}

// final returns the candidates that become statements.
func (s *story) final(cands []candidate) []candidate {
	return slices.DeleteFunc(cands, func(c candidate) bool { return !s.stays(&c) })
}

// stays reports whether a candidate stays, by its verdict.
func (s *story) stays(c *candidate) bool {
	return s.view.Trace.Keep(c.verdict, func() trace.Candidate {
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
	how := "pattern " + patternNames[c.pattern]
	switch {
	case c.pattern == learned:
		return "network, head of attributions"
	case c.tag != nil && c.tag.cue >= 0:
		return "network, head of attributions, and " + how
	}
	return how
}

// patternNames are the patterns' names.
var patternNames = [patternCount]string{"quotation, cue", "cue, quotation", "cue that clause", "cue clause", "cue whether clause", "cue to-infinitive",
	"cue object", "cue linked phrase", "clause, cue", "according to", "as X says", "noun that", "adjective that", "passive without speaker", "by phrase",
	"hearsay", "unclear", "name: words", "turn of a transcript", "words — name", "seems", "asked by nobody", "poll", "relative pronoun", "unlisted cue",
	"clause as object", "as saying", "citing", "network"}

// mostFeatures is how many features a trace shows.
const mostFeatures = 6

// explain sets what speaks most for and against candidate i, where there is a
// trace.
func (s *story) explain(cands []candidate, i int, within bool, weights []byte, temperature float64) {
	if !s.view.Trace.On() {
		return
	}
	var ids []uint32
	s.names = &ids
	features := s.features(cands, i, within)
	s.names = nil
	sums := map[string]float64{}
	var order []string
	add := func(name string, f uint32) {
		if _, ok := sums[name]; !ok {
			order = append(order, name)
		}
		sums[name] += temperature * weightStep * float64(int8(weights[f]))
	}
	add("before anything is seen", features[0])
	for k, f := range features[1:] {
		add(templateName(ids[k]), f)
	}
	var out []trace.Feature
	for _, name := range order {
		out = append(out, trace.Feature{Name: name, Weight: math.Round(1000*sums[name]) / 1000})
	}
	cands[i].evidence = trace.Top(out, mostFeatures)
}

// templateName says in words what a template of features looks at.
func templateName(id uint32) string {
	if name := templates[id%100]; name != "" {
		return name
	}
	return fmt.Sprintf("template %d", id)
}

// templates are the templates' names, those that look at one thing in several
// ways alike.
var templates = map[uint32]string{1: "the cue's word", 2: "the construction", 3: "the cue's word", 4: "the verb's form", 5: "the verb's form",
	10: "the verb group", 11: "the verb group", 12: "the verb's frames", 13: "the modal verb", 14: "the negation", 15: "inside a quotation or not",
	20: "the speaker's first word", 21: "the speaker's head", 22: "the word before the speaker", 23: "the speaker's length", 24: "how far the speaker stands",
	25: "the speaker's place in the sentence", 26: "how the speaker's head ends", 30: "the words behind the cue", 31: "the words behind the cue",
	32: "the words before the cue", 33: "the words before the cue", 34: "the cue's form", 35: "the cue's place in the sentence", 36: "the cue's length",
	40: "the content's first word", 41: "the word behind the content", 42: "the content's last word", 43: "the content's length", 44: "the content's length",
	45: "the content's parts", 46: "a verb in the content", 47: "a verb in the content", 50: "the candidate before", 51: "the candidate behind",
	52: "the candidates around", 53: "the paragraph", 54: "the sentence's end", 60: "the network's parts", 61: "the network's parts", 62: "how sure the network is",
	63: "how sure the network is", 64: "how sure the network is", 65: "the network sees no speaker", 66: "how sure the network is", 67: "how sure the network is",
	68: "patterns and network together", 69: "patterns and network together"}
