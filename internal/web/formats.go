package web

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/people"
)

// Every list of the pages is also a file: the same address with .csv, .json or
// .atom behind its path.

// A listing is a list as files have it.
type listing struct {
	Title   string
	Body    any // as JSON
	Head    []string
	Rows    [][]string
	Entries []atomEntry
	Next    string // what Param has for the part that follows, "" after the last
	Param   string // the value of an address that says which part; "": cursor
}

// How many items a file has at most. The address of the next part stands in
// its Link header; readout export gives all in one.
const (
	maxFile = 1000
	maxFeed = 50
)

// A share is how much of a list a file has.
type share struct {
	limit int
	feed  bool // it is read again and again: the newest first, whatever the page's order
}

// A lister makes a list as files have it.
type lister func(r *http.Request, of share) (*listing, error)

// noFeed are the lists that are no feed, with why.
var noFeed = map[string]string{
	"/alerts": "each alert has a feed of what it tells, at an address that is a secret; who made which alert when is no news",
	"/queue":  "what is most in doubt stands first, and goes when somebody has looked at it: it has no time at which it came",
}

// formatsOf returns the kinds of file of a list.
func formatsOf(path string) []format {
	if noFeed[path] == "" {
		return formats
	}
	return slices.DeleteFunc(slices.Clone(formats), func(f format) bool { return f.ext == "atom" })
}

// lists returns the lists by their addresses.
func (s *site) lists() map[string]lister {
	return map[string]lister{"/sources": s.sourcesFile, "/positions": s.positionsFile, "/alerts": s.alertsFile, "/queue": s.queueFile, "/studies": s.studiesFile,
		"/stories": s.storiesFile, "/changed": s.changedFile, "/search": s.searchFile, "/events": s.eventsFile, "/actors": s.actorsFile,
		"/happenings": s.happeningsFile, "/conflicts": s.conflictsFile, "/storylines": s.storylinesFile, "/timelines": s.timelinesFile, "/story/{id}/versions": s.versionsFile}
}

// idLists returns the lists that pages of one thing have, by the page's pattern: the
// kind of file stands behind the id.
func (s *site) idLists() map[string]lister {
	return map[string]lister{"/actor/{id}": s.actorFile, "/happening/{id}": s.happeningFile, "/storyline/{id}": s.storylineFile}
}

// orFile serves the page of one thing, and behind its id the list that the page has.
func (s *site) orFile(path string, page func(http.ResponseWriter, *http.Request) error) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		id, ext, ok := strings.Cut(r.PathValue("id"), ".")
		if !ok || !slices.ContainsFunc(formats, func(f format) bool { return f.ext == ext }) {
			return page(w, r)
		}
		r.SetPathValue("id", id)
		return s.file(w, r, ext, s.idLists()[path])
	}
}

// A format is a kind of file.
type format struct{ ext, name, media string }

// formats are the kinds of file, in the order of the buttons.
var formats = []format{
	{"csv", "CSV", "text/csv; charset=utf-8"}, {"json", "JSON", "application/json"}, {"atom", "Atom", "application/atom+xml; charset=utf-8"},
}

// files returns the buttons for the list of this page.
func files(r *http.Request) []navLink {
	q := r.URL.Query()
	q.Del("cursor")
	q.Del("skip")
	return filesAt(r.URL.Path, q)
}

// filesAt returns the buttons for the list at an address.
func filesAt(path string, q url.Values) (out []navLink) {
	for _, f := range formatsOf(path) {
		out = append(out, navLink{Href: address(path+"."+f.ext, q), Text: f.name})
	}
	return out
}

// file serves a list as a file.
func (s *site) file(w http.ResponseWriter, r *http.Request, ext string, list lister) error {
	of := share{limit: maxFile}
	if ext == "atom" {
		of = share{limit: maxFeed, feed: true}
	}
	select { // one after the other: each opens a thousand texts, and people wait for pages
	case s.filing <- struct{}{}:
		defer func() { <-s.filing }()
	case <-r.Context().Done():
		return r.Context().Err()
	}
	l, err := list(r, of)
	if err != nil {
		return err
	}
	for _, f := range formats {
		if f.ext == ext {
			w.Header().Set("Content-Type", f.media)
		}
	}
	if l.Next != "" {
		w.Header().Set("Link", "<"+with(r, orText(l.Param, "cursor"), l.Next)+`>; rel="next"`)
	}
	switch ext {
	case "csv":
		w.Header().Set("Content-Disposition", `attachment; filename="readout.csv"`)
		return writeCSV(w, l)
	case "atom":
		return writeAtom(w, r, l)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(l.Body)
}

// writeCSV writes a list as CSV (RFC 4180). What a spreadsheet would take for a
// formula gets an apostrophe.
func writeCSV(w http.ResponseWriter, l *listing) error {
	out := csv.NewWriter(w)
	if err := out.Write(l.Head); err != nil {
		return err
	}
	for _, row := range l.Rows {
		for i, cell := range row {
			if cell = strings.Join(strings.Fields(cell), " "); cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
				cell = "'" + cell
			}
			row[i] = cell
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// An atomFeed is a feed as RFC 4287 has it.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Title   string      `xml:"title"`
	ID      string      `xml:"id"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Author  string      `xml:"author>name"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Href string `xml:"href,attr"`
}

// An atomEntry is a story, or a statement or event of one.
type atomEntry struct {
	Title   string   `xml:"title"`
	ID      string   `xml:"id"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Summary string   `xml:"summary,omitempty"`
	// Label is with whom it may be shared; nil for what tells of no story.
	Label *atomLabel `xml:"category"`
}

// An atomLabel is a label of the Traffic Light Protocol as a category.
type atomLabel struct {
	Scheme string `xml:"scheme,attr"`
	Term   string `xml:"term,attr"`
}

// shared returns a label as feeds have it.
func shared(l people.Label) *atomLabel { return sharedAs(l.String()) }

// sharedAs returns a label, given by its name, as feeds have it.
func sharedAs(name string) *atomLabel {
	return &atomLabel{Scheme: "https://www.first.org/tlp/", Term: "TLP:" + name}
}

// writeAtom writes a list as a feed whose links lead back to these pages.
func writeAtom(w http.ResponseWriter, r *http.Request, l *listing) error {
	base := baseOf(r)
	f := atomFeed{Title: xmlText("Readout: " + l.Title), ID: base + r.URL.RequestURI(), Updated: time.Unix(0, 0).UTC().Format(time.RFC3339), Author: "Readout",
		Links: []atomLink{{Rel: "self", Href: base + r.URL.RequestURI()}, {Rel: "alternate", Href: base + address(strings.TrimSuffix(r.URL.Path, ".atom"), r.URL.Query())}}}
	for _, e := range l.Entries {
		e.Title, e.Summary, e.Link.Href = xmlText(e.Title), xmlText(e.Summary), base+e.Link.Href
		f.Updated = max(f.Updated, e.Updated)
		f.Entries = append(f.Entries, e)
	}
	if _, err := w.Write([]byte(xml.Header)); err != nil {
		return err
	}
	return xml.NewEncoder(w).Encode(f)
}

// xmlText returns text without the characters that XML cannot hold.
func xmlText(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, text)
}

// stampOf returns a time as the archive writes it as feeds have it.
func stampOf(at string) string {
	t, _ := time.Parse(time.RFC3339, at)
	return stamp("", t)
}

// stamp returns a day or a time as feeds have it.
func stamp(day string, at ...time.Time) string {
	if t, err := time.Parse(time.DateOnly, day); err == nil {
		return t.Format(time.RFC3339)
	}
	for _, t := range at {
		if !t.IsZero() {
			return t.UTC().Format(time.RFC3339)
		}
	}
	return time.Unix(0, 0).UTC().Format(time.RFC3339)
}
