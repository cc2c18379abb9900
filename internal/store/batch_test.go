package store

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/review"
)

// runTogether runs changes that all wait for one that runs already, in any order, and
// returns what became of each, and of that one last.
func runTogether(t *testing.T, s *Store, changes ...func(*Tx) error) []error {
	t.Helper()
	begun, goOn := make(chan bool), make(chan bool)
	out := make([]error, len(changes)+1)
	var w sync.WaitGroup
	w.Go(func() {
		out[len(changes)] = s.Update(t.Context(), func(tx *Tx) error { close(begun); <-goOn; return tx.Log(Deed{Do: "begin"}) })
	})
	<-begun
	for i, change := range changes {
		w.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					out[i] = p.(error)
				}
			}()
			out[i] = s.Update(t.Context(), change)
		})
	}
	for s.queue.waiting.Load() < int32(len(changes)) {
		time.Sleep(time.Millisecond)
	}
	close(goOn)
	w.Wait()
	return out
}

// deeds returns how many lines the audit log has, as readers see it.
func deeds(t testing.TB, s *Store) (n int) {
	t.Helper()
	if _, err := s.row(t.Context(), []any{&n}, `SELECT count(*) FROM audit`); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestChangesThatWaitAreCommittedTogether has many changes wait for one: they share
// a few commits, and each sees what those before it did.
func TestChangesThatWaitAreCommittedTogether(t *testing.T) {
	s := openJoining(t)
	const n = 20
	var saw, own []int // lines of the log as readers see it, and as the change does
	changes := make([]func(*Tx) error, n-1)
	for i := range changes {
		changes[i] = func(tx *Tx) error {
			before := 0
			if _, err := tx.row([]any{&before}, `SELECT count(*) FROM audit`); err != nil {
				return err
			}
			saw, own = append(saw, deeds(t, s)), append(own, before)
			return tx.Log(Deed{Do: "wait"})
		}
	}
	if err := errors.Join(runTogether(t, s, changes...)...); err != nil {
		t.Fatal(err)
	}
	commits := make(map[int]bool)
	for i := range saw {
		commits[saw[i]] = true
		if own[i] != i+1 {
			t.Errorf("change %d sees %d before it", i, own[i])
		}
	}
	if deeds(t, s) != n || len(commits) > n/2 {
		t.Errorf("%d of %d changes are kept, in %d commits", deeds(t, s), n, len(commits))
	}
}

// TestAChangeThatFailsLeavesTheOthers has changes among those that wait fail, by an
// error and by a panic: they change nothing, and the others are kept.
func TestAChangeThatFailsLeavesTheOthers(t *testing.T) {
	s := openJoining(t)
	recs := first(source(), 12)
	bringAll(t, s, recs[:4]...)
	wrong := errors.New("wrong")
	var changes []func(*Tx) error
	for i, rec := range recs {
		changes = append(changes, func(tx *Tx) error {
			if err := tx.Log(Deed{Do: "try"}); err != nil {
				return err
			}
			if i < 4 {
				_, err := tx.AddReview(string(rec.Version.ID), string(rec.Events[0].ID), review.Review{Do: review.Correct, Field: "date", Value: "2024-05-01", By: "Ines", Why: "so"}, -1)
				return err
			}
			if _, err := bringIn(tx, rec); err != nil {
				return err
			}
			switch i % 3 {
			case 1:
				return wrong
			case 2:
				panic(wrong)
			}
			return nil
		})
	}
	kept := 0
	for i, err := range runTogether(t, s, changes...) {
		if want := i >= 4 && i < len(recs) && i%3 > 0; errors.Is(err, wrong) != want || err != nil && !want {
			t.Errorf("change %d: %v", i, err)
		} else if !want {
			kept++
		}
	}
	if _, total, err := s.Reviews(t.Context(), Reviews{Limit: 9}); err != nil || total != 4 || deeds(t, s) != kept {
		t.Errorf("%d reviews and %d of %d lines, %v", total, deeds(t, s), kept, err)
	}
	if list := findings(t, s); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

// TestABatchThatBreaksIsToldToAll takes a batch back behind the store's back, as
// SQLite does when the disk fails: nobody whose change was in it is told that it is kept.
func TestABatchThatBreaksIsToldToAll(t *testing.T) {
	s := openJoining(t)
	broken := errors.New("the disk failed")
	told := runTogether(t, s, func(tx *Tx) error {
		if _, err := tx.s.wconn.ExecContext(context.Background(), "ROLLBACK"); err != nil {
			return err
		}
		return broken
	})
	// The one before it may have been committed already, on a slow machine.
	if !errors.Is(told[0], broken) || (told[1] == nil) != (deeds(t, s) == 1) {
		t.Errorf("%v, %d lines", told, deeds(t, s))
	}
	before := deeds(t, s)
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.Log(Deed{Do: "go on"}) }); err != nil || deeds(t, s) != before+1 {
		t.Errorf("%v, %d lines", err, deeds(t, s))
	}
}

// TestReviewsAreFoundByIndexes holds the queries of reviews to indexes: one that looks
// through all reviews for each costs the square of them.
func TestReviewsAreFoundByIndexes(t *testing.T) {
	s := openJoining(t)
	err := s.rows(t.Context(), func(scan func(...any) error) error {
		var id, parent, none int
		var step string
		err := scan(&id, &parent, &none, &step)
		if strings.HasPrefix(step, "SCAN") {
			t.Error(step)
		}
		return err
	}, `EXPLAIN QUERY PLAN SELECT `+reviewColumns+` FROM versions v JOIN `+standing+` r USING (vid) WHERE v.vid = 1`)
	if err != nil {
		t.Fatal(err)
	}
}
