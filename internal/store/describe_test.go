package store

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/many"
)

// TestActorsAreAsTheirNewestVersionsSay brings versions that say now this and now that of
// the same people, mostly what was said before: after each change all are described as by
// one who looks at their newest versions alone.
func TestActorsAreAsTheirNewestVersionsSay(t *testing.T) {
	src := many.Samples()
	rnd := rand.New(rand.NewPCG(1, 2))
	names := []string{"Anton Keller", "Berta Lind", "Korv"}
	usual := []readout.Actor{{Kind: "person", Country: "NOR", Public: true}, {Kind: "person"}, {Kind: "organization", Country: "SWE"}}
	s := openTemp(t)
	left, looked := 0, 0
	for n := 0; n < 900; {
		var some []*readout.Record
		for range 1 + rnd.IntN(12) {
			rec := src.Record(n)
			for i, name := range names {
				k := slices.IndexFunc(rec.Actors, func(a readout.Actor) bool { return a.Kind == readout.PersonActor && !slices.Contains(names, a.Name) })
				if k < 0 {
					break
				}
				a := &rec.Actors[k]
				a.Name, a.Basis = name, "story"
				a.Kind, a.Country, a.Public = usual[i].Kind, usual[i].Country, usual[i].Public
				if stretch := n / 150 % 2; stretch == 1 || rnd.IntN(12) == 0 {
					a.Country, a.Public = []string{"", "NOR", "SWE"}[rnd.IntN(3)], rnd.IntN(2) == 0
				}
			}
			some = append(some, rec)
			n++
		}
		bringCopies(t, s, some, false)
		ids := allTexts(t, s, `SELECT id FROM actors`)
		for _, id := range ids {
			var have ActorInfo
			if _, err := s.row(t.Context(), []any{&have.ID, &have.Name, &have.Kind, &have.Country, &have.Basis, &have.Public}, `SELECT id, name, kind, country, basis, public FROM actors WHERE id = ?`, id); err != nil {
				t.Fatal(err)
			}
			want, err := describe(s.rowsOf(t.Context()), id)
			if err != nil {
				t.Fatal(err)
			}
			if want.ID = id; have != *want {
				t.Fatalf("after %d: %+v, and its versions say %+v", n, have, *want)
			}
			looked++
			if s.nowhere[id] {
				left++
			}
		}
	}
	if left == 0 || looked < 1000 {
		t.Errorf("%d of %d actors are known to be nowhere: nothing is left out", left, looked)
	}
}

// TestNewActorsAreDescribedWithoutALook brings actors whom no version named before: what
// is said of them is known, and the rows that say it are still to be written.
func TestNewActorsAreDescribedWithoutALook(t *testing.T) {
	s := openTemp(t)
	ref, rec := ferryDenied(t, s)
	err := s.Update(t.Context(), func(tx *Tx) error {
		if err := tx.PutRecord(ref, rec); err != nil {
			return err
		}
		if err := tx.followAgain(); err != nil {
			return err
		}
		if rows := rowsWaiting(tx); rows["actor_versions"] == 0 {
			t.Errorf("%v wait: what versions say of new actors was read", rows)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range allTexts(t, s, `SELECT DISTINCT actor FROM actor_versions`) {
		want, err := describe(s.rowsOf(t.Context()), id)
		if err != nil {
			t.Fatal(err)
		}
		have := new(ActorInfo)
		if _, err := s.row(t.Context(), []any{&have.Name, &have.Kind, &have.Country, &have.Basis, &have.Public}, `SELECT name, kind, country, basis, public FROM actors WHERE id = ?`, id); err != nil || *have != *want {
			t.Errorf("%+v, %v, and its version says %+v", *have, err, *want)
		}
	}
}

// allTexts returns the first column of a query.
func allTexts(t *testing.T, s *Store, query string) (list []string) {
	t.Helper()
	err := s.rows(t.Context(), func(scan func(...any) error) error {
		var text string
		err := scan(&text)
		list = append(list, text)
		return err
	}, query)
	if err != nil {
		t.Fatal(err)
	}
	return list
}
