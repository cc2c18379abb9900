package store

import (
	"errors"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/review"
)

// noted is an archive with a story that was read, and its ids.
func noted(t *testing.T) (*Store, *VersionRef) {
	t.Helper()
	s := openJoining(t)
	ref := bring(t, s, source().Record(0))
	return s, ref
}

func note(t *testing.T, s *Store, id, local string, n Note) *Note {
	t.Helper()
	n.By = "ines"
	var made *Note
	if err := s.Update(t.Context(), func(tx *Tx) (err error) { made, err = tx.AddNote(id, local, n); return err }); err != nil {
		t.Fatal(err)
	}
	return made
}

// tagHits returns how much a query finds.
func tagHits(t *testing.T, s *Store, query string) int {
	t.Helper()
	q, err := ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	res, err := s.CountHits(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return res.Found
}

// TestTagsAreFound tags a story and a value of it, finds both, and takes the tags back.
func TestTagsAreFound(t *testing.T) {
	s, ref := noted(t)
	rec, err := s.Record(t.Context(), ref)
	if err != nil || len(rec.Events) < 2 {
		t.Fatalf("%d events, %v", len(rec.Events), err)
	}
	onStory := note(t, s, string(ref.Story), "", Note{Tag: "Harbour  Deal!"})
	onValue := note(t, s, string(ref.ID), string(rec.Events[1].ID), Note{Tag: "check"})
	note(t, s, string(ref.ID), string(rec.Events[1].ID), Note{Text: "Ask again."})
	all := tagHits(t, s, "type:"+strings.Join(types(rec.Events), ","))
	for query, want := range map[string]int{"tag:harbour-deal": 1, `tag:"Harbour Deal"`: 1, "tag:check": 1, "tag:none": 0,
		"tag:check type:" + strings.Join(types(rec.Events), ","): 1, "tag:harbour-deal type:" + strings.Join(types(rec.Events), ","): all} {
		if got := tagHits(t, s, query); got != want {
			t.Errorf("%s finds %d, want %d", query, got, want)
		}
	}
	list, err := s.Notes(t.Context(), string(ref.Story))
	if err != nil || len(list) != 3 || list[1].Local != string(rec.Events[1].ID) || list[2].Text != "Ask again." || list[1].Passage == "" {
		t.Errorf("%+v, %v", list, err)
	}
	if part := seenAt(t, s, people.Clear); part != nil {
		setLabel(t, s, string(ref.Story), people.Red)
		if tags, err := part.Tags(t.Context()); err != nil || len(tags) != 0 {
			t.Errorf("tags of what is not seen: %v, %v", tags, err)
		}
	}
	for _, n := range []*Note{onStory, onValue} {
		if err := s.Update(t.Context(), func(tx *Tx) error { return tx.DropNote(n.ID) }); err != nil {
			t.Error(err)
		}
	}
	if n := tagHits(t, s, "tag:check,harbour-deal"); n != 0 {
		t.Errorf("tags that were taken back find %d", n)
	}
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.DropNote(onStory.ID) }); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
}

// TestNotesAreForgotten takes a name out of notes, and notes out with their story.
func TestNotesAreForgotten(t *testing.T) {
	s, ref := noted(t)
	note(t, s, string(ref.Story), "", Note{Text: "Call Quentin Vale first."})
	note(t, s, string(ref.Story), "", Note{Tag: "vale"})
	err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.ForgetName("Quentin Vale"); return err })
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Notes(t.Context(), string(ref.Story))
	if err != nil || len(list) != 2 || strings.Contains(list[0].Text, "Quentin") || !strings.HasPrefix(list[0].Text, "Call ") {
		t.Errorf("%+v, %v", list, err)
	}
	if err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.ForgetStory(string(ref.Story)); return err }); err != nil {
		t.Fatal(err)
	}
	n := 0
	if _, err := s.row(t.Context(), []any{&n}, `SELECT (SELECT count(*) FROM notes) + (SELECT count(*) FROM note_fits)`); err != nil || n != 0 {
		t.Errorf("%d rows are left, %v", n, err)
	}
}

// TestGradesArePeoples grades an outlet and a kind of speaker, and takes one back.
func TestGradesArePeoples(t *testing.T) {
	s, ref := noted(t)
	st, err := s.Story(t.Context(), string(ref.Story))
	if err != nil {
		t.Fatal(err)
	}
	grade := func(g Grade) error {
		g.By = "ines"
		return s.Update(t.Context(), func(tx *Tx) error { return tx.AddGrade(g) })
	}
	for _, tt := range []struct {
		g    Grade
		want error
	}{
		{Grade{Kind: OfOutlet, What: st.Outlet, Grade: "B", Why: "two years of corrections"}, nil},
		{Grade{Kind: OfOutlet, What: st.Outlet, Grade: "B"}, review.ErrUsage},
		{Grade{Kind: OfOutlet, What: st.Outlet, Grade: "1", Why: "x"}, review.ErrUsage},
		{Grade{Kind: OfOutlet, What: "nobody.example", Grade: "A", Why: "x"}, ErrNotFound},
		{Grade{Kind: OfSpeaker, What: "poet", Grade: "A", Why: "x"}, review.ErrUsage},
		{Grade{Kind: OfSpeaker, What: "unnamed-official", Grade: "D", Why: "often wrong"}, nil},
		{Grade{Kind: OfHappening, What: "ev_1", Grade: "A", Why: "x"}, review.ErrUsage},
	} {
		if err := grade(tt.g); !errors.Is(err, tt.want) {
			t.Errorf("%+v: %v, want %v", tt.g, err, tt.want)
		}
	}
	g, err := s.GradeOf(t.Context(), OfOutlet, st.Outlet)
	if err != nil || g == nil || g.Grade != "B" || g.By != "ines" {
		t.Errorf("%+v, %v", g, err)
	}
	if err := grade(Grade{Kind: OfOutlet, What: st.Outlet, Why: "it was another outlet"}); err != nil {
		t.Fatal(err)
	}
	if list, err := s.Grades(t.Context(), "", ""); err != nil || len(list) != 1 || list[0].Kind != OfSpeaker {
		t.Errorf("%+v, %v", list, err)
	}
	setLabel(t, s, string(ref.Story), people.Red)
	if list, err := seenAt(t, s, people.Clear).Outlets(t.Context(), 10); err != nil || len(list) != 0 {
		t.Errorf("outlets of what is not seen: %+v, %v", list, err)
	}
}

// TestNotesAreMerged brings notes and grades into another archive that has the story, once.
func TestNotesAreMerged(t *testing.T) {
	s, ref := noted(t)
	other, there := noted(t)
	rec, err := other.Record(t.Context(), there)
	if err != nil || ref.ID != there.ID {
		t.Fatal(ref.ID, there.ID, err)
	}
	note(t, other, string(there.ID), string(rec.Events[0].ID), Note{Tag: "check"})
	if err := other.Update(t.Context(), func(tx *Tx) error {
		return tx.AddGrade(Grade{Kind: OfSpeaker, What: "document", Grade: "A", By: "bo", Why: "they are signed"})
	}); err != nil {
		t.Fatal(err)
	}
	kept, err := other.Kept(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.TakeDecisions(kept); return err }); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.Notes(t.Context(), string(ref.ID))
	if err != nil || len(list) != 1 || list[0].Local != string(rec.Events[0].ID) {
		t.Errorf("%+v, %v", list, err)
	}
	if grades, err := s.Grades(t.Context(), "", ""); err != nil || len(grades) != 1 || grades[0].By != "bo" {
		t.Errorf("%+v, %v", grades, err)
	}
}
