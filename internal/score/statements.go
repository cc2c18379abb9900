package score

import (
	"strings"
	"unicode"

	"github.com/seed-f92ea4cf/readout"
)

// statements compares the attributions. They are aligned one to one by their
// contents and cues; an aligned one is right if the speaker is right (both
// empty, or half of the words shared) and the contents share half of their
// words, as in the PolNeAR protocol's lenient measure.
func statements(gold, got *readout.Record) []Row {
	g, s := gold.Attributions, got.Attributions
	pairOf := align(g, s)
	all := Count{Got: len(s), Want: len(g)}
	direct := Count{Got: countDirect(s), Want: countDirect(g)}
	var chain, act, status, kind Count
	partner := map[readout.AttributionID]readout.AttributionID{}
	for i, j := range pairOf {
		if j >= 0 {
			partner[g[i].ID] = s[j].ID
		}
	}
	for i, j := range pairOf {
		if j < 0 || !right(&g[i], &s[j]) {
			continue
		}
		all.Hit++
		if g[i].Quoted == readout.Direct && s[j].Quoted == readout.Direct {
			direct.Hit++
		}
		tally(&chain, partner[g[i].Within] == s[j].Within, g[i].Within != "", s[j].Within != "")
		tally(&act, g[i].Act == s[j].Act, true, true)
		tally(&status, g[i].Status == s[j].Status, true, true)
		tally(&kind, g[i].Speaker.Kind == s[j].Speaker.Kind, true, true)
	}
	return []Row{
		{"statements, speaker and content", all},
		{"direct quotations, the same", direct},
		{"chains of statements that are right", chain},
		{"acts of the same", act},
		{"status of the same", status},
		{"kind of speaker of the same", kind},
	}
}

// tally counts one value that gold and program may have.
func tally(c *Count, same, want, got bool) {
	if want {
		c.Want++
	}
	if got {
		c.Got++
	}
	if same && want && got {
		c.Hit++
	}
}

// countDirect counts the direct quotations.
func countDirect(atts []readout.Attribution) int {
	return len(filter(atts, func(a readout.Attribution) bool { return a.Quoted == readout.Direct }))
}

// align returns for each gold attribution the index of its partner or -1,
// best pairs first.
func align(gold, got []readout.Attribution) []int {
	pair := make([]int, len(gold))
	for i := range pair {
		pair[i] = -1
	}
	used := make([]bool, len(got))
	for {
		best, bi, bj := 0.0, -1, -1
		for i := range gold {
			for j := range got {
				if pair[i] < 0 && !used[j] {
					if sim := similar(&gold[i], &got[j]); sim > best {
						best, bi, bj = sim, i, j
					}
				}
			}
		}
		if bi < 0 {
			return pair
		}
		pair[bi], used[bj] = bj, true
	}
}

// similar measures how much two attributions have in common, 0 if they may
// not be partners.
func similar(a, b *readout.Attribution) float64 {
	cue, content := overlap(a.Cue.Spans, b.Cue.Spans), overlap(a.Content.Spans, b.Content.Spans)
	if cue == 0 && content < 0.5 {
		return 0
	}
	return cue + content + overlap(a.Speaker.Spans, b.Speaker.Spans)/2
}

// right reports whether speaker and content agree.
func right(a, b *readout.Attribution) bool {
	speaker := len(a.Speaker.Spans) == 0 && len(b.Speaker.Spans) == 0 || overlap(a.Speaker.Spans, b.Speaker.Spans) >= 0.5
	return speaker && overlap(a.Content.Spans, b.Content.Spans) >= 0.5
}

// overlap is the Dice coefficient of two sets of spans, by bytes.
func overlap(a, b []readout.Span) float64 {
	var both, size int
	for _, s := range a {
		size += s.Len()
		for _, t := range b {
			both += max(0, min(s.End, t.End)-max(s.Start, t.Start))
		}
	}
	for _, t := range b {
		size += t.Len()
	}
	if size == 0 {
		return 0
	}
	return 2 * float64(both) / float64(size)
}

// words returns the words of text in lower case.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// dice is the Dice coefficient of two bags of words; two empty bags are equal.
func dice(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	count := map[string]int{}
	for _, w := range a {
		count[w]++
	}
	both := 0
	for _, w := range b {
		if count[w] > 0 {
			count[w]--
			both++
		}
	}
	return 2 * float64(both) / float64(len(a)+len(b))
}
