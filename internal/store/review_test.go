package store

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/review"
)

// say keeps what a person says of a value.
func say(t testing.TB, s *Store, id, local string, r review.Review) (made *review.Review) {
	t.Helper()
	if r.By == "" {
		r.By = "Ines"
	}
	r.Why = "the text says so"
	err := s.Update(t.Context(), func(tx *Tx) (err error) {
		made, err = tx.AddReview(id, local, r, -1)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// finds returns how many values a query finds.
func finds(t testing.TB, s *Store, q string) int {
	t.Helper()
	query, err := ParseQuery(q)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	if err := s.EachRow(t.Context(), Rows{Query: query}, func(r *Row) error { n += len(r.Hits); return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestACorrectionIsFoundAndLasts corrects an event's type: searches, exports and
// the record have it, another reading and a newer version too, until it is
// taken back; the machine's value stays beside it.
func TestACorrectionIsFoundAndLasts(t *testing.T) {
	s := openJoining(t)
	recs := first(source(), 3)
	bringAll(t, s, recs...)
	rec := recs[0]
	e := rec.Events[0]
	kind := map[bool]string{true: "AID", false: "ASSAULT"}[e.Type == "ASSAULT"]
	id := string(rec.Version.ID)
	before := finds(t, s, "type:"+kind)
	made := say(t, s, id, string(e.ID), review.Review{Do: review.Correct, Field: "type", Value: kind})
	if got := finds(t, s, "type:"+kind); got != before+1 {
		t.Errorf("%d events are found with the corrected type, want %d", got, before+1)
	}
	r, err := s.Reviewed(t.Context(), id)
	if err != nil || len(r.Fits) != 1 || r.Fits[0].Machine != string(e.Type) || r.Fits[0].State != review.Applies {
		t.Fatalf("%+v, %v", r, err)
	}
	if was, _ := review.Value(r.Machine, string(e.ID), "type"); was != string(e.Type) {
		t.Errorf("the machine's type is %q, want %q", was, e.Type)
	}
	if served, err := s.Record(t.Context(), &r.Ref); err != nil || string(served.Events[0].Type) != kind {
		t.Errorf("the record has %v, %v", served.Events[0].Type, err)
	}
	if list := findings(t, s); len(list) != 0 {
		t.Errorf("%+v", list)
	}

	again := *rec
	again.Pipeline = "another model"
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.PutRecord(&r.Ref, &again) }); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Repair(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if got := finds(t, s, "type:"+kind); got != before+1 {
		t.Errorf("after another reading %d are found, want %d", got, before+1)
	}
	if list, total, err := s.Reviews(t.Context(), Reviews{ID: string(r.Ref.Story), State: review.Applies, Limit: 9}); err != nil || total != 1 || list[0].ID != made.ID || list[0].Local != string(e.ID) {
		t.Errorf("%+v, %v", list, err)
	}

	if err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.UndoReview(made.ID, "Jo", "it was right"); return err }); err != nil {
		t.Fatal(err)
	}
	if got := finds(t, s, "type:"+kind); got != before {
		t.Errorf("after it was taken back %d are found, want %d", got, before)
	}
	if err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.UndoReview(made.ID, "Jo", "again"); return err }); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	list, _, err := s.Reviews(t.Context(), Reviews{Limit: 9})
	if err != nil || len(list) != 1 || list[0].Undone != "Jo: it was right" {
		t.Errorf("%+v, %v", list, err)
	}
	if list := findings(t, s); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

// TestWhoCameLaterIsTold tells an editor what another said meanwhile.
func TestWhoCameLaterIsTold(t *testing.T) {
	s := openJoining(t)
	rec := first(source(), 1)[0]
	bringAll(t, s, rec)
	id, local := string(rec.Version.ID), string(rec.Events[0].ID)
	seen, err := s.LastReview(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	say(t, s, id, local, review.Review{Do: review.Correct, Field: "status", Value: "denied", By: "Jo"})
	try := func(field, value string, seen int64) error {
		return s.Update(t.Context(), func(tx *Tx) error {
			_, err := tx.AddReview(id, local, review.Review{Do: review.Correct, Field: field, Value: value, By: "Ines", Why: "so"}, seen)
			return err
		})
	}
	var other *OvertakenError
	if err := try("status", "possible", seen); !errors.As(err, &other) || other.Other.By != "Jo" {
		t.Errorf("%v", err)
	}
	if err := errors.Join(try("date", "2024-05-01", seen), try("status", "possible", seen+1)); err != nil {
		t.Error(err)
	}
}

// TestTwentyEditorsLoseNothing has twenty people correct at once while stories
// come in; each correction is kept, and none waits long.
func TestTwentyEditorsLoseNothing(t *testing.T) {
	s := openJoining(t)
	src := source()
	recs := first(src, 20)
	bringAll(t, s, recs...)
	const editors, each = 20, 3
	var wg sync.WaitGroup
	var mu sync.Mutex
	var slowest time.Duration
	for n := range editors {
		wg.Go(func() {
			for i := range each {
				rec := recs[(n*each+i)%len(recs)]
				begin := time.Now()
				err := s.Update(t.Context(), func(tx *Tx) error {
					_, err := tx.AddReview(string(rec.Version.ID), string(rec.Events[0].ID), review.Review{Do: review.Correct, Field: "date", Value: "2024-05-01", By: fmt.Sprint("editor ", n), Why: fmt.Sprint(i)}, -1)
					return err
				})
				mu.Lock()
				slowest = max(slowest, time.Since(begin))
				mu.Unlock()
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Go(func() {
		for n := range 5 {
			bring(t, s, src.Record(100+n))
		}
	})
	wg.Wait()
	list, total, err := s.Reviews(t.Context(), Reviews{Limit: 1000})
	if err != nil || total != editors*each || len(list) != total {
		t.Errorf("%d of %d reviews are kept, %v", total, editors*each, err)
	}
	if list := findings(t, s); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	t.Logf("slowest of %d: %v", total, slowest)
}

// TestForgettingTakesReviewsAlong takes the words out that a review is known
// by, and a name out of it.
func TestForgettingTakesReviewsAlong(t *testing.T) {
	s := openJoining(t)
	recs := first(source(), 2)
	bringAll(t, s, recs...)
	for _, rec := range recs {
		say(t, s, string(rec.Version.ID), string(rec.Events[0].ID), review.Review{Do: review.Correct, Field: "status", Value: "generic", By: "Ines Alder"})
	}
	if err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.ForgetStory(string(storyOf(t, s, recs[0]))); return err }); err != nil {
		t.Fatal(err)
	}
	if _, total, err := s.Reviews(t.Context(), Reviews{Limit: 9}); err != nil || total != 1 {
		t.Errorf("%d reviews are left, %v", total, err)
	}
	name := ""
	for _, a := range recs[1].Actors {
		if a.Kind == "person" && strings.Contains(a.Name, " ") && strings.Contains(recs[1].Version.Text, a.Name) {
			name = a.Name
		}
	}
	if err := s.Update(t.Context(), func(tx *Tx) error {
		_, err := tx.ForgetName("Ines Alder")
		if err == nil && name != "" {
			_, err = tx.ForgetName(name)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	list, _, err := s.Reviews(t.Context(), Reviews{Limit: 9})
	if err != nil || len(list) != 1 || strings.Contains(list[0].By, "Ines") || name != "" && strings.Contains(list[0].Anchor.Passage, name) {
		t.Fatalf("%+v, %v", list, err)
	}
	if list := findings(t, s); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

// TestOlderArchivesTakeReviews brings archives of all formats before reviews to today's; each
// takes a review.
func TestOlderArchivesTakeReviews(t *testing.T) {
	for _, format := range []string{"format-1", "format-2", "format-3", "format-4", "format-5", "format-6"} {
		s, err := Open(oldArchive(t, format))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		var id, local string
		if err := s.EachRow(t.Context(), Rows{}, func(r *Row) error {
			if len(r.Record.Attributions) > 0 {
				id, local = string(r.ID), string(r.Record.Attributions[0].ID)
			}
			n++
			return nil
		}); err != nil || n == 0 || id == "" {
			t.Fatalf("%s: %d rows, %v", format, n, err)
		}
		say(t, s, id, local, review.Review{Do: review.Correct, Field: "status", Value: "generic"})
		if list, _, err := s.Reviews(t.Context(), Reviews{Limit: 2}); err != nil || len(list) != 1 || list[0].State != review.Applies {
			t.Errorf("%s: %+v, %v", format, list, err)
		}
		if list := findings(t, s); len(list) != 0 {
			t.Errorf("%s: %+v", format, list)
		}
		s.Close()
	}
}
