package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A notePart is the notes and tags of a story or of a value, and the form for another.
type notePart struct {
	Tags, Notes []*store.Note
	Version, ID string // what the form is about
	May, AskWho bool
}

// notes fills in the notes and tags of a version's story and of its values.
func (s *site) notes(r *http.Request, p *storyPage, version string) error {
	list, err := s.Service.Store.Notes(r.Context(), version)
	if err != nil {
		return err
	}
	may, askWho := mayWrite(r), people.Of(r.Context()) == nil
	part := func(local string) *notePart { return &notePart{Version: version, ID: local, May: may, AskWho: askWho} }
	p.Notes = part("")
	of := make(map[string]*notePart)
	for _, n := range list {
		to := p.Notes // also of a value whose words are gone
		if n.Local != "" {
			if of[n.Local] == nil {
				of[n.Local] = part(n.Local)
			}
			to = of[n.Local]
		}
		if n.Tag != "" {
			to.Tags = append(to.Tags, n)
		} else {
			to.Notes = append(to.Notes, n)
		}
	}
	for _, c := range p.Cards {
		if c.Said = of[c.ID]; c.Said == nil && c.Open && may && reviewLayer(c.ID) != "" {
			c.Said = part(c.ID)
		}
		if c.Said != nil && !c.Open {
			c.Said.May = false // the form is there when the card is asked for
		}
	}
	return nil
}

// note keeps a note and tags that a form has.
func (s *site) note(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	version, local := r.PathValue("id"), field(r, "id")
	var wanted []ask.Noting
	for tag := range strings.SplitSeq(field(r, "tags"), ",") {
		if tag = strings.TrimSpace(tag); tag != "" {
			wanted = append(wanted, ask.Noting{Tag: tag})
		}
	}
	if text := field(r, "text"); text != "" || len(wanted) == 0 {
		wanted = append(wanted, ask.Noting{Text: text})
	}
	for _, in := range wanted {
		in.Version, in.ID, in.By = version, local, field(r, "by")
		if _, err := s.Service.Note(r.Context(), &in); err != nil {
			return err
		}
	}
	to := "/story/" + url.PathEscape(version)
	if local != "" {
		to += "?" + url.Values{"show": {local}}.Encode() + "#" + local
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// dropNote takes a note or a tag back.
func (s *site) dropNote(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	story, err := s.Service.DropNote(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/story/"+story, http.StatusSeeOther)
	return nil
}

type sourcesPage struct {
	chrome
	*ask.Sources
	Tags        []store.Facet
	Grades      []string
	Words       map[string]string
	May, AskWho bool
}

// sources shows who publishes and who speaks, with what people say of them, and all tags.
func (s *site) sources(w http.ResponseWriter, r *http.Request) error {
	p := &sourcesPage{chrome: chrome{Title: "Sources", Files: files(r)}, Grades: store.SourceGrades, Words: store.GradeWords, May: mayWrite(r), AskWho: people.Of(r.Context()) == nil}
	var err error
	if p.Sources, err = s.Service.Sources(r.Context()); err != nil {
		return err
	}
	if p.Tags, err = s.Service.Store.Tags(r.Context()); err != nil {
		return err
	}
	s.show(w, r, http.StatusOK, "sources", p)
	return nil
}

// grade keeps what a person says of a source or of what happened.
func (s *site) grade(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	in := &ask.Grading{Kind: field(r, "kind"), What: field(r, "what"), Grade: field(r, "grade"), By: field(r, "by"), Why: field(r, "why")}
	if err := s.Service.Grade(r.Context(), in); err != nil {
		return err
	}
	http.Redirect(w, r, safeNext(field(r, "back")), http.StatusSeeOther)
	return nil
}
