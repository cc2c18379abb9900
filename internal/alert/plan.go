package alert

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/mailer"
)

// A Plan says where an alert goes and when.
type Plan struct {
	Mail string `json:"mail,omitempty"` // addresses, with commas between them
	Hook string `json:"hook,omitempty"` // address that is posted to
	Pace Pace   `json:"pace"`
	At   string `json:"at,omitempty"` // time of a daily digest, "07:00"
	// From and To are quiet hours, "22:00" to "06:30"; what comes then waits
	// until they are over. "" for none.
	From string `json:"quiet_from,omitempty"`
	To   string `json:"quiet_to,omitempty"`
	Zone string `json:"zone,omitempty"` // of these times, such as Europe/Lisbon; "" is UTC
	Old  bool   `json:"old,omitempty"`  // stories that were published more than a week before they come in, too
}

// A Pace is how often something goes out.
type Pace string

// The paces.
const (
	Now    Pace = "now"
	Hourly Pace = "hourly"
	Daily  Pace = "daily"
)

// Paces are all, in the order of forms.
var Paces = []Pace{Now, Hourly, Daily}

// usualAt is when a daily digest goes out that names no time.
const usualAt = "07:00"

// Old is how long before a story comes in it was published to be old.
const Old = 7 * 24 * time.Hour

// Ways returns how the alert goes out.
func (p *Plan) Ways() []Way {
	var out []Way
	if p.Mail != "" {
		out = append(out, Mail)
	}
	if p.Hook != "" {
		out = append(out, Hook)
	}
	return out
}

// Check returns an error for a plan that means nothing. What is left out is
// filled in.
func (p *Plan) Check() error {
	if p.Pace == "" {
		p.Pace = Now
	}
	if p.Pace != Now && p.Pace != Hourly && p.Pace != Daily {
		return fmt.Errorf("%.20q is no pace: want now, hourly or daily", p.Pace)
	}
	if _, err := time.LoadLocation(p.Zone); err != nil {
		return fmt.Errorf("%.60q is no time zone: want one such as Europe/Lisbon or America/New_York", p.Zone)
	}
	if p.Pace == Daily && p.At == "" {
		p.At = usualAt
	}
	if (p.From == "") != (p.To == "") {
		return errors.New("quiet hours have a beginning and an end, such as 22:00 and 06:30")
	}
	if p.From != "" && p.From == p.To {
		return errors.New("quiet hours that end when they begin are the whole day: pause the alert in their place")
	}
	for _, at := range []string{p.At, p.From, p.To} {
		if _, ok := minutes(at); !ok && at != "" {
			return fmt.Errorf("%.20q is no time of day: want one such as 07:00 or 22:30", at)
		}
	}
	if p.Mail != "" {
		if _, err := mailer.Addresses(p.Mail); err != nil {
			return err
		}
	}
	return p.checkHook()
}

// checkHook returns an error for an address that can't be posted to.
func (p *Plan) checkHook() error {
	if p.Hook == "" {
		return nil
	}
	u, err := url.Parse(p.Hook)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || len(p.Hook) > 2000 {
		return fmt.Errorf("%.200q is no address to post to: want one such as https://hooks.example.org/readout", p.Hook)
	}
	return nil
}

// minutes reads a time of day as minutes since midnight.
func minutes(at string) (int, bool) {
	t, err := time.Parse("15:04", at)
	return 60*t.Hour() + t.Minute(), err == nil
}

// Due returns when something that happens now goes out.
func (p *Plan) Due(now time.Time) time.Time {
	zone, err := time.LoadLocation(p.Zone)
	if err != nil {
		zone = time.UTC // a zone that the system has no more
	}
	t := now.In(zone)
	switch p.Pace {
	case Hourly:
		t = t.Truncate(time.Minute).Add(time.Duration(60-t.Minute()) * time.Minute)
	case Daily:
		at, ok := minutes(p.At)
		if !ok {
			at, _ = minutes(usualAt)
		}
		next := atMinute(t, at)
		if !next.After(t) {
			next = atMinute(t.AddDate(0, 0, 1), at)
		}
		t = next
	}
	return p.afterQuiet(t).UTC()
}

// atMinute returns a minute of the day of t.
func atMinute(t time.Time, minute int) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), minute/60, minute%60, 0, 0, t.Location())
}

// afterQuiet returns t, or the end of the quiet hours in which it lies.
func (p *Plan) afterQuiet(t time.Time) time.Time {
	from, ok := minutes(p.From)
	to, ok2 := minutes(p.To)
	if !ok || !ok2 || from == to {
		return t
	}
	now := 60*t.Hour() + t.Minute()
	switch {
	case from < to && now >= from && now < to, from > to && now < to:
		return atMinute(t, to)
	case from > to && now >= from:
		return atMinute(t.AddDate(0, 0, 1), to)
	}
	return t
}

// Quiet says the quiet hours in words, "" for none.
func (p *Plan) Quiet() string {
	if p.From == "" {
		return ""
	}
	return p.From + " to " + p.To + " " + p.ZoneName()
}

// ZoneName names the time zone.
func (p *Plan) ZoneName() string {
	if p.Zone == "" {
		return "UTC"
	}
	return p.Zone
}

// When says in words when the alert goes out.
func (p *Plan) When() string {
	out := "at once"
	switch p.Pace {
	case Hourly:
		out = "once an hour"
	case Daily:
		out = "once a day at " + p.At + " " + p.ZoneName()
	}
	if q := p.Quiet(); q != "" {
		out += ", not from " + q
	}
	return out
}

// Retry says when a parcel that was not taken is tried again after so many
// tries, and whether it is given up. A refusal that names no fault of the moment
// is given up sooner.
func Retry(tries int, refused bool) (wait time.Duration, dead bool) {
	most := maxTries
	if refused {
		most = maxRefused
	}
	if tries >= most {
		return 0, true
	}
	wait = firstWait << min(tries-1, 12)
	return min(wait, longestWait), false
}

// Limits of retries: 30 s, 1 min, 2 min … 6 h: sixteen tries take two days.
const (
	maxTries    = 16
	maxRefused  = 4
	firstWait   = 30 * time.Second
	longestWait = 6 * time.Hour
)

// Clean takes blanks out of a plan's fields.
func (p *Plan) Clean() {
	for _, f := range []*string{&p.Mail, &p.Hook, &p.At, &p.From, &p.To, &p.Zone} {
		*f = strings.TrimSpace(*f)
	}
}
