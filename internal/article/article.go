// Package article makes a version of a story from what a web page or a
// scraper gave: clean text, what is known about it, what was cut and why.
//
// From HTML, a kept library finds the main text; metadata is read before it,
// since it drops visible dates. From plain text, rules take out what scrapers
// leave behind. Nothing that is news may be lost: when in doubt a line is kept
// and a problem reported. Start with [FromText] and [FromHTML].
package article

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// stage names this step in problems.
const stage readout.Stage = "clean"

// An Input is one story as it was captured.
type Input struct {
	HTML        []byte // the page in any charset, or nil
	Text        string // plain text, where there is no page
	ContentType string // as a server gave it; may name the charset
	Ref         string
	URL         string
	Outlet      string
	Title       string
	Published   string
	Updated     string
	Captured    string // when an archive of pages saved it
	Extra       map[string]json.RawMessage
}

// A Result is what cleaning makes of an input.
type Result struct {
	Version  readout.Version
	Removed  []readout.Removed
	Problems []readout.Problem

	boxes   int // of related links whose end can't be told
	doubled int // names that are repeated without a blank
}

// problem adds a problem of the whole text.
func (r *Result) problem(text string) {
	r.Problems = append(r.Problems, readout.Problem{Stage: stage, Text: text})
}

// Verbatim returns the text code point for code point: no headline is split
// off, nothing is cut.
func Verbatim(in Input) Result {
	var r Result
	text := in.Text
	if text == "" {
		text = string(in.HTML)
	}
	r.Version = readout.Version{Text: strings.ToValidUTF8(text, "\uFFFD")}
	r.Version.Headline = strings.TrimSpace(in.Title)
	r.finish(in)
	return r
}

// finish fills what the input says beside the text and seals the version.
func (r *Result) finish(in Input) {
	v := &r.Version
	v.Ref, v.URL, v.Extra = in.Ref, strings.TrimSpace(in.URL), in.Extra
	if in.Outlet != "" {
		v.Outlet = in.Outlet
	}
	for _, t := range []struct {
		given string
		field **readout.Time
		name  string
	}{{in.Published, &v.Published, "published"}, {in.Updated, &v.Updated, "updated"}} {
		if t.given == "" {
			continue
		}
		parsed := ParseTime(t.given)
		if parsed == nil {
			r.problem("The input's time \"" + t.given + "\" (" + t.name + ") can't be understood; use RFC 3339 or a date such as 2014-06-16.")
			continue
		}
		parsed.Basis = readout.TimeFromFeed
		*t.field = parsed
	}
	if t := ParseTime(in.Captured); t != nil && v.Published.Day() == "" {
		t.Basis = readout.TimeFromCapture
		v.Published = t
	}
	if v.Language == "" {
		v.Language = Language(v.Text)
	}
	r.mixedLanguages()
	if n := r.boxes - mostUnclear; n > 0 {
		r.problem(fmt.Sprintf("%d more places look like related links glued into a sentence; they were kept.", n))
	}
	if n := r.doubled - maxDoubled; n > 0 {
		r.problem(fmt.Sprintf("%d names are repeated without a blank; only the first %d were looked at.", r.doubled, maxDoubled))
	}
	v.Seal()
}

// mixedLanguages reports paragraphs of an English story that are not English.
func (r *Result) mixedLanguages() {
	v := &r.Version
	if v.Language != "en" {
		return
	}
	at := 0
	for line := range strings.SplitSeq(v.Text, "\n") {
		if len(line) >= 80 {
			if lang := Language(line); lang != "en" && lang != "und" {
				r.Problems = append(r.Problems, readout.Problem{Stage: stage,
					Span: readout.Span{Start: at, End: at + len(line)},
					Text: "This paragraph is in the language " + lang + "; what is read in it is doubtful."})
			}
		}
		at += len(line) + 1
	}
}

// points returns the number of code points of text before byte i.
func points(text string, i int) int { return utf8.RuneCountInString(text[:i]) }
