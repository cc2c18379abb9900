package export

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/plural"
	"github.com/seed-f92ea4cf/readout/internal/sorting"
)

// FrozenName is the name of the format that keeps a study: all tables as CSV
// in one file, with what is needed to say how they were made.
const FrozenName = "frozen"

// A Page is a text that a frozen study holds beside its tables.
type Page struct {
	Name string // of the file, "README.md"
	Data []byte
}

// sums is the list of hashes in the form that sha256sum -c reads.
const sums = "SHA256SUMS"

// frozenDay is the time of all files in a frozen study, the first that the
// form of the file can hold: the same rows give the same bytes.
var frozenDay = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Freeze packs the files of a folder and pages beside them into one file, with
// the hash of each, and reads it back. After an error nothing is left of it.
func Freeze(folder, final string, pages []Page, force bool) (err error) {
	f, err := newFile(final, force)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.remove()
		}
	}()
	entries, err := frozenEntries(folder, pages)
	if err != nil {
		return err
	}
	z := zip.NewWriter(f)
	var list strings.Builder
	for _, e := range entries {
		sum, err := e.pack(z)
		if err != nil {
			return err
		}
		fmt.Fprintf(&list, "%s  %s\n", sum, e.name)
	}
	last := entry{name: sums, open: opener([]byte(list.String()))}
	if _, err := last.pack(z); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	if err := f.finish(); err != nil {
		return err
	}
	if err := Thaw(f.temp); err != nil {
		return fmt.Errorf("%s: what was written can't be read back as it was: %w", final, err)
	}
	return f.publish()
}

// An entry is one file of a frozen study.
type entry struct {
	name string
	open func() (io.ReadCloser, error)
}

// frozenEntries returns the pages and the files of a folder, by name.
func frozenEntries(folder string, pages []Page) ([]entry, error) {
	files, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var list []entry
	for _, p := range pages {
		list = append(list, entry{p.Name, opener(p.Data)})
	}
	for _, f := range files {
		path := filepath.Join(folder, f.Name())
		list = append(list, entry{f.Name(), func() (io.ReadCloser, error) { return os.Open(path) }})
	}
	sorting.Func(list, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	for i := 1; i < len(list); i++ {
		if list[i].name == list[i-1].name {
			return nil, fmt.Errorf("two files are called %s", list[i].name)
		}
	}
	return list, nil
}

// opener returns what opens data.
func opener(data []byte) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
}

// pack adds the file to z and returns its hash.
func (e *entry) pack(z *zip.Writer) (string, error) {
	in, err := e.open()
	if err != nil {
		return "", err
	}
	defer in.Close()
	w, err := z.CreateHeader(&zip.FileHeader{Name: e.name, Method: zip.Deflate, Modified: frozenDay})
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(w, sum), in); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// Thaw checks a frozen study: that each file that its list names is there with
// the hash that stands beside it, and no other.
func Thaw(path string) error {
	z, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer z.Close()
	have := make(map[string]string)
	var list []byte
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			return err
		}
		sum := sha256.New()
		var kept bytes.Buffer
		var w io.Writer = sum
		if f.Name == sums {
			w = &kept
		}
		_, err = io.Copy(w, in)
		if err := errors.Join(err, in.Close()); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		if f.Name == sums {
			list = kept.Bytes()
			continue
		}
		have[f.Name] = hex.EncodeToString(sum.Sum(nil))
	}
	if list == nil {
		return fmt.Errorf("there is no %s: this is no frozen study", sums)
	}
	return compareSums(string(list), have)
}

// compareSums compares the list of hashes with those of the files.
func compareSums(list string, have map[string]string) error {
	n := 0
	for line := range strings.Lines(list) {
		sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		switch {
		case !ok:
			return fmt.Errorf("%s: a line that is none: %q", sums, line)
		case have[name] == "":
			return fmt.Errorf("%s is missing", name)
		case have[name] != sum:
			return fmt.Errorf("%s is not what was frozen: its hash is another", name)
		}
		n++
	}
	if n != len(have) {
		return fmt.Errorf("%s there that the list of hashes does not name", plural.Of(len(have)-n, "file is", "files are"))
	}
	return nil
}
