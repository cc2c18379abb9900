// Package when finds the time expressions of a text and says which days they
// mean, as precisely as the text and the publication date allow and no more.
//
// Recognising and resolving are apart: match*.go turn words into an [expr],
// resolve.go turns an expr into days. Types and values follow TIMEX3 as the
// TempEval-3 corpora use it. Without a publication date a weekday keeps its
// words and has no days; nothing falls back to the day of reading.
package when

import (
	"fmt"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// Context is what the stage may know beside the text.
type Context struct {
	Published *readout.Time // nil if unknown
	Dateline  string        // as printed
}

// Find returns the time expressions of the text in text order.
func (w *Words) Find(view *syntax.Text, ctx Context) []readout.TimeExpr {
	anchor := w.newAnchor(ctx)
	var out []readout.TimeExpr
	for i := range view.Sentences {
		c := w.newClause(&view.Sentences[i])
		found := c.find()
		for k := range found {
			if k+1 < len(found) && found[k+1].at == found[k].at+found[k].n+1 {
				c.spread(&found[k].expr, &found[k+1].expr, c.low[found[k+1].at-1], &anchor)
			}
			e, at, n := found[k].expr, found[k].at, found[k].n
			t := resolve(e, &anchor)
			t.ID = readout.DateID(fmt.Sprintf("d%d", len(out)+1))
			t.Span = readout.Span{Start: c.Tokens[at].Start, End: c.Tokens[at+n-1].End}
			t.Text = t.Span.In(view.Text)
			out = append(out, t)
			if e.kind == fullDate && t.From != "" && t.From == t.To {
				anchor.last, anchor.hasLast = mustDay(t.From), true
			}
		}
	}
	return out
}

// A site is an expression of a clause: n tokens from at on.
type site struct {
	expr  expr
	at, n int
}

// find returns the expressions of a clause in order.
func (c *clause) find() []site {
	var out []site
	for at := 0; at < len(c.low); {
		if !c.mayBegin(c.low[at]) {
			at++
			continue
		}
		e, n := c.match(at)
		if n == 0 {
			at++
			continue
		}
		e.future = c.future(at, at+n)
		if e.kind == fullDate && e.year == 0 && e.month > 0 {
			e.past = !e.future && c.hasPassed(at, at+n)
			e.anniversary = c.anniversary(at)
		}
		out = append(out, site{e, at, n})
		at += n
	}
	return out
}

// mayBegin reports whether an expression can begin with a word: whether a list
// has it, or it is built of figures or of parts. Most words of a text can't, and
// no rule need look at them.
func (w *Words) mayBegin(word string) bool {
	if len(word) < 3 {
		return word != ""
	}
	return word[0] < 'a' || word[0] > 'z' || w.beginnings[word] || strings.IndexByte(word, '-') >= 0
}

// newAnchor takes the publication day, or else a full date of the dateline.
func (w *Words) newAnchor(ctx Context) anchor {
	// a day that is the dateline's is the dateline's word; one of a capture says
	// no more than that the story was there by then
	day := ctx.Published.Day()
	if p := ctx.Published; p != nil && (p.Basis == readout.TimeFromCapture || p.Basis == readout.TimeFromText && strings.Contains(ctx.Dateline, p.Text)) {
		day = ""
	}
	if day != "" {
		if t, err := time.Parse(time.DateOnly, day); err == nil {
			return anchor{Words: w, day: t, known: true, basis: readout.DateFromPublished, words: "the story was published on " + day}
		}
	}
	for i := range ctx.Dateline {
		for _, layout := range []string{"January 2, 2006", "Jan 2, 2006", "Jan. 2, 2006", "2 January 2006", "2 Jan 2006", "2006-01-02"} {
			rest := ctx.Dateline[i:]
			for n := min(len(rest), len("September 22, 2006")); n >= 8; n-- {
				if t, err := time.Parse(layout, strings.TrimSpace(rest[:n])); err == nil {
					return anchor{Words: w, day: t, known: true, basis: readout.DateFromDateline, words: "the dateline says " + t.Format(time.DateOnly)}
				}
			}
		}
	}
	return anchor{Words: w}
}
