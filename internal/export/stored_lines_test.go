package export

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestRowsThatArePassedOverAreNotRead goes on behind the third line of a file whose
// first lines are no more what they were, and so from each line of one that is whole.
func TestRowsThatArePassedOverAreNotRead(t *testing.T) {
	name := filepath.Join(t.TempDir(), "records.jsonl")
	data := []byte("{\"a\": 1}\n\n{\"a\": 3}\n  {\"a\": 4}\n{\"a\": 5}")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	rows := func(skip Skip) (list []string, ends []Skip) {
		err := EachRaw(name, nil, skip, func(raw *RawStored) error {
			list, ends = append(list, fmt.Sprintf("%s %s", filepath.Base(raw.Place), raw.line)), append(ends, Skip{raw.N, raw.End})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return list, ends
	}
	all, ends := rows(Skip{})
	if want := []Skip{{1, 9}, {3, 19}, {4, 30}, {5, 38}}; !slices.Equal(ends, want) {
		t.Fatalf("%v: rows end at %v, want %v", all, ends, want)
	}
	for i, end := range ends {
		for _, skip := range []Skip{end, {Rows: end.Rows}, {end.Rows, end.End - 1}, {end.Rows, 1000}} {
			if got, _ := rows(skip); !slices.Equal(got, all[i+1:]) {
				t.Errorf("behind %v: %q, want %q", skip, got, all[i+1:])
			}
		}
	}
	copy(data, bytes.Repeat([]byte("x"), 18))
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, _ := rows(ends[1]); !slices.Equal(got, all[2:]) {
		t.Errorf("behind what is not to be read: %q, want %q", got, all[2:])
	}
}

// BenchmarkPassOver passes over 10,000 rows of 10 kB, where it is known where they end and
// where it is not.
func BenchmarkPassOver(b *testing.B) {
	const rows, size = 10_000, 10_000
	name := filepath.Join(b.TempDir(), "records.jsonl")
	if err := os.WriteFile(name, bytes.Repeat(append(bytes.Repeat([]byte("x"), size-1), '\n'), rows), 0o600); err != nil {
		b.Fatal(err)
	}
	for _, end := range []int64{0, rows * size} {
		b.Run(fmt.Sprintf("end=%v", end > 0), func(b *testing.B) {
			for b.Loop() {
				if err := EachRaw(name, nil, Skip{rows, end}, func(*RawStored) error { return nil }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
