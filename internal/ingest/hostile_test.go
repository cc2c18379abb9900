package ingest

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout/internal/article"
	"github.com/seed-f92ea4cf/readout/internal/hostile"
	"github.com/seed-f92ea4cf/readout/internal/input"
)

// letterCount counts the letters of texts.
func letterCount(texts ...string) int {
	n := 0
	for _, text := range texts {
		for _, r := range text {
			if unicode.IsLetter(r) {
				n++
			}
		}
	}
	return n
}

// taken is what became of a document.
type taken struct {
	rows     int
	bad      []string
	problems int
	letters  int // in texts and in what was removed
	fault    string
}

// take reads and cleans a document as add does.
func take(data []byte) (out taken) {
	clean := DefaultCleaner().Clean
	input.Read([]string{"-"}, bytes.NewReader(data), input.Sink{
		Bad: func(err *input.Error) { out.bad = append(out.bad, err.Error()) },
		Row: func(row input.Row) bool {
			out.rows++
			r := clean(row.Input)
			out.problems += len(r.Problems)
			out.letters += letterCount(r.Version.Text)
			for _, cut := range r.Removed {
				out.letters += letterCount(cut.Text)
			}
			switch {
			case !utf8.ValidString(r.Version.Text):
				out.fault = "a text that is no UTF-8"
			case strings.TrimSpace(r.Version.Text) == "" && len(r.Problems) == 0:
				out.fault = "a text without words, and no problem"
			}
			_ = article.Language(r.Version.Text)
			return true
		},
	})
	return out
}

// TestHostileInputIsTaken holds a small document of every form: no crash, no
// hang, and nothing is lost without a word. The long form, in
// cmd/readout, has large ones in processes with limits.
func TestHostileInputIsTaken(t *testing.T) {
	size := 6_000
	if testing.Short() {
		size = 2_000
	}
	for _, family := range hostile.Families() {
		for _, form := range family.Forms {
			data := form.Document(1, size)
			done := make(chan taken, 1)
			go func() { done <- take(data) }()
			var got taken
			select {
			case got = <-done:
			case <-time.After(time.Minute):
				t.Fatalf("%s, %s: no end after a minute", family.Name, form.Name)
			}
			switch {
			case got.fault != "":
				t.Errorf("%s, %s: %s", family.Name, form.Name, got.fault)
			case got.rows == 0 && len(got.bad) == 0:
				t.Errorf("%s, %s: no row and no word", family.Name, form.Name)
			case form.Plain && got.problems == 0 && len(got.bad) == 0 && got.letters < letterCount(string(data)):
				t.Errorf("%s, %s: %d letters of %d are lost in silence", family.Name, form.Name, letterCount(string(data))-got.letters, letterCount(string(data)))
			}
		}
	}
}
