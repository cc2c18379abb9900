package export

import (
	"bytes"
	"io"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	fieldevents "github.com/seed-f92ea4cf/readout/internal/export/events"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// eventFormats are the event formats of the field: one file of events each.
func eventFormats() []*Format {
	docs := map[string]string{"plover": "events as PLOVER has them, JSON Lines", "polecat": "events with the columns of POLECAT", "icews": "events with the columns of ICEWS",
		"gdelt": "events with the columns of GDELT 1.0 and 2.0", "petrarch": "events as PETRARCH writes them", "phoenix": "events as Phoenix has them"}
	var list []*Format
	for _, name := range fieldevents.Formats() {
		f := &Format{Name: name, Doc: docs[name], Ext: ".tsv", Media: "text/tab-separated-values"}
		if name == "plover" {
			f.Ext, f.Media = ".jsonl", "application/jsonl"
		}
		f.whole = newEventFile
		list = append(list, f)
	}
	return list
}

// An eventFile is events in a format of the field.
type eventFile struct {
	document
	o    fieldevents.Options
	lost fieldevents.Losses
	head int // lines of the header

	joined bool // a row is a happening
}

// newEventFile writes the header.
func newEventFile(w io.Writer, o *Options) (output, error) {
	f := &eventFile{o: fieldevents.Options{Format: fieldevents.Format(o.Format.Name), AllStatuses: o.AllStatuses}, joined: o.Joined, lost: fieldevents.Losses{}}
	head := fieldevents.Header(f.o.Format)
	f.head = bytes.Count([]byte(head), []byte("\n"))
	f.document = document{w: w, form: o.Format, name: "events", each: f.item, doc: o.Format.Doc,
		read: func(r io.Reader) (int, error) {
			n := -f.head
			err := eachLine(r, func(string) { n++ })
			return n, err
		}}
	_, err := io.WriteString(w, head)
	return f, err
}

// item appends the events of an item.
func (f *eventFile) item(d *document, v *view) {
	rec := *v.rec
	rec.Events = make([]readout.Event, 0, len(v.events))
	for _, i := range v.events {
		rec.Events = append(rec.Events, v.rec.Events[i])
	}
	if !v.whole {
		for i := range rec.Events {
			rec.Events[i].Sentence = window(rec.Version.Text, &rec.Events[i])
		}
	}
	before := len(d.buf)
	var lost fieldevents.Losses
	o := f.o
	if f.joined {
		o.Joined = f.happenings(v)
	}
	d.buf, lost = fieldevents.Append(d.buf, &rec, o)
	d.entries += bytes.Count(d.buf[before:], []byte("\n"))
	f.lost.Add(lost)
}

// happenings returns those of which a version tells best, by its events.
func (f *eventFile) happenings(v *view) map[readout.EventID]*fieldevents.Joined {
	out := make(map[readout.EventID]*fieldevents.Joined)
	_ = eachWhole(v, func(r *wholeRow) error {
		if r.event == "" {
			f.lost[fieldevents.NoEvent]++
			return nil
		}
		out[r.Mention.Event] = JoinedEvent(r.Whole.Happening, r.Happening, r.Whole.Mentions)
		return nil
	})
	return out
}

// JoinedEvent returns a happening as the formats of the field have it; mentions
// is how many words tell of it.
func JoinedEvent(h *thread.Happening, id string, mentions int) *fieldevents.Joined {
	out := &fieldevents.Joined{ID: id, Status: readout.Status(h.Final), Mentions: mentions, Lines: h.Lines, Stories: h.Stories}
	if h.When.Stated && h.When.From != "" {
		out.Date = &readout.Date{From: h.When.From, To: h.When.To, Precision: h.When.Precision, Basis: readout.DateFromText}
	}
	if p := h.Where; p != nil {
		out.Place = &readout.Place{Text: p.Name, Name: p.Name, Country: p.Country, Admin1: p.Admin1, Precision: readout.PlacePrecision(p.Precision)}
		if p.Precision != string(readout.PlaceCountry) && (p.Lat != 0 || p.Lon != 0) {
			out.Place.Lat, out.Place.Lon = &p.Lat, &p.Lon
		}
	}
	return out
}

func (f *eventFile) resources() []resource {
	list := f.document.resources()
	if lost := f.lost.String(); lost != "" {
		list[0].Notes = append(list[0].Notes, "events "+lost)
	}
	return list
}

// window returns the part of an event's sentence that may be shown: all of it,
// or, where it is longer than a quotation may be, what stands around the
// words that name the event.
func window(text string, e *readout.Event) readout.Span {
	s := e.Sentence
	if utf8.RuneCountInString(s.In(text)) <= limit {
		return s
	}
	from, n := s.Start, 0
	if at := e.Trigger.Cover(); s.Contains(at) && !at.Empty() {
		from = at.Start
		for n = 0; n < limit/3 && from > s.Start; n++ {
			_, size := utf8.DecodeLastRuneInString(text[:from])
			from -= size
		}
	}
	to := from
	for n = 0; n < limit && to < s.End; n++ {
		_, size := utf8.DecodeRuneInString(text[to:])
		to += size
	}
	return readout.Span{Start: from, End: to}
}
