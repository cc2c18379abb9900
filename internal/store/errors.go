package store

import (
	"errors"
	"fmt"
)

// ErrNotFound says that the archive has nothing of that id.
var ErrNotFound = errors.New("not in the archive")

// A BusyError says that another process writes the archive.
type BusyError struct {
	Path string
	Open bool // it has the archive open, so that its file can't be replaced or changed in form
}

// Error says who writes and what to do.
func (e *BusyError) Error() string {
	if e.Open {
		return fmt.Sprintf("archive %s is open in another process: stop it (readout serve, watch or add, perhaps) and try again", e.Path)
	}
	return fmt.Sprintf("archive %s is being written by another process: wait for it or stop it (reading goes on meanwhile)", e.Path)
}

// A FormatError says that the file is not an archive that this program knows.
type FormatError struct {
	Path   string
	Format int // of the file; 0: no archive at all
	Known  int // newest format of this program
}

// Error says what the file is and what to do. The file was not touched.
func (e *FormatError) Error() string {
	switch {
	case e.Format == 0:
		return fmt.Sprintf("%s is not an archive of readout: name another file with --archive", e.Path)
	case e.Format > e.Known:
		return fmt.Sprintf("archive %s has format %d and this program knows formats up to %d: use the newer readout that wrote it (the file is untouched)", e.Path, e.Format, e.Known)
	}
	return fmt.Sprintf("archive %s has the older format %d: run readout add or readout doctor once, which brings it to format %d after a backup", e.Path, e.Format, e.Known)
}

// A DamageError says that the file's content can't be read as it was written.
type DamageError struct {
	Path string
	Err  error
}

// Error says that the file is damaged and what to do.
func (e *DamageError) Error() string {
	return fmt.Sprintf("archive %s is damaged (%v): readout check says what is touched; readout restore brings a backup back", e.Path, e.Err)
}

// Unwrap returns what the database said.
func (e *DamageError) Unwrap() error { return e.Err }

// A ForgottenError says that something was taken out on purpose and must not
// come in again.
type ForgottenError struct {
	ID string // "" where the id is not known, by design
}

// Error says that it was forgotten.
func (e *ForgottenError) Error() string {
	if e.ID == "" {
		return "was taken out with readout forget and is not taken in again"
	}
	return e.ID + " was taken out with readout forget"
}

// A GoneError says that an id had a meaning that nothing has any more.
type GoneError struct {
	ID     string
	Reason string
}

// Error says why it is gone.
func (e *GoneError) Error() string { return e.ID + " is gone: " + e.Reason }

// Unwrap returns [ErrNotFound].
func (e *GoneError) Unwrap() error { return ErrNotFound }
