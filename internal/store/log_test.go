package store

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/many"
)

// TestLogOfALoadIsCarriedBesideChanges loads records in many changes with a short log: it
// begins anew now and then, what is on the disk is whole after each change, and in the
// end all is there that an archive has that was written without.
func TestLogOfALoadIsCarriedBesideChanges(t *testing.T) {
	defer func(begins, waits int64) { logBegins, logWaits = begins, waits }(logBegins, logWaits)
	logBegins, logWaits = 256<<10, 2<<20
	now := WithClock(func() time.Time { return time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC) })
	list := first(many.Samples(), 200)
	open := func(path string, options ...Option) *Store {
		s, err := Open(path, append(options, now)...)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	}
	path := filepath.Join(t.TempDir(), "a.db")
	plain, loaded := open(filepath.Join(t.TempDir(), "plain.db")), open(path, WithCache(1<<20))
	longest, versions := int64(0), 0
	for some := range slices.Chunk(list, 5) {
		bringCopies(t, plain, some, false)
		bringCopies(t, loaded, some, false)
		if versions += len(some); versions%50 == 0 {
			loaded.carrier.wait()
			if n := versionsOnDisk(t, path); n != versions {
				t.Errorf("%d versions are on the disk, want %d", n, versions)
			}
		}
		if info, err := os.Stat(path + "-wal"); err == nil {
			longest = max(longest, info.Size())
		}
	}
	loaded.carrier.wait()
	if info, err := os.Stat(path); err != nil || info.Size() < 1<<20 {
		t.Errorf("nothing of the log was brought in: %v, %v", info.Size(), err)
	}
	if longest < logBegins || longest > 2*logWaits {
		t.Errorf("the log had %d bytes", longest)
	}
	for table, query := range tablesAsRead {
		if got, want := dump(t, loaded, query), dump(t, plain, query); got != want {
			t.Errorf("%s: %s", table, firstDifference(got, want))
		}
	}
}

// versionsOnDisk returns how many versions a copy of the files of an archive has, as one
// finds them whose program was killed.
func versionsOnDisk(t *testing.T, path string) (n int) {
	t.Helper()
	left := filepath.Join(t.TempDir(), "left.db")
	for _, tail := range []string{"", "-wal"} {
		data, err := os.ReadFile(path + tail)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(left+tail, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Open(left)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.row(t.Context(), []any{&n}, `SELECT count(*) FROM versions`); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestWordsAreMergedRarelyDuringALoad looks at how many parts of an index of words are
// made one, during a load, in a program that reads meanwhile, and after it.
func TestWordsAreMergedRarelyDuringALoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	s, err := Open(path, WithCache(1<<20))
	if err != nil {
		t.Fatal(err)
	}
	number := func(s *Store, name string) (list []int64) {
		for _, index := range wordTables {
			n := int64(0)
			if _, err := s.first(t.Context(), []any{&n}, `SELECT v FROM `+index+`_config WHERE k = ?`, name); err != nil {
				t.Fatal(err)
			}
			list = append(list, n)
		}
		return list
	}
	parts := func(s *Store) []int64 { return number(s, "automerge") }
	if got := parts(s); !slices.Equal(got, []int64{loadParts, loadParts, loadParts}) {
		t.Errorf("%v parts are made one during a load", got)
	}
	if got := number(s, "crisismerge"); slices.Min(got) <= loadParts {
		t.Errorf("%v parts are made one at once, which a load has soon", got)
	}
	add(t, s, arrival("https://one.example/1", "Sound Courier", ferryText))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(path); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := parts(s); !slices.Equal(got, []int64{usualParts, usualParts, usualParts}) {
		t.Errorf("%v parts are made one after a load", got)
	}
	if hits := find(t, s, "ferry"); len(hits) != 1 {
		t.Errorf("%d hits", len(hits))
	}
}
