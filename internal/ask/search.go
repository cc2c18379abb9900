package ask

import (
	"context"
	"fmt"
	"sort"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A Search is a question to the archive.
type Search struct {
	Q      string // words and fields, as readout search takes them
	Cursor string
	Limit  int
	All    bool // older versions too
	Newest bool // by the day of the story, the newest first, not by fit
}

// A Hit is one result: the sentence that answers and what opens it.
type Hit struct {
	Kind      store.ResultKind  `json:"kind" enum:"text,statement,event"`
	Story     readout.StoryID   `json:"story"`
	Version   readout.VersionID `json:"version"`
	N         int               `json:"n"`
	Tells     store.ResultKind  `json:"tells,omitempty" enum:"statement,event" doc:"what the row is: of words of a text, that of the statement or event in whose sentence they stand; missing where the sentence has none"`
	ID        string            `json:"id,omitempty" doc:"of that statement or event in the version's record"`
	Outlet    string            `json:"outlet"`
	Published string            `json:"published,omitempty"`
	Headline  string            `json:"headline"`
	Sentence  string            `json:"sentence"`
	Span      readout.Span      `json:"span" doc:"of the sentence, in code points of the version's text"`
	Speaker   string            `json:"speaker,omitempty"`
	Act       string            `json:"act,omitempty" doc:"act of a statement, type of an event"`
	Status    string            `json:"status,omitempty"`
	claim.Fields
	Parts  []Piece      `json:"-"` // the sentence, the words of the row or the query marked
	Group  string       `json:"group,omitempty" doc:"copy group"`
	Copies int          `json:"copies" doc:"further stories with the same sentence"`
	Label  people.Label `json:"label" enum:"CLEAR,GREEN,AMBER,AMBER+STRICT,RED" doc:"with whom it may be shared, by the Traffic Light Protocol"`
}

// Ref returns what "readout show" takes to open the hit.
func (h *Hit) Ref() string {
	if h.ID != "" && h.Kind != store.Texts {
		return fmt.Sprintf("%s:%s", h.Version, h.ID)
	}
	return fmt.Sprintf("%s:%d-%d", h.Version, h.Span.Start, h.Span.End)
}

// Found is one page of results.
type Found struct {
	Query string           `json:"query"`
	Kind  store.ResultKind `json:"kind" enum:"text,statement,event"`
	Items []Hit            `json:"items"`
	Next  string           `json:"next,omitempty" doc:"pass it back as cursor; missing on the last page"`
	// What all pages hold; on the first page only.
	Counts *Counts `json:"counts,omitempty" doc:"on the first page only"`
	// Why says why nothing is found.
	Why []string `json:"why,omitempty" doc:"where nothing is found: which terms find nothing alone, and what the archive has in their place, in sentences"`
}

// Counts say how much a search finds.
type Counts struct {
	Results int           `json:"results" doc:"sentences, statements or events, those of copies too"`
	Stories int           `json:"stories"`
	Outlets int           `json:"outlets"`
	Lines   int           `json:"lines" doc:"texts: copies count once"`
	Capped  bool          `json:"capped" doc:"there are more; counting stopped"`
	Undated int           `json:"undated" doc:"stories that fit but for a publication date, which they lack"`
	Newest  bool          `json:"newest" doc:"by the day of the story, the newest first, as they are too many to rank"`
	Facets  []store.Facet `json:"facets" doc:"most frequent values among all results; where capped, among those that were counted. A value of outlet and place counts what the field finds, so that of Ukraine that of Eastern Ukraine too"`
	// Values says how many values each field of Facets has in all.
	Values map[string]int `json:"values" doc:"how many values each field of facets has, of which these are the most frequent"`
}

// facetValues is how many values of a field are counted.
const facetValues = 8

// Search answers a question page by page.
func (s *Service) Search(ctx context.Context, in Search) (*Found, error) {
	q, err := store.ParseQuery(in.Q)
	if err != nil {
		return nil, mistaken("Correct the query; readout search --help lists the fields.", "query: %v", err)
	}
	q.All = in.All
	return s.find(ctx, q, in)
}

// find runs a parsed question.
func (s *Service) find(ctx context.Context, q *store.Query, in Search) (*Found, error) {
	c, err := parseCursor(fmt.Sprintf("search %v %v %s %s", in.All, in.Newest, in.Q, fieldsText(q)), in.Cursor)
	if err != nil {
		return nil, err
	}
	out := &Found{Query: in.Q, Kind: q.Kind, Items: []Hit{}}
	newest := in.Newest
	if in.Cursor == "" {
		if out.Counts, err = s.counts(ctx, q); err != nil {
			return nil, err
		}
		newest = newest || out.Counts == nil || out.Counts.Newest
	} else if !newest {
		counts, err := s.counts(ctx, q)
		if err != nil {
			return nil, err
		}
		newest = counts == nil || counts.Newest
	}
	d := s.describer(q)
	hits, next, err := s.Store.SearchPage(ctx, q, c.page(in.Limit), newest, func(hits []*store.Hit) error { return d.describe(ctx, hits) })
	if err != nil {
		return nil, err
	}
	if out.Next = c.after(next); in.Cursor == "" && !in.Newest && out.Counts == nil {
		out.Next = "" // how many there are says in which order they come
	}
	if in.Cursor == "" && len(hits) == 0 && in.Q != "" {
		if out.Why, err = s.Store.WhyNothing(ctx, in.Q, in.All); err != nil {
			return nil, err
		}
	}
	out.Items, err = d.hits(ctx, hits)
	return out, err
}

func fieldsText(q *store.Query) string {
	var parts []string
	for name, values := range q.Fields {
		parts = append(parts, name+"="+strings.Join(values, ","))
	}
	sort.Strings(parts)
	return strings.Join(parts, " ")
}

func hitOf(h *store.Hit) Hit {
	return Hit{Kind: h.Kind, Story: h.Story, Version: h.ID, N: h.N, ID: h.Local, Outlet: h.Outlet, Published: h.Day, Headline: clip(h.Headline, maxLine),
		Sentence: clip(h.Sentence, maxSentence), Span: h.Points(), Speaker: h.Who, Act: h.Act, Status: h.Status, Group: h.Group, Copies: h.Copies}
}

// MoreValues is how many values of a field [Service.MoreOf] gives.
const MoreValues = 200

// MoreOf returns more of a field's most frequent values among what a search finds.
func (s *Service) MoreOf(ctx context.Context, in Search, field string) ([]store.Facet, error) {
	q, err := store.ParseQuery(in.Q)
	if err != nil {
		return nil, mistaken("Correct the query; readout search --help lists the fields.", "query: %v", err)
	}
	q.All = in.All
	return remembered(ctx, s, memoKey("more "+field, q), func() ([]store.Facet, error) {
		list, _, err := s.Store.Facets(ctx, q, MoreValues, field)
		return list, err
	})
}

// counts says how much a question finds, nil where that is not waited for. The
// answer is shared: nobody may change it.
func (s *Service) counts(ctx context.Context, q *store.Query) (*Counts, error) {
	counts, _, err := later(s.waiting(ctx, q), s, memoKey("counts", q), func(ctx context.Context) (*Counts, error) {
		res, err := s.Store.Tally(ctx, q, facetValues)
		if err != nil {
			return nil, err
		}
		out := &Counts{Results: res.Found, Stories: res.Stories, Outlets: res.Outlets, Lines: res.Lines, Capped: res.Capped, Undated: res.Undated, Newest: res.Newest, Facets: res.Facets, Values: res.Values}
		if out.Facets == nil {
			out.Facets = []store.Facet{}
		}
		return out, nil
	})
	return counts, err
}
