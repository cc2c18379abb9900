package pipeline

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/models"
)

// words counts the words of a record that were read.
func wordsRead(rec *readout.Record) (n int) {
	for i := range rec.Sentences {
		n += len(rec.Sentences[i].Tokens)
	}
	return n
}

// checkStopped checks that rec says where its reading stopped, and that nothing
// of it stands behind that place.
func checkStopped(t *testing.T, rec *readout.Record) (end int) {
	t.Helper()
	if err := rec.Check(); err != nil {
		t.Fatal(err)
	}
	if n := wordsRead(rec); n > MaxWords {
		t.Errorf("%d words were read, want at most %d", n, MaxWords)
	}
	if len(rec.Problems) == 0 || rec.Problems[0].Stage != Unread || rec.Problems[0].Span.End != len(rec.Version.Text) {
		t.Fatalf("problems %.300v, want a first one that says what was not read", rec.Problems)
	}
	end = rec.Problems[0].Span.Start
	if last := rec.Sentences[len(rec.Sentences)-1]; last.End > end || strings.TrimSpace(rec.Version.Text[last.End:end]) != "" {
		t.Errorf("the last sentence ends at %d and the problem begins at %d", last.End, end)
	}
	for _, m := range rec.Mentions {
		if m.Span.End > end {
			t.Fatalf("mention %v stands behind %d", m.Span, end)
		}
	}
	return end
}

func TestReadStopsAtTheLimit(t *testing.T) {
	r := open(t)
	for name, part := range map[string]string{
		"sentences":       "“It rained in Oslo on Monday,” Ana Ruiz said. ",
		"paragraphs":      "Ana Ruiz denied on Monday that it rained.\n\n",
		"no sentence end": "the ferry ran and the minister said it rained and ",
		"signs":           "(",
		"one word":        "né",
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Repeat(part, MaxText/len(part)+10)
			rec := must(r.Read(t.Context(), english(text)))
			end := checkStopped(t, rec)
			if want := fmt.Sprintf("up to code point %d of %d;", len([]rune(text[:end])), len([]rune(text))); !strings.Contains(rec.Problems[0].Text, want) {
				t.Errorf("%q does not say %q", rec.Problems[0].Text, want)
			}
			if name != "one word" && wordsRead(rec) < MaxWords*31/32 {
				t.Errorf("only %d words were read", wordsRead(rec))
			}
		})
	}
}

// TestTheRestOfALongTextChangesNothing reads a text beyond the limit, and the
// part of it that was read, which give the same but for the problem.
func TestTheRestOfALongTextChangesNothing(t *testing.T) {
	r := open(t)
	long := must(r.Read(t.Context(), english(strings.Repeat(wire(t)+"\n\n", 120))))
	end := checkStopped(t, long)
	short := must(r.Read(t.Context(), english(long.Version.Text[:end])))
	if wordsRead(short) != wordsRead(long) {
		t.Fatalf("%d words, %d of the same text without its rest", wordsRead(long), wordsRead(short))
	}
	long.Version, long.Problems = short.Version, long.Problems[1:]
	want, err := short.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := long.MarshalJSON(); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d bytes of record, want the %d of the part that was read (%v)", len(got), len(want), err)
	}
}

// mostBytes is what reading may allocate a word, all in all, in the kinds of
// text below; 1,300 to 14,020 when this was written (of a noun the resolver reads
// what the heads of trees and of claims say), 16,000 under the race detector, and
// 25,400 once.
const mostBytes = 18_000

// TestReadingTakesMemoryByTheWord counts what is allocated for odd long texts.
func TestReadingTakesMemoryByTheWord(t *testing.T) {
	words := 8_000
	if testing.Short() {
		words = 2_000
	}
	r, err := Open(models.FS(), Fast)
	if err != nil {
		t.Fatal(err)
	}
	must(r.Read(t.Context(), english(wire(t)))) // lists and windows' memory
	for name, part := range map[string]string{
		"nouns":     "treaty minister ferry ",
		"pronouns":  "He told them that she saw it. ",
		"names":     "Ana Ruiz met Pavel Dorn. ",
		"events":    "killed attacked arrested ",
		"brackets":  "( ",
		"long news": wire(t) + "\n\n",
	} {
		v := english(strings.Repeat(part, words*8/len(part)+1))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		rec := must(r.Read(t.Context(), v))
		runtime.ReadMemStats(&after)
		if each := int(after.TotalAlloc-before.TotalAlloc) / wordsRead(rec); each > mostBytes {
			t.Errorf("%s: %d bytes a word, want at most %d", name, each, mostBytes)
		} else {
			t.Logf("%s: %d words, %d bytes each", name, wordsRead(rec), each)
		}
	}
}
