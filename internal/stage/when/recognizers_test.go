package when_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
	"github.com/seed-f92ea4cf/readout/internal/stage/when"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

var grammar = syntax.NewGrammar(language.English())

// A recognizersCase is a case of Microsoft's Recognizers-Text.
type recognizersCase struct {
	Input   string
	Context struct{ ReferenceDateTime string }
	Results []recognizersResult
}

// A recognizersResult is one expression of a case.
type recognizersResult struct {
	Text, TypeName string
	Start, End     int
	Resolution     struct{ Values []recognizersValue }
}

// A recognizersValue is one reading of an expression; ends are excluded.
type recognizersValue struct{ Timex, Mod, Type, Value, Start, End string }

// The case files that the test reads: whole sentences with a day of reference
// and all expressions resolved. The pipeline's golden figure reads the files of
// the single parsers. The modes for calendars, tasks and experiments, and
// the files of parts that the others repeat, are left out.
var recognizersFiles = []string{"DateTimeModel.json", "DateTimeModelComplexCalendar.json"}

// ofNews reports whether a case applies to news: it has expressions, and all of
// them are dates, ranges of days, durations or sets (no times of day, no
// zones) in forms that edited English has. Left out are forms, never answers
// that we get wrong; outside tells each of them.
func (c *recognizersCase) ofNews() bool {
	if len(c.Results) == 0 || chat.MatchString(c.Input) {
		return false
	}
	for _, r := range c.Results {
		switch r.TypeName {
		case "datetimeV2.date", "datetimeV2.daterange", "datetimeV2.duration", "datetimeV2.set":
		default:
			return false
		}
		if r.Start < 0 || r.End >= len(c.Input) || len(r.Resolution.Values) == 0 || r.Resolution.Values[0].Mod == "ref_undef" {
			return false
		}
		words := c.Input[r.Start : r.End+1]
		for _, form := range outside {
			if form.MatchString(words) {
				return false
			}
		}
	}
	return true
}

// chat are the words of somebody who talks to an assistant.
var chat = regexp.MustCompile(`(?i)\b(cortana|reminder|remind|tmr|tmrw|schedule|calendar|appointment|emails?|show|find us|what does my|partner of|ooo|dinner with|vitamins|book a)\b`)

// outside are forms that edited news does not have, or means otherwise.
var outside = []*regexp.Regexp{
	// names of months and days without a capital
	regexp.MustCompile(`\b(january|february|march|april|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|(mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tue|tues|wed|thu|thur|thurs|fri|sat|may|christmas|easter|thanksgiving|earth day|independence day|saint patrick|labor day|halloween|new year)\b`),
	// months cut short without a period and without a day: "Nov to March", "Dec/2018"
	regexp.MustCompile(`\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b([^. ]|\.? *$|\.? +[^\d ]|\d|/|, *\d{4})|\b(Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\b`),
	// dates in figures, but year first in full: "3-23-17", "2016/10"
	regexp.MustCompile(`\b\d{1,2}[-/. ]\d{1,2}\b|\b\d{4}[-/. ]\d{1,2}\b(?:$|[^-/.0-9])|\d{1,2}/\d{4}|\d{4}/|\b\d+[a-z]{1,2}\b[-/]|~|\b\d{1,2}-[A-Z]|\d(\.\d)?(h|years?|days?|weeks?|months?|hours?|q|s)\b|'\d\d\b`),
	// short writing that no editor lets stand: "10D", "20161016", "Dec31", "90 s", "April of 87", "EOY"
	regexp.MustCompile(`\b\d+[A-Z]\b|\d{8}|\b[A-Za-z]{3}\d|\d s\b|\d s$|of \d\d$|first \d\d$|-\d{4}|\b(EOY|otd|till date)\b`),
	// times of day
	regexp.MustCompile(`(?i)\b\d{1,2}(:\d\d)?\s?[ap]\.?m|o'clock|hrs|\bmins?\b|\bsecs?\b|\byrs?\b`),
	// years and days of the month in words: "two thousand and five", "May twenty nine"
	regexp.MustCompile(`(?i)\b(thousand|hundred|nineteen [a-z]+|eighteen [a-z]+)\b|[A-Z][a-z]+ (twenty|thirty)|twenty twenty|\btwenty and\b`),
	// weeks by number, fiscal and school years, quarters in code: "week 31", "FY18", "2017 q1"
	regexp.MustCompile(`(?i)\bweeks? \d+|\bw\d+|\bfy|fiscal|school year|\b[qh][1-4]\b|\bcentury\b|\bytd\b|year to date`),
	// the asker's own day, week, month, year: "for the week", "the day before"
	regexp.MustCompile(`(?i)^((in|for|of|during|within|on|earlier in|later in|earlier|later) )?(the|my|a|that|same|the same) (day|week|weekend|month|year)( before| after)?$|^(week|month|year|day)s? (before|after)$`),
	// "last Wednesday" is to Recognizers-Text of the week before, to news the nearest
	regexp.MustCompile(`(?i)\b(last|next|previous|past|following|coming|upcoming|this) (week ?-? ?|week on )?(mon|tues|wednes|thurs|fri|satur|sun)day\b`),
	// "2014 or later", "anytime", forms of queries
	regexp.MustCompile(`(?i)\b(anytime|or (later|greater|older|newer|after|before)|greater than|(more|less) than|later than|earlier than|sometime|and (later|after)|whole|entire|rest of)\b`),
}

// right reports whether what is found says what a result says: one expression
// does or, for a range, its first and its last one.
func (r *recognizersResult) right(found []readout.TimeExpr) bool {
	var in []readout.TimeExpr
	for _, d := range found {
		if d.Span.Start <= r.End && d.Span.End > r.Start {
			in = append(in, d)
		}
	}
	for _, v := range r.Resolution.Values {
		for _, d := range in {
			if v.is(d) {
				return true
			}
		}
		if len(in) > 1 && v.Type == "daterange" && in[0].From == v.Start && (in[len(in)-1].From == v.End || dayAfter(in[len(in)-1].To) == v.End) {
			return true
		}
	}
	return false
}

// dayAfter returns the day after a day, "" if it is none.
func dayAfter(day string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return at.AddDate(0, 0, 1).Format(time.DateOnly)
}

// is reports whether an expression has the value: the same TIMEX3 value, or
// the same days. What counts weeks, months or years ("two weeks ago") is to
// TIMEX3 as precise as these and not a day: there the day must lie within.
func (v *recognizersValue) is(d readout.TimeExpr) bool {
	switch {
	case sameValue(d.Value, v.Timex):
		return true
	case v.Value == "not resolved" && (v.Type == "date" || v.Type == "daterange"):
		return d.From == "" || sameValue(d.Value, v.Timex)
	case v.Mod != "":
		return d.From != "" && (d.From == v.Start || d.From == v.Value || d.From == v.End || dayAfter(d.To) == v.Start)
	case v.Type == "date":
		return d.From <= v.Value && v.Value <= d.To && (d.From == d.To || d.Precision != readout.Day && counted.MatchString(d.Text))
	case v.Type == "daterange":
		return d.From == v.Start && dayAfter(d.To) == v.End
	}
	return false
}

// counted are expressions that count units above days.
var counted = regexp.MustCompile(`(?i)\b(week|month|year|decade|quarter)s?\b`)

// sameValue compares values that TIMEX3 and Recognizers-Text write in two
// ways: an X stands for any figure, "few" is 3 to them.
func sameValue(ours, theirs string) bool {
	forms := map[string]string{"XXXX-XX-XX": "P1D", "XXXX-WXX": "P1W", "XXXX-XX": "P1M", "XXXX": "P1Y", "P1Q": "P3M", "XXXX-WXX-WE": "P1WE"}
	if ours == theirs || ours != "" && (forms[ours] == theirs || forms[theirs] == ours) {
		return true
	}
	if len(ours) != len(theirs) || ours == "" {
		return false
	}
	for i := range len(ours) {
		if ours[i] != theirs[i] && !(theirs[i] == 'X' && ours[i] >= '0' && ours[i] <= '9') && !(ours[i] == 'X' && theirs[i] == '3' && ours[0] == 'P') {
			return false
		}
	}
	return true
}

// TestRecognizersText measures the share of the cases that apply to news.
func TestRecognizersText(t *testing.T) {
	dir := os.Getenv("READOUT_SHARED")
	if dir == "" {
		dir = "../../../../shared"
	}
	right, all, read := 0, 0, 0
	seen := map[string]bool{}
	for _, file := range recognizersFiles {
		data, err := os.ReadFile(filepath.Join(dir, "data/time/recognizers-text", file))
		if err != nil {
			t.Skipf("the corpora are not here (%v)", err)
		}
		var cases []recognizersCase
		if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\ufeff")), &cases); err != nil {
			t.Fatal(err)
		}
		for _, c := range cases {
			read++
			if !c.ofNews() || seen[c.Input+c.Context.ReferenceDateTime] {
				continue
			}
			seen[c.Input+c.Context.ReferenceDateTime] = true
			all++
			found := when.New(language.English()).Find(grammar.View(c.Input, segment.New(language.English()).Split(c.Input)), when.Context{Published: &readout.Time{Value: c.Context.ReferenceDateTime}})
			ok := true
			for _, r := range c.Results {
				ok = ok && r.right(found)
			}
			if ok {
				right++
			} else if testing.Verbose() {
				t.Logf("%s (%.10s): want %+v, got %s", c.Input, c.Context.ReferenceDateTime, c.Results[0].Resolution.Values[0], expressions(found))
			}
		}
	}
	share := 100 * float64(right) / float64(max(all, 1))
	t.Logf("%d of %d cases that apply to news are right (%.1f %%); %d cases read", right, all, share, read)
	if share < 70 {
		t.Errorf("%.1f %% are right, want 70 %%", share)
	}
}

// expressions writes what was found.
func expressions(found []readout.TimeExpr) string {
	var out []string
	for _, d := range found {
		out = append(out, d.Text+"="+d.Value+" "+d.From+".."+d.To)
	}
	return "[" + strings.Join(out, "; ") + "]"
}
