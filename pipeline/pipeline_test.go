package pipeline

import (
	"bytes"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/models"
)

// open returns a Reader.
func open(tb testing.TB) *Reader {
	tb.Helper()
	r, err := Open(nil, Rules)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// english makes a version of a text.
func english(text string) *readout.Version {
	v := &readout.Version{Language: "en", Text: text}
	v.Seal()
	return v
}

// wire is the sample wire report, uncleaned.
func wire(tb testing.TB) string {
	tb.Helper()
	data, err := os.ReadFile("../examples/wire.txt")
	if err != nil {
		tb.Fatal(err)
	}
	return string(data)
}

func TestReadGivesStatementsDatesAndNames(t *testing.T) {
	rec := must(open(t).Read(t.Context(), english(wire(t))))
	if len(rec.Attributions) < 10 || len(rec.Dates) < 5 || len(rec.Actors) < 5 || len(rec.Sentences) < 15 {
		t.Errorf("%d statements, %d dates, %d actors, %d sentences: too few", len(rec.Attributions), len(rec.Dates), len(rec.Actors), len(rec.Sentences))
	}
	if err := rec.Check(); err != nil {
		t.Error(err)
	}
}

func TestReadLeavesOtherLanguagesAlone(t *testing.T) {
	v := &readout.Version{Language: "de", Text: "Die Ministerin sagte, die Brücke sei gesperrt."}
	rec := must(open(t).Read(t.Context(), v))
	if len(rec.Attributions)+len(rec.Mentions) > 0 || len(rec.Problems) != 1 || !strings.Contains(rec.Problems[0].Text, "language de") {
		t.Errorf("%+v, want nothing but a problem that names the language", rec)
	}
}

// TestSameBytes checks that a record does not depend on the number of CPUs,
// nor on what else is read at the same time.
func TestSameBytes(t *testing.T) {
	r := open(t)
	v := english(wire(t))
	want, err := must(r.Read(t.Context(), v)).MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	for _, procs := range []int{1, 2} {
		old := runtime.GOMAXPROCS(procs)
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if got, err := must(r.Read(t.Context(), v)).MarshalJSON(); err != nil || !bytes.Equal(got, want) {
					t.Errorf("another record with %d CPUs (%v)", procs, err)
				}
			})
		}
		wg.Wait()
		runtime.GOMAXPROCS(old)
	}
}

// FuzzRead checks on any text that spans fit, that references hold, and that
// the tokens with what stands between them give the text back.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"", "“He said", "A.\n\n\"B,\" said C. 'D' — E", "\x00\xff", "Dr. Lee told Sen. Ó Néill (R-Ariz.) on May 31st, 20014 that “‘no’”.",
		"I I I I he he said said according to according to", "الوزير said “نعم”", "According to 0,& .A", strings.Repeat("(", 300), strings.Repeat("said he ", 100),
	} {
		f.Add(seed)
	}
	r, err := Open(nil, Rules)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rec := must(r.Read(t.Context(), &readout.Version{Language: "en", Text: text, Published: &readout.Time{Value: "2024-03-13"}}))
		if err := rec.Check(); err != nil {
			t.Fatal(err)
		}
		at := 0
		for _, sent := range rec.Sentences {
			for _, tok := range sent.Tokens {
				if tok.Start < at || strings.TrimSpace(text[at:tok.Start]) != "" && strings.ContainsFunc(text[at:tok.Start], visible) {
					t.Fatalf("%q stands between tokens", text[at:tok.Start])
				}
				at = tok.End
			}
		}
		for _, a := range rec.Attributions {
			if a.Why == "" || a.Confidence < 0 || a.Confidence > 1 || !strings.ContainsFunc(a.Content.Text, wordly) {
				t.Errorf("an attribution without a reason, a fair confidence or words: %+v", a)
			}
		}
	})
}

// visible reports runes that a reader sees.
func visible(r rune) bool { return r > ' ' && r != 0x7f && r < 0x80 }

// BenchmarkRead measures the whole reading on one core, on a story of 330
// words, with each model.
func BenchmarkRead(b *testing.B) {
	for _, model := range []string{Rules, Fast, Accurate} {
		b.Run(model, func(b *testing.B) {
			r, err := Open(models.FS(), model)
			if err != nil {
				b.Fatal(err)
			}
			v := english(wire(b))
			words := len(strings.Fields(v.Text))
			b.SetBytes(int64(len(v.Text)))
			b.ReportAllocs()
			for b.Loop() {
				must(r.Read(b.Context(), v))
			}
			b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
		})
	}
}

// BenchmarkParse measures what `readout parse` does to a text, on one core.
func BenchmarkParse(b *testing.B) {
	for _, model := range []string{Rules, Fast, Accurate} {
		b.Run(model, func(b *testing.B) {
			r, err := Open(models.FS(), model)
			if err != nil {
				b.Fatal(err)
			}
			v := english(strings.Repeat(wire(b)+"\n\n", 20))
			b.SetBytes(int64(len(v.Text)))
			b.ReportAllocs()
			for b.Loop() {
				must(r.Parse(b.Context(), v))
			}
			b.ReportMetric(float64(len(strings.Fields(v.Text))*b.N)/b.Elapsed().Seconds(), "words/s")
		})
	}
}

// BenchmarkMarshal measures writing a record as JSON.
func BenchmarkMarshal(b *testing.B) {
	rec := must(open(b).Read(b.Context(), english(wire(b))))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rec.MarshalJSON(); err != nil {
			b.Fatal(err)
		}
	}
}

// must returns a record that is made unless the test is stopped.
func must[T any](made T, err error) T {
	if err != nil {
		panic(err)
	}
	return made
}
