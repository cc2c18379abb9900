package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// noEvent is what is printed where stories, or what was asked of them, tell of nothing.
const noEvent = "the stories tell of no event"

// happenings prints what stories tell, most lines first.
func (s *sheet) happenings(d *joined.Set) {
	list := byLines(d)
	if len(list) == 0 {
		s.faint(0, noEvent)
		return
	}
	for _, h := range list {
		s.happening(d, h)
	}
}

// maxTellers is how many of those who tell of a happening a row names.
const maxTellers = 4

// happening prints one happening: when, what in a story's words, on how many
// lines, what has become of it, and each line's words for it.
func (s *sheet) happening(d versions, h *thread.Happening) {
	when := "no day"
	if h.When.From != "" {
		when = h.When.From
		if h.When.To != h.When.From {
			when += " to " + h.When.To
		}
	}
	s.head("%s  %s", when, firstWords(d, h))
	facts := []string{string(h.Final), h.Type, plural(h.Lines, "line", "lines") + ", " + plural(h.Stories, "story", "stories")}
	if h.Where != nil {
		facts = append(facts, h.Where.Name)
	}
	if by := thread.Tellers(h.Mentions, maxTellers); len(by) > 0 {
		facts = append(facts, "according to "+strings.Join(by, ", "))
	}
	s.faint(2, "%s", strings.Join(facts, " · "))
	if len(h.History) > 1 {
		var turns []string
		for _, t := range h.History {
			turns = append(turns, string(t.Status)+" "+t.Posted[:min(10, len(t.Posted))])
		}
		s.faint(2, "%s", strings.Join(turns, " → "))
	}
	s.reports(h)
	if h.Why != "" {
		s.faint(2, "joined: %s", h.Why)
	}
}

// firstWords returns the sentence that tells of a happening best.
func firstWords(d versions, h *thread.Happening) string {
	best := thread.Best(h.Mentions)
	v := d.Version(best.Story.Version)
	return strings.Join(strings.Fields(best.Story.Sentences[best.Sentence].Span.In(v.Text)), " ")
}

// reports prints who tells of a happening and with which words, a row a line of
// reporting.
func (s *sheet) reports(h *thread.Happening) {
	type row struct {
		outlets, words []string
	}
	rows, of := map[string]*row{}, thread.Independent(h.Mentions)
	var order []string
	for _, t := range h.Mentions {
		line := of[t.Story.Line]
		r := rows[line]
		if r == nil {
			r = &row{}
			rows[line] = r
			order = append(order, line)
		}
		outlet := sourceOf(t.Story)
		if !slices.Contains(r.outlets, outlet) {
			r.outlets = append(r.outlets, outlet)
		}
		word := t.Text
		if s := t.Standing(); s != readout.Asserted {
			word += " (" + string(s) + ")"
		}
		if !slices.Contains(r.words, word) {
			r.words = append(r.words, word)
		}
	}
	for _, line := range order {
		s.para(2, ansiFaint, "· ", strings.Join(rows[line].outlets, ", ")+": "+strings.Join(rows[line].words, ", "))
	}
}

// sourceOf names where a story is from: its outlet, else the caller's id, else
// the id that readout show opens.
func sourceOf(st *thread.Story) string { return cmp.Or(st.Outlet, st.Ref, st.ID) }

// conflicts prints pairs of sentences with the words that differ marked.
func (s *sheet) conflicts(d versions, list []thread.Conflict) {
	if len(list) == 0 {
		s.faint(0, "no two sentences of these stories contradict each other, as far as is seen")
		return
	}
	for i := range list {
		c := &list[i]
		kind := kindWords[c.Kind]
		if c.Confidence < thread.Shown && c.Kind != thread.Update && c.Kind != thread.Scope {
			kind = "may differ: " + kind
		}
		s.head("%s  %s", kind, c.What)
		for _, side := range []thread.Side{c.A, c.B} {
			v := d.Version(side.Story.Version)
			day := side.Story.Posted[:min(10, len(side.Story.Posted))]
			s.faint(2, "%s", strings.TrimSpace(fmt.Sprintf("%s %s", sourceOf(side.Story), day)))
			s.para(4, "", "", markWords(v.Text, side))
		}
	}
}

// kindWords say what a pair differs in.
var kindWords = map[thread.ConflictKind]string{thread.ByNumber: "another number", thread.ByStatus: "told and denied", thread.ByWho: "another doer",
	thread.ByWhere: "another place", thread.ByWhen: "another day", thread.BySelf: "a speaker against himself", thread.Update: "an update", thread.Scope: "another scope"}

// markWords returns a side's sentence with the words that differ in brackets,
// which need no colour.
func markWords(text string, side thread.Side) string {
	out, at := "", side.Sentence.Start
	words := slices.Clone(side.Words)
	slices.SortFunc(words, func(a, b readout.Span) int { return a.Start - b.Start })
	for _, w := range words {
		if w.Start < at || w.End > side.Sentence.End {
			continue
		}
		out += text[at:w.Start] + "[" + w.In(text) + "]"
		at = w.End
	}
	return out + text[at:side.Sentence.End]
}
