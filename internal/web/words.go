package web

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// verbs are the words by which pages name acts.
var verbs = map[readout.Act]string{
	readout.Say: "said", readout.Confirm: "confirmed", readout.Deny: "denied", readout.Doubt: "doubted", readout.Claim: "claimed",
	readout.Ask: "asked", readout.Predict: "predicted", readout.Promise: "promised", readout.Demand: "demanded", readout.Wish: "wished",
	readout.Threaten: "threatened", readout.Support: "supported", readout.Oppose: "opposed", readout.Criticize: "criticized",
	readout.Decree: "decreed", readout.Decline: "declined", readout.Silent: "did not say",
}

// A deed is the words by which pages name a type of event: what was done, the
// same as it would be done, and what comes before the one it is done to.
type deed struct{ past, base, to string }

var deeds = map[string]deed{
	"AGREE": {"agreed", "agree", "with"}, "CONSULT": {"met", "meet", ""}, "SUPPORT": {"supported", "support", ""}, "CONCEDE": {"gave way", "give way", "to"},
	"COOPERATE": {"cooperated", "cooperate", "with"}, "AID": {"helped", "help", ""}, "RETREAT": {"withdrew", "withdraw", "from"}, "REQUEST": {"asked", "ask", ""},
	"ACCUSE": {"accused", "accuse", ""}, "REJECT": {"rejected", "reject", ""}, "THREATEN": {"threatened", "threaten", ""}, "PROTEST": {"protested", "protest", "against"},
	"SANCTION": {"punished", "punish", ""}, "MOBILIZE": {"mobilized", "mobilize", "against"}, "COERCE": {"used force", "use force", "on"}, "ASSAULT": {"attacked", "attack", ""},
}

// deedOf says an event's type as a verb: "agreed with", or "would meet" where
// it is not said to have happened.
func deedOf(e *readout.Event) string {
	d, ok := deeds[e.Type]
	if !ok {
		return strings.ToLower(e.Type)
	}
	verb := d.past
	switch e.Status {
	case readout.Asserted, readout.Denied, "generic", "":
	default:
		verb = "would " + d.base
	}
	if len(e.Recipient) > 0 && d.to != "" {
		verb += " " + d.to
	}
	return verb
}

// kindWords are the words by which pages name kinds of speaker.
var kindWords = map[readout.SpeakerKind]string{
	readout.RoleSpeaker: "not named, one office", readout.UnnamedOfficial: "unnamed official", readout.UnnamedOther: "unnamed", readout.DocumentSpeaker: "document",
	readout.PollSpeaker: "poll", readout.OutletSpeaker: "outlet", readout.AuthorSpeaker: "the story itself", readout.NoSpeaker: "nobody is named",
}

// bases are the words by which pages name what fixes a date.
var bases = map[readout.DateBasis]string{
	readout.DateFromText: "from these words alone", readout.DateRelative: "counted from another date of the text", readout.DateFromDateline: "counted from the dateline",
	readout.DateFromPublished: "counted from the day of publication", readout.DateUnfixed: "the text does not fix it",
}

// Likely returns a probability in words, as ICD 203 has them. Nothing is shown
// for 0, which means that no confidence is known.
func likely(p float64) string {
	switch {
	case p <= 0:
		return ""
	case p < 0.05:
		return "almost no chance"
	case p < 0.20:
		return "very unlikely"
	case p < 0.45:
		return "unlikely"
	case p < 0.55:
		return "even chance"
	case p < 0.80:
		return "likely"
	case p < 0.95:
		return "very likely"
	}
	return "almost certain"
}

// daysText writes dates for people: a day, a whole month or year, or from … to ….
func daysText(from, to string) string {
	switch {
	case from == "":
		return ""
	case to == "" || to == from:
		return dayText(from)
	case strings.HasSuffix(from, "-01-01") && to == from[:4]+"-12-31":
		return from[:4]
	case len(from) == 10 && strings.HasSuffix(from, "-01") && to == monthEnd(from):
		return dayText(from[:7])
	}
	return dayText(from) + " to " + dayText(to)
}

// monthEnd returns the last day of a day's month.
func monthEnd(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 1, -1).Format(time.DateOnly)
}

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

// dayText writes an ISO date or a part of it for people.
func dayText(day string) string {
	if t, err := time.Parse(time.DateOnly, day); err == nil {
		return t.Format("Mon 2 Jan 2006")
	}
	if t, err := time.Parse("2006-01", day); err == nil {
		return t.Format("Jan 2006")
	}
	return strings.Replace(day, "T", " ", 1)
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
	case t.Text != "" && t.Text != t.Value && !strings.Contains(t.Value, t.Text):
		if day := t.Day(); day != "" && !strings.Contains(t.Text, day[:4]) {
			return t.Text + ", " + dayText(day)
		}
		return t.Text
	case t.Day() != "" && len(t.Value) >= 16:
		return dayText(t.Day()) + ", " + t.Value[11:16]
	}
	return dayText(t.Value)
}
