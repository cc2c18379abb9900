package show

import (
	"fmt"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/claim"
)

// dates prints the time expressions and what they mean.
func (p *page) dates(rec *readout.Record) {
	if len(rec.Dates) == 0 {
		return
	}
	p.section("when", len(rec.Dates))
	for i := range rec.Dates {
		d := &rec.Dates[i]
		p.line(2, p.paint(bold, short(d.Text, 40)), meaning(d), p.paint(faint, basisText(d)))
	}
}

// meaning returns the days or the value of a time expression.
func meaning(d *readout.TimeExpr) string {
	switch {
	case d.From != "" && d.From == d.To:
		return d.From
	case d.From != "" && d.To != "":
		return d.From + " to " + d.To
	case d.From != "":
		return "from " + d.From
	case d.To != "":
		return "until " + d.To
	case d.Type == readout.TimexDate || d.Type == readout.TimexTime:
		return "not fixed by the story"
	}
	return d.Value
}

// basisText says what a time expression's meaning rests on.
func basisText(d *readout.TimeExpr) string {
	switch d.Basis {
	case readout.DateRelative:
		return "from another date of the text"
	case readout.DateFromDateline:
		return "from the dateline"
	case readout.DateFromReview:
		return "from a person's review"
	case readout.DateFromPublished:
		return "from the publication date"
	}
	return ""
}

// places prints the place names and what they were tied to.
func (p *page) places(rec *readout.Record) {
	if len(rec.Places) == 0 {
		return
	}
	seen := map[string]bool{}
	var shown []readout.Place
	for _, pl := range rec.Places {
		if !seen[pl.Text] {
			seen[pl.Text] = true
			shown = append(shown, pl)
		}
	}
	p.section("where", len(shown))
	for _, pl := range shown {
		name, exact := claim.WhereText(&pl)
		p.line(2, p.paint(bold, short(name, 60)), pl.Country, p.paint(faint, exact), p.paint(faint, claim.SureText(pl.Confidence)))
	}
}

// removed prints what cleaning took away.
func (p *page) removed(removed []readout.Removed) {
	if len(removed) == 0 {
		return
	}
	p.section("cut from the text", len(removed))
	for _, r := range removed {
		p.line(2, p.paint(faint, fmt.Sprintf("%-17s", r.Kind)), short(r.Text, max(20, p.Width-22)))
	}
}

// problems prints what could not be read or is unsure.
func (p *page) problems(rec *readout.Record) {
	if len(rec.Problems) == 0 {
		return
	}
	p.section("could not be read", len(rec.Problems))
	for _, problem := range rec.Problems {
		for i, line := range wrap(clean(problem.Text), p.Width-4) {
			mark := "  "
			if i == 0 {
				mark = "! "
			}
			p.line(2, p.paint(amber, mark+line))
		}
		if problem.Span.Fits(rec.Version.Text) && !problem.Span.Empty() {
			p.para(4, 2, quoted(short(problem.Span.In(rec.Version.Text), 2*p.Width)))
		}
	}
}

// quoted puts words in quotation marks, unless they bring their own.
func quoted(words string) string {
	if strings.HasPrefix(words, "“") || strings.HasPrefix(words, "\"") {
		return words
	}
	return "“" + words + "”"
}
