package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestAnOlderArchiveSaysItsModelByItsRecords opens an archive of the first
// release, which did not write down what it was read with.
func TestAnOlderArchiveSaysItsModelByItsRecords(t *testing.T) {
	packed, err := os.Open("../../internal/store/testdata/format-1.db.gz")
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
	path := filepath.Join(t.TempDir(), "old.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if r, known, err := readingOf(t.Context(), s); !known || err != nil || r.Model != "fast" {
		t.Errorf("%+v, %v, %v: want fast", r, known, err)
	}
	in := &inputFlags{model: "accurate", ofArchive: true}
	if err := in.readAs(t.Context(), s); err == nil {
		t.Error("another model read beside it")
	}
	in = &inputFlags{ofArchive: true}
	if err := in.readAs(t.Context(), s); err != nil || in.model != "fast" {
		t.Errorf("plain verbs read with %q, %v", in.model, err)
	}
}
