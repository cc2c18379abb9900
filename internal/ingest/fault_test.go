//go:build linux && (amd64 || arm64)

package ingest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"github.com/klauspost/compress/gzip"
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// faults counts the writes and syncs of the database and lets one of them, or
// all from one on, fail.
type faults struct {
	count, at int
	lasting   bool
	code      int32
}

var disk faults

// hit counts a place and reports whether it fails.
func (f *faults) hit() bool {
	f.count++
	return f.at > 0 && (f.count == f.at || f.lasting && f.count > f.at)
}

type (
	writeFunc = func(tls *libc.TLS, file, data uintptr, n int32, at sqlite3.Tsqlite3_int64) int32
	syncFunc  = func(tls *libc.TLS, file uintptr, flags int32) int32
)

// pointer returns an address of the database's own memory as a pointer.
func pointer(address uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&address)) }

// funcAt returns the function behind a function pointer of translated C.
func funcAt[F any](address uintptr) F {
	return *(*F)(unsafe.Pointer(&struct{ p uintptr }{address}))
}

// addressOf returns the function pointer of f.
func addressOf(f any) uintptr { return (*[2]uintptr)(unsafe.Pointer(&f))[1] }

// keptAlive holds the functions that the database points to.
var keptAlive []any

// breakDisk puts the counter before the writes and syncs of the database's
// files, in the tables of methods that all its files share, and returns what
// takes it away again.
func breakDisk(t *testing.T) (mend func()) {
	t.Helper()
	tls := libc.NewTLS()
	defer tls.Close()
	name, err := libc.CString(filepath.Join(t.TempDir(), "probe.db"))
	if err != nil {
		t.Fatal(err)
	}
	var db uintptr
	if rc := sqlite3.Xsqlite3_open_v2(tls, name, uintptr(unsafe.Pointer(&db)), sqlite3.SQLITE_OPEN_READWRITE|sqlite3.SQLITE_OPEN_CREATE, 0); rc != 0 {
		t.Fatal("opening the probe:", rc)
	}
	defer sqlite3.Xsqlite3_close_v2(tls, db)
	sql, _ := libc.CString("PRAGMA journal_mode=WAL; CREATE TABLE x (y); INSERT INTO x VALUES (1)")
	if rc := sqlite3.Xsqlite3_exec(tls, db, sql, 0, 0, 0); rc != 0 {
		t.Fatal("filling the probe:", rc)
	}
	var undo []func()
	seen := make(map[uintptr]bool)
	for _, op := range []int32{sqlite3.SQLITE_FCNTL_FILE_POINTER, sqlite3.SQLITE_FCNTL_JOURNAL_POINTER} {
		var file uintptr
		if rc := sqlite3.Xsqlite3_file_control(tls, db, 0, op, uintptr(unsafe.Pointer(&file))); rc != 0 || file == 0 {
			t.Fatal("finding the file:", rc)
		}
		table := (*sqlite3.Tsqlite3_file)(pointer(file)).FpMethods
		if seen[table] {
			continue
		}
		seen[table] = true
		methods := (*sqlite3.Tsqlite3_io_methods)(pointer(table))
		old := *methods
		write, sync := funcAt[writeFunc](old.FxWrite), funcAt[syncFunc](old.FxSync)
		var badWrite writeFunc = func(tls *libc.TLS, file, data uintptr, n int32, at sqlite3.Tsqlite3_int64) int32 {
			if disk.hit() {
				return disk.code
			}
			return write(tls, file, data, n, at)
		}
		var badSync syncFunc = func(tls *libc.TLS, file uintptr, flags int32) int32 {
			if disk.hit() {
				return sqlite3.SQLITE_IOERR_FSYNC
			}
			return sync(tls, file, flags)
		}
		keptAlive = append(keptAlive, badWrite, badSync, old)
		methods.FxWrite, methods.FxSync = addressOf(badWrite), addressOf(badSync)
		undo = append(undo, func() { methods.FxWrite, methods.FxSync = old.FxWrite, old.FxSync })
	}
	return func() {
		for _, f := range undo {
			f()
		}
	}
}

// TestFailingWrites lets a write or a sync fail at each of the first places,
// from the making of the archive on: no file is damaged, the message says what
// happened, and the same command finishes the work once the disk writes again.
// READOUT_FAULTS=500 tries each of the first 500 places, otherwise every tenth
// of them is tried.
func TestFailingWrites(t *testing.T) {
	places, step := setting("READOUT_FAULTS", 500), 10
	if os.Getenv("READOUT_FAULTS") != "" {
		step = 1
	}
	if testing.Short() {
		step = 125
	}
	file := rowsFile(t, manyRows(150))
	defer breakDisk(t)()
	dir := t.TempDir()
	disk = faults{}
	if err := ingestFile(filepath.Join(dir, "whole.db"), file); err != nil {
		t.Fatal(err)
	}
	if disk.count < places {
		t.Fatalf("a whole run writes and syncs %d times only", disk.count)
	}
	want := fingerprint(t, filepath.Join(dir, "whole.db"))
	failed := 0
	for n := 1; n <= places; n += step {
		archive := filepath.Join(dir, fmt.Sprintf("%d.db", n))
		disk = faults{at: n, lasting: n/step%2 == 1, code: []int32{sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_FULL}[n/step/2%2]}
		err := ingestFile(archive, file)
		disk = faults{}
		if err != nil {
			failed++
			if text := err.Error(); !strings.Contains(text, "disk") || !strings.Contains(text, archive) {
				t.Errorf("place %d: the message does not help: %v", n, err)
			}
		}
		if err := ingestFile(archive, file); err != nil {
			t.Fatalf("place %d, afterwards: %v", n, err)
		}
		if got := fingerprint(t, archive); got != want {
			t.Fatalf("place %d:\ngot  %s\nwant %s", n, got, want)
		}
		checkArchive(t, archive)
		for _, tail := range []string{"", "-wal", "-shm", ".lock"} {
			os.Remove(archive + tail)
		}
	}
	t.Logf("%d of %d places tried, %d of them ended the run", (places+step-1)/step, places, failed)
}

// A richReader finds an event with an actor and a recipient in each statement.
type richReader struct{ stubReader }

func (r richReader) Read(ctx context.Context, v *readout.Version) (*readout.Record, error) {
	rec, err := r.stubReader.Read(ctx, v)
	for i := range rec.Attributions {
		a := &rec.Attributions[i]
		rec.Events = append(rec.Events, readout.Event{ID: readout.EventID(fmt.Sprintf("e%d", i+1)), Type: "CONSULT", Quad: 1, Trigger: a.Cue, Sentence: a.Cue.Cover(),
			Actor: []readout.Role{{Text: a.Speaker.Text, Actor: a.Speaker.Actor, Country: "NOR"}}, Recipient: []readout.Role{{Text: "a ferry", Country: "SWE"}},
			Status: readout.Asserted, By: []readout.AttributionID{a.ID}})
	}
	return rec, err
}

// works are what is done to an archive that has stories: each writes tables that
// tie others together. A work that is done twice leaves what it leaves once.
var works = []struct {
	name string
	do   func(*store.Store) error
}{
	{"add", func(s *store.Store) error {
		g := &Ingester{Store: s, Reader: richReader{stubReader{"rich 1"}}, Cleaner: DefaultCleaner()}
		if _, err := g.Add(context.Background(), []string{"-"}, strings.NewReader(strings.Join(manyRows(80)[40:], "\n"))); err != nil {
			return err
		}
		_, err := g.Read(context.Background())
		return err
	}},
	{"reread", func(s *store.Store) error {
		g := &Ingester{Store: s, Reader: richReader{stubReader{"rich 2"}}, Cleaner: DefaultCleaner()}
		if _, err := g.Read(context.Background()); err != nil {
			return err
		}
		return s.Update(context.Background(), func(tx *store.Tx) error { _, err := tx.DropOldRecords("rich 2"); return err })
	}},
	{"join stories", func(s *store.Store) error {
		refs, err := s.Queue(context.Background(), "none", nil, 1<<20)
		if err != nil {
			return err
		}
		last := refs[len(refs)-1]
		return s.Update(context.Background(), func(tx *store.Tx) error {
			one, err := tx.StoryOf(refs[0])
			if err != nil {
				return err
			}
			other, err := tx.StoryOf(last)
			if err != nil {
				return err
			}
			return tx.JoinStories(one, other, "a test")
		})
	}},
	{"part and join actors", func(s *store.Store) error {
		refs, err := s.Queue(context.Background(), "none", nil, 1)
		if err != nil {
			return err
		}
		actors, err := s.ActorsNamed(context.Background(), "Eva Lind")
		if err != nil {
			return err
		}
		return s.Update(context.Background(), func(tx *store.Tx) error {
			story, err := tx.StoryOf(refs[0])
			if err != nil {
				return err
			}
			return tx.PartActor(actors[0].ID, story, "a test")
		})
	}},
	{"join events", func(s *store.Store) error {
		list, _, err := s.FindHappenings(context.Background(), store.Happenings{Limit: 1 << 20})
		if err != nil {
			return err
		}
		a, b := list[0], list[0]
		for _, h := range list { // the same two whatever the order and the ids
			if h.Key < a.Key {
				a = h
			}
			if h.Key > b.Key {
				b = h
			}
		}
		return s.Update(context.Background(), func(tx *store.Tx) error { return tx.JoinEvents(a.ID, b.ID, "a test") })
	}},
	{"forget a name", func(s *store.Store) error {
		return s.Update(context.Background(), func(tx *store.Tx) error { _, err := tx.ForgetName("Eva Lind"); return err })
	}},
	{"repair", func(s *store.Store) error { _, err := s.Repair(context.Background(), nil); return err }},
}

// TestFailingWritesInTheMiddle lets a write or sync fail at places of each work on
// an archive that has stories: what was there is whole, and the same work done
// again ends as if nothing had been.
func TestFailingWritesInTheMiddle(t *testing.T) {
	if testing.Short() {
		t.Skip("lets writes fail at many places")
	}
	places := setting("READOUT_FAULTS", 4)
	file := rowsFile(t, manyRows(40))
	defer breakDisk(t)()
	dir := t.TempDir()
	disk = faults{}
	base := filepath.Join(dir, "base.db")
	if err := worksOn(base, func(s *store.Store) error {
		g := &Ingester{Store: s, Reader: richReader{stubReader{"rich 1"}}, Cleaner: DefaultCleaner()}
		if _, err := g.Add(context.Background(), []string{file}, nil); err != nil {
			return err
		}
		_, err := g.Read(context.Background())
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(stateAt(t, base), "happenings:0 ") {
		t.Fatal("nothing is joined: no write of the joining could fail")
	}
	for _, work := range works {
		t.Run(work.name, func(t *testing.T) {
			whole := copyOf(t, base, filepath.Join(dir, "whole.db"))
			disk = faults{}
			if err := worksOn(whole, work.do); err != nil {
				t.Fatal(err)
			}
			writes, want, failed := disk.count, stateAt(t, whole), 0
			for i := range places {
				n := 1 + i*writes/places
				archive := copyOf(t, base, filepath.Join(dir, "broken.db"))
				disk = faults{at: n, lasting: i%2 == 1, code: []int32{sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_FULL}[i/2%2]}
				err := worksOn(archive, work.do)
				disk = faults{}
				checkArchive(t, archive)
				if err != nil {
					failed++
					if text := err.Error(); !strings.Contains(text, "disk") {
						t.Errorf("write %d of %d: the message does not help: %v", n, writes, err)
					}
					if err := worksOn(archive, work.do); err != nil {
						t.Fatalf("write %d of %d, afterwards: %v", n, writes, err)
					}
				}
				if got := stateAt(t, archive); got != want {
					t.Fatalf("write %d of %d:\ngot  %s\nwant %s", n, writes, got, want)
				}
				checkArchive(t, archive)
			}
			t.Logf("%d of %d writes tried, %d of them ended the work", places, writes, failed)
		})
	}
}

// TestFailingWritesWhileTheFormatChanges lets a write or sync fail at places of
// the way from format 1 to today's, and of a backup: the archive is of the old
// format or of the new one, whole, and the backup is whole or not there.
func TestFailingWritesWhileTheFormatChanges(t *testing.T) {
	if testing.Short() {
		t.Skip("lets writes fail at many places")
	}
	places := setting("READOUT_FAULTS", 4)
	packed, err := os.Open("../store/testdata/format-1.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	zr, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(zr)
	if err != nil {
		t.Fatal(err)
	}
	defer breakDisk(t)()
	dir := t.TempDir()
	disk = faults{}
	old := filepath.Join(dir, "old.db")
	if err := os.WriteFile(old, data, 0o600); err != nil {
		t.Fatal(err)
	}
	saved := filepath.Join(dir, "saved.db")
	save := func(s *store.Store) error { _, err := s.Backup(context.Background(), saved, true); return err }
	whole := copyOf(t, old, filepath.Join(dir, "whole.db"))
	if err := worksOn(whole, save); err != nil {
		t.Fatal(err)
	}
	writes, want, failed := disk.count, stateAt(t, whole), 0
	for i := range places {
		n := 1 + i*writes/places
		archive := copyOf(t, old, filepath.Join(dir, "broken.db"))
		os.Remove(saved)
		disk = faults{at: n, lasting: i%2 == 1, code: []int32{sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_FULL}[i/2%2]}
		err := worksOn(archive, save)
		disk = faults{}
		if err != nil {
			failed++
		}
		if err := store.Verify(context.Background(), saved); err != nil && !errors.Is(err, store.ErrNotFound) {
			t.Errorf("write %d of %d: the backup: %v", n, writes, err)
		}
		if err := worksOn(archive, save); err != nil {
			t.Fatalf("write %d of %d, afterwards: %v", n, writes, err)
		}
		if got := stateAt(t, archive); got != want {
			t.Fatalf("write %d of %d:\ngot  %s\nwant %s", n, writes, got, want)
		}
		checkArchive(t, archive)
		if left, _ := filepath.Glob(filepath.Join(dir, "*part*")); len(left) > 0 {
			t.Errorf("write %d of %d: left %v", n, writes, left)
		}
	}
	t.Logf("%d of %d writes tried, %d of them ended the work", places, writes, failed)
}

// worksOn opens an archive, does some work and closes it.
func worksOn(path string, work func(*store.Store) error) error {
	s, err := store.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(work(s), s.Close())
}

// copyOf copies a closed archive.
func copyOf(t *testing.T, from, to string) string {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	for _, tail := range []string{"-wal", "-shm", ".lock", ".reading"} {
		os.Remove(to + tail)
	}
	if err := os.WriteFile(to, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return to
}

// stateAt is a fingerprint of the archive at a path; the number of changes is not
// in it, as work that is done twice may tell of it twice.
func stateAt(t *testing.T, path string) string {
	t.Helper()
	s, err := store.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	st, err := s.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	st.Size, st.Changes = 0, 0
	refs, err := s.Queue(t.Context(), "none", nil, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, ref := range refs {
		pipeline := ""
		if rec, err := s.Record(t.Context(), ref); err == nil {
			pipeline = rec.Pipeline
		} else if !errors.Is(err, store.ErrNotFound) {
			t.Fatal(err)
		}
		lines = append(lines, fmt.Sprint(ref.ID, ref.Story, ref.N, pipeline))
	}
	told, _, err := s.FindHappenings(t.Context(), store.Happenings{Limit: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range told {
		lines = append(lines, fmt.Sprint(h.Key, h.Type, h.Lines, h.Stories, len(h.Mentions), h.Why))
	}
	sort.Strings(lines)
	return fmt.Sprintf("%+v happenings:%d %x", *st, len(told), sha256.Sum256([]byte(strings.Join(lines, "\n"))))
}

// TestAFullDisk fills a small disk of its own, which needs root.
func TestAFullDisk(t *testing.T) {
	if testing.Short() {
		t.Skip("fills a disk")
	}
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=3m"); err != nil {
		if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EACCES) {
			t.Skip("mounting a disk needs root:", err)
		}
		t.Skip("no small disk here:", err)
	}
	defer func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	}()
	file := rowsFile(t, manyRows(400))
	whole := filepath.Join(t.TempDir(), "whole.db")
	if err := ingestFile(whole, file); err != nil {
		t.Fatal(err)
	}
	ballast := filepath.Join(dir, "ballast")
	archive := filepath.Join(dir, "a.db")
	for _, free := range []int{600 << 10, 900 << 10, 1400 << 10, 1900 << 10} {
		if err := os.WriteFile(ballast, make([]byte, 3<<20-free), 0o600); err != nil && !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
		err := ingestFile(archive, file)
		if err == nil {
			t.Errorf("%d bytes free: went well", free)
		} else if !strings.Contains(err.Error(), "the disk is full") && !strings.Contains(err.Error(), "no space left") {
			t.Errorf("%d bytes free: the message does not help: %v", free, err)
		}
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
		if s, err := store.OpenReader(archive); err == nil {
			if _, err := s.Check(context.Background(), func(f store.Finding) { t.Errorf("%d bytes free: %+v", free, f) }, nil); err != nil {
				t.Error(err)
			}
			s.Close()
		}
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=64m"); err != nil {
		t.Skip("the disk can't grow here:", err)
	}
	if err := ingestFile(archive, file); err != nil {
		t.Fatal(err)
	}
	if got, want := fingerprint(t, archive), fingerprint(t, whole); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
