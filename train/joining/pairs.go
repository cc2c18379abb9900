package main

import (
	"encoding/binary"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// leastNear is the likeness of stories from which on the pairs of their
// mentions are written.
const leastNear = 0.12

// pairs writes rows of 32-bit floats for the pairs of mentions that a joiner
// compares: the topics of both; 1 if they are of one chain, 0 if of two, -1 if
// one of them is of none, -2 if nobody says; the numbers of both stories and of
// their mentions; and the features. A topic of a corpus with outlets is below 0.
func pairs(file string, w io.Writer) error {
	rows, all, err := stories(file)
	if err != nil {
		return err
	}
	j := thread.Untrained()
	for i, a := range all {
		for k := i; k < len(all); k++ {
			b := all[k]
			near := j.Likeness(a, b)
			if near < leastNear && i != k {
				continue
			}
			for _, c := range j.Features(a, b) {
				same := oneChain(&rows[i], &rows[k], &c)
				at := func(s *thread.Story, m *thread.Mention) float32 {
					return float32(slices.IndexFunc(s.Mentions, func(o thread.Mention) bool { return o.Trigger == m.Trigger }))
				}
				row := append([]float32{topic(&rows[i]), topic(&rows[k]), same, float32(i), float32(k), at(a, c.A.Mention), at(b, c.B.Mention)}, c.Features[:]...)
				if err := binary.Write(w, binary.LittleEndian, row); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// oneChain says whether two mentions are of one chain, see [pairs].
func oneChain(ra, rb *digestRow, c *thread.Compared) float32 {
	switch x, y := ra.Chains[c.A.Trigger.Start], rb.Chains[c.B.Trigger.Start]; {
	case x == "" && y == "":
		return -2 // where words are not given, nobody says whether these two are one
	case x == y:
		return 1
	case x == "" && (ra.mates(c.A)[y] || !ra.annotated(c.A)) || y == "" && (rb.mates(c.B)[x] || !rb.annotated(c.B)):
		return -2 // the gold names one word of a sentence for a happening, and this may be another, or does not know the sentence
	case x == "" || y == "":
		return -1
	}
	return 0
}

// mates returns the chains of a mention's sentence.
func (r *digestRow) mates(t thread.Told) map[string]bool {
	out := map[string]bool{}
	for i := range t.Story.Mentions {
		if m := &t.Story.Mentions[i]; m.Sentence == t.Sentence {
			out[r.Chains[m.Trigger.Start]] = true
		}
	}
	return out
}

// annotated reports whether the gold knows the mentions of a mention's sentence.
func (r *digestRow) annotated(t thread.Told) bool {
	return r.Annotated == nil || slices.Contains(r.Annotated, t.Sentence)
}

// topic returns the number of a row's topic.
func topic(r *digestRow) float32 {
	n, _ := strconv.Atoi(r.Topic)
	if r.Outlet != "" {
		n = -1 - n
	}
	return float32(n)
}

// names writes the features' names, one a line: of pairs of mentions, or of disputes.
func names(w io.Writer, of []string) error {
	list := thread.FeatureNames()
	if len(of) > 0 && of[0] == "disputes" {
		list = thread.DisputeNames()
	}
	_, err := io.WriteString(w, strings.Join(list, "\n")+"\n")
	return err
}
