package segment

import (
	"bufio"
	"encoding/json"
	"flag"
	"math"
	"os"
	"strings"
	"testing"
)

var (
	train  = flag.Bool("train", false, "train the weights from the treebanks and write them")
	epochs = flag.Int("epochs", 25, "rounds over the treebanks")
	news   = flag.Int("news", 840, "texts of news to train on, too")
	decay  = flag.Float64("decay", 1e-5, "weight decay")
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
	s := scanner{splitter: english, text: mask(tb.text)}
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

// newsExamples returns candidates of news texts without annotation that a rule
// decides beyond doubt: treebanks have little news.
func newsExamples(t *testing.T, docs int) (out []example) {
	sc := bufio.NewScanner(corpus(t, "data/attribution/polnear-train.jsonl.xz"))
	sc.Buffer(nil, 1<<24)
	for n := 0; n < docs && sc.Scan(); n++ {
		var row struct{ Text string }
		if err := json.Unmarshal(sc.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		s := scanner{splitter: english, text: row.Text}
		for i := 0; i < len(row.Text); {
			i = s.paragraph(i)
			s.prepare()
			if len(s.toks) == 0 || s.ctx.tail != terminal && s.ctx.tail != closeQuote {
				continue
			}
			from := 0
			for k := 0; k+1 < len(s.toks); k++ {
				if !s.candidate(k) {
					continue
				}
				ends, sure := s.obvious(from, k)
				if sure {
					ex := example{ends: ends}
					s.features(ex.f[:0], from, k)
					out = append(out, ex)
				}
				if ends {
					from = k + 1
				}
			}
		}
	}
	return out
}

// obvious says whether a sentence of news ends after token i, and whether
// that is beyond doubt.
func (s *scanner) obvious(from, i int) (ends, sure bool) {
	w := i
	for w > from && (s.toks[w].kind == closeQuote || s.toks[w].kind == closing) {
		w--
	}
	if k := s.toks[w].kind; (k == terminal || k == ellipsis && w < i) && w > from+1 {
		switch s.toks[w-1].kind {
		case lower, number, closing, clitic:
			ends = s.begins(i+1) == 1
			if k := s.toks[i+1].kind; w == i && s.toks[w-1].end > s.toks[w-1].start+3 {
				ends = ends || k == capital || k == upper || k == title && s.text[s.toks[i+1].start] < 'a'
			}
			return ends, ends
		case capital:
			ends = s.begins(i+1) == 1 && s.toks[w-1].end > s.toks[w-1].start+4
			return ends, ends
		}
		return false, false
	}
	switch s.toks[w].kind {
	case dotted, abbrev, initial:
		next := s.toks[i+1]
		ends = w > from+2 && pronouns[s.text[next.start:next.end]]
		return ends, ends
	}
	switch s.toks[i].kind {
	case lower, capital, upper, mixed, number, comma, colon, semicolon, dash, symbol:
		return false, true
	}
	return false, false
}

// pronouns are words that begin a sentence whenever they have a capital.
var pronouns = wordSet(`The He She It They We This These There But His Her Their When If That`)

// TestTrain makes the weights by logistic regression with AdaGrad.
func TestTrain(t *testing.T) {
	if !*train {
		t.Skip("the weights are trained only with -train")
	}
	var ex []example
	for _, name := range []string{"en_ewt-ud-train", "en_gum-clean-ud-train"} {
		ex = append(ex, examples(readTreebank(t, "data/ud/"+name+".conllu.xz"))...)
	}
	ex = append(ex, newsExamples(t, *news)...)
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
	if err := os.WriteFile("../../../models/weights/en/segment.bin", out, 0o666); err != nil {
		t.Fatal(err)
	}
	english.weights = out
	for _, name := range []string{"en_ewt-ud", "en_gum-clean-ud"} {
		tb := readTreebank(t, "data/ud/"+name+"-dev.conllu.xz")
		t.Logf("%s: sentences %.2f", strings.TrimSuffix(name, "-ud"), f1(tb.gold().sents, factsOf(tb.text, Split(tb.text)).sents))
	}
}

// wordSet returns the words of a list.
func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}
