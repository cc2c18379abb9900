package export

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
)

// A file is written under a temporary name beside its final one.
type file struct {
	w     *bufio.Writer
	f     *os.File // nil for a stream
	final string
	temp  string
	sum   hash.Hash
	size  int64
	out   output // nil for the descriptor
}

// newFile makes a temporary file for the path final.
func newFile(final string, force bool) (*file, error) {
	if _, err := os.Lstat(final); err == nil && !force {
		return nil, fmt.Errorf("%s: %w", final, ErrExists)
	}
	f, err := os.CreateTemp(filepath.Dir(final), ".readout-*.tmp")
	if err != nil {
		return nil, err
	}
	return &file{f: f, final: final, temp: f.Name(), w: bufio.NewWriterSize(f, 1<<16), sum: sha256.New()}, nil
}

// name returns the final path, or "standard output".
func (f *file) name() string { return firstOf(f.final, "standard output") }

// start lets begin write the head of the file.
func (f *file) start(begin func() (output, error)) (err error) {
	if f.out, err = begin(); err != nil {
		err = fmt.Errorf("%s: %w", f.name(), err)
	}
	return err
}

// Write writes to the file and hashes what it writes.
func (f *file) Write(b []byte) (int, error) {
	n, err := f.w.Write(b)
	f.sum.Write(b[:n])
	f.size += int64(n)
	return n, err
}

// finish writes the end of the file, syncs it to the disk, reads it back and
// compares it with what was written.
func (f *file) finish() error {
	if f.out != nil {
		if err := f.out.close(); err != nil {
			return fmt.Errorf("%s: %w", f.name(), err)
		}
	}
	if err := f.w.Flush(); err != nil {
		return fmt.Errorf("%s: %w", f.name(), err)
	}
	if f.f == nil {
		return nil
	}
	if err := errors.Join(f.f.Chmod(0o644), f.f.Sync(), f.f.Close()); err != nil {
		return err
	}
	if err := f.verify(); err != nil {
		return fmt.Errorf("%s: what was written can't be read back as it was: %w", f.final, err)
	}
	return nil
}

// An openFile is a file with its size.
type openFile struct {
	*os.File
	size int64
}

// Size returns the length in bytes.
func (f *openFile) Size() int64 { return f.size }

// verify reads the temporary file again.
func (f *file) verify() error {
	in, err := os.Open(f.temp)
	if err != nil {
		return err
	}
	defer in.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, in)
	if err != nil {
		return err
	}
	if n != f.size || string(sum.Sum(nil)) != string(f.sum.Sum(nil)) {
		return fmt.Errorf("%d bytes were written and %d read back, or they differ", f.size, n)
	}
	if f.out == nil {
		return nil
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return f.out.check(&openFile{in, n})
}

// describe returns the entries of the file in the data package.
func (f *file) describe() []resource {
	list := f.out.resources()
	for i := range list {
		list[i].Bytes = f.size
		if f.f != nil {
			list[i].Path, list[i].Hash = filepath.Base(f.final), "sha256:"+hex.EncodeToString(f.sum.Sum(nil))
		}
	}
	return list
}

// publish gives the file its final name.
func (f *file) publish() error {
	if f.f == nil {
		return nil
	}
	if err := os.Rename(f.temp, f.final); err != nil {
		return err
	}
	f.temp = ""
	return nil
}

// remove takes the temporary file away. It stays open: somebody may be writing.
func (f *file) remove() {
	if f.temp != "" {
		_ = os.Remove(f.temp)
		f.temp = ""
	}
}
