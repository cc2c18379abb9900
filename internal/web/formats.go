package web

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/claim"
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
	Next    string // cursor of the part that follows
}

// How many items a file has at most. The address of the next part stands in
// its Link header; readout export gives all in one.
const (
	maxFile = 1000
	maxFeed = 50
)

// A lister makes a list as files have it.
type lister func(r *http.Request, limit int) (*listing, error)

// lists returns the lists by their addresses.
func (s *site) lists() map[string]lister {
	return map[string]lister{"/stories": s.storiesFile, "/changed": s.changedFile, "/search": s.searchFile, "/events": s.eventsFile, "/actors": s.actorsFile}
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
	var out []navLink
	for _, f := range formats {
		out = append(out, navLink{Href: address(r.URL.Path+"."+f.ext, q), Text: f.name})
	}
	return out
}

// file serves a list as a file.
func (s *site) file(w http.ResponseWriter, r *http.Request, ext string, list lister) error {
	limit := maxFile
	if ext == "atom" {
		limit = maxFeed
	}
	l, err := list(r, limit)
	if err != nil {
		return err
	}
	for _, f := range formats {
		if f.ext == ext {
			w.Header().Set("Content-Type", f.media)
		}
	}
	if l.Next != "" {
		w.Header().Set("Link", "<"+with(r, "cursor", l.Next)+`>; rel="next"`)
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

// hitHead are the columns of statements and events.
var hitHead = []string{"kind", "who", "words", "what_is_said", "to_whom", "status", "when_from", "when_to", "when_words", "when_known", "where", "where_exact", "according_to", "confidence", "sure", "code", "sentence",
	"outlet", "published", "headline", "story", "version", "id", "copies"}

// hitsFile returns found sentences, statements or events as files have them.
func hitsFile(title string, f *ask.Found) *listing {
	l := &listing{Title: title, Head: hitHead, Next: f.Next}
	for i := range f.Items {
		h := &f.Items[i]
		row := []string{string(h.Kind), names(parties(h.Who)), h.Words, h.Content, names(parties(h.Whom)), h.Status}
		when, where := [4]string{}, [2]string{}
		if d := h.When; d != nil {
			when = [4]string{d.From, d.To, d.Text, claim.Basis(d.Basis)}
		}
		if p := h.Where; p != nil {
			where[0], where[1] = claim.WhereText(&readout.Place{Text: p.Text, Name: p.Name, Precision: readout.PlacePrecision(p.Precision)})
		}
		row = append(append(append(row, when[:]...), where[:]...), told(h.AccordingTo), "", h.Sure, h.Code, h.Sentence, h.Outlet, h.Published, h.Headline, string(h.Story), string(h.Version), h.ID, fmt.Sprint(h.Copies))
		if h.Confidence > 0 {
			row[13] = fmt.Sprintf("%.2f", h.Confidence)
		}
		l.Rows = append(l.Rows, row)
		e := atomEntry{Title: h.Sentence, ID: fmt.Sprintf("urn:readout:%s:%d-%d", h.Version, h.Span.Start, h.Span.End), Updated: stamp(h.Published), Link: atomLink{Href: hitHref(*h)}, Summary: h.Outlet + ": " + h.Headline}
		if h.ID != "" {
			e.ID = fmt.Sprintf("urn:readout:%s:%s", h.Version, h.ID)
			e.Title = hitProse(h)
			e.Summary = h.Sentence + " (" + e.Summary + ")"
		}
		l.Entries = append(l.Entries, e)
	}
	return l
}

// told returns who told something, in words.
func told(list []claim.Named) string {
	var parts []string
	for _, p := range parties(list) {
		parts = append(parts, names([]party{p}))
	}
	return strings.Join(parts, ", as told by ")
}

// hitProse returns a statement or event in one sentence.
func hitProse(h *ask.Hit) string {
	who := names(parties(h.Who))
	if who == "" {
		who = claim.Nobody
	}
	text := who + " → " + h.Words
	if to := names(parties(h.Whom)); to != "" {
		text += " → " + to
	}
	if h.Content != "" {
		text += ": " + short(h.Content, 200)
	}
	if status := h.Fields.StatusText(readout.Status(h.Status), h.Kind == "statement"); status != "" {
		text += " (" + status + ")"
	}
	if by := told(h.AccordingTo); by != "" {
		text += ", according to " + by
	}
	return text
}

func (s *site) searchFile(r *http.Request, limit int) (*listing, error) {
	q := param(r, "q")
	if q == "" {
		return nil, api.NewProblem(http.StatusBadRequest, "There is nothing to search for.", "Add q=… to the address, with words or fields.")
	}
	found, err := s.Service.Search(r.Context(), ask.Search{Q: q, Cursor: param(r, "cursor"), Limit: limit, All: param(r, "all") == "1", Newest: param(r, "sort") == "newest"})
	if err != nil {
		return nil, err
	}
	l := hitsFile(q, found)
	l.Body = found
	return l, nil
}

func (s *site) eventsFile(r *http.Request, limit int) (*listing, error) {
	list, err := s.Service.Events(r.Context(), filterOf(r), ask.Binning{}, param(r, "cursor"), limit)
	if err != nil {
		return nil, err
	}
	l := hitsFile("events", &list.Found)
	l.Body = list
	return l, nil
}

// actorFile returns a part of what stories say about an actor.
func (s *site) actorFile(id string) lister {
	return func(r *http.Request, limit int) (*listing, error) {
		profile, err := s.Service.Actor(r.Context(), id)
		if err != nil {
			return nil, err
		}
		found, err := s.Service.ActorPart(r.Context(), profile.ID, orText(param(r, "part"), ask.PartSaid), param(r, "cursor"), limit)
		if err != nil {
			return nil, err
		}
		l := hitsFile(profile.Name, found)
		l.Body = found
		return l, nil
	}
}

func (s *site) storiesFile(r *http.Request, limit int) (*listing, error) {
	list, err := s.Service.Stories(r.Context(), param(r, "cursor"), limit)
	return storyLines("stories", list, ""), err
}

func (s *site) changedFile(r *http.Request, limit int) (*listing, error) {
	list, err := s.Service.Changed(r.Context(), param(r, "cursor"), limit)
	return storyLines("changed since posted", list, "/versions"), err
}

// storyLines returns versions of stories as files have them.
func storyLines(title string, list *ask.List, page string) *listing {
	l := &listing{Title: title, Body: list, Head: []string{"story", "version", "n", "versions", "outlet", "agency", "published", "headline", "words", "statements", "events", "read", "seen_at", "added_at"}}
	if list == nil {
		return l
	}
	l.Next = list.Next
	for i := range list.Items {
		v := &list.Items[i]
		l.Rows = append(l.Rows, []string{string(v.Story), string(v.Version), fmt.Sprint(v.N), fmt.Sprint(v.Versions), v.Outlet, v.Agency, v.Published, v.Headline, fmt.Sprint(v.Words), fmt.Sprint(v.Statements), fmt.Sprint(v.Events),
			fmt.Sprint(v.Read), moment(v.SeenAt), moment(v.AddedAt)})
		href := fmt.Sprintf("/story/%s?v=%d", v.Story, v.N)
		day := v.Published
		if page != "" { // when it changed
			href, day = fmt.Sprintf("/story/%s%s?to=%d", v.Story, page, v.N), ""
		}
		l.Entries = append(l.Entries, atomEntry{Title: orText(v.Headline, "(no headline)"), ID: "urn:readout:" + string(v.Version), Updated: stamp(day, v.SeenAt, v.AddedAt), Link: atomLink{Href: href},
			Summary: fmt.Sprintf("%s, %s, %s", orText(v.Outlet, "outlet not known"), plural(v.Statements, "statement", "statements"), plural(v.Events, "event", "events"))})
	}
	return l
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func (s *site) actorsFile(r *http.Request, limit int) (*listing, error) {
	list, err := s.Service.Actors(r.Context(), short(param(r, "name"), 200), param(r, "cursor"), limit)
	if err != nil {
		return nil, err
	}
	l := &listing{Title: "actors", Body: list.Items, Next: list.Next, Head: []string{"id", "name", "kind", "country", "basis", "public", "stories"}}
	for i := range list.Items {
		a := &list.Items[i]
		l.Rows = append(l.Rows, []string{a.ID, a.Name, a.Kind, a.Country, a.Basis, fmt.Sprint(a.Public), fmt.Sprint(a.Stories)})
		l.Entries = append(l.Entries, atomEntry{Title: a.Name, ID: "urn:readout:" + a.ID, Updated: stamp(""), Link: atomLink{Href: "/actor/" + a.ID}, Summary: fmt.Sprintf("%s, in %s", a.Kind, plural(a.Stories, "story", "stories"))})
	}
	return l, nil
}
