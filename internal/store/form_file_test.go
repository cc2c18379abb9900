package store

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/compare"
	"github.com/seed-f92ea4cf/readout/internal/many"
)

// TestTextsThatLeaveMemoryAreKept holds more texts than memory has room for: all are
// found again as they were, until they are forgotten, and the file goes with the archive.
func TestTextsThatLeaveMemoryAreKept(t *testing.T) {
	dir := t.TempDir()
	c := &textCache{archive: filepath.Join(dir, "a.db")}
	left := filepath.Join(dir, "a.db.forms123") // of a program that was killed
	if err := os.WriteFile(left, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	src := many.Samples()
	const n = 3 * cachedForms / 1000
	texts := make([]*readout.Version, 500)
	for i := range texts {
		texts[i] = &src.Record(i).Version
		if i%3 == 0 {
			texts[i].Text += "\n\nHe added: “We will not sell the ferry to anybody who asks for it before the council has met.” Then he left the hall."
		}
	}
	ref := func(i int) *VersionRef {
		return &VersionRef{ID: texts[i%len(texts)].ID, Story: "st_1", N: i%3 + 1, row: int64(i + 1), story: int64(i / 2)}
	}
	forms := make([]*compare.Form, len(texts))
	for i := range forms {
		forms[i] = compare.FormOf(texts[i])
	}
	for i := range n {
		c.add(ref(i), forms[i%len(forms)])
	}
	for i := range n {
		got := c.get(int64(i + 1))
		if got == nil {
			t.Fatalf("text %d of %d is not held", i, n)
		}
		if a, b := got.form.Shared(forms[i%len(forms)]), forms[i%len(forms)].Shared(forms[i%len(forms)]); a != b || *got.ref != *ref(i) {
			t.Fatalf("text %d: %+v of %+v, want %+v of %+v", i, a, *got.ref, b, *ref(i))
		}
	}
	if c.file == nil || c.file.size == 0 {
		t.Fatal("nothing left memory")
	}
	if names, _ := filepath.Glob(left); len(names) > 0 {
		t.Error("what a killed program left is there still")
	}
	c.forget()
	if got := c.get(1); got != nil {
		t.Error("a text is held that was forgotten")
	}
	if names, _ := filepath.Glob(filepath.Join(dir, "*")); len(names) > 0 {
		t.Errorf("left: %v", names)
	}
}
