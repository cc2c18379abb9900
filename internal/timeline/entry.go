package timeline

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A Timeline is entries in order with what stands above them. Its words are
// those of stories and of whoever made it.
type Timeline struct {
	ID      string  `json:"id,omitempty" doc:"tl_… of one that a person made"`
	Title   string  `json:"title"`
	Note    string  `json:"note,omitempty" doc:"a person's"`
	Query   string  `json:"query,omitempty"`
	Made    string  `json:"made,omitempty" doc:"when it was made, RFC 3339"`
	Changed string  `json:"changed,omitempty" doc:"when a person changed it last"`
	Label   string  `json:"label,omitempty" doc:"with whom it may be shared, of the Traffic Light Protocol; none: with everybody"`
	Entries []Entry `json:"entries"`
}

// Mark returns the label as it stands on what is handed on, "" for none.
func (t *Timeline) Mark() string {
	if t.Label == "" {
		return ""
	}
	return "TLP:" + t.Label
}

// An Entry is one happening of a timeline with the sentence of a story that
// tells of it.
type Entry struct {
	Key   string         `json:"key,omitempty" doc:"names the entry within a timeline that a person made"`
	Day   *joined.DayRow `json:"day"`
	Event string         `json:"event" doc:"ev_…, empty for a sentence that a person took without one"`
	What  string         `json:"what" doc:"who → the story's words → to whom"`
	// Status is what has become of it: asserted, denied, disputed, planned,
	// called-off, open.
	Status thread.Final `json:"status"`

	Ref      string `json:"ref"`
	Version  string `json:"version"`
	Story    string `json:"story"`
	Outlet   string `json:"outlet"`
	URL      string `json:"url,omitempty"`
	Posted   string `json:"posted,omitempty"`
	Headline string `json:"headline,omitempty" doc:"of the story"`

	Sentence [2]int   `json:"sentence" doc:"code points of the version's text, half open"`
	Text     string   `json:"text" doc:"the sentence, white space as single blanks"`
	By       []string `json:"by" doc:"who says so inside the story, innermost first"`

	Lines     int                  `json:"lines" doc:"independent lines of reporting: copies count once, and so do texts of one outlet"`
	Stories   int                  `json:"stories"`
	Sources   []Source             `json:"sources" doc:"one a line of reporting, the first posted first"`
	Conflicts []string             `json:"conflicts" doc:"cf_… of what contradicts what about it"`
	Differ    []joined.ConflictRow `json:"-"`

	Title    string   `json:"title,omitempty" doc:"a headline that a person wrote"`
	Note     string   `json:"note,omitempty" doc:"a person's"`
	Warnings []string `json:"warnings,omitempty" doc:"that the story was corrected, taken back, forgotten, or no longer says so"`
}

// A Source is the first story of a line of reporting that tells of an entry.
type Source struct {
	Version  string `json:"version"`
	Outlet   string `json:"outlet"`
	URL      string `json:"url,omitempty"`
	Posted   string `json:"posted,omitempty"`
	Headline string `json:"headline,omitempty"`
}

// Versions gives versions by their ids; one that is not there has no text.
type Versions func(id string) *readout.Version

// Text returns the text of a version.
func (v Versions) Text(id string) string { return v(id).Text }

// EntryOf returns the entry of a pick. conflicts are about its happening.
func EntryOf(p *Pick, conflicts []joined.ConflictRow, versions Versions) Entry {
	e := About(p.ID, p.Happening, conflicts, versions)
	e.Tell(p.Best, versions)
	if w := dayOf(p); w.From != "" {
		e.Day = joined.DayOf(w)
	}
	return e
}

// About returns what an entry says of a happening, whatever sentence tells it.
func About(id string, h *thread.Happening, conflicts []joined.ConflictRow, versions Versions) Entry {
	e := Entry{Event: id, Status: h.Final, Lines: h.Lines, Stories: h.Stories, By: []string{}, Conflicts: []string{}, Sources: []Source{}}
	e.Day = joined.DayOf(h.When)
	e.contradict(h, conflicts, versions)
	told, of := make(map[string]bool), thread.Independent(h.Mentions)
	for _, m := range h.Mentions { // by posting
		line := of[m.Story.Line]
		if told[line] {
			continue
		}
		told[line] = true
		v := versions(m.Story.Version)
		e.Sources = append(e.Sources, Source{m.Story.Version, outlet(m.Story, v), v.URL, m.Story.Posted, m.Story.Headline})
	}
	return e
}

// contradict sets what contradicts what about a happening: shown are pairs that
// differ in other words than one that is, of sentences that the newest versions
// of their stories still have.
func (e *Entry) contradict(h *thread.Happening, conflicts []joined.ConflictRow, versions Versions) {
	story, newest := make(map[string]string), make(map[string]string)
	for _, m := range h.Mentions { // by posting
		story[m.Story.Version], newest[m.Story.ID] = m.Story.ID, m.Story.Version
	}
	stands := func(s *joined.SideRow) bool {
		now := newest[story[s.Version]]
		return now == "" || now == s.Version || Says(versions(now).Text, s.Text)
	}
	seen := make(map[string]bool)
	for _, c := range conflicts {
		if c.Kind == thread.Update || c.Kind == thread.Scope || c.Confidence < thread.Shown {
			continue
		}
		e.Conflicts = append(e.Conflicts, c.ID)
		if seen[c.What] || !stands(&c.A) || !stands(&c.B) {
			continue
		}
		seen[c.What] = true
		for _, side := range []*joined.SideRow{&c.A, &c.B} {
			side.Outlet = cmp.Or(versions(side.Version).Outlet, side.Outlet)
		}
		e.Differ = append(e.Differ, c)
	}
}

// Tell sets the sentence of an entry to that of a mention.
func (e *Entry) Tell(m thread.Told, versions Versions) {
	v := versions(m.Story.Version)
	e.Ref, e.Version, e.Story, e.Outlet, e.Posted = m.Story.Ref, m.Story.Version, m.Story.ID, outlet(m.Story, v), m.Story.Posted
	e.Headline, e.URL = m.Story.Headline, v.URL
	e.By = append([]string{}, m.By...)
	e.What = what(m)
	e.Quote(v, m.Story.Sentences[m.Sentence].Span)
}

// Quote sets the words of an entry to those at a span of a version, in bytes.
func (e *Entry) Quote(v *readout.Version, at readout.Span) {
	if !at.Fits(v.Text) {
		return
	}
	points := v.Points()
	e.Sentence = [2]int{points.At(at.Start), points.At(at.End)}
	e.Text = strings.Join(strings.Fields(at.In(v.Text)), " ")
}

// From sets the words of an entry to those at code points of a version, and
// what the version says of itself. One whose text has no such place leaves the
// entry without words.
func (e *Entry) From(v *readout.Version, sentence [2]int) {
	e.Outlet, e.URL, e.Headline, e.Posted, e.Ref = v.Outlet, v.URL, v.Headline, v.Published.Day(), v.Ref
	if v.Published.Day() != "" {
		e.Posted = v.Published.Value
	}
	runes := 0
	at := readout.Span{Start: -1, End: -1}
	for i := range v.Text + "." { // the end of the text is a place, too
		if runes == sentence[0] {
			at.Start = i
		}
		if runes == sentence[1] {
			at.End = i
			break
		}
		runes++
	}
	if at.Start < 0 || at.End < 0 || at.End > len(v.Text) {
		if v.Text != "" {
			e.Warnings = append(e.Warnings, Changed)
		}
		return
	}
	e.Quote(v, at)
}

// DayRow returns a day as an entry has it.
func DayRow(day string) *joined.DayRow {
	return &joined.DayRow{From: day, To: day, Precision: readout.Day}
}

// outlet names who published a story.
func outlet(st *thread.Story, v *readout.Version) string {
	return cmp.Or(v.Outlet, st.Outlet, st.Ref, st.ID)
}

// maxParties is how many actors of one part a label names.
const maxParties = 2

// what returns a mention in short: who → the story's words → to whom.
func what(m thread.Told) string {
	var parts []string
	for _, part := range []thread.Part{thread.Doer, 0, thread.Undergoer} {
		if part == 0 {
			parts = append(parts, strings.Join(strings.Fields(m.Text), " "))
			continue
		}
		var names []string
		for i := range m.Args {
			if a := &m.Args[i]; a.Part == part && a.Name != "" && !slices.Contains(names, a.Name) && len(names) < maxParties {
				names = append(names, a.Name)
			}
		}
		if len(names) > 0 {
			parts = append(parts, strings.Join(names, ", "))
		}
	}
	return strings.Join(parts, " → ")
}

// Words returns the sentence of an entry, or what can be said where there is none.
func (e *Entry) Words() string {
	return cmp.Or(e.Text, "(the words are not in the archive any more)")
}

// maxHeading is how many code points of a sentence stand for a headline.
const maxHeading = 140

// Heading returns what stands for an entry in a line: a person's headline, else
// the beginning of its sentence.
func (e *Entry) Heading() string {
	if e.Title != "" {
		return e.Title
	}
	return clip(e.Words(), maxHeading)
}

// clip returns at most n code points of a text, cut between words where it can.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	cut := string(r[:n-1])
	if at := strings.LastIndexByte(cut, ' '); at > len(cut)/2 {
		cut = cut[:at]
	}
	return cut + "…"
}

// finals say what has become of a happening.
var finals = map[thread.Final]string{thread.FinalDenied: "denied", thread.FinalDisputed: "told by some, denied by others",
	thread.FinalPlanned: "planned", thread.FinalCalledOff: "called off", thread.FinalOpen: "open"}

// StatusText says what has become of an entry, "" for what is told as done.
func (e *Entry) StatusText() string { return finals[e.Status] }

// DayText returns when an entry was, as precise as it is known: "2033-10",
// "2033-10-08", "2033-10-08 to 2033-10-09", "by 2033-10-08" where no story states the
// day, or "no day".
func (e *Entry) DayText() string {
	switch {
	case e.Day == nil || e.Day.From == "":
		return "no day"
	case e.Day.Bound:
		return "by " + e.Day.To
	case e.Day.Precision == readout.Year && len(e.Day.From) >= 4:
		return e.Day.From[:4]
	case e.Day.Precision == readout.Month && len(e.Day.From) >= 7:
		return e.Day.From[:7]
	case e.Day.To != "" && e.Day.To != e.Day.From:
		return e.Day.From + " to " + e.Day.To
	}
	return e.Day.From
}

// SourceText names who says an entry: the outlet, its day of posting and, as
// far as the story names them, those who say so.
func (e *Entry) SourceText() string {
	text := e.Outlet
	if day := e.Posted[:min(10, len(e.Posted))]; day != "" {
		text = strings.TrimSpace(text + " " + day)
	}
	if len(e.By) == 0 {
		return text
	}
	by := slices.Clone(e.By)
	for i := range by {
		by[i] = cmp.Or(by[i], thread.Nobody)
	}
	return text + ", according to " + strings.Join(by, ", as told by ")
}
