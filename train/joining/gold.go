package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A goldWorld is what is known of a press world: which words tell of which
// happening.
type goldWorld struct {
	Happenings []struct {
		ID       string      `json:"id"`
		Mentions [][4]string `json:"mentions"` // story, clause, trigger, status
	} `json:"happenings"`
	Conflicts []goldPair `json:"conflicts"`
	Updates   []goldPair `json:"updates"`
}

// A goldPair is two sentences, each with its story.
type goldPair struct {
	Kind string    `json:"kind"`
	A    [2]string `json:"a"`
	B    [2]string `json:"b"`
}

// readGold reads a press world's gold.
func readGold(file string) (*goldWorld, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	out := &goldWorld{}
	if err := json.Unmarshal(data, out); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return out, nil
}

// A goldMention is a word of a text that tells of a happening.
type goldMention struct {
	chain          string
	listed         bool // of the story that the gold names, not of a copy of its sentence
	clause, inside readout.Span
}

// in returns the mentions that stand in a text: those of its story and of
// sentences that it shares with others.
func (g *goldWorld) in(ref, text string) (out []goldMention) {
	for _, h := range g.Happenings {
		for _, m := range h.Mentions {
			at := strings.Index(text, m[1])
			if at < 0 {
				continue
			}
			gm := goldMention{chain: h.ID, listed: m[0] == ref, clause: readout.Span{Start: at, End: at + len(m[1])}}
			gm.inside = gm.clause
			if t := strings.Index(m[1], m[2]); t >= 0 {
				gm.inside = readout.Span{Start: at + t, End: at + t + len(m[2])}
			}
			out = append(out, gm)
		}
	}
	return out
}

// label returns the digest's mention of each gold mention, -1 for none: the one
// whose trigger it names, of several the one with an event of the record.
func label(d *thread.Digest, gold []goldMention) []int {
	out := make([]int, len(gold))
	var used []int
	for i, g := range gold {
		out[i] = -1
		for k := range d.Mentions {
			m := &d.Mentions[k]
			if !m.Trigger.Overlaps(g.inside) || slices.Contains(used, k) {
				continue
			}
			if out[i] < 0 || d.Mentions[out[i]].Event == "" && m.Event != "" {
				out[i] = k
			}
		}
		if out[i] >= 0 {
			used = append(used, out[i])
		}
	}
	return out
}

// world writes stories that were read, of a press world, as digests with the
// chain of each mention that the gold knows; number is its topic.
func world(file, goldFile, number string, w io.Writer) error {
	rows, err := read[itemRow](file)
	if err != nil {
		return err
	}
	g, err := readGold(goldFile)
	if err != nil {
		return err
	}
	if _, err := strconv.Atoi(number); err != nil {
		return fmt.Errorf("the number of the world: %w", err)
	}
	enc := json.NewEncoder(w)
	for i := range rows {
		v := &rows[i].Version
		out := digestRow{Ref: v.Ref, Topic: number, Outlet: v.Outlet, Posted: v.Published.Day(), Digest: rows[i].Digest, Chains: map[int]string{}}
		gold := g.in(v.Ref, v.Text)
		for n, k := range label(out.Digest, gold) {
			if k >= 0 {
				out.Chains[out.Digest.Mentions[k].Trigger.Start] = gold[n].chain
			}
		}
		if err := enc.Encode(&out); err != nil {
			return err
		}
	}
	return nil
}
