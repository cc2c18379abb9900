package store

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/many"
)

// TestRowsThatWaitAreThereWhenTheyAreRead looks at rows of a change from within it.
func TestRowsThatWaitAreThereWhenTheyAreRead(t *testing.T) {
	s := openTemp(t)
	in := arrival("https://one.example/1", "Sound Courier", ferryText)
	ref := add(t, s, in)
	rec := record(in.Version, "p1", "Tomas Arendt", "denied", "the ferry had been sold")
	err := s.Update(t.Context(), func(tx *Tx) error {
		if err := tx.PutRecord(ref, rec); err != nil {
			return err
		}
		if !slices.Contains(tx.waits, "statements") || !slices.Contains(tx.waits, "said") {
			t.Errorf("what waits is in %v, want statements and their words among it", tx.waits)
		}
		said, named := 0, 0
		if _, err := tx.row([]any{&said}, `SELECT count(*) FROM said WHERE said MATCH 'ferry'`); err != nil {
			return err
		}
		if _, err := tx.row([]any{&named}, `SELECT count(*) FROM statements s JOIN actor_versions a USING (vid)`); err != nil {
			return err
		}
		if said != 1 || named != 1 || slices.Contains(tx.waits, "statements") {
			t.Errorf("%d statements by their words, %d with their speakers; %v wait still", said, named, tx.waits)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if hits := find(t, s, "kind:named ferry"); len(hits) != 1 {
		t.Errorf("%d hits after the change", len(hits))
	}
}

// find returns what a search finds.
func find(t *testing.T, s *Store, text string) []*Hit {
	t.Helper()
	q, err := ParseQuery(text)
	if err != nil {
		t.Fatal(err)
	}
	res, err := s.Search(t.Context(), q, 100)
	if err != nil {
		t.Fatal(err)
	}
	return res.Hits
}

// mentionsJoined is how many mentions tell of a happening.
func mentionsJoined(t *testing.T, s *Store) (n int) {
	t.Helper()
	if _, err := s.row(t.Context(), []any{&n}, `SELECT count(*) FROM members`); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestStoriesThatAreJoinedLaterTellTheSame leaves joining to the end, stops it,
// goes on, and compares with an archive that joined each story as it came.
func TestStoriesThatAreJoinedLaterTellTheSame(t *testing.T) {
	defer func(n int) { restChunk = n }(restChunk)
	restChunk = 40
	const n = 60
	at, later, src := openJoining(t), openJoining(t), many.Samples()
	src.PerDay = 20
	for some := range slices.Chunk(first(src, n), 50) {
		bringAll(t, at, some...)
		err := later.Update(t.Context(), func(tx *Tx) error {
			tx.JoinLater()
			for _, rec := range some {
				if _, err := bringIn(tx, rec); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := joins(t, later); got != "" {
		t.Fatalf("joined already: %s", got)
	}
	ctx, stop := context.WithCancel(t.Context())
	err := later.JoinRest(ctx, func(done, of int) {
		if done > 0 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("stopped: %v", err)
	}
	half := mentionsJoined(t, later)
	if err := later.JoinRest(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if all := mentionsJoined(t, later); half == 0 || half >= all {
		t.Errorf("%d of %d mentions were joined when it was stopped", half, all)
	}
	if n := shared(t, at); n < 10 {
		t.Errorf("%d happenings of several stories show nothing", n)
	}
	if got, want := joins(t, later), joins(t, at); got != want {
		t.Errorf("joined later:\n%s", firstDifference(got, want))
	}
}

// TestCountsOfVeryManyAreOfTheLast counts with a limit that a few results reach.
func TestCountsOfVeryManyAreOfTheLast(t *testing.T) {
	s, src := openJoining(t), many.Samples()
	bringAll(t, s, first(src, 60)...)
	defer func(n int) { maxFound = n }(maxFound)
	maxFound = 20
	q, err := ParseQuery("status:asserted act:say")
	if err != nil {
		t.Fatal(err)
	}
	res, err := s.CountHits(t.Context(), q)
	if err != nil || !res.Capped || res.Found != maxFound+1 {
		t.Fatalf("%+v, %v", res, err)
	}
	want, all := 0, 0
	if _, err := s.first(t.Context(), []any{&want, &all}, `SELECT count(DISTINCT vid), (SELECT count(DISTINCT vid) FROM statements) FROM (SELECT vid FROM statements WHERE status = 'asserted' AND act = 'say' ORDER BY rid DESC LIMIT ?)`, maxFound+1); err != nil {
		t.Fatal(err)
	}
	if res.Stories != want || want >= all {
		t.Errorf("%d stories, the last %d results have %d, all %d", res.Stories, maxFound+1, want, all)
	}
}
