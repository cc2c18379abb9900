package timeline

import (
	"encoding/json"
	"html"
	"strconv"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ics"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// calStatus are a calendar's words for what has become of an entry.
var calStatus = map[thread.Final]string{thread.FinalCalledOff: "CANCELLED", thread.FinalDenied: "CANCELLED", thread.FinalPlanned: "TENTATIVE", thread.FinalOpen: "TENTATIVE"}

// writeICal writes a calendar; entries without a day are left out.
func writeICal(t *Timeline) ([]byte, error) {
	b := []byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//readout//timeline//EN\r\nCALSCALE:GREGORIAN\r\n")
	line := func(format string, args ...any) { b = ics.Append(b, format, args...) }
	line("X-WR-CALNAME:%s", ics.Text(plain(t.Title)))
	for i := range t.Entries {
		e := &t.Entries[i]
		if e.undated() {
			continue
		}
		from, err := time.Parse(time.DateOnly, e.Day.From[:10])
		if err != nil {
			return nil, err
		}
		last := from
		if to, err := time.Parse(time.DateOnly, e.Day.To[:min(10, len(e.Day.To))]); err == nil && to.After(from) {
			last = to
		}
		line("BEGIN:VEVENT")
		line("UID:%s@readout", uid(t, e, i))
		line("DTSTAMP:%s", stamp(t, e).Format("20060102T150405Z"))
		line("DTSTART;VALUE=DATE:%s", from.Format("20060102"))
		line("DTEND;VALUE=DATE:%s", last.AddDate(0, 0, 1).Format("20060102"))
		line("TRANSP:TRANSPARENT")
		if s := calStatus[e.Status]; s != "" {
			line("STATUS:%s", s)
		}
		line("SUMMARY:%s", ics.Text(plain(e.Heading())))
		description := append([]string{plain(e.Words())}, e.facts()...)
		line("DESCRIPTION:%s", ics.Text(strings.Join(append(description, paragraphs(e.Note)...), "\n")))
		if link := e.Link(); link != "" {
			line("URL:%s", link)
		}
		line("END:VEVENT")
	}
	return append(b, "END:VCALENDAR\r\n"...), nil
}

// uid names an entry so that it is known again when a calendar is read anew.
func uid(t *Timeline, e *Entry, n int) string {
	switch {
	case e.Key != "":
		return t.ID + "." + e.Key
	case e.Event != "":
		return e.Event
	}
	return strconv.Itoa(n)
}

// stamp returns when an entry was written: when the timeline changed, else when
// its story was posted.
func stamp(t *Timeline, e *Entry) time.Time {
	for _, s := range []string{t.Changed, t.Made, e.Posted} {
		for _, layout := range []string{time.RFC3339, time.DateOnly} {
			if at, err := time.Parse(layout, s); err == nil {
				return at.UTC()
			}
		}
	}
	return time.Unix(0, 0).UTC()
}

// A jsDate is a date of TimelineJS; what is not known is left out.
type jsDate struct {
	Year  string `json:"year"`
	Month string `json:"month,omitempty"`
	Day   string `json:"day,omitempty"`
}

// A jsText is a text of TimelineJS, which shows it as HTML.
type jsText struct {
	Headline string `json:"headline"`
	Text     string `json:"text"`
}

// A jsSlide is an entry of TimelineJS.
type jsSlide struct {
	Start *jsDate `json:"start_date,omitempty"`
	End   *jsDate `json:"end_date,omitempty"`
	Text  jsText  `json:"text"`
	ID    string  `json:"unique_id,omitempty"`
}

// writeTimelineJS writes JSON for TimelineJS; entries without a day are left out.
func writeTimelineJS(t *Timeline) ([]byte, error) {
	out := struct {
		Title  jsSlide   `json:"title"`
		Events []jsSlide `json:"events"`
	}{Title: jsSlide{Text: jsText{html.EscapeString(plain(t.Title)), paras(append(paragraphs(t.Note), t.imprint()))}}, Events: []jsSlide{}}
	for i := range t.Entries {
		e := &t.Entries[i]
		if e.undated() {
			continue
		}
		text := ""
		if e.Title != "" {
			text = paras([]string{plain(e.Words())})
		}
		facts := e.facts()
		if link := e.Link(); link != "" {
			text += `<p><a href="` + html.EscapeString(link) + `">` + html.EscapeString(facts[0]) + "</a></p>"
			facts = facts[1:]
		}
		slide := jsSlide{Start: dateOf(e.Day.From, e.Day.Precision), Text: jsText{html.EscapeString(plain(e.Heading())), text + paras(append(facts, paragraphs(e.Note)...))}, ID: uid(t, e, i)}
		if e.Title == "" && plain(e.Heading()) != plain(e.Words()) {
			slide.Text.Text = paras([]string{plain(e.Words())}) + slide.Text.Text
		}
		if e.Day.To != "" && e.Day.To != e.Day.From && slide.Start.Day != "" {
			slide.End = dateOf(e.Day.To, e.Day.Precision)
		}
		out.Events = append(out.Events, slide)
	}
	return json.MarshalIndent(out, "", "  ")
}

// paras returns paragraphs as HTML.
func paras(list []string) string {
	var b strings.Builder
	for _, p := range list {
		b.WriteString("<p>" + html.EscapeString(p) + "</p>")
	}
	return b.String()
}

// dateOf returns a day as precise as it is known.
func dateOf(day string, precision readout.Precision) *jsDate {
	d := &jsDate{Year: strings.TrimLeft(day[:4], "0")}
	switch precision {
	case readout.Year, readout.Decade:
		return d
	}
	d.Month = strings.TrimLeft(day[5:7], "0")
	if precision != readout.Month && precision != readout.Quarter && precision != readout.Season {
		d.Day = strings.TrimLeft(day[8:10], "0")
	}
	return d
}
