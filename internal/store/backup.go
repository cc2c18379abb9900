package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/plural"
)

// A Saved says how a backup went.
type Saved struct {
	Faults   int       // what is wrong in the archive, and so in the copy
	Findings []Finding // the first of them
	Kept     string    // where the file is that had the backup's name, "" for none
}

// partName is the ending of a backup that is not whole yet.
const partName = ".readout-part"

// Backup writes the archive as it is now into a new file, checks that file
// and only then gives it its name. Whoever writes the archive meanwhile is not
// disturbed. An archive with faults is copied too, with all that can be read of
// it, and the faults are returned; such a copy does not replace an older file,
// which is kept beside it. The archive notes when it was done.
func (s *Store) Backup(ctx context.Context, to string, force bool) (saved Saved, err error) {
	if sameFile(s.path, to) {
		return saved, fmt.Errorf("%s is the archive itself: name another file", to)
	}
	if _, err := os.Stat(to); err == nil && !force {
		return saved, fmt.Errorf("%s is there already: name another file, or use --force", to)
	}
	dir := filepath.Dir(to)
	if _, err := os.Stat(dir); err != nil { // a mistyped name is to make no folders
		return saved, fmt.Errorf("there is no folder %s to write the backup into: make it, or name another file (%w)", dir, err)
	}
	removeParts(dir)
	part := to + partName
	release, err := holdPart(part)
	if err != nil {
		return saved, err
	}
	defer release()
	defer func() {
		if err != nil {
			os.Remove(part)
			os.Remove(part + "-journal")
		}
	}()
	if err := s.copyTo(ctx, part); err != nil {
		return saved, fmt.Errorf("writing %s: %w", to, err)
	}
	if saved, err = s.compare(ctx, part); err != nil {
		return saved, err
	}
	if saved.Faults > 0 {
		if saved.Kept, err = keepBeside(to); err != nil {
			return saved, err
		}
	}
	if err := os.Rename(part, to); err != nil {
		return saved, err
	}
	if err := syncFolder(dir); err != nil {
		return saved, err
	}
	err = errors.Join(s.note(ctx, "backup_at", stamp(s.now())), s.note(ctx, "backup_faults", strconv.Itoa(saved.Faults)))
	if saved.Faults > 0 { // a damaged archive may take no note; the copy is there
		err = nil
	}
	return saved, err
}

// copyTo writes a copy of the archive into an empty file.
func (s *Store) copyTo(ctx context.Context, part string) error {
	db, err := openDB(s.path, false)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, `VACUUM INTO ?`, part)
	var damage *DamageError
	if err = explain(s.path, err); errors.As(err, &damage) { // what can't be read in order is copied page by page
		err = copyPages(ctx, db, part)
	}
	if err != nil {
		return err
	}
	if err := os.Chmod(part, 0o600); err != nil {
		return err
	}
	return syncFile(part)
}

// compare checks a copy. What is wrong in it must be wrong in the archive too.
func (s *Store) compare(ctx context.Context, part string) (Saved, error) {
	saved, err := faults(ctx, part)
	if err != nil || saved.Faults == 0 {
		return saved, err
	}
	sum, err := s.Check(ctx, nil, nil)
	if err == nil && sum.Findings == 0 {
		f := saved.Findings[0]
		err = fmt.Errorf("the backup does not read back, and the archive does: see to the disk it is written to (%s %s: %s)", f.What, f.ID, f.Err)
	}
	return saved, err
}

// keepBeside gives a file that is there another name, and returns it.
func keepBeside(path string) (string, error) {
	if _, err := os.Stat(path); err != nil {
		return "", nil
	}
	kept := path + ".before-" + time.Now().UTC().Format("20060102T150405.000")
	return kept, os.Rename(path, kept)
}

// removeParts takes away what backups left in a folder that were killed.
func removeParts(dir string) {
	parts, _ := filepath.Glob(filepath.Join(dir, "*"+partName))
	for _, part := range parts {
		if removeStale(part) {
			os.Remove(part + "-journal")
		}
	}
}

// note writes a value into the archive's own notes. It waits for a process
// that writes, and leaves the note out if that takes too long.
func (s *Store) note(ctx context.Context, key, value string) error {
	db, err := openDB(s.path, false)
	if err != nil {
		return err
	}
	defer db.Close()
	for range usualPatience {
		_, err = db.ExecContext(ctx, `INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
		var busy *BusyError
		if err = explain(s.path, err); !errors.As(err, &busy) {
			return err
		}
	}
	return nil
}

// faults checks all of the archive at path.
func faults(ctx context.Context, path string) (saved Saved, err error) {
	s, err := OpenReader(path)
	if err != nil {
		return saved, err
	}
	defer s.Close()
	sum, err := s.Check(ctx, func(f Finding) {
		if len(saved.Findings) < maxFindings {
			saved.Findings = append(saved.Findings, f)
		}
	}, nil)
	saved.Faults = sum.Findings
	return saved, err
}

// An ImperfectError says that the check of a backup found faults.
type ImperfectError struct {
	Path   string
	Faults int
	First  Finding
}

// Error says what is wrong first and what to do.
func (e *ImperfectError) Error() string {
	return fmt.Sprintf("%s has faults, %d in all (%s %s: %s): take another backup, or use --imperfect, which brings back what there is", e.Path, e.Faults, e.First.What, e.First.ID, e.First.Err)
}

// Verify checks all of the archive at path and returns an [ImperfectError] if
// something is wrong.
func Verify(ctx context.Context, path string) error {
	saved, err := faults(ctx, path)
	if err == nil && saved.Faults > 0 {
		err = &ImperfectError{Path: path, Faults: saved.Faults, First: saved.Findings[0]}
	}
	return err
}

// TryRestore unpacks a backup beside the archive, checks all of it, takes it
// away again, and notes in the archive that a restore was tried.
func (s *Store) TryRestore(ctx context.Context, from string) error {
	if sameFile(s.path, from) {
		return itself(from)
	}
	removeTrials(filepath.Dir(s.path))
	dir, err := os.MkdirTemp(filepath.Dir(s.path), trialName)
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	release, err := holdPart(filepath.Join(dir, "running"))
	if err != nil {
		return err
	}
	defer release()
	trial := filepath.Join(dir, "archive.db")
	if err := copyFile(trial, from); err != nil {
		return err
	}
	if err := Verify(ctx, trial); err != nil {
		return named(err, from)
	}
	return s.note(ctx, "restore_tried_at", stamp(s.now()))
}

// trialName is the beginning of the folders in which backups are tried.
const trialName = ".restore-"

// removeTrials takes away what trials left in a folder that were killed.
func removeTrials(dir string) {
	trials, _ := filepath.Glob(filepath.Join(dir, trialName+"*"))
	for _, trial := range trials {
		if removeStale(filepath.Join(trial, "running")) {
			os.RemoveAll(trial)
		}
	}
}

// A NewerError says that an archive holds what a backup lacks.
type NewerError struct {
	Path    string
	Changes int64 // -1: it is another archive
}

// Error says what would be lost.
func (e *NewerError) Error() string {
	if e.Changes < 0 {
		return fmt.Sprintf("%s is another archive than the one that was backed up: name another file with --archive, or use --force, which keeps it beside", e.Path)
	}
	return fmt.Sprintf("%s holds %s that the backup lacks: name another file with --archive, or use --force, which keeps it beside", e.Path, plural.Of(int(e.Changes), "change", "changes"))
}

// named says which file an error of a check is about.
func named(err error, path string) error {
	var imperfect *ImperfectError
	if errors.As(err, &imperfect) {
		imperfect.Path = path
		return imperfect
	}
	return fmt.Errorf("%s: %w", path, err)
}

// How says what a restore may do.
type How struct {
	Force     bool // replace an archive that holds what the backup lacks
	Imperfect bool // bring back a backup with faults
}

// Restore checks a backup and puts it where the archive is. It refuses with a
// [NewerError] where that would lose something and with an [ImperfectError] where
// the backup has faults, unless it may; what was there is kept beside, and its
// name returned.
func Restore(ctx context.Context, path, from string, how How) (kept string, err error) {
	if sameFile(path, from) {
		return "", itself(from)
	}
	var imperfect *ImperfectError
	if err := Verify(ctx, from); err != nil && !(how.Imperfect && errors.As(err, &imperfect)) {
		return "", named(err, from)
	}
	if path, err = prepare(path); err != nil {
		return "", err
	}
	l, err := alone(path)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, l.release()) }()
	if !how.Force {
		if err := mayReplace(ctx, path, from); err != nil {
			return "", err
		}
	}
	part := path + ".part"
	if err := copyFile(part, from); err != nil {
		os.Remove(part)
		return "", err
	}
	if kept, err = setAside(path); err != nil {
		return "", err
	}
	if err := os.Rename(part, path); err != nil {
		return kept, err
	}
	if err := syncFolder(filepath.Dir(path)); err != nil {
		return kept, err
	}
	s, err := OpenReader(path)
	if err != nil {
		return kept, err
	}
	return kept, errors.Join(s.note(ctx, "restore_tried_at", stamp(s.now())), s.noteBackup(ctx, from), s.Close())
}

// itself is the error for an archive that is named as its own backup.
func itself(path string) error {
	return fmt.Errorf("%s is the archive itself: name a backup, a file that readout backup wrote", path)
}

// sameFile reports whether two names are of one file.
func sameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// noteBackup notes that what was brought back stands in a backup: the note of
// its making was written after the copy, which lacks it.
func (s *Store) noteBackup(ctx context.Context, from string) error {
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	return s.note(ctx, "backup_at", stamp(info.ModTime()))
}

// mayReplace refuses to replace an archive by an older state of it or by
// another one. An archive that can't be read may be replaced.
func mayReplace(ctx context.Context, path, from string) error {
	old, err := OpenReader(path)
	if err != nil {
		return nil
	}
	defer old.Close()
	backup, err := OpenReader(from)
	if err != nil {
		return err
	}
	defer backup.Close()
	var id [2]string
	var seq [2]int64
	for i, s := range []*Store{old, backup} {
		if id[i], err = s.Meta(ctx, "archive"); err == nil {
			_, err = s.row(ctx, []any{&seq[i]}, `SELECT coalesce(max(seq), 0) FROM changes`)
		}
		if err != nil {
			return nil // damaged: that is why a backup is wanted
		}
	}
	switch {
	case seq[0] == 0:
		return nil
	case id[0] != id[1]:
		return &NewerError{Path: path, Changes: -1}
	case seq[0] > seq[1]:
		return &NewerError{Path: path, Changes: seq[0] - seq[1]}
	}
	return nil
}

// setAside gives what is at path, with its log, another name. An empty file
// goes.
func setAside(path string) (string, error) {
	if info, err := os.Stat(path); err == nil && info.Size() == 0 {
		return "", os.Remove(path)
	}
	kept := path + ".before-" + time.Now().UTC().Format("20060102T150405.000")
	for _, tail := range []string{"-wal", "-shm", ""} {
		if err := os.Rename(path+tail, kept+tail); err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", err
		}
	}
	return kept, nil
}

// copyFile copies a file and makes the copy survive a power cut.
func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return errors.Join(out.Sync(), out.Close())
}
