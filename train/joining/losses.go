package main

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// losses counts where pairs of mentions of one happening of a press world are
// lost on the way to one happening, and writes those that the model refuses.
func losses(file, goldFile string, w io.Writer) error {
	rows, err := read[itemRow](file)
	if err != nil {
		return err
	}
	g, err := readGold(goldFile)
	if err != nil {
		return err
	}
	j, err := joinerOf(4)
	if err != nil {
		return err
	}
	var items []joined.Item
	for i := range rows {
		items = append(items, joined.Item{Record: &readout.Record{Version: rows[i].Version}, Digest: rows[i].Digest})
	}
	set := joined.Join(j, items, nil)
	links := map[[2]thread.MentionID]thread.Link{}
	for _, l := range set.Links {
		links[[2]thread.MentionID{l.A, l.B}] = l
	}
	type known struct {
		thread.Told
		chain string
	}
	var all []known
	count := map[string]int{}
	for _, s := range set.Stories {
		gold := g.in(s.Ref, set.Version(s.Version).Text)
		for n, k := range label(s.Digest, gold) {
			switch {
			case !gold[n].listed:
			case k < 0:
				count["mention: no word of the digest"]++
			default:
				t := thread.Told{Story: s, Mention: &s.Mentions[k]}
				switch {
				case set.Happening(t.ID()) == nil:
					count["mention: told by nobody"]++
				case t.Event == "":
					count["mention: found, no event of the record"]++
				default:
					count["mention: found"]++
				}
				all = append(all, known{t, gold[n].chain})
			}
		}
	}
	for i, a := range all {
		for _, b := range all[:i] {
			if a.chain != b.chain {
				continue
			}
			id := [2]thread.MentionID{min(a.ID(), b.ID()), max(a.ID(), b.ID())}
			why := lost(j, set, a.Told, b.Told, links[id])
			shown := ""
			if set.Happening(a.ID()) != nil && set.Happening(b.ID()) != nil {
				shown = " (both shown)"
			}
			count["pair: "+why+shown]++
			if links[id].P < thread.Joined {
				fmt.Fprintf(w, "%s %.2f %s%s: %s | %s // %s | %s\n", a.chain, links[id].P, why, shown, a.Text, sentence(set, a.Told), b.Text, sentence(set, b.Told))
			}
		}
	}
	for _, k := range slices.Sorted(maps.Keys(count)) {
		fmt.Fprintf(w, "%5d %s\n", count[k], k)
	}
	return nil
}

// sentence returns the words of a mention's sentence.
func sentence(set *joined.Set, t thread.Told) string {
	return t.Story.Sentences[t.Sentence].Span.In(set.Version(t.Story.Version).Text)
}

// lost says at which step two mentions part.
func lost(j *thread.Joiner, set *joined.Set, a, b thread.Told, l thread.Link) string {
	_, compared := j.Near(a.Story, b.Story)
	h := set.Happening(a.ID())
	switch {
	case h != nil && h == set.Happening(b.ID()):
		return "joined"
	case !compared:
		return "5 stories not near"
	case l.Apart:
		return "3 kept apart"
	case l.P >= thread.Joined:
		return "1 link, but not joined"
	case l.P > 0:
		return "2 link too weak"
	}
	x, y := a, b
	if y.Story.Version < x.Story.Version || y.Story == x.Story && y.Trigger.Start < x.Trigger.Start {
		x, y = y, x
	}
	for _, c := range j.Features(x.Story, y.Story) {
		if c.A.Mention == x.Mention && c.B.Mention == y.Mention {
			return fmt.Sprintf("2 refused, gate %v", j.Probability(&c) >= thread.Offer)
		}
	}
	return "4 words far"
}
