package score

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// A GoldChain is a text with the chain of speakers over some of its words.
type GoldChain struct {
	Text  string
	Words readout.Span // the words that the chain stands over
	Steps []ChainStep  // innermost first; none where the author says so himself
}

// A ChainStep is who says so, and by which words. Speaker is "" where nobody
// is named.
type ChainStep struct{ Speaker, Cue string }

// ParseChains reads a file of chains. Blocks are parted by blank lines: the
// text, a line "= " with the words (their last place in the text counts), and
// a line "speaker | cue" for each step, or "-" for none. Blocks that begin
// with "#" are comments.
func ParseChains(data string) ([]GoldChain, error) {
	var out []GoldChain
	for n, block := range slices.Collect(strings.SplitSeq(data, "\n\n")) {
		lines := strings.Split(strings.TrimSpace(block), "\n")
		if lines[0] == "" || strings.HasPrefix(lines[0], "#") {
			continue
		}
		if len(lines) < 3 {
			return nil, fmt.Errorf("block %d has %d lines, want a text, words and steps", n+1, len(lines))
		}
		words, ok := strings.CutPrefix(lines[1], "= ")
		at := strings.LastIndex(lines[0], words)
		if !ok || at < 0 {
			return nil, fmt.Errorf("block %d: %q names no words of its text", n+1, lines[1])
		}
		c := GoldChain{Text: lines[0], Words: readout.Span{Start: at, End: at + len(words)}}
		for _, line := range lines[2:] {
			if speaker, cue, ok := strings.Cut(line, "|"); ok {
				c.Steps = append(c.Steps, ChainStep{strings.TrimSpace(speaker), strings.TrimSpace(cue)})
			} else if line != "-" {
				return nil, fmt.Errorf("block %d: %q is no step", n+1, line)
			}
		}
		out = append(out, c)
	}
	return out, nil
}

// Chain counts one chain: whether it is whole, every step right and none more,
// and the steps that are right in their order.
func Chain(gold *GoldChain, atts []readout.Attribution) []Row {
	got := stepsOver(gold.Words, atts)
	whole := Count{Got: 1, Want: 1}
	if slices.EqualFunc(gold.Steps, got, sameStep) {
		whole.Hit = 1
	}
	return []Row{
		{"whole chains", whole},
		{"steps of chains", match(gold.Steps, got, sameStep)},
	}
}

// stepsOver returns the chain that was read over the words.
func stepsOver(words readout.Span, atts []readout.Attribution) (out []ChainStep) {
	for _, id := range readout.Chain(atts, words) {
		i := slices.IndexFunc(atts, func(a readout.Attribution) bool { return a.ID == id })
		out = append(out, ChainStep{atts[i].Speaker.Text, atts[i].Cue.Text})
	}
	return out
}

// sameStep reports whether speakers and cues agree: one within the other, or
// both empty.
func sameStep(a, b ChainStep) bool { return within(a.Speaker, b.Speaker) && within(a.Cue, b.Cue) }

// within reports whether one of two phrases holds the other, capitals aside.
func within(a, b string) bool {
	if a == "" || b == "" {
		return a == b
	}
	a, b = strings.ToLower(a), strings.ToLower(b)
	return strings.Contains(a, b) || strings.Contains(b, a)
}
