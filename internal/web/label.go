package web

import (
	"net/http"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/people"
)

// label labels a story or a timeline and goes back to its page.
func (s *site) label(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	label, err := people.ParseLabel(field(r, "label"))
	if err != nil {
		return api.NewProblem(http.StatusBadRequest, "There is no such label.", "Take one of those that the page offers.")
	}
	id := r.PathValue("id")
	if err := s.Service.SetLabel(r.Context(), &ask.Labelling{ID: id, Label: label}); err != nil {
		return err
	}
	page := "/story/"
	if strings.HasPrefix(id, "tl_") {
		page = "/timelines/"
	}
	http.Redirect(w, r, page+id, http.StatusSeeOther)
	return nil
}

// A labelForm is the label of a story or a timeline, and those that who looks may give it.
type labelForm struct {
	ID     string
	Label  people.Label
	May    []people.Label
	Person *people.Person
}

// labelOf returns the label of a thing, to be shown and set; nil where it says nothing:
// nobody signs in, and it is CLEAR.
func (s *site) labelOf(r *http.Request, id string) (*labelForm, error) {
	l := &labelForm{ID: id, Person: people.Of(r.Context())}
	var err error
	if l.Label, err = s.Service.Store.Label(r.Context(), id); err != nil {
		return nil, err
	}
	if l.Person == nil && l.Label == people.Clear {
		return nil, nil
	}
	if l.Person == nil || l.Person.May(people.Editor, people.Write) {
		for _, label := range people.Labels {
			if l.Person == nil || label <= l.Person.Clearance {
				l.May = append(l.May, label)
			}
		}
	}
	return l, nil
}
