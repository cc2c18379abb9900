package pipeline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/golden"
)

// A timeCase is a case of Microsoft's Recognizers-Text: a sentence, when it
// was said, and the time expressions in it.
type timeCase struct {
	Input   string
	Context struct{ ReferenceDateTime string }
	Results []struct {
		Text  string
		Start int
		Value struct {
			Timex            string
			FutureResolution map[string]any
			PastResolution   map[string]any
		}
	}
}

// timeFiles are the files of Recognizers-Text that apply to news: days,
// periods of days, holidays, lengths and repeated times. Times of day, which
// the record has no field for, and the files for calendars, tasks and merged
// results of a dialogue do not.
var timeFiles = []string{"DateParser", "DatePeriodParser", "DurationParser", "HolidayParser", "SetParser"}

// written gives months and weekdays the capitals that a story has; the cases
// are as people type.
var written = strings.NewReplacer(capitals("january february april june july august september october november december sept oct nov dec jan feb aug",
	"monday tuesday wednesday thursday friday saturday sunday christmas thanksgiving easter halloween father's mother's saint presidents' earth black cyber mlk martin",
)...)

// capitals returns pairs of words and the same with a capital.
func capitals(lists ...string) []string {
	var out []string
	for _, list := range lists {
		for w := range strings.FieldsSeq(list) {
			out = append(out, " "+w, " "+strings.ToUpper(w[:1])+w[1:])
		}
	}
	out = append(out, " new year", " New Year")
	return out
}

// typed are notations that nobody prints in a story: days in digits whose
// order depends on the country, months and days run together, abbreviations of
// units, "mon" and its like, slips, years in words, weeks by number, and times
// of day, which are no part of a day's value here.
var typed = regexp.MustCompile(`(?i)\b\d{1,2}\s?[-/.]\s?\d{1,2}\b|\b\d{1,2}(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\d|\b(mon|tues?|wed|thurs?|fri|sat|sun)\b|\b\d+\s?(h|hrs?|m|mins?|s|secs?|d|w|wks?|mo|yrs?|y)\b|\bcortana\b` +
	`|tmrw|thanks giving|yuandan|hahaha|\b(my|the) (day|week)\b|\d(day|week|month|year|min|min)s?\b|\b\d{4}\s*[-/.]\s*(\d|[a-z]{3}\b)|\b\d{1,2}\s*[-/]\s*\d{4}` +
	`|(nineteen|one thousand|two thousand|two hundred)\b|\d\s?[ap]\.?m|\bat \d|\bweek \d|\bset ooo\b|\bmin\b`)

// TestRecognizers counts how many of the cases are read right. The share is a
// golden figure: a change that moves it shows it.
func TestRecognizers(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a corpus")
	}
	dir := os.Getenv("READOUT_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	dir = filepath.Join(dir, "data", "time", "recognizers-text")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the cases are not here: %v; set READOUT_SHARED", err)
	}
	r := open(t)
	var table bytes.Buffer
	all, allRight := 0, 0
	for _, file := range timeFiles {
		right, total := countTimeCases(t, r, filepath.Join(dir, file+".json"))
		fmt.Fprintf(&table, "%-18s %3d of %3d\n", file, right, total)
		all, allRight = all+total, allRight+right
	}
	fmt.Fprintf(&table, "%-18s %3d of %3d, %.1f %%\n", "all", allRight, all, 100*float64(allRight)/float64(all))
	golden.File(t, "testdata/recognizers.txt", table.String())
}

// countTimeCases reads the cases of a file and counts those that are right.
func countTimeCases(t *testing.T, r *Reader, file string) (right, total int) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []timeCase
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\ufeff")), &cases); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	for _, c := range cases {
		if len(c.Results) == 0 || typed.MatchString(c.Input) {
			continue
		}
		total++
		v := english(written.Replace(c.Input))
		if day, _, ok := strings.Cut(c.Context.ReferenceDateTime, "T"); ok {
			v.Published = &readout.Time{Value: day}
		}
		if rec := must(r.Read(t.Context(), v)); c.right(rec.Dates) {
			right++
		} else if testing.Verbose() {
			t.Logf("%s: %q: %s", filepath.Base(file), c.Input, c.difference(rec.Dates))
		}
	}
	return right, total
}

// right reports whether each expression of the case is among the dates.
func (c *timeCase) right(dates []readout.TimeExpr) bool {
	for i := range c.Results {
		if !slices.ContainsFunc(dates, func(d readout.TimeExpr) bool { return c.same(i, &d) }) && !c.ends(i, dates) {
			return false
		}
	}
	return true
}

// same reports whether d says what result i says. Either of the future and the
// past day is right where a case gives both; the last day of a period may be
// given as the day after it, as the cases do; so much time before or after now
// is a length (TIMEX3) where the cases give its days as well; and years, months
// and weeks ago are as precise here as their unit, so the case's day need only
// lie inside.
func (c *timeCase) same(i int, d *readout.TimeExpr) bool {
	v := &c.Results[i].Value
	if d.Value == v.Timex || d.Type == "duration" && strings.HasSuffix(v.Timex, ","+d.Value+")") {
		return true
	}
	for _, res := range []map[string]any{v.FutureResolution, v.PastResolution} {
		day, _ := res["date"].(string)
		from, _ := res["startDate"].(string)
		to, _ := res["endDate"].(string)
		switch {
		case day != "" && d.From == day && d.To == day:
			return true
		case day != "" && counted.MatchString(d.Text) && d.From <= day && day <= d.To:
			return true
		case from != "" && d.From == from && (d.To == to || nextDay(d.To) == to):
			return true
		}
	}
	return false
}

// counted are expressions that count units from now.
var counted = regexp.MustCompile(`(?i)\b(weeks?|months?|years?|decades?) (ago|from now|later|earlier|before)`)

// ends reports whether the dates hold both ends of result i, a range: TIMEX3
// marks them apart.
func (c *timeCase) ends(i int, dates []readout.TimeExpr) bool {
	v := &c.Results[i].Value
	for _, res := range []map[string]any{v.FutureResolution, v.PastResolution} {
		from, _ := res["startDate"].(string)
		to, _ := res["endDate"].(string)
		first := slices.IndexFunc(dates, func(d readout.TimeExpr) bool { return from != "" && d.From == from })
		if first >= 0 && slices.ContainsFunc(dates[first+1:], func(d readout.TimeExpr) bool { return d.From == to || d.To == to }) {
			return true
		}
	}
	return false
}

// nextDay returns the day after a day.
func nextDay(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, 1).Format(time.DateOnly)
}

// difference says what was wanted and what came.
func (c *timeCase) difference(dates []readout.TimeExpr) string {
	var b strings.Builder
	for _, res := range c.Results {
		fmt.Fprintf(&b, "%q %s %v; ", res.Text, res.Value.Timex, res.Value.PastResolution)
	}
	b.WriteString("got ")
	for _, d := range dates {
		fmt.Fprintf(&b, "%q %s %s–%s; ", d.Text, d.Value, d.From, d.To)
	}
	return b.String()
}
