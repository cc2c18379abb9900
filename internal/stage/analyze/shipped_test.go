package analyze

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/nn"
	"github.com/seed-f92ea4cf/readout/models"
)

// shipped returns the network that the program ships, or skips.
func shipped(t testing.TB) *Network {
	t.Helper()
	b, _, err := models.Read(models.FS(), "accurate")
	if errors.Is(err, models.ErrNone) {
		t.Skip("no weights are shipped")
	}
	if err != nil {
		t.Fatal(err)
	}
	w, err := nn.ReadWeights(b)
	if err != nil {
		t.Fatal(err)
	}
	n, err := New(w)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A parity is what the training code says of a small text with the weights
// that are shipped: train/reference.py writes it, gzip keeps it small.
type parity struct {
	Forms       []string
	Starts      []bool
	Gaps        []gap
	Shapes      []shape
	Pieces      []int32
	First       []int
	Float, Int8 outputs
}

// outputs are the network's numbers for each word, and what they say.
type outputs struct {
	Words, Sent, UPOS, Ner, Attribution [][]float64
	Said                                struct {
		UPOS, XPOS, Feats, Lemma, Deprel []string
		Head                             []int
	}
}

// text returns the reference's text and its sentences.
func (p *parity) text() (string, []readout.Sentence) {
	var b strings.Builder
	var sents []readout.Sentence
	par := -1
	for i, form := range p.Forms {
		switch p.Gaps[i] {
		case gapSpace:
			b.WriteString(" ")
		case gapParagraph:
			b.WriteString("\n")
			par++
		}
		if p.Starts[i] {
			sents = append(sents, readout.Sentence{Paragraph: par})
		}
		s := &sents[len(sents)-1]
		s.Tokens = append(s.Tokens, readout.Token{Span: readout.Span{Start: b.Len(), End: b.Len() + len(form)}})
		b.WriteString(form)
	}
	return b.String(), sents
}

func TestShippedNetworkAgreesWithTraining(t *testing.T) {
	n := shipped(t)
	f, err := os.Open("testdata/accurate.reference.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var want parity
	if err := json.NewDecoder(z).Decode(&want); err != nil {
		t.Fatal(err)
	}
	text, sents := want.text()
	r := reading{net: n, memory: &memory{}, text: text, keep: true, words: n.read(text, sents, true)}
	at := 1
	for i, w := range r.words {
		if w.shape != want.Shapes[i] || w.gap != want.Gaps[i] || want.First[i] != at || fmt.Sprint(w.pieces[:w.n]) != fmt.Sprint(want.Pieces[at:at+int(w.n)]) {
			t.Fatalf("word %d, %q, is read as %+v", i, want.Forms[i], w)
		}
		at += int(w.n)
	}
	r.encode(0, len(r.words))
	for _, head := range []struct {
		name        string
		column      int
		from        *nn.Matrix
		float, int8 [][]float64
	}{
		{"vector", 0, &r.vectors, want.Float.Words, want.Int8.Words},
		{"sent", n.column.sent, &r.tags, want.Float.Sent, want.Int8.Sent},
		{"upos", n.column.upos, &r.tags, want.Float.UPOS, want.Int8.UPOS},
		{"ner", n.column.ner, &r.tags, want.Float.Ner, want.Int8.Ner},
		{"attribution", n.column.parts, &r.tags, want.Float.Attribution, want.Int8.Attribution},
	} {
		for _, ref := range [][][]float64{head.float, head.int8} {
			if c := cosine(head.from, head.column, ref); c < 0.998 {
				t.Errorf("%s: cosine with the training code %.5f", head.name, c)
			}
		}
	}
	n.known = nil // the reference has the network's own lemmas, without the table of known ones
	checkSaid(t, text, n.Analyze(t.Context(), text, sents, true), &want)
}

// cosine returns the cosine of the numbers from a column on with others.
func cosine(m *nn.Matrix, column int, other [][]float64) float64 {
	var ab, aa, bb float64
	for i, row := range other {
		for j, b := range row {
			a := float64(m.Row(i)[column+j])
			ab, aa, bb = ab+a*b, aa+a*a, bb+b*b
		}
	}
	return ab / math.Sqrt(aa*bb)
}

// checkSaid compares labels. One in fifty words may differ: arithmetic in
// eight bits decides near ties its own way.
func checkSaid(t *testing.T, text string, res Result, want *parity) {
	differ, at := 0, 0
	said := &want.Int8.Said
	for _, s := range res.Sentences {
		first := at
		for _, tok := range s.Tokens {
			head := tok.Head
			if head >= 0 {
				head += first
			}
			got := fmt.Sprint(tok.UPOS, " ", tok.XPOS, " ", tok.Feats, " ", tok.Lemma, " ", head, " ", tok.Rel)
			ref := fmt.Sprint(said.UPOS[at], " ", blank(said.XPOS[at]), " ", blank(said.Feats[at]), " ", said.Lemma[at], " ", said.Head[at], " ", said.Deprel[at])
			if got != ref {
				differ++
				t.Logf("%s: %s; training code %s", tok.Form(text), got, ref)
			}
			at++
		}
	}
	if differ*50 > at {
		t.Errorf("%d of %d words are labelled otherwise than by the training code", differ, at)
	}
}

// news is a story written for the test, in words between blanks.
const news = `Velmian farmers blocked the border with Osk on Monday , and the government in Port Ana said it would talk .
" We are ready to meet them this week , " Agriculture Minister Petra Lunt told reporters . She did not say whether the price of milk would rise .
The farmers ' union , which speaks for 12,000 families , wants at least 40 cents a litre . Its leader , Joao Brandt , denied that drivers had been threatened .`

func TestShippedNetworkReadsAStory(t *testing.T) {
	n := shipped(t)
	sents := cutUp(news)
	res := n.Analyze(t.Context(), news, sents, false)
	checkResult(t, news, sents, res)
	var names []string
	for _, s := range res.Sentences {
		for _, tok := range s.Tokens {
			if tok.Name != "" {
				names = append(names, tok.Form(news)+"/"+tok.Name)
			}
		}
	}
	got := strings.Join(names, " ")
	for _, want := range []string{"Petra/B-PER Lunt/I-PER", "Joao/B-PER Brandt/I-PER", "Osk/B-LOC"} {
		if !strings.Contains(got, want) {
			t.Errorf("names %s: no %s", got, want)
		}
	}
	if len(res.Sentences) != 5 {
		t.Errorf("%d sentences, want 5", len(res.Sentences))
	}
}

// BenchmarkNetwork measures the whole analysis of a story of 600 words by the
// shipped weights, in words between blanks.
func BenchmarkNetwork(b *testing.B) {
	n := shipped(b)
	text := strings.Repeat(news+"\n", 8)
	sents := cutUp(text)
	for _, p := range nn.Paths()[1:] {
		b.Run(p.String(), func(b *testing.B) {
			n.path = p
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				n.Analyze(b.Context(), text, sents, false)
			}
			b.ReportMetric(float64(len(strings.Fields(text)))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
		})
	}
}

// BenchmarkLoad measures reading and packing the shipped weights.
func BenchmarkLoad(b *testing.B) {
	shipped(b)
	for b.Loop() {
		shipped(b)
	}
}
