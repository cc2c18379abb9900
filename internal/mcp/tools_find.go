package mcp

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// SearchInput is what the tool search takes.
type SearchInput struct {
	Query string `json:"query" jsonschema:"words and fields, such as: speaker:arendt act:deny after:2024-05-01"`
	Limit int    `json:"limit,omitempty" jsonschema:"hits at most, 1 to 50; 10 if it is not given"`
	All   bool   `json:"all_versions,omitempty" jsonschema:"search older versions too"`
}

// A Hit is a sentence that answers.
type Hit struct {
	ID       string `json:"id" jsonschema:"readout show ID opens it"`
	Kind     string `json:"kind" jsonschema:"text, statement or event"`
	Story    string `json:"story"`
	Outlet   string `json:"outlet,omitempty"`
	Day      string `json:"published,omitempty"`
	Headline string `json:"headline,omitempty"`
	Sentence *Words `json:"sentence,omitempty"`
	Speaker  string `json:"speaker,omitempty"`
	Act      string `json:"act,omitempty" jsonschema:"act of a statement, type of an event"`
	Status   string `json:"status,omitempty"`
	Copies   int    `json:"copies,omitempty" jsonschema:"further stories with the same words"`
}

// Hits are the answer to a search.
type Hits struct {
	Hits    []Hit `json:"hits"`
	Results int   `json:"results" jsonschema:"statements, events or texts that fit, those of copies too"`
	Stories int   `json:"stories" jsonschema:"that fit, not only those shown"`
	Outlets int   `json:"outlets"`
	Lines   int   `json:"lines" jsonschema:"texts: copies count once"`
	More    bool  `json:"more,omitempty" jsonschema:"the counts are capped: there are more"`
	Undated int   `json:"undated,omitempty" jsonschema:"stories left out as they have no day of publication"`
}

// search searches the archive.
func (t *tools) search(ctx context.Context, in SearchInput) (*Hits, error) {
	q, err := store.ParseQuery(in.Query)
	if err != nil {
		return nil, fmt.Errorf("query: %w", err)
	}
	q.All = in.All
	if in.Limit <= 0 {
		in.Limit = 10
	}
	hits, res, err := t.hits(ctx, q, in.Limit)
	if err != nil {
		return nil, err
	}
	return &Hits{Hits: hits, Results: res.Found, Stories: res.Stories, Outlets: res.Outlets, Lines: res.Lines, More: res.Capped, Undated: res.Undated}, nil
}

// hits returns what fits a question, at most maxHits.
func (t *tools) hits(ctx context.Context, q *store.Query, limit int) ([]Hit, *store.Results, error) {
	out := []Hit{}
	res, err := t.ask.Open(ctx, q, min(limit, maxHits), func(h *store.Hit, record func() (*readout.Record, error)) error {
		rec, err := record()
		if err == nil {
			out = append(out, t.hit(ctx, h, rec))
		}
		return err
	})
	return out, res, said(err)
}

// hit returns a hit with the words of its masked record. One that is not read
// yet has none: nothing tells who in it is private.
func (t *tools) hit(ctx context.Context, h *store.Hit, rec *readout.Record) Hit {
	out := Hit{ID: h.Ref(), Kind: string(h.Kind), Story: string(h.Story), Outlet: h.Outlet, Day: h.Day, Act: h.Act, Status: h.Status, Copies: h.Copies}
	if rec == nil {
		return out
	}
	r := t.tell(ctx, rec, false)
	out.Headline, _ = short(r.rec.Version.Headline)
	out.Sentence = r.span(h.At)
	if a := r.Attribution(readout.AttributionID(h.Local)); a != nil {
		out.Speaker = cmp.Or(r.name(a.Speaker.Actor), a.Speaker.Text)
	}
	return out
}

// StoryInput is what the tool story takes.
type StoryInput struct {
	ID string `json:"id" jsonschema:"st_… or ve_…"`
}

// A StoryVersion is one line about a version.
type StoryVersion struct {
	ID       string `json:"id"`
	Name     string `json:"name" jsonschema:"v1, v2, …"`
	Headline string `json:"headline"`
	Change   string `json:"change" jsonschema:"first, words, or trivial: white space, signs, the date line"`
	Seen     string `json:"seen,omitempty"`
	Added    string `json:"added"`
	Current  bool   `json:"current,omitempty"`
	Read     bool   `json:"read" jsonschema:"it has a record"`
}

// A StoryAnswer is what is known of a story.
type StoryAnswer struct {
	ID       string         `json:"id"`
	Outlet   string         `json:"outlet"`
	Versions []StoryVersion `json:"versions"`
	Left     int            `json:"versions_left,omitempty" jsonschema:"versions that are not in this answer, the oldest"`
	Group    string         `json:"copy_group,omitempty" jsonschema:"stories with the same words: one text"`
	Origin   string         `json:"origin,omitempty" jsonschema:"agency that most of them credit"`
	Outlets  []string       `json:"outlets,omitempty" jsonschema:"who else carries the words"`
}

// story returns a story and its versions.
func (t *tools) story(ctx context.Context, in StoryInput) (*StoryAnswer, error) {
	st, err := t.ask.Story(ctx, in.ID)
	if err != nil {
		return nil, said(err)
	}
	out := &StoryAnswer{ID: string(st.ID), Outlet: st.Outlet, Left: max(len(st.Versions)-maxVersions, 0)}
	for i := range st.Versions[out.Left:] {
		info := &st.Versions[out.Left+i]
		v := StoryVersion{ID: string(info.ID), Name: "v" + strconv.Itoa(info.N), Change: string(info.Change), Added: info.AddedAt.Format("2006-01-02T15:04:05Z"),
			Current: info.Current, Read: info.Pipeline != ""}
		if !info.SeenAt.IsZero() {
			v.Seen = info.SeenAt.Format("2006-01-02T15:04:05Z")
		}
		if rec, err := t.load(ctx, string(info.ID)); err == nil {
			v.Headline, _ = short(t.tell(ctx, rec, false).rec.Version.Headline)
		}
		out.Versions = append(out.Versions, v)
	}
	if st.Copies == nil {
		return out, nil
	}
	out.Group, out.Origin = st.Copies.ID, st.Copies.Origin
	for _, m := range st.Copies.Members[:min(len(st.Copies.Members), maxHits)] {
		if m.Story != st.ID {
			out.Outlets = append(out.Outlets, strings.TrimSpace(m.Outlet+" "+string(m.Story)))
		}
	}
	return out, nil
}

// DiffInput is what the tool diff takes.
type DiffInput struct {
	Story string `json:"story" jsonschema:"st_… or ve_…"`
	From  string `json:"from,omitempty" jsonschema:"v1 or ve_…; the version before the current one if it is not given"`
	To    string `json:"to,omitempty" jsonschema:"v2 or ve_…; the current version if it is not given"`
}

// A Difference is something that the record of another version says otherwise.
type Difference struct {
	Kind    string   `json:"kind" jsonschema:"changed, dropped or added"`
	Label   string   `json:"label,omitempty"`
	Text    string   `json:"text" jsonschema:"the difference as a sentence"`
	Words   string   `json:"words,omitempty"`
	Details []string `json:"details,omitempty"`
	Old     string   `json:"old,omitempty" jsonschema:"id in the older version; readout show ID opens it"`
	New     string   `json:"new,omitempty" jsonschema:"id in the newer version"`
	OldAt   *Words   `json:"old_words,omitempty"`
	NewAt   *Words   `json:"new_words,omitempty"`
}

// A DiffAnswer says how two versions differ.
type DiffAnswer struct {
	From        string       `json:"from"`
	To          string       `json:"to"`
	Differences []Difference `json:"differences"`
	Same        int          `json:"same" jsonschema:"statements and events that say the same in both"`
	Left        int          `json:"left,omitempty" jsonschema:"differences that are not in this answer"`
}

// diff compares two versions of a story.
func (t *tools) diff(ctx context.Context, in DiffInput) (*DiffAnswer, error) {
	p, err := t.ask.Pair(ctx, in.Story, in.From, in.To)
	if err != nil {
		return nil, said(err)
	}
	if !p.Read {
		return nil, said(store.ErrNotFound)
	}
	a, b := t.tell(ctx, p.Old, false), t.tell(ctx, p.New, false)
	p.Old, p.New = a.rec, b.rec
	d := p.Records()
	out := &DiffAnswer{From: string(p.From.ID), To: string(p.To.ID), Differences: []Difference{}, Same: d.Same, Left: max(len(d.Items)-maxItems, 0)}
	for _, it := range d.Items[:min(len(d.Items), maxItems)] {
		out.Differences = append(out.Differences, Difference{Kind: string(it.Kind), Label: string(it.Label), Text: it.Text, Words: it.Words, Details: it.Details,
			Old: a.id(it.Old), New: b.id(it.New), OldAt: a.span(it.OldSpan), NewAt: b.span(it.NewSpan)})
	}
	return out, nil
}

// ActorInput is what the tool actor takes.
type ActorInput struct {
	Actor string `json:"actor" jsonschema:"ac_… or a name"`
	Limit int    `json:"limit,omitempty" jsonschema:"statements and events at most, 1 to 50; 10 if it is not given"`
}

// An ActorAnswer is an actor of the archive.
type ActorAnswer struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Kind       string `json:"kind"`
	Country    string `json:"country,omitempty"`
	Stories    int    `json:"stories" jsonschema:"that speak of it"`
	Others     int    `json:"others_of_this_name,omitempty"`
	Statements []Hit  `json:"statements,omitempty"`
	Events     []Hit  `json:"events,omitempty"`
}

// errPrivate refuses a profile of a private person.
var errPrivate = errors.New("this is a person in no public role: there is no profile over stories")

// actor returns an actor and what it says and does.
func (t *tools) actor(ctx context.Context, in ActorInput) (*ActorAnswer, error) {
	info, others, err := t.ask.Named(ctx, in.Actor)
	if errors.Is(err, store.ErrNotFound) && !strings.HasPrefix(in.Actor, "ac_") {
		return nil, fmt.Errorf("%q: no actor of the archive has this name", in.Actor)
	}
	if err != nil {
		return nil, said(err)
	}
	if info.Private() && !t.o.Unmask {
		return nil, errPrivate
	}
	out := &ActorAnswer{ID: info.ID, Name: info.Name, Kind: info.Kind, Country: info.Country, Stories: info.Stories, Others: others}
	if in.Limit <= 0 {
		in.Limit = 10
	}
	for _, part := range []struct {
		kind store.ResultKind
		name string
		into *[]Hit
	}{{store.Statements, "speaker", &out.Statements}, {store.Events, "actor", &out.Events}} {
		q := &store.Query{Kind: part.kind, Fields: map[string][]string{part.name: {info.ID}}}
		if *part.into, _, err = t.hits(ctx, q, in.Limit); err != nil {
			return nil, err
		}
	}
	return out, nil
}
