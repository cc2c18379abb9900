package ingest

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/compare"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestRecordsAreDerived takes all records out and reads again: the archive is
// what it was, and what a person decided in between holds.
func TestRecordsAreDerived(t *testing.T) {
	g := newIngester(t)
	addRows(t, g, manyRows(60)...)
	ctx := context.Background()
	if _, err := g.Read(ctx); err != nil {
		t.Fatal(err)
	}
	actors, err := g.Store.ActorsNamed(ctx, "Tomas Arendt")
	if err != nil || len(actors) != 1 {
		t.Fatal(actors, err)
	}
	refs, err := g.Store.Queue(ctx, "no pipeline has this name", nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	err = g.Store.Update(ctx, func(tx *store.Tx) error { // in one story he is somebody else
		st, err := tx.StoryOf(refs[0])
		if err != nil {
			return err
		}
		return tx.PartActor(actors[0].ID, st, "a namesake")
	})
	if err != nil {
		t.Fatal(err)
	}
	before, named := stateOf(t, g)
	if err := g.Store.Update(ctx, func(tx *store.Tx) error { return tx.ReadAgain(g.Reader.Name(), true) }); err != nil {
		t.Fatal(err)
	}
	if n, err := g.Store.QueueLen(ctx, g.Reader.Name()); n == 0 || err != nil {
		t.Fatalf("%d to be read, %v", n, err)
	}
	if _, err := g.Read(ctx); err != nil {
		t.Fatal(err)
	}
	after, namedAfter := stateOf(t, g)
	if before != after || named != 2 || namedAfter != 2 {
		t.Errorf("before %s, %d of the name\nafter  %s, %d", before, named, after, namedAfter)
	}
}

// stateOf returns a fingerprint of the archive, changes aside, and how many
// actors have the name of one that was parted.
func stateOf(t *testing.T, g *Ingester) (string, int) {
	t.Helper()
	actors, err := g.Store.ActorsNamed(t.Context(), "Tomas Arendt")
	if err != nil {
		t.Fatal(err)
	}
	return recordsOf(t, g.Store), len(actors)
}

// TestLostCopiesAreFoundAndJoinedAgain takes copies out of their groups: a check
// finds it, and a repair gives each the group that it had.
func TestLostCopiesAreFoundAndJoinedAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	open := func() *store.Store {
		s, err := store.Open(path, store.WithPrints(compare.Prints))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := open()
	g := &Ingester{Store: s, Reader: stubReader{"stub 1"}, Cleaner: DefaultCleaner()}
	addRows(t, g, manyRows(60)...)
	if _, err := g.Read(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := recordsOf(t, s)
	s.Close()
	for _, damage := range []string{`DELETE FROM copy_members`, `DELETE FROM copy_members; DELETE FROM copy_groups`, `DELETE FROM copy_groups`, `DELETE FROM copy_members WHERE of_vid = 0`} {
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(damage); err != nil {
			t.Fatal(err)
		}
		db.Close()
		s := open()
		if sum, err := s.Check(t.Context(), nil, nil); err != nil || sum.Findings == 0 {
			t.Errorf("%s: %d findings, %v", damage, sum.Findings, err)
		}
		if _, err := s.Repair(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if sum, err := s.Check(t.Context(), func(f store.Finding) { t.Error(f) }, nil); err != nil || sum.Findings > 0 {
			t.Errorf("after %s and a repair: %d findings, %v", damage, sum.Findings, err)
		}
		if got := recordsOf(t, s); got != want {
			t.Errorf("after %s and a repair: %s, want %s", damage, got, want)
		}
		s.Close()
	}
}
