package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/review"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

type studiesPage struct {
	chrome
	Items  []*store.Study
	May    bool
	AskWho bool
}

// studies lists the samples that several people judge apart.
func (s *site) studies(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Service.Studies(r.Context())
	if err != nil {
		return err
	}
	s.show(w, r, http.StatusOK, "studies", &studiesPage{chrome: chrome{Title: "Studies", Files: files(r)}, Items: list, May: mayWrite(r), AskWho: people.Of(r.Context()) == nil})
	return nil
}

// makeStudy draws a sample and goes to it.
func (s *site) makeStudy(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	in := &ask.StudyAsked{Title: field(r, "title"), Query: field(r, "q"), Blank: field(r, "blank") != "", By: field(r, "by"), Seed: 1,
		Coders: strings.FieldsFunc(field(r, "coders"), func(c rune) bool { return c == ',' || c == '\n' || c == ';' })}
	var err error
	if in.Sample, err = strconv.Atoi(field(r, "sample")); err != nil || in.Sample < 1 || in.Sample > 5000 {
		return api.NewProblem(http.StatusBadRequest, "Say how many are drawn, from 1 to 5,000.", "Correct the form.")
	}
	if text := field(r, "seed"); text != "" {
		if in.Seed, err = strconv.ParseInt(text, 10, 64); err != nil {
			return api.NewProblem(http.StatusBadRequest, "The seed is a whole number.", "Correct the form.")
		}
	}
	if in.Title == "" {
		return api.NewProblem(http.StatusBadRequest, "The study has no title.", "Give it one.")
	}
	id, err := s.Service.MakeStudy(r.Context(), in)
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/studies/"+id, http.StatusSeeOther)
	return nil
}

type studyPage struct {
	chrome
	*ask.StudyPage
	Who    string // who looks
	AskWho bool   // nobody signs in: the address says who looks
	Item   *studyForm
	Rows   []studyRow // what was said of each item, when all are done
	Agreed int        // items on which they agree that are not settled
	Settle bool       // who looks may settle
	Left   int        // items that who looks has still to judge
}

// Alpha returns how far people agree on a field, as it is shown.
func (p *studyPage) Alpha(a review.Agreement) string {
	if a.Alpha == nil {
		return "all alike"
	}
	return fmt.Sprintf("%.3f", *a.Alpha)
}

// At returns the address of an item of the study, as who looks.
func (p *studyPage) At(n int) string {
	q := url.Values{"n": {strconv.Itoa(n)}}
	if p.AskWho {
		q.Set("as", p.Who)
	}
	return address("/studies/"+p.ID, q)
}

// A studyRow is an item with what was said of it.
type studyRow struct {
	*store.StudyItem
	Fields []studyField
	Href   string
}

// A studyField is what each said of a field.
type studyField struct {
	Name    string
	Machine string
	Said    []string
	Differ  bool
}

// A studyForm asks what an item is.
type studyForm struct {
	*store.StudyItem
	Right  string
	Why    string
	Fields []reviewField
	Href   string
	Blank  bool
	Next   int // the item behind it
}

// study shows a study: to who judges it one item after the other, to all how far
// they agree when all are done, and what they differ on.
func (s *site) study(w http.ResponseWriter, r *http.Request) error {
	p := &studyPage{AskWho: people.Of(r.Context()) == nil, Who: param(r, "as")}
	if !p.AskWho {
		p.Who = people.Of(r.Context()).Name
	}
	var err error
	if p.StudyPage, err = s.Service.Study(r.Context(), r.PathValue("id"), p.Who); err != nil {
		return err
	}
	p.Title = p.StudyPage.Title
	at, _ := strconv.Atoi(param(r, "n"))
	switch {
	case p.Open && p.Coded(p.Who) && mayWrite(r):
		p.code(at)
	case !p.Open:
		p.compare(at, mayWrite(r))
	}
	s.show(w, r, http.StatusOK, "study", p)
	return nil
}

// code finds the item that is judged next: the one asked for, else the first of
// which who looks has said nothing.
func (p *studyPage) code(at int) {
	for _, it := range p.List {
		if len(it.Marks) == 0 {
			p.Left++
			if at == 0 {
				at = it.N
			}
		}
	}
	for _, it := range p.List {
		if it.N == at {
			p.Item = p.form(it)
		}
	}
}

// form returns the form of an item, with what who looks has said of it.
func (p *studyPage) form(it *store.StudyItem) *studyForm {
	f := &studyForm{StudyItem: it, Right: "yes", Blank: p.Blank, Next: it.N + 1, Href: address("/story/"+string(it.Version), nil)}
	now := it.Values
	if len(it.Marks) > 0 && p.Open {
		f.Right, f.Why, now = it.Marks[0].Right, it.Marks[0].Why, it.Marks[0].Values
	}
	for _, name := range review.Fields(it.Layer) {
		f.Fields = append(f.Fields, reviewField{Name: name, Machine: it.Values[name], Now: now[name], Choices: valuesOf(it.Layer, name, now[name])})
	}
	return f
}

// compare puts what all said side by side, and the form of an item that is to be
// settled.
func (p *studyPage) compare(at int, may bool) {
	p.Settle = may && !p.Coded(p.Who) && (!p.AskWho || p.Who != "")
	for _, it := range p.List {
		if it.Settled == "" && len(it.Differ) == 0 && len(it.Marks) > 0 {
			p.Agreed++
		}
		row := studyRow{StudyItem: it, Href: "/story/" + string(it.Version)}
		differ := make(map[string]bool)
		for _, field := range it.Differ {
			differ[field] = true
		}
		whole := studyField{Name: "right", Machine: "yes", Differ: differ["right"]}
		for _, m := range it.Marks {
			whole.Said = append(whole.Said, m.Right)
		}
		row.Fields = append(row.Fields, whole)
		for _, name := range review.Fields(it.Layer) {
			f := studyField{Name: name, Machine: it.Values[name], Differ: differ[name]}
			other := false
			for _, m := range it.Marks {
				f.Said = append(f.Said, m.Values[name])
				other = other || m.Values[name] != f.Machine
			}
			if f.Differ || other && m0(it).Right == "yes" {
				row.Fields = append(row.Fields, f)
			}
		}
		p.Rows = append(p.Rows, row)
		if p.Settle && it.Settled == "" && (it.N == at || at == 0 && p.Item == nil && len(it.Differ) > 0) {
			p.Item = p.form(it)
			if m := m0(it); m.Right == "yes" { // as the first says; the other stands beside it
				for i := range p.Item.Fields {
					f := &p.Item.Fields[i]
					f.Now = m.Values[f.Name]
					f.Choices = valuesOf(it.Layer, f.Name, f.Now)
				}
			}
		}
	}
}

// m0 is what the first of those who judge an item said.
func m0(it *store.StudyItem) *review.Mark {
	if len(it.Marks) == 0 {
		return new(review.Mark)
	}
	return it.Marks[0]
}

// studyValues returns the fields of a form of a study.
func studyValues(r *http.Request) map[string]string {
	out := make(map[string]string)
	for name := range r.PostForm {
		if plain, ok := strings.CutPrefix(name, "f."); ok {
			out[plain] = field(r, name)
		}
	}
	return out
}

// markStudy keeps what somebody says of an item, and goes to the next.
func (s *site) markStudy(w http.ResponseWriter, r *http.Request) error {
	n, err := numberedForm(w, r)
	if err != nil {
		return err
	}
	in := &ask.Marking{N: n, Right: field(r, "right"), Values: studyValues(r), Why: field(r, "why"), By: field(r, "by")}
	if err := s.Service.Mark(r.Context(), r.PathValue("id"), in); err != nil {
		return err
	}
	return backToStudy(w, r)
}

// settleStudy keeps what a third person says where those who judged differ.
func (s *site) settleStudy(w http.ResponseWriter, r *http.Request) error {
	n, err := numberedForm(w, r)
	if err != nil {
		return err
	}
	in := &ask.Settling{N: n, Agreed: field(r, "agreed") != "", Right: field(r, "right"), Values: studyValues(r), Why: field(r, "why"), By: field(r, "by")}
	if _, err := s.Service.Settle(r.Context(), r.PathValue("id"), in); err != nil {
		return err
	}
	return backToStudy(w, r)
}

// numberedForm reads a form and the number of the item that it is about, 0 for none.
func numberedForm(w http.ResponseWriter, r *http.Request) (n int, err error) {
	if err := form(w, r); err != nil {
		return 0, err
	}
	if text := field(r, "n"); text != "" {
		if _, err := fmt.Sscanf(text, "%d", &n); err != nil || n < 1 {
			return 0, api.NewProblem(http.StatusBadRequest, "The form does not say which value it is about.", "Send it from its page.")
		}
	}
	return n, nil
}

// backToStudy goes back to a study, as who looked.
func backToStudy(w http.ResponseWriter, r *http.Request) error {
	to := "/studies/" + url.PathEscape(r.PathValue("id"))
	if people.Of(r.Context()) == nil && field(r, "by") != "" {
		to += "?" + url.Values{"as": {field(r, "by")}}.Encode()
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}
