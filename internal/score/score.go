// Package score measures records against gold records of the same text,
// layer by layer. The measures are plain counts, so that figures over many
// stories are sums: see [Count]. Start with [Reading] and [Cleaning].
package score

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// A Count is how many of the values that a program gave, and of those that
// the gold has, were right.
type Count struct{ Hit, Got, Want int }

// Add adds the counts of another story.
func (c *Count) Add(d Count) {
	c.Hit += d.Hit
	c.Got += d.Got
	c.Want += d.Want
}

// F1 returns the harmonic mean of precision and recall in per cent; 100 if
// there was nothing to find and nothing was given.
func (c Count) F1() float64 {
	if c.Got+c.Want == 0 {
		return 100
	}
	return 200 * float64(c.Hit) / float64(c.Got+c.Want)
}

// A Row is one measure with its name.
type Row struct {
	Name string
	Count
}

// Format writes rows as a table: name, F1, hits, given, wanted.
func Format(rows []Row) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-36s %6s %6s %6s %6s\n", "", "F1", "right", "given", "gold")
	for _, r := range rows {
		fmt.Fprintf(&b, "%-36s %6.1f %6d %6d %6d\n", r.Name, r.F1(), r.Hit, r.Got, r.Want)
	}
	return b.String()
}

// Merge adds the counts of more to rows, row by row. Both come from the same function.
func Merge(rows, more []Row) []Row {
	if rows == nil {
		return slices.Clone(more)
	}
	for i := range rows {
		rows[i].Add(more[i].Count)
	}
	return rows
}

// Cleaning compares what cleaning gave with the gold: the text's paragraphs
// (equal or not) and what was cut (same kind; half of the words shared).
func Cleaning(gold, got *readout.Record) []Row {
	paragraphs := func(r *readout.Record) []string { return strings.Split(r.Version.Text, "\n\n") }
	same := func(a, b string) bool { return a == b }
	cut := func(a, b readout.Removed) bool { return a.Kind == b.Kind && dice(words(a.Text), words(b.Text)) >= 0.5 }
	return []Row{
		{"paragraphs of the text", match(paragraphs(gold), paragraphs(got), same)},
		{"cut, with kind", match(gold.Removed, got.Removed, cut)},
	}
}

// Reading compares two records of the same text.
func Reading(gold, got *readout.Record) []Row {
	rows := names(gold, got)
	rows = append(rows, dates(gold, got)...)
	return append(rows, statements(gold, got)...)
}

// names compares the named mentions and which of them are one actor.
func names(gold, got *readout.Record) []Row {
	isName := func(m readout.Mention) bool { return m.Form == readout.NameForm }
	g, s := filter(gold.Mentions, isName), filter(got.Mentions, isName)
	span := func(a, b readout.Mention) bool { return a.Span == b.Span }
	typed := func(a, b readout.Mention) bool { return a.Span == b.Span && sameType(string(a.Type), string(b.Type)) }
	return []Row{
		{"names, span", match(g, s, span)},
		{"names, span and type", match(g, s, typed)},
		{"pairs of mentions that are one actor", match(pairs(gold, gold), pairs(got, gold), func(a, b [2]readout.Span) bool { return a == b })},
	}
}

// sameType reports whether two name types agree; a GPE is a LOC.
func sameType(a, b string) bool {
	loc := func(t string) string { return strings.ReplaceAll(t, "GPE", "LOC") }
	return loc(a) == loc(b)
}

// pairs returns all pairs of mentions, in text order, that share an actor.
// Pronouns count where the gold labels them: it leaves out "I", "we" and "it".
func pairs(rec, gold *readout.Record) [][2]readout.Span {
	var out [][2]readout.Span
	mentions := filter(rec.Mentions, func(m readout.Mention) bool {
		return m.Form != readout.PronounForm || slices.ContainsFunc(gold.Mentions, func(g readout.Mention) bool { return g.Span == m.Span })
	})
	for i, a := range mentions {
		for _, b := range mentions[i+1:] {
			if a.Actor != "" && a.Actor == b.Actor {
				out = append(out, [2]readout.Span{a.Span, b.Span})
			}
		}
	}
	return out
}

// dates compares the time expressions.
func dates(gold, got *readout.Record) []Row {
	span := func(a, b readout.TimeExpr) bool { return a.Span == b.Span }
	value := func(a, b readout.TimeExpr) bool { return a.Span.Overlaps(b.Span) && a.Value == b.Value }
	days := func(a, b readout.TimeExpr) bool {
		return a.Span.Overlaps(b.Span) && a.From == b.From && a.To == b.To && a.Precision == b.Precision && a.Basis == b.Basis
	}
	return []Row{
		{"dates, span", match(gold.Dates, got.Dates, span)},
		{"dates, value", match(gold.Dates, got.Dates, value)},
		{"dates, days, precision and basis", match(gold.Dates, got.Dates, days)},
	}
}

// match counts the values of got that agree with one of gold, each used once.
func match[G, T any](gold []G, got []T, same func(a G, b T) bool) Count {
	used := make([]bool, len(gold))
	c := Count{Got: len(got), Want: len(gold)}
	for _, s := range got {
		for i, g := range gold {
			if !used[i] && same(g, s) {
				used[i] = true
				c.Hit++
				break
			}
		}
	}
	return c
}

// filter returns the elements of list for which keep is true.
func filter[T any](list []T, keep func(T) bool) []T {
	var out []T
	for _, x := range list {
		if keep(x) {
			out = append(out, x)
		}
	}
	return out
}
