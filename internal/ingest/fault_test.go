//go:build linux && (amd64 || arm64)

package ingest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"unsafe"

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
		step = 50
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

// TestAFullDisk fills a small disk of its own, which needs root.
func TestAFullDisk(t *testing.T) {
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
