package ask

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// filled returns a service of an archive with n stories, each with its record.
func filled(t *testing.T, n int) *Service {
	t.Helper()
	s, err := store.Open(filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	src := many.Samples()
	for i := range n {
		rec := src.Record(i)
		err := s.Update(t.Context(), func(tx *store.Tx) error {
			story, err := tx.AddStory(rec.Version.Outlet, []string{"r:" + string(rec.Version.ID)})
			if err != nil {
				return err
			}
			ref, err := tx.AddVersion(story, &store.Arrival{Capture: store.Capture{Kind: "text", Data: []byte(rec.Version.Text)}, Version: &rec.Version, Change: store.First})
			if err != nil {
				return err
			}
			return tx.PutRecord(ref, rec)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return &Service{Store: s}
}

// TestOpenHandsOnRecords opens the events of an archive: each stands in the
// record that it comes with, a version's record is one, and an error of who
// asked ends the search.
func TestOpenHandsOnRecords(t *testing.T) {
	s := filled(t, 6)
	q, err := store.ParseQuery("status:asserted")
	if err != nil {
		t.Fatal(err)
	}
	records, hits := map[readout.VersionID]*readout.Record{}, 0
	res, err := s.Open(t.Context(), q, 50, func(h *store.Hit, record func() (*readout.Record, error)) error {
		hits++
		rec, err := record()
		if err != nil {
			return err
		}
		if rec == nil || rec.Version.ID != h.ID || rec.Index().Event(readout.EventID(h.Local)) == nil {
			t.Errorf("%s stands in another record", h.Ref())
		}
		if known := records[h.ID]; known != nil && known != rec {
			t.Errorf("the record of %s was read twice", h.ID)
		}
		records[h.ID] = rec
		return nil
	})
	if err != nil || hits < 2 || hits > res.Found {
		t.Errorf("%d hits of %+v, %v", hits, res, err)
	}
	stop := errors.New("enough")
	n := 0
	if _, err := s.Open(t.Context(), q, 50, func(*store.Hit, func() (*readout.Record, error)) error { n++; return stop }); !errors.Is(err, stop) || n != 1 {
		t.Errorf("%v after %d hits", err, n)
	}
	for id, want := range records {
		if rec, err := s.ReadRecord(t.Context(), string(id)); err != nil || rec.Version.ID != want.Version.ID {
			t.Errorf("%s: %v", id, err)
		}
	}
	if _, err := s.ReadRecord(t.Context(), "ve_00000000000000000000"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a version that is not there: %v", err)
	}
}

// TestActorsAreFoundByNameAndID asks for an actor by both, and for nobody.
func TestActorsAreFoundByNameAndID(t *testing.T) {
	s := filled(t, 6)
	list, err := s.Actors(t.Context(), Naming{}, "", 1)
	if err != nil || len(list.Items) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	want := list.Items[0]
	for _, name := range []string{want.ID, want.Name, " " + want.Name + " "} {
		if got, _, err := s.Named(t.Context(), name); err != nil || got.ID != want.ID || got.Stories != want.Stories {
			t.Errorf("%q: %+v, %v", name, got, err)
		}
	}
	for _, name := range []string{"ac_nobody", "Nobody Whatsoever"} {
		if _, _, err := s.Named(t.Context(), name); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%q: %v", name, err)
		}
	}
	rec := many.Samples().Record(0)
	if ids, _ := s.Known(t.Context(), rec); len(ids) == 0 {
		t.Error("the archive knows nobody of a record of its own")
	}
	rec.Version.ID = "ve_00000000000000000000"
	if ids, public := s.Known(t.Context(), rec); len(ids)+len(public) > 0 {
		t.Errorf("the archive knows %v of what it does not have", ids)
	}
}
