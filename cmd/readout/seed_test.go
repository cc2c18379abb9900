package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ingest"
	"github.com/seed-f92ea4cf/readout/internal/input"
)

// seedStory reads the story beside the checkout that expected.md describes, or
// skips the test. It is no part of the repository.
func seedStory(t *testing.T, date string) (rec *readout.Record, expected string) {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "seed")
	data, err := os.ReadFile(filepath.Join(dir, "expected.md"))
	files, _ := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Skip("the story is not here:", dir)
	}
	reader, err := openReader(defaultModel)
	if err != nil {
		t.Fatal(err)
	}
	flags := inputFlags{date: date}
	input.Read(files[:1], os.Stdin, input.Sink{
		Bad: func(err *input.Error) { t.Fatal(err) },
		Row: func(row input.Row) bool {
			res := flags.clean(row)
			rec, err = ingest.ReadCleaned(t.Context(), reader, &res)
			return false
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return rec, string(data)
}

// section returns the lines of a Markdown section.
func section(text, title string) []string {
	_, body, _ := strings.Cut(text, "\n## "+title+"\n")
	body, _, _ = strings.Cut(body, "\n## ")
	return strings.Split(body, "\n")
}

func TestSeedStory(t *testing.T) {
	rec, expected := seedStory(t, "2014-06-16")
	rows := 0
	for _, line := range section(expected, "Statements") {
		cells := strings.Split(strings.Trim(line, "| "), "|")
		if len(cells) < 3 || strings.HasPrefix(line, "| speaker") || strings.HasPrefix(line, "|---") {
			continue
		}
		rows++
		if !strings.Contains(line, "may be left out") && !slices.ContainsFunc(rec.Attributions, func(a readout.Attribution) bool { return fits(cells, &a) }) {
			t.Errorf("no statement fits %s", line)
		}
	}
	if rows < 30 {
		t.Errorf("%d rows were read, want 30 at least", rows)
	}
	for _, line := range section(expected, "Cut, and listed in `removed`") {
		words, ok := strings.CutPrefix(line, "* ")
		first, _, _ := strings.Cut(words, " ") // a cut may end within the words
		if ok && (strings.Contains(rec.Version.Text, words) || !slices.ContainsFunc(rec.Removed, func(r readout.Removed) bool { return strings.Contains(r.Text, first) })) {
			t.Errorf("%q is not cut and listed", words)
		}
	}
	for _, line := range section(expected, "Kept whole") {
		if words, ok := strings.CutPrefix(line, "* "); ok && !strings.Contains(rec.Version.Text, words) {
			t.Errorf("%q is not in the text", words)
		}
	}
	for _, words := range []string{"then one can think about cooperation", "ready to help within international law", "funneling weapons"} {
		at := strings.Index(rec.Version.Text, words)
		if chain := readout.Chain(rec.Attributions, readout.Span{Start: at, End: at + len(words)}); len(chain) != 2 {
			t.Errorf("%q has the chain %v, want two steps", words, chain)
		}
	}
}

// fits reports whether an attribution has the speaker, the cue and the piece
// of content of a row; "or" parts what may stand for each other.
func fits(row []string, a *readout.Attribution) bool {
	for i, words := range []string{a.Speaker.Text, a.Cue.Text, a.Content.Text} {
		words = strings.ToLower(strings.ReplaceAll(words, "’", "'"))
		if !slices.ContainsFunc(strings.Split(row[i], " or "), func(w string) bool {
			return strings.Contains(words, strings.ToLower(strings.ReplaceAll(strings.TrimSpace(w), "’", "'")))
		}) {
			return false
		}
	}
	return true
}

// TestSeedStoryWithoutDate holds that no day is invented.
func TestSeedStoryWithoutDate(t *testing.T) {
	rec, _ := seedStory(t, "")
	day := func(what, from string) {
		if from != "" && !strings.Contains(rec.Version.Text, from[:4]) {
			t.Errorf("%s has the day %s, which the story does not state", what, from)
		}
	}
	for _, d := range rec.Dates {
		day(d.Text, d.From)
	}
	for _, a := range rec.Attributions {
		if a.Date != nil {
			day(a.Cue.Text, a.Date.From)
		}
	}
	for _, e := range rec.Events {
		if e.Date != nil {
			day(string(e.Type), e.Date.From)
		}
	}
}
