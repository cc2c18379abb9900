package store

import (
	"errors"
	"strings"
	"testing"
)

// TestATimelineIsItsSteps keeps steps in order, refuses one that somebody else's
// overtook, and knows none under other ids.
func TestATimelineIsItsSteps(t *testing.T) {
	s := openTemp(t)
	var id string
	step := func(since int, do, entry string) error {
		return s.Update(t.Context(), func(tx *Tx) error {
			_, err := tx.AddTimelineStep(id, since, do, entry, []byte(`{}`), func(later *TimelineStep) bool { return later.Entry == entry })
			return err
		})
	}
	if err := s.Update(t.Context(), func(tx *Tx) (err error) {
		id, err = tx.AddTimeline("make", []byte(`{"title":"The strike"}`))
		return err
	}); err != nil || !strings.HasPrefix(id, "tl_") {
		t.Fatal(id, err)
	}
	if err := errors.Join(step(1, "drop", "n1"), step(1, "edit", "n2")); err != nil { // two people, two entries
		t.Fatal(err)
	}
	var changed *ChangedError
	for _, since := range []int{1, 0, -4, 99} {
		if err := step(since, "edit", "n1"); !errors.As(err, &changed) || changed.Last != 3 {
			t.Errorf("since %d: %v", since, err)
		}
	}
	ref, steps, err := s.Timeline(t.Context(), id)
	if err != nil || len(steps) != 3 || steps[2].Entry != "n2" || steps[2].N != 3 || ref.LastAt.Before(ref.MadeAt) {
		t.Errorf("%+v, %v", steps, err)
	}
	for _, other := range []string{"tl_none", "", "st_1", "tl_' OR 1"} {
		if _, _, err := s.Timeline(t.Context(), other); !errors.Is(err, ErrNotFound) {
			t.Errorf("%q: %v", other, err)
		}
	}
	if list := findings(t, s); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	list, total, err := s.Timelines(t.Context(), 0, 10)
	if err != nil || total != 1 || list[0].ID != id {
		t.Errorf("%+v, %v", list, err)
	}
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.DropTimeline(id) }); err != nil {
		t.Fatal(err)
	}
	var gone *ForgottenError
	if _, _, err := s.Timeline(t.Context(), id); !errors.As(err, &gone) {
		t.Errorf("a timeline that was taken out: %v", err)
	}
}

// TestADamagedTimelineIsFound misses a step that is gone and one that can't be read.
func TestADamagedTimelineIsFound(t *testing.T) {
	s := openTemp(t)
	if err := s.Update(t.Context(), func(tx *Tx) error {
		id, err := tx.AddTimeline("make", []byte(`{}`))
		for range 2 {
			if err == nil {
				_, err = tx.AddTimelineStep(id, 1, "drop", "n1", []byte(`{}`), func(*TimelineStep) bool { return false })
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	path := s.Path()
	execAt(t, path, `DELETE FROM timeline_steps WHERE n = 2`)
	execAt(t, path, `UPDATE timeline_steps SET body = x'00' WHERE n = 3`)
	list := findings(t, s)
	if len(list) != 1 || list[0].What != "timeline" {
		t.Errorf("%+v", list)
	}
}

// TestANameLeavesTimelines takes a name that is forgotten out of what people
// wrote, and nothing else.
func TestANameLeavesTimelines(t *testing.T) {
	s := openTemp(t)
	var id string
	if err := s.Update(t.Context(), func(tx *Tx) (err error) {
		id, err = tx.AddTimeline("make", []byte(`{"title":"What Ana Ruiz did","items":[{"version":"ve_1","sentence":[3,9]}]}`))
		if err == nil {
			_, err = tx.ForgetName("Ana Ruiz")
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	_, steps, err := s.Timeline(t.Context(), id)
	if err != nil || strings.Contains(string(steps[0].Body), "Ruiz") || !strings.Contains(string(steps[0].Body), `[3,9]`) {
		t.Errorf("%s, %v", steps[0].Body, err)
	}
}

// TestOlderArchivesTakeTimelines brings archives of all formats to today's; each
// takes a timeline, and its happenings are found by their ids.
func TestOlderArchivesTakeTimelines(t *testing.T) {
	for _, format := range []string{"format-1", "format-3", "format-4", "format-5", "format-6", "format-7"} {
		s, err := Open(oldArchive(t, format))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.AddTimeline("make", []byte(`{}`)); return err }); err != nil {
			t.Errorf("%s: %v", format, err)
		}
		list, _, err := s.FindHappenings(t.Context(), Happenings{Limit: 3})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range list {
			got, err := s.HappeningsByID(t.Context(), []string{h.ID, "ev_none", h.ID})
			if err != nil || len(got) != 1 || len(got[h.ID].Mentions) != len(h.Mentions) {
				t.Errorf("%s: %v, %v", format, got, err)
			}
		}
		if list := findings(t, s); len(list) != 0 {
			t.Errorf("%s: %+v", format, list)
		}
		s.Close()
	}
}
