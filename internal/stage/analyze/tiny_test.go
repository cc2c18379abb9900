package analyze

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/nn"
	"github.com/seed-f92ea4cf/readout/internal/scores"
)

// tiny are the sizes of the network that the tests make.
var tiny = config{Hidden: 64, Layers: 2, Heads: 2, FFN: 96, Positions: 256, Eps: 1e-12, MaxPieces: wordPieces, Arc: 32, Rel: 32}

// tinyLabels are its label sets.
var tinyLabels = map[string][]string{
	"shape": make([]string, shapes), "gap": make([]string, gaps),
	"upos": {"NOUN", "VERB", "PUNCT"}, "xpos": {"NN", "VB", "_"}, "feats": {"_", "Number=Sing"},
	"lemma": {"K0", "L0", "L1", "L1y"}, "deprel": {"nsubj", "obj", "punct", "root"},
	"ner": {"O", "B-PER", "I-PER", "B-ORG", "I-ORG"}, "attribution": {"O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE"},
	"known": {"ran VB run", "US NNP US"},
}

// tinyFile returns a weights file of random weights, and the same weights as
// they are before the file: [out][in] floats by name.
func tinyFile(t testing.TB, seed uint64) ([]byte, map[string][]float64) {
	return tinyFileOf(t, seed, tiny)
}

// tinyFileOf is tinyFile for a network of these sizes, with heads of claims if
// they have layers.
func tinyFileOf(t testing.TB, seed uint64, c config) ([]byte, map[string][]float64) {
	t.Helper()
	vocab := strings.Fields("[UNK] [CLS] [SEP]")
	for c := '!'; c <= '~'; c++ {
		if s := strings.ToLower(string(c)); s == string(c) {
			vocab = append(vocab, s, "##"+s)
		}
	}
	r := rand.New(rand.NewPCG(seed, 9))
	w := &nn.Writer{Model: "tiny", Labels: tinyLabels, Vocab: vocab, Config: c}
	all := map[string][]float64{}
	floats := func(name string, center, spread float64, shape ...int) {
		n := 1
		for _, s := range shape {
			n *= s
		}
		f := make([]float32, n)
		for i := range f {
			f[i] = float32(center + spread*r.NormFloat64())
			all[name] = append(all[name], float64(f[i]))
		}
		w.Floats(name, f, shape...)
	}
	eight := func(name string, out, in int, spread float64) {
		q, scale := make([]int8, out*in), make([]float32, out)
		for j := range scale {
			scale[j] = float32(spread / 60 * (0.5 + r.Float64()))
			for k := range in {
				q[j*in+k] = int8(max(-127, min(127, r.NormFloat64()*60)))
				all[name] = append(all[name], float64(q[j*in+k])*float64(scale[j]))
			}
		}
		w.Bytes(name, q, scale)
	}
	linear := func(name string, out, in int) {
		eight(name+".weight", out, in, 0.12)
		floats(name+".bias", 0, 0.3, out)
	}
	norm := func(name string) {
		floats(name+".weight", 1, 0.1, tiny.Hidden)
		floats(name+".bias", 0, 0.1, tiny.Hidden)
	}
	eight("enc.word", len(vocab), tiny.Hidden, 1)
	floats("enc.position", 0, 0.3, tiny.Positions, tiny.Hidden)
	floats("enc.shape", 0, 0.3, int(shapes), tiny.Hidden)
	floats("enc.gap", 0, 0.3, int(gaps), tiny.Hidden)
	norm("enc.norm")
	layers := []string{"enc.layer.0.", "enc.layer.1."}
	for i := range c.Claims.Layers {
		layers = append(layers, fmt.Sprintf("claims.layer.%d.", i))
	}
	for _, l := range layers {
		for _, p := range []string{"q", "k", "v", "out"} {
			linear(l+"attn."+p, tiny.Hidden, tiny.Hidden)
		}
		norm(l + "attn.norm")
		linear(l+"ffn.up", tiny.FFN, tiny.Hidden)
		linear(l+"ffn.down", tiny.Hidden, tiny.FFN)
		norm(l + "ffn.norm")
	}
	linear("head.sent", 2, tiny.Hidden)
	for _, h := range []string{"upos", "xpos", "feats", "lemma", "ner", "attribution"} {
		linear("head."+h, len(tinyLabels[h]), tiny.Hidden)
	}
	linear("head.ner.web", len(tinyLabels["ner"]), tiny.Hidden)
	linear("head.genre", 1, tiny.Hidden)
	for _, h := range []string{"ner", "attribution"} {
		floats("head."+h+".transitions", 0, 0.5, len(tinyLabels[h]), len(tinyLabels[h]))
	}
	relations := len(tinyLabels["deprel"])
	linear("head.arc.dep", tiny.Arc, tiny.Hidden)
	linear("head.arc.head", tiny.Arc, tiny.Hidden)
	floats("head.arc.root", 0, 0.5, tiny.Arc)
	linear("head.arc.pair", tiny.Arc, tiny.Arc)
	linear("head.rel.dep", tiny.Rel, tiny.Hidden)
	linear("head.rel.head", tiny.Rel, tiny.Hidden)
	floats("head.rel.root", 0, 0.5, tiny.Rel)
	linear("head.rel.pair", relations*tiny.Rel, tiny.Rel)
	linear("head.rel.own", relations, tiny.Rel)
	if c.Claims.Layers > 0 {
		tinyClaims(c, floats, linear)
	}
	b, err := w.File()
	if err != nil {
		t.Fatal(err)
	}
	return b, all
}

// tinyClaims makes the weights of the heads of claims.
func tinyClaims(c config, floats func(string, float64, float64, ...int), linear func(string, int, int)) {
	linear("head.chain.dep", c.Chain, c.Hidden)
	linear("head.chain.head", c.Chain, c.Hidden)
	for _, h := range []struct {
		name string
		size int
	}{{"kind", scores.Kinds}, {"status", len(scores.EventStatuses)}, {"edges", 4 * edge}, {"type_in", typeSize}, {"back", c.Chain}, {"front", c.Chain},
		{"event", scores.EventSides}, {"phrase", scores.PhraseSides}} {
		linear("claims."+h.name, h.size, c.Hidden)
	}
	linear("claims.type", 1+scores.EventTypes, typeSize)
	floats("claims.vote", 0, 0.3, voteColumns, c.Hidden)
	floats("claims.type_vote", 0, 0.3, voteColumns, 1+scores.EventTypes)
}

// tinyNetwork returns a network of random weights.
func tinyNetwork(t testing.TB, seed uint64) *Network {
	t.Helper()
	b, _ := tinyFile(t, seed)
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

// cutUp returns the words of text between blanks as tokens. Lines are
// paragraphs; a word that ends in a full stop ends a sentence.
func cutUp(text string) []readout.Sentence {
	var sents []readout.Sentence
	par, at := -1, 0
	for _, line := range strings.SplitAfter(text, "\n") {
		first, open := true, false
		for _, f := range strings.Fields(line) {
			at += strings.Index(text[at:], f)
			if first {
				par++
			}
			if !open {
				sents = append(sents, readout.Sentence{Paragraph: par})
			}
			s := &sents[len(sents)-1]
			s.Tokens = append(s.Tokens, readout.Token{Span: readout.Span{Start: at, End: at + len(f)}})
			at += len(f)
			first, open = false, !strings.HasSuffix(f, ".")
		}
	}
	for i := range sents {
		toks := sents[i].Tokens
		sents[i].Span = readout.Span{Start: toks[0].Start, End: toks[len(toks)-1].End}
	}
	return sents
}
