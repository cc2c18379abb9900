package show

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout/internal/explain"
	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// Explanation returns the page that says how sentences were read.
func Explanation(s *explain.Story, style Style) []byte {
	p := newPage(style)
	for i := range s.Sentences {
		sent := &s.Sentences[i]
		if i > 0 {
			p.WriteByte('\n')
		}
		p.line(0, p.paint(bold, fmt.Sprintf("SENTENCE %d", sent.Number)))
		p.para(0, 0, sent.Text)
		p.tree(sent.Words)
		p.named(sent.Names)
		p.mentioned(sent.Mentions)
		p.phrases(sent.Phrases)
		p.candidates("statements", sent.Statements)
		p.candidates("events", sent.Events)
	}
	for _, problem := range s.Problems {
		p.WriteByte('\n')
		p.para(0, 0, "Problem: "+problem)
	}
	return p.Bytes()
}

// deepest is how far the page indents a tree.
const deepest = 16

// tree prints the words below those that they hang on.
func (p *page) tree(words []explain.Word) {
	p.section("words", len(words))
	kids := make([][]int, len(words)+1)
	for i := range words {
		h := words[i].Head
		if h < 0 || h > len(words) || h == words[i].Number {
			h = 0
		}
		kids[h] = append(kids[h], i)
	}
	type at struct{ word, depth int }
	var stack []at
	push := func(list []int, depth int) {
		for k := len(list) - 1; k >= 0; k-- {
			stack = append(stack, at{list[k], depth})
		}
	}
	push(kids[0], 0)
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		w := &words[top.word]
		label := strings.Repeat("  ", min(top.depth, deepest)) + w.Form
		facts := []string{fmt.Sprintf("%-6s %-12s", w.UPOS, w.Rel)}
		if !strings.EqualFold(w.Lemma, w.Form) {
			facts = append(facts, "("+w.Lemma+")")
		}
		p.columns(2, 34, label, strings.TrimRight(strings.Join(append(facts, w.Name), " "), " "))
		push(kids[w.Number], top.depth+1)
	}
}

// columns prints two cells after an indent, the second at a column or behind
// the first.
func (p *page) columns(indent, at int, first, second string) {
	first = short(first, p.Width-indent)
	gap := max(2, at-utf8.RuneCountInString(first))
	if indent+utf8.RuneCountInString(first)+gap+utf8.RuneCountInString(second) > p.Width {
		p.line(indent, first)
		p.para(indent+4, 0, second)
		return
	}
	p.line(indent, first+strings.Repeat(" ", gap)+clean(second))
}

// named prints names with their classes.
func (p *page) named(names []explain.Name) {
	if len(names) == 0 {
		return
	}
	p.section("names", len(names))
	var parts []string
	for _, n := range names {
		parts = append(parts, n.Text+" ("+n.Class+")")
	}
	p.para(2, 0, strings.Join(parts, ", "))
}

// mentioned prints mentions with their chains.
func (p *page) mentioned(mentions []explain.Mention) {
	if len(mentions) == 0 {
		return
	}
	p.section("mentions", len(mentions))
	for i := range mentions {
		m := &mentions[i]
		line := fmt.Sprintf("%-4s “%s” (%s %s)", m.ID, m.Text, m.Form, m.Type)
		if m.Actor != "" {
			line += " is " + m.Actor + ", " + m.Name
		}
		p.para(2, 0, line)
		if len(m.Chain) > 0 {
			p.para(7, 0, "with “"+strings.Join(m.Chain, "”, “")+"”")
		}
		if m.Link != nil {
			p.decision(m.Link)
		}
	}
}

// phrases prints which phrases might be mentions.
func (p *page) phrases(list []explain.Candidate) {
	p.section("phrases that might be actors", len(list))
	for i := range list {
		c := &list[i]
		line := ""
		if c.Score != nil {
			line = fmt.Sprintf("%.2f ", *c.Score)
		}
		line += c.Kind + " “" + c.Text + "”"
		if v := c.Verdict; v != nil {
			line += ": dropped by " + v.By + because(v.Why)
		}
		p.para(2, 0, line)
	}
}

// candidates prints what was considered of a kind.
func (p *page) candidates(title string, list []explain.Candidate) {
	p.section(title, len(list))
	for i := range list {
		c := &list[i]
		mark := "dropped"
		switch {
		case c.Became != "":
			mark = "kept, " + c.Became
		case c.Kept:
			mark = "kept"
		}
		line := "“" + c.Text + "” " + c.Kind
		if c.Score != nil {
			line += fmt.Sprintf(" %.2f", *c.Score)
		}
		p.para(2, 0, line+": "+mark)
		if v := c.Verdict; v != nil {
			p.para(6, 0, "dropped by "+v.By+because(v.Why))
		}
		p.para(6, 0, "proposed by "+c.Proposer)
		if c.Detail != "" {
			p.para(6, 0, c.Detail)
		}
		if len(c.Features) > 0 {
			p.para(6, 0, "decided by "+features(c.Features))
		}
		for k := range c.Decisions {
			p.decision(&c.Decisions[k])
		}
		if c.Why != "" {
			p.para(6, 0, "why: "+c.Why)
		}
	}
}

// because joins a reason to what it is the reason of.
func because(why string) string {
	if why == "" {
		return ""
	}
	return ": " + why
}

// features prints features with their weights.
func features(list []trace.Feature) string {
	var parts []string
	for _, f := range list {
		parts = append(parts, fmt.Sprintf("%s %+.2f", f.Name, f.Weight))
	}
	return strings.Join(parts, ", ")
}

// decision prints what was chosen among what.
func (p *page) decision(d *trace.Decision) {
	var parts []string
	for _, o := range d.Options {
		text := fmt.Sprintf("%s %.2f", o.Text, o.Score)
		if o.Taken {
			text += " (taken)"
		}
		parts = append(parts, text)
	}
	p.para(7, 0, d.What+": "+strings.Join(parts, ", "))
	for _, o := range d.Options {
		if o.Taken && len(o.Features) > 0 {
			p.para(9, 0, "decided by "+features(o.Features))
		}
	}
}
