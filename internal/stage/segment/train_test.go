package segment

import (
	"flag"
	"math"
	"os"
	"strings"
	"testing"
)

var (
	train  = flag.Bool("train", false, "train the weights from the treebanks and write weights.bin")
	epochs = flag.Int("epochs", 12, "rounds over the treebanks")
	decay  = flag.Float64("decay", 2e-6, "weight decay")
)

// An example is a candidate with its features and whether a sentence ends there.
type example struct {
	f    [features]uint32
	ends bool
}

// examples returns the candidates of a treebank.
func examples(tb treebank) (out []example) {
	ends := map[int]bool{}
	for k := range tb.gold().sents {
		ends[k[1]] = true
	}
	s := scanner{text: mask(tb.text)}
	at := 0
	for i := 0; i < len(tb.text); {
		i = s.paragraph(i)
		s.prepare()
		from := 0
		for k := range s.toks {
			at += size(tb.text[s.toks[k].start:s.toks[k].end])
			if k+1 < len(s.toks) && s.candidate(k) {
				var ex example
				s.features(ex.f[:0], from, k)
				ex.ends = ends[at]
				out = append(out, ex)
			}
			if ends[at] {
				from = k + 1
			}
		}
	}
	return out
}

// TestTrain makes weights.bin by logistic regression with AdaGrad.
func TestTrain(t *testing.T) {
	if !*train {
		t.Skip("the weights are trained only with -train")
	}
	var ex []example
	for _, name := range []string{"en_ewt-ud-train", "en_gum-clean-ud-train"} {
		ex = append(ex, examples(readTreebank(t, "data/ud/"+name+".conllu.xz"))...)
	}
	const bits = 32 - tableBits
	w := make([]float64, 1<<tableBits)
	sq := make([]float64, 1<<tableBits)
	seed := uint64(1)
	for n := range *epochs {
		loss := 0.0
		for i := len(ex) - 1; i > 0; i-- {
			seed = seed*6364136223846793005 + 1442695040888963407
			j := int(seed>>33) % (i + 1)
			ex[i], ex[j] = ex[j], ex[i]
		}
		for i := range ex {
			e := &ex[i]
			z := 0.0
			for _, h := range e.f {
				z += w[h>>bits]
			}
			p, y := 1/(1+math.Exp(-z)), 0.0
			if e.ends {
				y = 1
				loss -= math.Log(p + 1e-12)
			} else {
				loss -= math.Log(1 - p + 1e-12)
			}
			for _, h := range e.f {
				k := h >> bits
				g := p - y + *decay*w[k]*1000
				sq[k] += g * g
				w[k] -= 0.2 * g / math.Sqrt(sq[k]+1e-6)
			}
		}
		t.Logf("round %d: loss %.4f", n+1, loss/float64(len(ex)))
	}
	most := 0.0
	for _, v := range w {
		most = max(most, math.Abs(v))
	}
	out := make([]byte, len(w))
	used := 0
	for i, v := range w {
		out[i] = byte(int8(math.Round(v / most * 127)))
		if out[i] != 0 {
			used++
		}
	}
	t.Logf("%d examples, %d weights in use, the largest %.2f", len(ex), used, most)
	if err := os.WriteFile("weights.bin", out, 0o666); err != nil {
		t.Fatal(err)
	}
	weights = string(out)
	for _, name := range []string{"en_ewt-ud", "en_gum-clean-ud"} {
		tb := readTreebank(t, "data/ud/"+name+"-dev.conllu.xz")
		t.Logf("%s: sentences %.2f", strings.TrimSuffix(name, "-ud"), f1(tb.gold().sents, factsOf(tb.text, Split(tb.text)).sents))
	}
}
