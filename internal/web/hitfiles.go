package web

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// This file holds the lists of stories, statements, events and actors as files
// have them; listings.go those of what stories tell together.

// hitHead are the columns of statements and events.
var hitHead = []string{"kind", "tells", "who", "words", "what_is_said", "to_whom", "status", "when_from", "when_to", "when_words", "when_known", "where", "where_exact", "according_to", "confidence", "sure", "code", "sentence",
	"outlet", "published", "headline", "story", "version", "id", "copies", "label"}

// hitsFile returns found sentences, statements or events as files have them. It
// masks the items that it is given; a listing made within [masks.seeing] opens no record twice.
func (m *masks) hitsFile(r *http.Request, title string, f *ask.Found) (*listing, error) {
	l := &listing{Title: title, Head: hitHead, Next: f.Next}
	for i := range f.Items {
		h := &f.Items[i]
		if err := m.hit(r.Context(), h); err != nil {
			return nil, err
		}
		row := []string{string(h.Kind), string(h.Tells), names(parties(h.Who)), h.Words, h.Content, names(parties(h.Whom)), h.Status}
		when, where := [4]string{}, [2]string{}
		if d := h.When; d != nil {
			when = [4]string{d.From, d.To, d.Text, claim.Basis(d.Basis)}
		}
		if p := h.Where; p != nil {
			where[0], where[1] = claim.WhereText(&readout.Place{Text: p.Text, Name: p.Name, Precision: readout.PlacePrecision(p.Precision)})
		}
		row = append(append(append(row, when[:]...), where[:]...), told(h.AccordingTo), "", h.Sure, h.Code, h.Sentence, h.Outlet, h.Published, h.Headline, string(h.Story), string(h.Version), h.ID, fmt.Sprint(h.Copies), h.Label.String())
		if h.Confidence > 0 {
			row[14] = fmt.Sprintf("%.2f", h.Confidence)
		}
		l.Rows = append(l.Rows, row)
		e := atomEntry{Title: h.Sentence, ID: fmt.Sprintf("urn:readout:%s:%d-%d", h.Version, h.Span.Start, h.Span.End), Updated: stamp(h.Published), Link: atomLink{Href: hitHref(*h)}, Summary: h.Outlet + ": " + h.Headline, Label: shared(h.Label)}
		if h.Kind != store.Texts {
			e.ID = fmt.Sprintf("urn:readout:%s:%s", h.Version, h.ID)
		}
		if h.Tells != "" {
			e.Title = hitProse(h)
			e.Summary = h.Sentence + " (" + e.Summary + ")"
		}
		l.Entries = append(l.Entries, e)
	}
	return l, nil
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
	if status := h.Fields.StatusText(readout.Status(h.Status), h.Tells == store.Statements); status != "" {
		text += " (" + status + ")"
	}
	if by := told(h.AccordingTo); by != "" {
		text += ", according to " + by
	}
	return text
}

func (s *site) searchFile(r *http.Request, of share) (*listing, error) {
	q := param(r, "q")
	if q == "" {
		return nil, api.NewProblem(http.StatusBadRequest, "There is nothing to search for.", "Add q=… to the address, with words or fields.")
	}
	m := s.masks()
	found, err := s.Service.Search(m.seeing(r.Context()), ask.Search{Q: q, Cursor: param(r, "cursor"), Limit: of.limit, All: param(r, "all") == "1", Newest: of.feed || param(r, "sort") == "newest"})
	if err != nil {
		return nil, err
	}
	l, err := m.hitsFile(r, q, found)
	if err == nil {
		l.Body = found
	}
	return l, err
}

func (s *site) eventsFile(r *http.Request, of share) (*listing, error) {
	m := s.masks()
	list, err := s.Service.Events(m.seeing(r.Context()), filterOf(r), ask.Binning{}, param(r, "cursor"), of.limit)
	if err != nil {
		return nil, err
	}
	l, err := m.hitsFile(r, "events", &list.Found)
	if err == nil {
		l.Body = list
	}
	return l, err
}

// actorFile returns a part of what stories say about an actor.
func (s *site) actorFile(r *http.Request, of share) (*listing, error) {
	profile, err := s.Service.Actor(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	m := s.masks()
	found, err := s.Service.ActorPart(m.seeing(r.Context()), profile.ID, orText(param(r, "part"), ask.PartSaid), param(r, "cursor"), of.limit)
	if err != nil {
		return nil, err
	}
	l, err := m.hitsFile(r, profile.Name, found)
	if err == nil {
		l.Body = found
	}
	return l, err
}

func (s *site) storiesFile(r *http.Request, of share) (*listing, error) {
	list, err := s.Service.Stories(r.Context(), param(r, "cursor"), of.limit)
	if err != nil {
		return nil, err
	}
	return s.storyLines(r, "stories", list, "")
}

func (s *site) changedFile(r *http.Request, of share) (*listing, error) {
	list, err := s.Service.Changed(r.Context(), param(r, "cursor"), of.limit)
	if err != nil {
		return nil, err
	}
	return s.storyLines(r, "changed since posted", list, "/versions")
}

// storyLines returns versions of stories as files have them.
func (s *site) storyLines(r *http.Request, title string, list *ask.List, page string) (*listing, error) {
	l := &listing{Title: title, Body: list, Head: []string{"story", "version", "n", "versions", "outlet", "agency", "published", "headline", "opening", "words", "statements", "events", "read", "seen_at", "added_at", "label"}}
	l.Next = list.Next
	m := s.masks()
	for i := range list.Items {
		v := &list.Items[i]
		mask, err := m.of(r.Context(), v.Version)
		if err != nil {
			return nil, err
		}
		v.Headline, v.Opening = mask(v.Headline), mask(v.Opening)
		l.Rows = append(l.Rows, []string{string(v.Story), string(v.Version), fmt.Sprint(v.N), fmt.Sprint(v.Versions), v.Outlet, v.Agency, v.Published, v.Headline, v.Opening, fmt.Sprint(v.Words), fmt.Sprint(v.Statements), fmt.Sprint(v.Events),
			fmt.Sprint(v.Read), moment(v.SeenAt), moment(v.AddedAt), v.Label.String()})
		href := fmt.Sprintf("/story/%s?v=%d", v.Story, v.N)
		day := v.Published
		if page != "" { // when it changed
			href, day = fmt.Sprintf("/story/%s%s?to=%d", v.Story, page, v.N), ""
		}
		l.Entries = append(l.Entries, atomEntry{Title: cmp.Or(v.Headline, v.Opening, "(no headline)"), ID: "urn:readout:" + string(v.Version), Updated: stamp(day, v.SeenAt, v.AddedAt), Link: atomLink{Href: href}, Label: shared(v.Label),
			Summary: fmt.Sprintf("%s, %s, %s", orText(v.Outlet, "outlet not known"), plural(v.Statements, "statement", "statements"), plural(v.Events, "event", "events"))})
	}
	return l, nil
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func (s *site) actorsFile(r *http.Request, of share) (*listing, error) {
	list, err := s.Service.Actors(r.Context(), namingOf(r), param(r, "cursor"), of.limit)
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
