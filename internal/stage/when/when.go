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
)

// Context is what the stage may know beside the text.
type Context struct {
	Published *readout.Time // nil if unknown
	Dateline  string        // as printed
}

// Find returns the time expressions of the text in text order.
func Find(text string, sents []readout.Sentence, ctx Context) []readout.TimeExpr {
	anchor := newAnchor(ctx)
	var out []readout.TimeExpr
	for i := range sents {
		c := newClause(text, &sents[i])
		found := c.find()
		for k := range found {
			if k+1 < len(found) && found[k+1].at == found[k].at+found[k].n+1 {
				c.spread(&found[k].expr, &found[k+1].expr, c.low[found[k+1].at-1], &anchor)
			}
			e, at, n := found[k].expr, found[k].at, found[k].n
			t := resolve(e, &anchor)
			t.ID = readout.DateID(fmt.Sprintf("d%d", len(out)+1))
			t.Span = readout.Span{Start: c.tokens[at].Start, End: c.tokens[at+n-1].End}
			t.Text = t.Span.In(text)
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
		e, n := c.match(at)
		if n == 0 {
			at++
			continue
		}
		e.future = c.future(at, at+n)
		out = append(out, site{e, at, n})
		at += n
	}
	return out
}

// An anchor is the day from which relative expressions count.
type anchor struct {
	day   time.Time
	known bool
	basis readout.DateBasis
	words string // for the reason: "published on 2014-06-16"

	last    time.Time // the last day that the text states in full
	hasLast bool
}

// newAnchor takes the publication day, or else a full date of the dateline.
func newAnchor(ctx Context) anchor {
	if day := ctx.Published.Day(); day != "" {
		if t, err := time.Parse(time.DateOnly, day); err == nil {
			return anchor{day: t, known: true, basis: readout.DateFromPublished, words: "the story was published on " + day}
		}
	}
	for i := range ctx.Dateline {
		for _, layout := range []string{"January 2, 2006", "Jan 2, 2006", "Jan. 2, 2006", "2 January 2006", "2 Jan 2006", "2006-01-02"} {
			rest := ctx.Dateline[i:]
			for n := min(len(rest), len("September 22, 2006")); n >= 8; n-- {
				if t, err := time.Parse(layout, strings.TrimSpace(rest[:n])); err == nil {
					return anchor{day: t, known: true, basis: readout.DateFromDateline, words: "the dateline says " + t.Format(time.DateOnly)}
				}
			}
		}
	}
	return anchor{}
}

// mustDay parses a day that this package has formatted.
func mustDay(day string) time.Time {
	t, _ := time.Parse(time.DateOnly, day[:min(len(day), len(time.DateOnly))])
	return t
}

// A clause is a sentence's tokens with their words in lower case.
type clause struct {
	text   string
	tokens []readout.Token
	low    []string
}

// newClause prepares a sentence.
func newClause(text string, sent *readout.Sentence) *clause {
	c := &clause{text: text, tokens: sent.Tokens, low: make([]string, len(sent.Tokens))}
	for i, tok := range sent.Tokens {
		if tok.Len() <= 24 {
			c.low[i] = strings.ToLower(tok.Form(text))
		}
	}
	return c
}

// at returns the word at i in lower case, "" outside the sentence.
func (c *clause) at(i int) string {
	if i < 0 || i >= len(c.low) {
		return ""
	}
	return c.low[i]
}

// capital reports whether the token at i starts with a capital.
func (c *clause) capital(i int) bool {
	if i < 0 || i >= len(c.tokens) || c.tokens[i].Empty() {
		return false
	}
	b := c.text[c.tokens[i].Start]
	return 'A' <= b && b <= 'Z'
}

// tight reports whether no blank stands between tokens i and i+1.
func (c *clause) tight(i int) bool {
	return i >= 0 && i+1 < len(c.tokens) && c.tokens[i].End == c.tokens[i+1].Start
}

// futureWords show that what they govern is still to come.
var futureWords = set("will 'll ’ll would shall plans plan planned planning expected expects expect scheduled due set going upcoming intends hopes aims must should could may might until by next")

// pastWords show that it has been.
var pastWords = set("said was were had did told added announced met took came went made began called reported killed died has have been ago")

// auxiliaries stand before participles.
var auxiliaries = set("be been being to not")

// future reports whether the verb that governs tokens [from, to) looks ahead:
// the nearest tense word before them, else the nearest after them, decides.
func (c *clause) future(from, to int) bool {
	for i := from - 1; i >= 0 && i >= from-18; i-- {
		w := c.low[i]
		if futureWords[w] && w != "by" && w != "until" && w != "next" {
			return true
		}
		if w == "by" && i == from-1 || w == "until" && i >= from-2 {
			return true
		}
		if auxiliaries[c.at(i-1)] {
			continue // a participle: what stands before it has the tense
		}
		if pastWords[w] || strings.HasSuffix(w, "ed") && len(w) > 3 || c.tokens[i].XPOS == "VBD" {
			return false
		}
		if w == ";" || w == "”" || w == "“" || w == `"` {
			break
		}
	}
	for i := to; i < len(c.low) && i < to+8; i++ {
		w := c.low[i]
		if w == "will" || w == "would" || w == "'ll" {
			return true
		}
		if pastWords[w] || strings.HasSuffix(w, "ed") && len(w) > 3 || w == "," || w == ";" {
			return false
		}
	}
	return false
}

// set returns the words of a list.
func set(words string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
