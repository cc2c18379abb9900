package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// Backup writes the archive as it is now into a new file, checks that file
// and only then gives it its name. Whoever writes the archive meanwhile is not
// disturbed. The archive notes when it was done.
func (s *Store) Backup(ctx context.Context, to string, force bool) (err error) {
	if _, err := os.Stat(to); err == nil && !force {
		return fmt.Errorf("%s is there already: name another file, or use --force", to)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	part := to + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(part)
		}
	}()
	db, err := openDB(s.path, false)
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, `VACUUM INTO ?`, part); err != nil {
		return fmt.Errorf("writing %s: %w", to, explain(s.path, err))
	}
	if err := os.Chmod(part, 0o600); err != nil {
		return err
	}
	if err := syncFile(part); err != nil {
		return err
	}
	if err := Verify(ctx, part); err != nil {
		return fmt.Errorf("the backup does not read back: %w", err)
	}
	if err := os.Rename(part, to); err != nil {
		return err
	}
	if err := syncFolder(filepath.Dir(to)); err != nil {
		return err
	}
	return s.note(ctx, "backup_at")
}

// note writes the time into the archive's own notes. It waits for a process
// that writes, and leaves the note out if that takes too long.
func (s *Store) note(ctx context.Context, key string) error {
	db, err := openDB(s.path, false)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, `INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, stamp(s.now()))
	var busy *BusyError
	if err = explain(s.path, err); errors.As(err, &busy) {
		return nil
	}
	return err
}

// Verify checks all of the archive at path and returns the first thing that
// is wrong.
func Verify(ctx context.Context, path string) error {
	s, err := OpenReader(path)
	if err != nil {
		return err
	}
	defer s.Close()
	var first *Finding
	_, err = s.Check(ctx, func(f Finding) {
		if first == nil {
			first = &f
		}
	}, nil)
	if err == nil && first != nil {
		err = fmt.Errorf("%s %s: %s", first.What, first.ID, first.Err)
	}
	return err
}

// TryRestore unpacks a backup beside the archive, checks all of it, takes it
// away again, and notes in the archive that a restore was tried.
func (s *Store) TryRestore(ctx context.Context, from string) error {
	dir, err := os.MkdirTemp(filepath.Dir(s.path), ".restore-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	trial := filepath.Join(dir, "archive.db")
	if err := copyFile(trial, from); err != nil {
		return err
	}
	if err := Verify(ctx, trial); err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	return s.note(ctx, "restore_tried_at")
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
	return fmt.Sprintf("%s holds %d changes that the backup lacks: name another file with --archive, or use --force, which keeps it beside", e.Path, e.Changes)
}

// Restore checks a backup and puts it where the archive is. It refuses with a
// [NewerError] where that would lose something, unless forced; what was there
// is kept beside, and its name returned.
func Restore(ctx context.Context, path, from string, force bool) (kept string, err error) {
	if err := Verify(ctx, from); err != nil {
		return "", fmt.Errorf("%s: %w", from, err)
	}
	if path, err = prepare(path); err != nil {
		return "", err
	}
	l, err := acquire(path)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, l.release()) }()
	if !force {
		if err := mayReplace(path, from); err != nil {
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
	return kept, errors.Join(s.note(ctx, "restore_tried_at"), s.Close())
}

// mayReplace refuses to replace an archive by an older state of it or by
// another one. An archive that can't be read may be replaced.
func mayReplace(path, from string) error {
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
		if id[i], err = s.Meta("archive"); err == nil {
			_, err = s.row([]any{&seq[i]}, `SELECT coalesce(max(seq), 0) FROM changes`)
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
