package analyze

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/nn"
)

// story is long enough for several windows.
var story = strings.Repeat("The minister said on Tuesday that the old dam near Velm is safe. Engineers doubt it.\n"+
	"Ana Ruiz , who leads the water board , had asked for $5,000,000 and got nothing. \"We wait,\" she said. \n", 9)

// checkResult fails the test unless res analyses the tokens of sents.
func checkResult(t *testing.T, text string, sents []readout.Sentence, res Result) {
	t.Helper()
	var want, got []readout.Span
	for _, s := range sents {
		for _, tok := range s.Tokens {
			want = append(want, tok.Span)
		}
	}
	if len(res.Parts) != len(res.Sentences) {
		t.Fatalf("parts of %d sentences, %d sentences", len(res.Parts), len(res.Sentences))
	}
	partTags := ""
	for i, s := range res.Sentences {
		var heads []int
		name := "O"
		if len(s.Tokens) == 0 || len(res.Parts[i]) != len(s.Tokens) || s.Start != s.Tokens[0].Start || s.End != s.Tokens[len(s.Tokens)-1].End {
			t.Fatalf("sentence %d does not fit its tokens: %+v", i, s)
		}
		for j, tok := range s.Tokens {
			got, heads = append(got, tok.Span), append(heads, tok.Head)
			if tok.UPOS == "" || tok.Rel == "" || (tok.Head < 0) != (tok.Rel == "root") {
				t.Fatalf("token %d of sentence %d is not analysed: %+v", j, i, tok)
			}
			if inside(tok.Name) && tok.Name[1:] != name[1:] {
				t.Fatalf("%s after %s", tok.Name, name)
			}
			if name = tok.Name; name == "" {
				name = "O"
			}
			if part := res.Parts[i][j]; inside(part) && (partTags == "" || part[1:] != partTags[1:]) {
				t.Fatalf("part %s after %s", part, partTags)
			}
			partTags = res.Parts[i][j]
		}
		checkTree(t, heads)
	}
	if !slices.Equal(got, want) {
		t.Fatal("the tokens are not those that were given")
	}
	for _, p := range res.Problems {
		if !p.Span.Fits(text) || p.Span.Empty() {
			t.Errorf("problem with span %v", p.Span)
		}
	}
}

func TestAnalyzeSameOnEveryPathAndEachTime(t *testing.T) {
	n := tinyNetwork(t, 1)
	for i, keep := range []bool{false, true, false, true} {
		sents := cutUp(story)
		var want Result
		if i == 2 {
			n.plan = plan{rows: 200, core: 60, before: 17, after: 9}
		}
		for _, p := range append(nn.Paths(), nn.Paths()...) {
			n.path = p
			res := n.Analyze(t.Context(), story, sents, keep)
			checkResult(t, story, sents, res)
			if want.Sentences == nil {
				want = res
			} else if !reflect.DeepEqual(res, want) {
				t.Errorf("keep %v: %v says something else", keep, p)
			}
			if keep && len(res.Sentences) != len(sents) {
				t.Errorf("%d sentences became %d", len(sents), len(res.Sentences))
			}
		}
		if sents[0].Tokens[0].UPOS != "" {
			t.Error("the tokens that were given have changed")
		}
	}
}

func TestAnalyzeTakesAnyText(t *testing.T) {
	n := tinyNetwork(t, 2)
	for name, text := range map[string]string{
		"nothing": "", "one word": "x", "marks": strings.Repeat("!? ", 700), "emoji": strings.Repeat("🙂 ", 700),
		"Greek": strings.Repeat("Η κυβέρνηση είπε. ", 200), "right to left": strings.Repeat("قال الوزير ", 300),
		"no UTF-8": "a\xff\xfe b\x80. c", "a word of a megabyte": strings.Repeat("ab", 1<<19),
		"many paragraphs": strings.Repeat("Yes.\n", 900), "no full stop": strings.Repeat("and so on ", 3000),
	} {
		t.Run(name, func(t *testing.T) {
			sents := cutUp(text)
			for _, keep := range []bool{false, true} {
				checkResult(t, text, sents, n.Analyze(t.Context(), text, sents, keep))
			}
		})
	}
}

func TestLongSentenceIsReadInPartsAndSaidSo(t *testing.T) {
	n := tinyNetwork(t, 3)
	text := strings.Repeat("and so on ", 2000) + "end.\nShort one."
	sents := cutUp(text)
	res := n.Analyze(t.Context(), text, sents, true)
	checkResult(t, text, sents, res)
	if len(res.Sentences) != 2 {
		t.Errorf("%d sentences, want the 2 given", len(res.Sentences))
	}
	if len(res.Problems) != 1 || res.Problems[0].Span.Len() < 15000 || res.Problems[0].Span.End > sents[0].End {
		t.Errorf("problems %+v, want one about the first sentence", res.Problems)
	}
}

func TestLaterPartOfASurfaceTokenBeginsNoSentence(t *testing.T) {
	n := tinyNetwork(t, 4)
	sents := cutUp(story)
	for i := range sents {
		for j := range sents[i].Tokens {
			sents[i].Tokens[j].Glued = j > 0
		}
	}
	if res := n.Analyze(t.Context(), story, sents, false); len(res.Sentences) > len(sents) {
		t.Errorf("%d sentences of %d stretches that can't be parted", len(res.Sentences), len(sents))
	}
}

func TestWindowsEndAtParagraphs(t *testing.T) {
	words := make([]word, 500)
	for i := range words {
		words[i] = word{rows: 1, gap: gapSpace}
	}
	for _, i := range []int{0, 90, 150, 300} {
		words[i].gap = gapParagraph
	}
	for _, tt := range [][2]int{{0, 150}, {90, 150}, {150, 300}, {300, 500}, {310, 500}} {
		if got := defaultPlan.end(words, tt[0]); got != tt[1] {
			t.Errorf("the window from %d ends at %d, want %d", tt[0], got, tt[1])
		}
	}
	words[320].rows = 200
	if got := defaultPlan.end(words, 300); got-300 > defaultPlan.rows-200 {
		t.Errorf("the window from 300 ends at %d and has too many rows", got)
	}
}

func TestRowsOfWordsSumTheirPieces(t *testing.T) {
	n := tinyNetwork(t, 5)
	n.byWord = true
	text := "abc de f .\n"
	sents := cutUp(text)
	r := reading{net: n, memory: &memory{}, text: text, words: n.read(text, sents, false)}
	r.embed(r.words)
	if r.x.Rows != 6 || !slices.Equal(r.first, []int{1, 2, 3, 4}) {
		t.Fatalf("%d rows, words at %v; want two more than the 4 words, in order", r.x.Rows, r.first)
	}
	want := nn.Matrix{}
	want.Reshape(1, n.encoder.Hidden)
	w := &r.words[0]
	n.embedPiece(want.Row(0), 1, w.pieces[0], w.shape, w.gap)
	for _, piece := range w.pieces[1:w.n] {
		for k := range want.Row(0) {
			want.Row(0)[k] += float32(float32(n.wordTable[int(piece)*n.encoder.Hidden+k]) * n.wordScale[piece])
		}
	}
	n.path.AddNorm(&want, nil, n.inputNorm)
	if w.n != 3 || !slices.Equal(r.x.Row(1), want.Row(0)) {
		t.Errorf("a word of %d pieces has another row than their sum", w.n)
	}
	checkResult(t, text, sents, n.Analyze(t.Context(), text, sents, false))
}

func TestDamagedNetworksAreRefused(t *testing.T) {
	good := func() *nn.Weights {
		b, _ := tinyFile(t, 1)
		w, err := nn.ReadWeights(b)
		if err != nil {
			t.Fatal(err)
		}
		w.Labels = map[string][]string{}
		for k, v := range tinyLabels {
			w.Labels[k] = slices.Clone(v)
		}
		return w
	}
	for name, damage := range map[string]func(w *nn.Weights){
		"no labels":          func(w *nn.Weights) { delete(w.Labels, "upos") },
		"a label too many":   func(w *nn.Weights) { w.Labels["upos"] = append(w.Labels["upos"], "X") },
		"another shape list": func(w *nn.Weights) { w.Labels["shape"] = w.Labels["shape"][1:] },
		"a bad lemma rule":   func(w *nn.Weights) { w.Labels["lemma"][0] = "?" },
		"names without O":    func(w *nn.Weights) { w.Labels["ner"][0] = "B-X" },
		"a shorter vocab":    func(w *nn.Weights) { w.Vocab = w.Vocab[:50] },
		"no [UNK]":           func(w *nn.Weights) { w.Vocab = append([]string{"x"}, w.Vocab[1:]...) },
	} {
		w := good()
		damage(w)
		if _, err := New(w); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for name, c := range map[string]config{"no sizes": {}, "odd head": {Hidden: 64, Heads: 3, FFN: 96, Arc: 32, Rel: 32, MaxPieces: 6, Positions: 256}} {
		w := &nn.Writer{Config: c, Labels: tinyLabels}
		b, _ := w.File()
		r, _ := nn.ReadWeights(b)
		if _, err := New(r); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzAnalyze(f *testing.F) {
	n := tinyNetwork(f, 5)
	f.Add(story, uint64(1), true)
	f.Add("a\xffb.\n\n\u200b c", uint64(2), false)
	f.Fuzz(func(t *testing.T, text string, seed uint64, keep bool) {
		text = text[:min(len(text), 3000)]
		sents := cutUp(text)
		r := rand.New(rand.NewPCG(seed, 1))
		for i := range sents {
			for j := range sents[i].Tokens {
				sents[i].Tokens[j].Glued = j > 0 && r.IntN(4) == 0
			}
		}
		res := n.Analyze(t.Context(), text, sents, keep)
		checkResult(t, text, sents, res)
		if keep && len(res.Sentences) != len(sents) {
			t.Errorf("%d sentences became %d", len(sents), len(res.Sentences))
		}
	})
}

// BenchmarkAnalyze measures the reading of a short story by a tiny network:
// what the network's arithmetic does not take.
func BenchmarkAnalyze(b *testing.B) {
	n := tinyNetwork(b, 1)
	sents := cutUp(story)
	words := len(strings.Fields(story))
	b.SetBytes(int64(len(story)))
	b.ReportAllocs()
	for b.Loop() {
		n.Analyze(b.Context(), story, sents, false)
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
