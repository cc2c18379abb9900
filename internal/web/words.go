package web

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/claim"
)

// verbs are the words by which pages name acts.
var verbs = map[readout.Act]string{
	readout.Say: "said", readout.Confirm: "confirmed", readout.Deny: "denied", readout.Doubt: "doubted", readout.Claim: "claimed",
	readout.Ask: "asked", readout.Predict: "predicted", readout.Promise: "promised", readout.Demand: "demanded", readout.Wish: "wished",
	readout.Threaten: "threatened", readout.Support: "supported", readout.Oppose: "opposed", readout.Criticize: "criticized",
	readout.Decree: "decreed", readout.Decline: "declined", readout.Silent: "did not say",
}

// daysText writes dates for people.
func daysText(from, to string) string { return claim.Days(from, to) }

// dayText writes an ISO date or a part of it for people.
func dayText(day string) string { return claim.Day(day) }

// A stress is a stretch of a plain sentence; every second one was starred.
type stress struct {
	Text string
	On   bool
}

// stressed cuts a sentence such as "*denied* rejects its object" at its stars.
func stressed(text string) []stress {
	var out []stress
	parts := strings.Split(text, "*")
	for i, part := range parts {
		if i%2 == 1 && i == len(parts)-1 {
			part = "*" + part // a star without a partner
		}
		out = append(out, stress{part, i%2 == 1 && i < len(parts)-1})
	}
	return out
}

// clock writes a moment in UTC for people.
func clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2 Jan 2006, 15:04 UTC")
}

// plural returns a count with its word.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

// thousands writes a number with commas.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// short cuts text at a word after about n runes.
func short(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	cut := string([]rune(text)[:n])
	if i := strings.LastIndexByte(cut, ' '); i > n/2 {
		cut = cut[:i]
	}
	return cut + " …"
}

// timeText writes the time that a story states for people: its own words where
// they say more.
func timeText(t *readout.Time) string {
	switch {
	case t == nil:
		return ""
	case machineTime(t.Text) != "":
		return machineTime(t.Text)
	case t.Value == "" || t.Basis == readout.TimeFromText && t.Text != "" && t.Text != t.Value && !strings.Contains(t.Value, t.Text): // the story's own words
		if day := t.Day(); day != "" && !strings.Contains(t.Text, day[:4]) {
			return t.Text + ", " + dayText(day)
		}
		return t.Text
	case t.Day() != "" && len(t.Value) >= 16:
		return dayText(t.Day()) + ", " + t.Value[11:16]
	}
	return dayText(t.Value)
}

// machineForms are the forms in which feeds and mail write times. A reader gets
// the same time in words.
var machineForms = []string{time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", time.RFC822Z, time.RFC3339}

// machineTime writes a time that a feed or a page's source states for people,
// in the zone that it states, "" if it has another form.
func machineTime(text string) string {
	for _, form := range machineForms {
		t, err := time.Parse(form, text)
		if err != nil {
			continue
		}
		zone := t.Format("MST")
		if _, offset := t.Zone(); offset == 0 {
			zone = "UTC"
		} else if zone == "" || zone[0] == '+' || zone[0] == '-' {
			zone = "UTC" + t.Format("-07:00")
		}
		return t.Format("Mon 2 Jan 2006, 15:04 ") + zone
	}
	return ""
}
