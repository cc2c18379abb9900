package compare

import (
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// lengths are spans of time, in what they are counted in: a fortnight is 14 days.
var lengths = map[string]struct {
	times float64
	unit  string
}{
	"hour": {1, "hour"}, "day": {24, "hour"}, "week": {7 * 24, "hour"}, "fortnight": {14 * 24, "hour"},
	"month": {1, "month"}, "year": {12, "month"}, "decade": {120, "month"}, "century": {1200, "month"},
}

// oneMeasure brings spans of time and shares in one unit: seven days and a week, 18 months
// and a year and a half, nine in ten and 90 percent.
func oneMeasure(text string, list []token) []token {
	var out []token
	for i := 0; i < len(list); i++ {
		t := list[i]
		if n, share, ok := share(text, list[i:]); ok {
			t.span.End = list[i+n-1].span.End
			t.form, t.text = share, t.span.In(text)
			i += n - 1
		} else if n, length, ok := length(text, list[i:]); ok {
			t.span.End = list[i+n-1].span.End
			t.form, t.text = length, t.span.In(text)
			i += n - 1
		}
		out = append(out, t)
	}
	return out
}

// share reads a number in or out of a round one as percent.
func share(text string, list []token) (n int, percent string, ok bool) {
	if len(list) < 2 || list[0].class != number || list[1].class != number {
		return 0, "", false
	}
	if between := strings.TrimSpace(text[list[0].span.End:list[1].span.Start]); between != "in" && between != "out of" {
		return 0, "", false
	}
	part, err := strconv.ParseFloat(list[0].form, 64)
	whole, err2 := strconv.ParseFloat(list[1].form, 64)
	if err != nil || err2 != nil || whole != 10 && whole != 100 || part >= whole {
		return 0, "", false
	}
	return 2, strconv.FormatFloat(100*part/whole, 'f', -1, 64), true
}

// length reads a span of time: a number before its unit, a unit alone as one of it, and a
// half behind it.
func length(text string, list []token) (n int, form string, ok bool) {
	count := 1.0
	if list[0].class == number {
		var err error
		if count, err = strconv.ParseFloat(list[0].form, 64); err != nil || len(list) < 2 || !beside(text, list[0].span, list[1].span) {
			return 0, "", false
		}
		n = 1
	}
	of, known := lengths[singular(list[n].form)]
	if !known || n == 0 && list[0].class == number {
		return 0, "", false
	}
	n++
	if n < len(list) && list[n].form == "half" && strings.TrimSpace(text[list[n-1].span.End:list[n].span.Start]) == "and a" {
		count, n = count+0.5, n+1
	}
	return n, strconv.FormatFloat(count*of.times, 'f', -1, 64) + " " + of.unit, true
}

// beside reports whether nothing but space or a hyphen parts two words.
func beside(text string, a, b readout.Span) bool {
	return strings.Trim(text[a.End:b.Start], " -‐‑\u00a0") == ""
}

// singular takes the ending of several off a unit.
func singular(word string) string {
	if word == "centuries" {
		return "century"
	}
	return strings.TrimSuffix(word, "s")
}
