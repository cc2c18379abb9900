package article

import (
	"regexp"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
)

// layouts are the forms of times that rows, feeds and pages use, with what of
// them is known: a layout without a day part never gets one.
var layouts = []struct {
	layout, out string
	zoned       bool
}{
	{time.RFC3339Nano, time.RFC3339, true},
	{"2006-01-02T15:04:05-0700", time.RFC3339, true},
	{"2006-01-02T15:04Z07:00", time.RFC3339, true},
	{"2006-01-02T15:04:05", "2006-01-02T15:04:05", false},
	{"2006-01-02T15:04", "2006-01-02T15:04", false},
	{"2006-01-02 15:04:05-07:00", time.RFC3339, true},
	{"2006-01-02 15:04:05 -0700", time.RFC3339, true},
	{"2006-01-02 15:04:05", "2006-01-02T15:04:05", false},
	{"2006-01-02 15:04", "2006-01-02T15:04", false},
	{time.RFC1123Z, time.RFC3339, true},
	{time.RFC1123, time.RFC3339, true},
	{"Mon, 2 Jan 2006 15:04:05 -0700", time.RFC3339, true},
	{"Mon, 2 Jan 2006 15:04:05 MST", time.RFC3339, true},
	{"2 Jan 2006 15:04:05 -0700", time.RFC3339, true},
	{"2 Jan 2006 15:04:05 MST", time.RFC3339, true},
	{"2006-01-02", "2006-01-02", false},
	{"20060102", "2006-01-02", false},
	{"2006/01/02", "2006-01-02", false},
	{"2006-01", "2006-01", false},
	{"2006", "2006", false},
	{"January 2, 2006", "2006-01-02", false},
	{"Jan 2, 2006", "2006-01-02", false},
	{"Jan. 2, 2006", "2006-01-02", false},
	{"2 January 2006", "2006-01-02", false},
	{"2 Jan 2006", "2006-01-02", false},
	{"Monday, January 2, 2006", "2006-01-02", false},
	{"January 2006", "2006-01", false},
}

// zoneSuffix is what states a zone at the end of a time.
var zoneSuffix = regexp.MustCompile(`(Z|[+-]\d\d:?\d\d|\b[A-Z]{2,5})$`)

// ParseTime understands a time as a machine states it: RFC 3339, ISO 8601
// dates or parts of dates, RFC 1123 and 2822, and days in words. It returns
// nil for anything else and adds nothing that is not stated.
func ParseTime(text string) *readout.Time {
	text = strings.TrimSpace(text)
	short := strings.Replace(text, "Sept", "Sep", 1)
	if strings.Contains(text, "Septem") {
		short = text
	}
	for _, l := range layouts {
		t, err := time.Parse(l.layout, short)
		if err != nil || t.Year() < 1800 || t.Year() > 2200 {
			continue
		}
		out := &readout.Time{Text: text, Value: t.Format(l.out), Basis: readout.TimeFromPage}
		if l.zoned {
			if zone := zoneSuffix.FindString(text); zone != "" {
				out.Zone = &zone
				if _, offset := t.Zone(); offset == 0 && !strings.ContainsAny(zone, "Z+-0") && zone != "GMT" && zone != "UTC" {
					out.Value = t.Format("2006-01-02T15:04:05") // a zone that we can't place
				}
			}
		}
		return out
	}
	return nil
}

// clock is a time of day in words: 9:18 a.m.
var clock = regexp.MustCompile(`(?i)^(\d{1,2})[:.](\d\d)\s*(a\.?m\.?|p\.?m\.?)?(?:\s*\(?([A-Z]{2,4})\)?)?$`)

// parseClock understands a time of day without a day: "9:18 a.m. EDT".
func parseClock(text string) *readout.Time {
	m := clock.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return nil
	}
	hour, minute := atoi(m[1]), atoi(m[2])
	half := strings.ToLower(strings.ReplaceAll(m[3], ".", ""))
	if hour > 23 || minute > 59 || half != "" && (hour > 12 || hour == 0) {
		return nil
	}
	switch {
	case half == "pm" && hour < 12:
		hour += 12
	case half == "am" && hour == 12:
		hour = 0
	}
	t := &readout.Time{Text: strings.TrimSpace(text), Basis: readout.TimeFromText,
		Value: "T" + two(hour) + ":" + two(minute)}
	if m[4] != "" {
		t.Zone = &m[4]
	}
	return t
}

// two writes n with two digits.
func two(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }

// atoi reads digits.
func atoi(s string) int {
	n := 0
	for i := range len(s) {
		n = 10*n + int(s[i]-'0')
	}
	return n
}
