package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
)

type storyPage struct {
	chrome
	Base, View, Draft, Hint, Note string
	Missing                       string // what the address asks for and the version does not have
	Story                         *ask.Story
	V                             *readout.Version
	Rec                           *readout.Record
	N                             int
	Published, Updated, Fetched   string
	Undated                       string // what follows from it that no date is stated
	Web, JSON, Lang               string
	CanKeep, Unread               bool
	Layers                        []layerLink
	Paragraphs                    []*paragraph
	Cards                         []*card
	Left                          int
	Strip                         []stripPart
	Parts                         []partLink
	Problems                      []problemLine
	Removed                       []readout.Removed
	Tables                        []table
	Notices                       []quoteLine // corrections and withdrawals
	Together                      []claimLine // what other stories tell too
	Lost                          []saidLine  // reviews that fit no longer
	Add                           *reviewForm // for what is missing; nil until it is asked for
	Adds                          []navLink   // ask for it
	Notes                         *notePart   // notes and tags of the story; nil for one that is not kept
	Label                         *labelForm  // with whom it may be shared; nil: nothing is said of it
	query                         url.Values
}

// A layerLink turns a layer on or off.
type layerLink struct {
	ID, Letter, Text, Href string
	On                     bool
	Count                  int
}

// A partLink leads to a part of a long text.
type partLink struct {
	N    int
	Href string
	Here bool
}

// A problemLine is what could not be read, with its words.
type problemLine struct{ Text, Words, Stage string }

// version returns the version that a page is about, with its record.
func (t *tale) version(r *http.Request) (*ask.VersionLine, error) {
	return t.story.Named(param(r, "v"))
}

// undated says what of a story without a date can't be fixed, in its own words: the
// day of its dateline, else the first that counts from the day of publication.
// "" if nothing does.
func undated(rec *readout.Record) string {
	said := ""
	for i := range rec.Dates {
		d := &rec.Dates[i]
		if d.Basis != readout.DateUnfixed || d.From != "" {
			continue
		}
		words := short(d.Text, 60)
		if rec.Version.Dateline != "" && strings.Contains(rec.Version.Dateline, d.Text) {
			return ": the dateline has “" + words + "” without a year"
		}
		if said == "" {
			said = ", so “" + words + "” is not fixed"
		}
	}
	return said
}

// story shows a version with its cards, or its record as tables.
func (s *site) story(w http.ResponseWriter, r *http.Request, t *tale) error {
	v, err := t.version(r)
	if err != nil {
		return err
	}
	rec, ids, read, err := t.load(r.Context(), v)
	if err != nil {
		return err
	}
	p := &storyPage{chrome: chrome{Title: orText(short(rec.Version.Headline, 200), "Story")}, Base: t.base, Draft: t.draft, Note: t.note, Story: t.story, V: clipped(&rec.Version), Rec: rec, N: v.N,
		View: "text", Published: short(timeText(rec.Version.Published), 100), Updated: short(timeText(rec.Version.Updated), 100), Fetched: clock(v.AddedAt), Lang: rec.Version.Language,
		CanKeep: t.draft != "" && s.Service.Keeping != nil && mayWrite(r), Unread: !read, query: r.URL.Query()}
	if isLink(rec.Version.URL) {
		p.Web = rec.Version.URL
	}
	if t.draft == "" && strings.HasPrefix(t.base, "/story/") {
		p.JSON = "/api/v1/versions/" + string(v.ID) + "/record"
		if p.Label, err = s.labelOf(r, string(t.story.ID)); err != nil {
			return err
		}
	}
	p.Undated = undated(rec)
	p.foot(rec)
	p.strip()
	if t.draft == "" && strings.HasPrefix(t.base, "/story/") {
		if err := s.together(r, p, v); err != nil {
			return err
		}
	}
	d := newDeck(rec, ids)
	status := http.StatusOK
	if err := d.missing(r, v.N); err != nil { // the story is there: it is shown, and what of it is not
		status, p.Missing = http.StatusNotFound, api.Explain(err).Detail
	}
	if param(r, "view") == "record" {
		p.View, p.Tables = "record", d.tables(p.Self("", ""))
	} else {
		p.text(r, d)
	}
	if p.JSON != "" && read {
		if err := s.reviews(r, p, string(v.ID)); err != nil {
			return err
		}
	}
	if p.JSON != "" {
		if err := s.notes(r, p, string(v.ID)); err != nil {
			return err
		}
	}
	s.show(w, r, status, "story", p)
	return nil
}

// missing returns an error if the address asks to see what the version does not
// have: a card, a stretch of its text, a part.
func (d *deck) missing(r *http.Request, n int) error {
	none := func(name, value string) error {
		return api.NewProblem(http.StatusNotFound, fmt.Sprintf("Version %d has no %s=%.40s: the whole of it is shown.", n, name, value), "")
	}
	if id := param(r, "show"); id != "" {
		if !slices.ContainsFunc(d.places(allLayers), func(c inDeck) bool { return c.id == id }) {
			return none("show", id)
		}
	}
	text := d.rec.Version.Text
	if at := param(r, "at"); at != "" {
		from, to, two := strings.Cut(at, "-")
		a, errA := strconv.Atoi(from)
		b, errB := strconv.Atoi(to)
		if errA != nil || two && errB != nil || a < 0 || two && b < a || max(a, b) > d.rec.Version.Points().Len() {
			return none("at", at)
		}
	}
	if part := param(r, "part"); part != "" {
		if i, err := strconv.Atoi(part); err != nil || i < 1 || i > len(parts(text)) {
			return none("part", part)
		}
	}
	return nil
}

// together fills in what other stories tell too, and what corrects this one.
func (s *site) together(r *http.Request, p *storyPage, v *ask.VersionLine) (err error) {
	if p.Notices, err = s.notices(r, p.Story.ID); err != nil {
		return err
	}
	stored, err := s.Service.Store.Version(r.Context(), string(v.ID))
	if err != nil {
		return err
	}
	byEvent, err := s.Service.Store.HappeningsOf(r.Context(), &stored.VersionRef)
	if err != nil {
		return err
	}
	a, seen := s.across(), make(map[string]bool)
	for i := range p.Rec.Events {
		h := byEvent[p.Rec.Events[i].ID]
		if h == nil || h.Stories < 2 || seen[h.ID] {
			continue
		}
		seen[h.ID] = true
		line := a.line(h)
		line.Words = p.Rec.Events[i].Trigger.Text
		p.Together = append(p.Together, line)
	}
	return nil
}

// text lays out the story with the cards of the layers that are on.
func (p *storyPage) text(r *http.Request, d *deck) {
	layers := layersOf(param(r, "layers"))
	show := param(r, "show")
	if l := layerOf(show); l != "" && !strings.Contains(layers, l) {
		layers = toggle(layers, l)
	}
	cards := d.places(layers)
	p.layerLinks(layers)
	all := parts(p.Rec.Version.Text)
	f := p.focus(cards, show, param(r, "at"))
	n, err := strconv.Atoi(param(r, "part"))
	if err != nil || n < 1 || n > len(all) {
		n = 1 + partOf(all, f)
	}
	p.Paragraphs, p.Cards, p.Left = layout(&p.Rec.Version, all[n-1], cards, f)
	for i := range all {
		p.Parts = append(p.Parts, partLink{N: i + 1, Href: p.Self("part", strconv.Itoa(i+1)), Here: i+1 == n})
	}
	if len(cards) > 0 {
		p.Hint = "Point at a card, or press j: its sentence lights up."
	}
}

// focus returns what the address asks to see: a card by its id, or a stretch
// of code points; nil for nothing, or for what is not there.
func (p *storyPage) focus(cards []inDeck, show, at string) *focus {
	for _, c := range cards {
		if c.id == show && show != "" {
			return focusOf(c.make())
		}
	}
	from, to, _ := strings.Cut(at, "-")
	start, err := strconv.Atoi(from)
	if err != nil || start < 0 {
		return nil
	}
	end, _ := strconv.Atoi(to)
	pts := p.Rec.Version.Points()
	s, ok := pts.Bytes(readout.Span{Start: min(start, pts.Len()), End: min(max(start, end), pts.Len())})
	if !ok {
		return nil
	}
	return &focus{spans: []readout.Span{s}, at: s.Start}
}

// partOf returns the index of the part that holds the focus.
func partOf(all []readout.Span, f *focus) int {
	for i, part := range all {
		if f != nil && part.Start <= f.at && f.at < part.End {
			return i
		}
	}
	return 0
}

// Self returns the address of this page with one value changed. Without a name
// it is the version's text.
func (p *storyPage) Self(name, value string) string {
	q := url.Values{}
	if name != "" {
		for key, values := range p.query {
			if key == "layers" || key == "v" {
				q[key] = values
			}
		}
		q.Set(name, value)
	}
	if len(p.Story.Versions) > 1 {
		q.Set("v", strconv.Itoa(p.N))
	}
	return address(p.Base, q)
}

// allLayers are the letters of the layers, and noLayers stands in an address for none.
const (
	allLayers = layerWho + layerSaid + layerDid + layerTime
	noLayers  = "none"
)

// layersOf returns the layers that an address asks for, two at most.
func layersOf(text string) string {
	out := ""
	for _, l := range text {
		if strings.ContainsRune(allLayers, l) && !strings.ContainsRune(out, l) && len(out) < 2 {
			out += string(l)
		}
	}
	if text == "" {
		return layerSaid + layerDid
	}
	return out
}

// layerOf returns the layer of a card by its id.
func layerOf(id string) string {
	switch {
	case strings.HasPrefix(id, "w-"):
		return layerWho
	case strings.HasPrefix(id, "a"):
		return layerSaid
	case strings.HasPrefix(id, "e"):
		return layerDid
	case strings.HasPrefix(id, "d"), strings.HasPrefix(id, "p"):
		return layerTime
	}
	return ""
}

// toggle turns a layer on or off. A third one takes the place of the first.
func toggle(layers, l string) string {
	if strings.Contains(layers, l) {
		return strings.ReplaceAll(layers, l, "")
	}
	if len(layers) >= 2 {
		layers = layers[1:]
	}
	return layers + l
}

func (p *storyPage) layerLinks(layers string) {
	who := 0
	for _, a := range p.Rec.Actors {
		if a.ID != "" {
			who++
		}
	}
	for _, l := range []layerLink{{ID: layerWho, Letter: "W", Text: "who", Count: who}, {ID: layerSaid, Letter: "S", Text: "said", Count: len(p.Rec.Attributions)},
		{ID: layerDid, Letter: "D", Text: "did", Count: len(p.Rec.Events)}, {ID: layerTime, Letter: "T", Text: "when, where", Count: len(p.Rec.Dates) + len(p.Rec.Places)}} {
		l.On = strings.Contains(layers, l.ID)
		l.Href = p.Self("layers", orText(toggle(layers, l.ID), noLayers))
		p.Layers = append(p.Layers, l)
	}
}

// maxFoot bounds what is listed at the foot of a page.
const maxFoot = 200

// foot fills in what was cut and what could not be read.
func (p *storyPage) foot(rec *readout.Record) {
	for _, pr := range rec.Problems[:min(len(rec.Problems), maxFoot)] {
		l := problemLine{Text: pr.Text, Stage: string(pr.Stage)}
		if pr.Span.Fits(rec.Version.Text) && !pr.Span.Empty() {
			l.Words = short(pr.Span.In(rec.Version.Text), 80)
		}
		p.Problems = append(p.Problems, l)
	}
	for _, rm := range rec.Removed[:min(len(rec.Removed), maxFoot)] {
		rm.Text = short(rm.Text, 200)
		p.Removed = append(p.Removed, rm)
	}
}

// clipped returns what is known of a version, without its text, in words that
// fit on a page whatever the story says of itself.
func clipped(v *readout.Version) *readout.Version {
	out := *v
	out.Text = ""
	for _, text := range []*string{&out.Outlet, &out.Agency, &out.Headline, &out.Dateline} {
		*text = short(*text, 200)
	}
	for _, list := range []*[]string{&out.Bylines, &out.Contributors} {
		names := slices.Clone((*list)[:min(len(*list), 20)])
		for i := range names {
			names[i] = short(names[i], 100)
		}
		*list = names
	}
	return &out
}

func orText(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
