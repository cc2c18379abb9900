package timeline

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// TitleOf returns what a timeline is called that nobody gave a headline: what was asked,
// in the words and the values of the query, and the months in which it happened.
func TitleOf(query string, entries []Entry) string {
	title := asked(query)
	if title == "" {
		title = "What happened"
	}
	if months := months(entries); months != "" {
		title += ", " + months
	}
	return title
}

// asked returns a query as a reader would write it: "PROTEST, Geneva" for
// type:PROTEST place:Geneva.
func asked(query string) string {
	var words, values []string
	for _, term := range strings.Fields(query) {
		field, value, is := strings.Cut(term, ":")
		switch {
		case is && value != "" && !strings.ContainsFunc(field, func(r rune) bool { return !unicode.IsLetter(r) }):
			values = append(values, value)
		case len(values) > 0 && strings.Count(values[len(values)-1], `"`)%2 == 1: // place:"New York"
			values[len(values)-1] += " " + term
		default:
			words = append(words, term)
		}
	}
	parts := values
	if len(words) > 0 {
		parts = append([]string{strings.Join(words, " ")}, values...)
	}
	title := strings.ReplaceAll(strings.Join(parts, ", "), `"`, "")
	first, size := utf8.DecodeRuneInString(title)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + title[size:]
}

// months returns the months of the first and the last day of some entries, "" if none
// has a day.
func months(entries []Entry) string {
	var first, last time.Time
	for i := range entries {
		at, ok := entries[i].at()
		if !ok {
			continue
		}
		if first.IsZero() || at.Before(first) {
			first = at
		}
		if at.After(last) {
			last = at
		}
	}
	switch from, to := first.Format("Jan 2006"), last.Format("Jan 2006"); {
	case first.IsZero():
		return ""
	case from == to:
		return from
	default:
		return from + " to " + to
	}
}
