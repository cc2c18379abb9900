package event

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/golden"
	"github.com/seed-f92ea4cf/readout/internal/growth"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/modality"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// TestFrames reads sentences with given trees, so that what is tested is the
// coding and not the parser.
func TestFrames(t *testing.T) {
	golden.Run(t, "testdata/frames/*.txtar", frameCases, func(conllu string) string {
		rec := story(t, conllu)
		return lines(rec, find(rec, Options{}))
	})
}

// frameCases is how many cases there are.
const frameCases = 15

// TestLongStory reads a story that names somebody new in each sentence: what
// grows with the square of its length would not end.
func TestLongStory(t *testing.T) {
	growth.Linear(t, 20_000, func(n int) func() {
		rec := long(t, n)
		return func() {
			if events := find(rec, Options{}); len(events) != (n+44)/45 {
				t.Errorf("%d events in %d characters", len(events), n)
			}
		}
	})
}

// long makes a story of n characters from one sentence with a tree.
func long(t testing.TB, n int) *readout.Record {
	const form = "%d\tTown%05d\tTown%05d\tPROPN\tNNP\t_\t2\tnsubj\t_\tNER=B-LOC\n"
	var b strings.Builder
	for i := 0; i*45 < n; i++ {
		fmt.Fprintf(&b, "# newpar\n# text = Town%05d expelled the Russian ambassador.\n", i)
		fmt.Fprintf(&b, form, 1, i, i)
		b.WriteString("2\texpelled\texpel\tVERB\tVBD\t_\t0\troot\t_\t_\n3\tthe\tthe\tDET\tDT\t_\t5\tdet\t_\t_\n" +
			"4\tRussian\tRussian\tADJ\tJJ\t_\t5\tamod\t_\tNER=B-NORP\n5\tambassador\tambassador\tNOUN\tNN\tNumber=Sing\t2\tobj\t_\tSpaceAfter=No\n6\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n")
	}
	return story(t, b.String())
}

// find codes the events of a record.
func find(rec *readout.Record, o Options) []readout.Event {
	view := syntax.NewGrammar(language.English()).View(rec.Version.Text, rec.Sentences)
	view.SetMentions(rec.Mentions)
	return New(language.English()).Find(rec, view, lexicon.Load(), modality.New(language.English()), o)
}

func BenchmarkFind(b *testing.B) {
	rec := long(b, 20_000)
	b.SetBytes(int64(len(rec.Version.Text)))
	for b.Loop() {
		find(rec, Options{})
	}
}

// TestUserDictionary codes verbs that the program's list does not have, drops
// sentences.
func TestUserDictionary(t *testing.T) {
	const conllu = "# text = Norway serenaded Sweden.\n1\tNorway\tNorway\tPROPN\tNNP\t_\t2\tnsubj\t_\tNER=B-LOC\n" +
		"2\tserenaded\tserenade\tVERB\tVBD\t_\t0\troot\t_\t_\n3\tSweden\tSweden\tPROPN\tNNP\t_\t2\tobj\t_\tNER=B-LOC|SpaceAfter=No\n4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n"
	find := func(o Options) []readout.Event { return find(story(t, conllu), o) }
	if got := find(Options{}); len(got) != 0 {
		t.Errorf("%+v", got)
	}
	got := find(Options{Dictionary: verbs{"serenade": "051"}})
	if len(got) != 1 || got[0].Type != "SUPPORT" || got[0].CAMEO != "051" || !strings.Contains(got[0].Why, "dictionary") {
		t.Errorf("%+v", got)
	}
	if got := find(Options{Dictionary: verbs{"serenade": "---"}}); len(got) != 0 {
		t.Errorf("%+v", got)
	}
	if got := find(Options{Dictionary: verbs{"serenade": "051"}, Discard: func(s string) bool { return strings.Contains(s, "Sweden") }}); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

// verbs is a dictionary of lemmas.
type verbs map[string]string

func (v verbs) Code(words, lemmas []string, at int) string { return v[lemmas[at]] }
