package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// pageSize is how many results a page shows.
const pageSize = 30

type listPage struct {
	chrome
	About, Next string
	Empty       string // said where the list has nothing; "": how to fill the archive
	List        *ask.List
}

// stories lists what came in, the newest first.
func (s *site) stories(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Service.Stories(r.Context(), param(r, "cursor"), pageSize)
	if err != nil {
		return err
	}
	s.show(w, r, http.StatusOK, "list", &listPage{chrome: chrome{Title: "Stories", Files: files(r)}, About: "In the order in which they came in, the newest first.", List: list, Next: nextPage(r, list.Next)})
	return nil
}

// changed lists the versions whose words changed.
func (s *site) changed(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Service.Changed(r.Context(), param(r, "cursor"), pageSize)
	if err != nil {
		return err
	}
	s.show(w, r, http.StatusOK, "list", &listPage{chrome: chrome{Title: "Changed since posted", Files: files(r)}, About: "Versions whose words differ from those before; trivial edits are left out.",
		Empty: "No story has changed its words since it came in. When one does, its version stands here, with what its record no longer says.", List: list, Next: nextPage(r, list.Next)})
	return nil
}

type searchPage struct {
	chrome
	Found   *ask.Found
	Problem *api.Problem
	Summary string
	Facets  []facetGroup
	Chart   *chart
	Sorts   []navLink // by fit or by day
	Pickers []picker  // the form that makes a query
	Rest    string    // of the query, beside what the form picks
	Newest  bool
	All     bool
	Saved   bool // the reader saved this search
	Next    string
}

// A facetGroup is a field with its values.
type facetGroup struct {
	Title string
	Items []facetLink
	Rest  int    // values that are not shown
	More  string // address with more of them, "" if they are shown
}

// A facetLink narrows a search.
type facetLink struct {
	Text, Href string
	Count      int
}

// search shows what a query finds.
func (s *site) search(w http.ResponseWriter, r *http.Request) error {
	if param(r, "pick") != "" {
		s.pick(w, r)
		return nil
	}
	q := param(r, "q")
	p := &searchPage{chrome: chrome{Title: "Search", Q: q}, Newest: param(r, "sort") == "newest", All: param(r, "all") == "1"}
	status := http.StatusOK
	var err error
	if p.Pickers, p.Rest, err = s.pickers(r, q); err != nil {
		return err
	}
	if q != "" {
		p.Title = "Search: " + short(q, 60)
		found, err := s.Service.Search(r.Context(), ask.Search{Q: q, Cursor: param(r, "cursor"), Limit: pageSize, All: param(r, "all") == "1", Newest: param(r, "sort") == "newest"})
		if err != nil {
			if p.Problem = api.Explain(err); p.Problem.Status != http.StatusBadRequest {
				return err
			}
			status = http.StatusBadRequest
		}
		if p.Found = found; found != nil {
			p.Files = files(r)
			if p.Saved, err = s.looked(w, r, q); err != nil {
				return err
			}
			p.Next = nextPage(r, found.Next)
			p.Summary = summary(found.Counts)
			if p.Facets, err = s.facets(r, q, found.Counts); err != nil {
				return err
			}
			p.Sorts = []navLink{{Href: with(r, "sort", ""), Text: "by fit", Here: !p.Newest}, {Href: with(r, "sort", "newest"), Text: "the newest story first", Here: p.Newest}}
			if err := s.searchChart(r, p, q); err != nil {
				return err
			}
		}
	}
	s.show(w, r, status, "search", p)
	return nil
}

// summary says how much a search finds.
func summary(c *ask.Counts) string {
	if c == nil {
		return ""
	}
	text := plural(c.Stories, "story", "stories") + ", " + plural(c.Outlets, "outlet", "outlets") + ", " + plural(c.Lines, "text", "texts") + " without copies"
	if c.Capped {
		text = "More than " + text + " (of so many results those are counted that came in last)"
	}
	if c.Newest {
		text += "; too many to rank, so the newest come first"
	}
	if c.Undated > 0 {
		text += "; " + plural(c.Undated, "story without a publication date is left out", "stories without a publication date are left out")
	}
	return text
}

var facetTitles = map[string]string{"act": "What is done in saying it", "kind": "Speaker", "status": "Status", "country": "Country of the speaker", "outlet": "Outlet", "month": "Published", "type": "Code", "place": "Place"}

// facets returns the links that narrow a search: the most frequent values of
// each field, and more of the one that the address names.
func (s *site) facets(r *http.Request, q string, c *ask.Counts) ([]facetGroup, error) {
	if c == nil {
		return nil, nil
	}
	list, opened := c.Facets, param(r, "more")
	if opened != "" {
		more, err := s.Service.MoreOf(r.Context(), ask.Search{Q: q, All: param(r, "all") == "1"}, opened)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(list, func(f store.Facet) bool { return f.Field == opened })
		list = slices.DeleteFunc(slices.Clone(list), func(f store.Facet) bool { return f.Field == opened })
		list = slices.Insert(list, max(at, 0), more...)
	}
	return facetGroups(r, q, list, c.Values), nil
}

// facetGroups returns the links of facets, field by field. values says how many
// values each field has.
func facetGroups(r *http.Request, q string, list []store.Facet, values map[string]int) []facetGroup {
	var out []facetGroup
	for _, f := range list {
		if strings.Contains(q, f.Field+":") {
			continue // narrowed by it already
		}
		if len(out) == 0 || out[len(out)-1].Title != facetTitles[f.Field] {
			out = append(out, facetGroup{Title: facetTitles[f.Field], Rest: values[f.Field]})
			if param(r, "more") != f.Field {
				out[len(out)-1].More = with(r, "more", f.Field) + "#narrow"
			}
		}
		narrow := f.Field + `:"` + strings.ReplaceAll(f.Value, `"`, "") + `"`
		text := f.Value
		switch f.Field {
		case "month":
			narrow, text = "after:"+f.Value+"-01 before:"+nextMonth(f.Value), dayText(f.Value)
		case "act":
			text = orText(verbs[readout.Act(f.Value)], f.Value)
		case "kind":
			text = orText(claim.KindText(readout.SpeakerKind(f.Value)), f.Value)
		}
		g := &out[len(out)-1]
		g.Items, g.Rest = append(g.Items, facetLink{Text: text, Href: withAll(r, "q", q+" "+narrow, "more", ""), Count: f.Count}), g.Rest-1
	}
	return out
}

// nextMonth returns the month after YYYY-MM, as its first day.
func nextMonth(month string) string {
	var y, m int
	fmt.Sscanf(month, "%d-%d", &y, &m)
	if m++; m > 12 {
		y, m = y+1, 1
	}
	return fmt.Sprintf("%04d-%02d-01", y, m)
}

type healthPage struct {
	chrome
	H *ask.Health
}

// health shows how the archive does.
func (s *site) health(w http.ResponseWriter, r *http.Request) error {
	h, err := s.Service.Health(r.Context())
	if err != nil {
		return err
	}
	s.show(w, r, http.StatusOK, "health", &healthPage{chrome: chrome{Title: "Feeds and health"}, H: h})
	return nil
}

type keysPage struct{ chrome }

// keys says what the keys and the marks mean.
func (s *site) keys(w http.ResponseWriter, r *http.Request) error {
	s.show(w, r, http.StatusOK, "keys", &keysPage{chrome{Title: "Keys and marks"}})
	return nil
}
