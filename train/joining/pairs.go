package main

import (
	"encoding/binary"
	"io"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// leastNear is the likeness of stories from which on the pairs of their
// mentions are written.
const leastNear = 0.12

// pairs writes rows of 32-bit floats for the pairs of mentions that a joiner
// compares: the topics of both, 1 if they are of one chain, 0 if of
// two, -1 if one of them is of none, and the features.
// A topic of a corpus with outlets is below 0.
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
			for x := range a.Mentions {
				from := 0
				if i == k {
					from = x + 1
				}
				for y := from; y < len(b.Mentions); y++ {
					if err := writePair(w, j, &rows[i], &rows[k], thread.Told{Story: a, Mention: &a.Mentions[x]}, thread.Told{Story: b, Mention: &b.Mentions[y]}, near); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

// writePair writes a row, unless the two are never compared.
func writePair(w io.Writer, j *thread.Joiner, ra, rb *digestRow, a, b thread.Told, near float64) error {
	if j.Far(a, b) {
		return nil
	}
	x, y := ra.Chains[a.Trigger.Start], rb.Chains[b.Trigger.Start]
	if x == "" && y == "" {
		return nil // where words are not given, nobody says whether these two are one
	}
	same := float32(0)
	switch {
	case x == y:
		same = 1
	case x == "" && ra.mates(a)[y] || y == "" && rb.mates(b)[x]:
		return nil // the gold names one word of a sentence for a happening, and this may be another
	case x == "" || y == "":
		same = -1
	}
	f := j.FeaturesOf(a, b, near)
	return binary.Write(w, binary.LittleEndian, append([]float32{topic(ra), topic(rb), same}, f[:]...))
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

// topic returns the number of a row's topic.
func topic(r *digestRow) float32 {
	n, _ := strconv.Atoi(r.Topic)
	if r.Outlet != "" {
		n = -1 - n
	}
	return float32(n)
}

// names writes the features' names, one a line.
func names(w io.Writer) error {
	_, err := io.WriteString(w, strings.Join(thread.FeatureNames(), "\n")+"\n")
	return err
}
