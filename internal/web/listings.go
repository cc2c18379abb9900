package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// someone stands in files for a private person whom several stories name: his
// label is of one story alone.
const someone = "[private person]"

// A happeningItem is a happening as files have it: the row of its page, with the
// sentence that tells of it best.
type happeningItem struct {
	ID         string       `json:"id"`
	Who        []string     `json:"who"`
	Words      string       `json:"words"`
	Whom       []string     `json:"whom"`
	Others     []string     `json:"by_other_reports_who,omitempty"` // doers whom the sentence does not name
	Status     string       `json:"status"`
	From       string       `json:"when_from,omitempty"`
	To         string       `json:"when_to,omitempty"`
	Stated     bool         `json:"when_stated"`
	Where      string       `json:"where,omitempty"`
	WhereExact string       `json:"where_exact,omitempty"`
	Lines      int          `json:"lines"`
	Stories    int          `json:"stories"`
	First      string       `json:"first_posted,omitempty"`
	Last       string       `json:"last_posted,omitempty"`
	Code       string       `json:"code"`
	Sentence   string       `json:"sentence,omitempty"`
	Outlet     string       `json:"outlet,omitempty"`
	Posted     string       `json:"posted,omitempty"`
	Story      string       `json:"story,omitempty"`
	Version    string       `json:"version,omitempty"`
	Label      people.Label `json:"label"`
}

var happeningHead = []string{"id", "who", "words", "to_whom", "by_other_reports_who", "status", "when_from", "when_to", "when_stated", "where", "where_exact", "lines", "stories", "first_posted", "last_posted", "code", "sentence", "outlet", "posted", "story", "version", "label"}

func (it *happeningItem) row() []string {
	return []string{it.ID, strings.Join(it.Who, ", "), it.Words, strings.Join(it.Whom, ", "), strings.Join(it.Others, ", "), it.Status, it.From, it.To, fmt.Sprint(it.Stated), it.Where, it.WhereExact,
		fmt.Sprint(it.Lines), fmt.Sprint(it.Stories), it.First, it.Last, it.Code, it.Sentence, it.Outlet, it.Posted, it.Story, it.Version, it.Label.String()}
}

// A filePage is a part of a list as JSON.
type filePage[T any] struct {
	Items []T `json:"items"`
	Total int `json:"total"`
	Next  int `json:"next,omitempty"` // skip of the part that follows
}

// happeningsFile lists what stories tell together, as the page does.
func (s *site) happeningsFile(r *http.Request, of share) (*listing, error) {
	query, skip, err := acrossParams(r)
	if err != nil {
		return nil, err
	}
	list, total, err := s.Service.Store.FindHappenings(r.Context(), store.Happenings{Query: query, Newest: of.feed || param(r, "sort") == "newest", Skip: skip, Limit: of.limit, Told: tellings})
	if err != nil {
		return nil, err
	}
	a, m := s.across(), s.masks()
	body := &filePage[*happeningItem]{Items: []*happeningItem{}, Total: total}
	l := &listing{Title: "happenings", Body: body, Head: happeningHead}
	for _, h := range list {
		it, err := a.item(r.Context(), h, m)
		if err != nil {
			return nil, err
		}
		body.Items, l.Rows = append(body.Items, it), append(l.Rows, it.row())
		title := orText(strings.Join(it.Who, ", "), claim.Nobody) + " → " + it.Words
		if len(it.Whom) > 0 {
			title += " → " + strings.Join(it.Whom, ", ")
		}
		more := ""
		if len(it.Others) > 0 {
			more = ", by other reports it was " + strings.Join(it.Others, ", ")
		}
		l.Entries = append(l.Entries, atomEntry{Title: strings.TrimSpace(title + " " + it.Status), ID: "urn:readout:" + h.ID, Updated: stamp(day(it.Last)), Link: atomLink{Href: "/happening/" + h.ID}, Label: shared(it.Label),
			Summary: fmt.Sprintf("%s, in %s%s. %s", plural(it.Lines, "independent line", "independent lines"), plural(it.Stories, "story", "stories"), more, it.Sentence)})
	}
	body.Next = l.goOn(skip+len(list), total, len(list))
	return l, nil
}

// goOn writes down where the part that follows begins, and returns that; 0 after
// the last.
func (l *listing) goOn(next, total, shown int) int {
	if next >= total || shown == 0 {
		return 0
	}
	l.Param, l.Next = "skip", fmt.Sprint(next)
	return next
}

// day returns the day of a day or a time.
func day(at string) string { return at[:min(10, len(at))] }

// item returns a happening as files have it.
func (a *acrossReader) item(ctx context.Context, h *store.Happening, m *masks) (*happeningItem, error) {
	it := &happeningItem{ID: h.ID, Words: h.Type, Status: finals[h.Final], From: h.When.From, To: h.When.To, Stated: h.When.Stated, Lines: h.Lines, Stories: h.Stories, First: h.Posted, Last: h.Last, Code: h.Type, Label: h.Label, Who: []string{}, Whom: []string{}}
	if len(h.Modes) > 0 {
		it.Code += "/" + strings.Join(h.Modes, "+")
	}
	if h.Where != nil {
		it.Where, it.WhereExact = whereOf(h.Where)
	}
	who, whom, others := ask.Parties(h)
	if len(h.Mentions) == 0 {
		it.Who, it.Whom, it.Others = namesIn(h, who, nil), namesIn(h, whom, nil), namesIn(h, others, nil)
		return it, nil
	}
	t := thread.Best(h.Mentions)
	mask, err := m.of(ctx, readout.VersionID(t.Story.Version))
	if err != nil {
		return nil, err
	}
	it.Who, it.Whom, it.Others = namesIn(h, who, mask), namesIn(h, whom, mask), namesIn(h, others, mask)
	if at := t.Story.Sentences[t.Sentence].Span; at.Fits(a.text(ctx, t.Story.Version)) {
		it.Sentence = mask(oneLine(at.In(a.text(ctx, t.Story.Version))))
	}
	it.Words, it.Outlet, it.Posted, it.Story, it.Version = mask(t.Text), orText(t.Story.Outlet, t.Story.Ref), t.Story.Posted, t.Story.ID, t.Story.Version
	return it, nil
}

// namesIn returns the names of those who have a part in a happening, as files have them.
func namesIn(h *store.Happening, list []thread.Actor, mask func(string) string) []string {
	out := []string{}
	for _, who := range list {
		switch {
		case h.Private[who.ID]:
			who.Name = someone
		case mask != nil && who.ID == "": // of one story alone
			who.Name = mask(who.Name)
		}
		out = append(out, who.Name)
	}
	return out
}

// oneLine returns text with its white space as single blanks.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// A conflictItem is two sentences that contradict each other as files have them.
type conflictItem struct {
	ID         string       `json:"id"`
	Kind       string       `json:"kind"`
	What       string       `json:"what"`
	Confidence float64      `json:"confidence"`
	Event      string       `json:"happening,omitempty"`
	A          conflictSide `json:"a"`
	B          conflictSide `json:"b"`
	Found      string       `json:"found"`
	Label      people.Label `json:"label"` // the higher one of both sides
}

// A conflictSide is one of the two sentences.
type conflictSide struct {
	Value    string `json:"value"`
	By       string `json:"according_to,omitempty"`
	Sentence string `json:"sentence"`
	Outlet   string `json:"outlet"`
	Posted   string `json:"posted,omitempty"`
	Story    string `json:"story"`
	Version  string `json:"version"`
}

var conflictHead = []string{"id", "kind", "what", "confidence", "happening", "a_value", "a_according_to", "a_sentence", "a_outlet", "a_posted", "a_story", "a_version",
	"b_value", "b_according_to", "b_sentence", "b_outlet", "b_posted", "b_story", "b_version", "found", "label"}

func (c *conflictSide) row() []string {
	return []string{c.Value, c.By, c.Sentence, c.Outlet, c.Posted, c.Story, c.Version}
}

// conflictsFile lists pairs of sentences that contradict each other, as the page does.
func (s *site) conflictsFile(r *http.Request, of share) (*listing, error) {
	query, skip, err := acrossParams(r)
	if err != nil {
		return nil, err
	}
	what := conflictsOf(r)
	what.Query, what.Newest, what.Skip, what.Limit = query, of.feed || param(r, "sort") == "newest", skip, of.limit
	list, total, err := s.Service.Store.FindConflicts(r.Context(), what)
	if err != nil {
		return nil, err
	}
	a, m := s.across(), s.masks()
	body := &filePage[*conflictItem]{Items: []*conflictItem{}, Total: total}
	l := &listing{Title: "conflicts", Body: body, Head: conflictHead}
	for _, c := range list {
		it, err := a.conflictItem(r.Context(), c, m)
		if err != nil {
			return nil, err
		}
		body.Items = append(body.Items, it)
		row := append([]string{it.ID, it.Kind, it.What, fmt.Sprintf("%.2f", it.Confidence), it.Event}, it.A.row()...)
		l.Rows = append(l.Rows, append(append(row, it.B.row()...), it.Found, it.Label.String()))
		href := "/conflicts?sort=newest"
		if it.Event != "" {
			href = "/happening/" + it.Event
		}
		l.Entries = append(l.Entries, atomEntry{Title: it.Kind + ": " + it.What, ID: "urn:readout:" + it.ID, Updated: stampOf(it.Found), Link: atomLink{Href: href}, Label: shared(it.Label),
			Summary: fmt.Sprintf("%s: %s — %s: %s", it.A.Outlet, it.A.Sentence, it.B.Outlet, it.B.Sentence)})
	}
	body.Next = l.goOn(skip+of.limit, total, len(list))
	return l, nil
}

// conflictItem returns a conflict as files have it.
func (a *acrossReader) conflictItem(ctx context.Context, c *store.Conflict, m *masks) (*conflictItem, error) {
	it := &conflictItem{ID: c.ID, Label: c.Label, Kind: a.conflict(ctx, c).Kind, What: c.What, Confidence: c.Confidence, Event: c.Event, Found: c.Found}
	all := func(words string) string { return words }
	for _, side := range []struct {
		from *thread.Side
		to   *conflictSide
	}{{&c.A, &it.A}, {&c.B, &it.B}} {
		mask, err := m.of(ctx, readout.VersionID(side.from.Story.Version))
		if err != nil {
			return nil, err
		}
		before := all
		all = func(words string) string { return mask(before(words)) }
		st := side.from.Story
		*side.to = conflictSide{Outlet: orText(st.Outlet, st.Ref), Posted: st.Posted, Story: st.ID, Version: st.Version}
		if text := a.text(ctx, st.Version); side.from.Sentence.Fits(text) {
			side.to.Sentence = mask(oneLine(side.from.Sentence.In(text)))
		}
	}
	it.What = all(c.What)
	it.A.Value, it.A.By, it.B.Value, it.B.By = all(c.A.Value), all(c.A.By), all(c.B.Value), all(c.B.By)
	return it, nil
}

// timelinesFile lists the timelines that people made.
func (s *site) timelinesFile(r *http.Request, of share) (*listing, error) {
	list, err := s.Service.Timelines(r.Context(), param(r, "cursor"), of.limit)
	if err != nil {
		return nil, err
	}
	l := &listing{Title: "timelines", Body: list, Next: list.Next, Head: []string{"id", "title", "query", "entries", "from", "to", "made", "changed", "label"}}
	for i := range list.Items {
		t := &list.Items[i]
		l.Rows = append(l.Rows, []string{t.ID, t.Title, t.Query, fmt.Sprint(t.Entries), t.From, t.To, moment(t.Made), moment(t.Changed), t.Label.String()})
		l.Entries = append(l.Entries, atomEntry{Title: t.Title, ID: "urn:readout:" + t.ID, Updated: stamp("", t.Changed), Link: atomLink{Href: "/timelines/" + url.PathEscape(t.ID)}, Summary: plural(t.Entries, "entry", "entries"), Label: shared(t.Label)})
	}
	return l, nil
}

// versionsFile lists the versions of a story, in a feed the newest first.
func (s *site) versionsFile(r *http.Request, of share) (*listing, error) {
	story, err := s.Service.Story(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	m := s.masks()
	body := struct {
		Story    readout.StoryID   `json:"story"`
		Outlet   string            `json:"outlet"`
		Versions []ask.VersionLine `json:"versions"`
	}{story.ID, story.Outlet, story.Versions}
	l := &listing{Title: "versions of " + string(story.ID), Body: &body, Head: []string{"n", "version", "change", "current", "posted", "updated", "published", "seen_at", "added_at", "headline", "words", "url", "label"}}
	for i := range story.Versions {
		v := &story.Versions[i]
		mask, err := m.of(r.Context(), v.ID)
		if err != nil {
			return nil, err
		}
		v.Headline = mask(v.Headline)
		l.Rows = append(l.Rows, []string{fmt.Sprint(v.N), string(v.ID), string(v.Change), fmt.Sprint(v.Current), timeText(v.Posted), timeText(v.Updated), v.Published, moment(v.SeenAt), moment(v.AddedAt), v.Headline, fmt.Sprint(v.Words), v.URL, v.Label.String()})
		if v.Change == store.Trivial {
			continue
		}
		e := atomEntry{Title: fmt.Sprintf("v%d: %s", v.N, orText(v.Headline, "(no headline)")), ID: "urn:readout:" + string(v.ID), Updated: stamp("", v.SeenAt, v.AddedAt), Link: atomLink{Href: fmt.Sprintf("/story/%s?v=%d", story.ID, v.N)}, Summary: orText(story.Outlet, "outlet not known"), Label: shared(v.Label)}
		if v.N > 1 {
			e.Link.Href = fmt.Sprintf("/story/%s/versions?to=%d", story.ID, v.N)
		}
		l.Entries = append([]atomEntry{e}, l.Entries...)
	}
	l.Entries = l.Entries[:min(len(l.Entries), maxFeed)]
	return l, nil
}
