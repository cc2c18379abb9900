package readout

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Span is the half-open range [Start, End) of a version's text, counted in
// bytes of UTF-8 from the start of [Version.Text]. Both ends lie between
// runes. The zero Span is empty and means "not in the text". In JSON a span
// is an array of two numbers that count code points.
type Span struct{ Start, End int }

// Len returns the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span holds no byte.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether t lies wholly inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Fits reports whether s is a range of text whose ends lie between runes.
func (s Span) Fits(text string) bool {
	return 0 <= s.Start && s.Start <= s.End && s.End <= len(text) &&
		boundary(text, s.Start) && boundary(text, s.End)
}

// In returns the words of text that s covers. It panics if s does not fit.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// MarshalJSON writes the span as [start,end], in whatever unit it counts.
func (s Span) MarshalJSON() ([]byte, error) {
	out := strconv.AppendInt(append(make([]byte, 0, 16), '['), int64(s.Start), 10)
	return append(strconv.AppendInt(append(out, ','), int64(s.End), 10), ']'), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Span) UnmarshalJSON(b []byte) error {
	if start, end, ok := plainSpan(b); ok {
		s.Start, s.End = start, end
		return nil
	}
	var ends []int
	if err := json.Unmarshal(b, &ends); err != nil || len(ends) != 2 {
		return fmt.Errorf("span %s: want [start,end]", b)
	}
	s.Start, s.End = ends[0], ends[1]
	return nil
}

// plainSpan reads a span as MarshalJSON writes it, of which a record has a thousand; of
// any other form it says nothing.
func plainSpan(b []byte) (start, end int, ok bool) {
	first, last, ok := bytes.Cut(b, []byte(","))
	if !ok || len(first) < 2 || len(last) < 2 || first[0] != '[' || last[len(last)-1] != ']' {
		return 0, 0, false
	}
	if start, ok = plainNumber(first[1:]); ok {
		end, ok = plainNumber(last[:len(last)-1])
	}
	return start, end, ok
}

// plainNumber reads digits alone, as JSON has numbers.
func plainNumber(b []byte) (n int, ok bool) {
	if len(b) == 0 || len(b) > 9 || b[0] == '0' && len(b) > 1 {
		return 0, false
	}
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, true
}

// Words are spans of a version's text together with the words they cover.
type Words struct {
	// Spans are in text order and do not overlap. None means that the text
	// does not say it.
	Spans []Span `json:"spans"`
	// Text is the words of the spans, parted by " … ".
	Text string `json:"text"`
}

// WordsOf returns the words that spans cover in text.
func WordsOf(text string, spans ...Span) Words {
	parts := make([]string, len(spans))
	for i, s := range spans {
		parts[i] = s.In(text)
	}
	return Words{Spans: spans, Text: strings.Join(parts, " … ")}
}

// Cover returns the smallest span that holds all of the words' spans.
func (w Words) Cover() Span {
	if len(w.Spans) == 0 {
		return Span{}
	}
	return Span{w.Spans[0].Start, w.Spans[len(w.Spans)-1].End}
}

// boundary reports whether i lies between two runes of text.
func boundary(text string, i int) bool {
	return i == 0 || i == len(text) || i < len(text) && utf8.RuneStart(text[i])
}
