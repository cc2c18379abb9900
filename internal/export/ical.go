package export

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ics"
)

// newICal writes the dated things to come as a calendar (RFC 5545).
func newICal(w io.Writer, o *Options) (output, error) {
	return newDocument(w, document{form: o.Format, name: "calendar", each: eachDue, end: "END:VCALENDAR\r\n", read: countLines("BEGIN:VEVENT"),
		doc: "Events to come whose day is fixed, as stories tell of them; what was called off is cancelled."},
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//readout//export//EN\r\nCALSCALE:GREGORIAN\r\nX-WR-CALNAME:Readout\r\n")
}

// due are the calendar's words for the statuses of events that belong in it.
var due = map[readout.Status]string{
	readout.Planned: "TENTATIVE", readout.Asserted: "CONFIRMED", readout.Probable: "TENTATIVE", readout.Possible: "TENTATIVE", readout.Denied: "CANCELLED",
}

// exact are the precisions that a calendar can show.
var exact = map[readout.Precision]bool{readout.Minute: true, readout.Hour: true, readout.Day: true, readout.Weekend: true, readout.Week: true}

// eachDue appends the events of an item that are to come.
func eachDue(d *document, v *view) {
	_ = eachEvent(v, func(r *eventRow) error {
		e := r.e
		status, published := due[e.Status], v.rec.Version.Published.Day()
		from, to := dateFrom(e.Date), dateTo(e.Date)
		switch {
		case status == "":
			d.lose("events that are wished for, supposed or open")
		case e.Date == nil || !exact[e.Date.Precision] || day(from).Missing() || day(to).Missing():
			d.lose("events without a fixed day")
		case from[:10] <= published || published == "" && e.Status != readout.Planned:
			d.lose("events that were over or under way when the story came out")
		default:
			d.due(r, status, from, to)
		}
		return nil
	})
}

// due appends an event.
func (d *document) due(r *eventRow, status, from, to string) {
	d.entries++
	v := r.v
	line := func(format string, args ...any) { d.buf = ics.Append(d.buf, format, args...) }
	line("BEGIN:VEVENT")
	line("UID:%s@readout", r.id())
	stamp := v.shownAt()
	if stamp.IsZero() {
		stamp = time.Unix(0, 0)
	}
	line("DTSTAMP:%s", stamp.UTC().Format("20060102T150405Z"))
	line("SEQUENCE:%d", max(v.N-1, 0))
	line("STATUS:%s", status)
	if t, err := time.Parse("2006-01-02T15:04", from); err == nil && r.e.Date.Precision == readout.Minute {
		line("DTSTART:%s", t.Format("20060102T150405"))
	} else {
		last, _ := time.Parse(time.DateOnly, to[:10])
		line("DTSTART;VALUE=DATE:%s", strings.ReplaceAll(from[:10], "-", ""))
		line("DTEND;VALUE=DATE:%s", last.AddDate(0, 0, 1).Format("20060102"))
		line("TRANSP:TRANSPARENT")
	}
	line("SUMMARY:%s", calText(v.prose(string(r.e.ID))))
	if place := firstOf(r.place.Name, r.place.Text); place != "" {
		line("LOCATION:%s", calText(place))
	}
	line("DESCRIPTION:%s", calText(fmt.Sprintf("As %s has it: “%s”. Read by a machine, coded %s; %s:%s",
		firstOf(v.outlet(), "the story"), v.quote(oneLine(r.e.Sentence.In(v.rec.Version.Text))), r.e.Type, v.rec.Version.ID, r.e.ID)))
	if webAddress(v.rec.Version.URL) {
		line("URL:%s", strings.Map(noControls, v.rec.Version.URL))
	}
	line("END:VEVENT")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func noControls(r rune) rune {
	if r <= ' ' || r == 0x7f {
		return -1
	}
	return r
}

// calText returns a text as the value of a line.
func calText(s string) string { return ics.Text(clean(s, true)) }
