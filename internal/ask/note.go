package ask

import (
	"cmp"
	"context"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A Noting is a note or a tag that a person gives.
type Noting struct {
	Version string `json:"version" maxLength:"100" doc:"st_… or ve_…"`
	ID      string `json:"id,omitempty" maxLength:"20" doc:"of a value in its record: a3, e5, u2; none for the story"`
	Tag     string `json:"tag,omitempty" maxLength:"60" doc:"letters, digits and hyphens; one of tag and text"`
	Text    string `json:"text,omitempty" maxLength:"10000"`
	By      string `json:"by" minLength:"1" maxLength:"200" doc:"who says so"`
}

// Note keeps a note or a tag.
func (s *Service) Note(ctx context.Context, in *Noting) (made *store.Note, err error) {
	if err := s.sees(ctx, in.Version); err != nil {
		return nil, err
	}
	people.Did(ctx, "a note or tag on %s %s", in.Version, in.ID)
	err = s.Store.Update(ctx, func(tx *store.Tx) error {
		made, err = tx.AddNote(in.Version, in.ID, store.Note{By: by(ctx, in.By), Tag: strings.TrimSpace(in.Tag), Text: strings.TrimSpace(in.Text)})
		return err
	})
	return made, reviewError(err)
}

// DropNote takes a note or a tag back and returns the story that had it.
func (s *Service) DropNote(ctx context.Context, id string) (story string, err error) {
	if story, err = s.Store.NoteStory(ctx, id); err != nil {
		return "", err
	}
	people.Did(ctx, "%s of %s", id, story)
	return story, s.Store.Update(ctx, func(tx *store.Tx) error { return tx.DropNote(id) })
}

// A Grading is what a person says of a source, or of what happened.
type Grading struct {
	Kind  string `json:"kind" enum:"outlet,speaker,happening"`
	What  string `json:"what" minLength:"1" maxLength:"300" doc:"name of an outlet, a kind of speaker, or ev_…"`
	Grade string `json:"grade" enum:"A,B,C,D,E,F,1,2,3,4,5,6," doc:"A to F of a source, 1 to 6 of a happening in place of what is derived; none takes it back"`
	By    string `json:"by" minLength:"1" maxLength:"200" doc:"who says so"`
	Why   string `json:"why" minLength:"1" maxLength:"4000" doc:"a reason that others can check"`
}

// Grade keeps what a person says of a source or of what happened.
func (s *Service) Grade(ctx context.Context, in *Grading) error {
	g := store.Grade{Kind: store.GradeKind(in.Kind), What: in.What, Grade: in.Grade, By: by(ctx, in.By), Why: in.Why}
	switch g.Kind {
	case store.OfHappening:
		id, err := s.Store.Resolve(ctx, in.What)
		if err != nil {
			return err
		}
		if _, err := s.Store.Happening(ctx, id); err != nil {
			return err
		}
		g.What = id
	case store.OfOutlet:
		if ok, err := s.Store.HasOutlet(ctx, in.What); err != nil || !ok {
			if err == nil {
				err = store.ErrNotFound
			}
			return err
		}
	}
	people.Did(ctx, "%s %s: %s", g.Kind, g.What, cmp.Or(g.Grade, "no grade"))
	return reviewError(s.Store.Update(ctx, func(tx *store.Tx) error { return tx.AddGrade(g) }))
}

// Credibility is how far a happening is borne out, by the rule, and what a person
// says in its place; nil for nobody.
type Credibility struct {
	thread.Credibility
	Person *store.Grade `json:"person,omitempty" doc:"what a person says in its place"`
	Rule   string       `json:"rule"`
}

// Credible returns how far a happening is borne out.
func (s *Service) Credible(ctx context.Context, h *store.Happening) (*Credibility, error) {
	g, err := s.Store.GradeOf(ctx, store.OfHappening, h.ID)
	return &Credibility{thread.Credible(&h.Happening), g, thread.CredibilityRule}, err
}

// Sources are outlets and kinds of speakers with what people say of them.
type Sources struct {
	Outlets  []store.OutletLine `json:"outlets" doc:"those with most stories, and all that are graded"`
	Speakers []SpeakerLine      `json:"speakers"`
}

// A SpeakerLine is a kind of speaker and what people say of it.
type SpeakerLine struct {
	Kind  string       `json:"kind"`
	Grade *store.Grade `json:"grade,omitempty"`
}

// mostOutlets is how many outlets without a grade are listed.
const mostOutlets = 200

// Sources returns who publishes and what kinds of speakers speak, with their grades.
func (s *Service) Sources(ctx context.Context) (*Sources, error) {
	out := &Sources{Outlets: []store.OutletLine{}}
	list, err := s.Store.Outlets(ctx, mostOutlets)
	if err != nil {
		return nil, err
	}
	out.Outlets = append(out.Outlets, list...)
	graded, err := s.Store.Grades(ctx, store.OfSpeaker, "")
	for _, kind := range store.SpeakerKinds() {
		line := SpeakerLine{Kind: kind}
		for i := range graded {
			if graded[i].What == kind {
				line.Grade = &graded[i]
			}
		}
		out.Speakers = append(out.Speakers, line)
	}
	return out, err
}
