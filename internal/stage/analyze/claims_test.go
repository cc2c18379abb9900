package analyze

import (
	"reflect"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/nn"
)

// claimNetwork returns a network of random weights with heads of claims.
func claimNetwork(t testing.TB, seed uint64) *Network {
	t.Helper()
	c := tiny
	c.Chain = 32
	c.Claims.Layers, c.Claims.Tap = 1, 1
	b, _ := tinyFileOf(t, seed, c)
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

// words makes a text of n words in sentences of ten, and its tokens.
func wordsOf(n int) (string, []readout.Sentence) {
	text := strings.Repeat("towns attacked ", n/2)
	var sents []readout.Sentence
	at := 0
	for i := range n {
		if i%10 == 0 {
			sents = append(sents, readout.Sentence{Paragraph: i / 50})
		}
		s := &sents[len(sents)-1]
		end := at + strings.IndexByte(text[at:], ' ')
		s.Tokens = append(s.Tokens, readout.Token{Span: readout.Span{Start: at, End: end}})
		at = end + 1
	}
	for i := range sents {
		toks := sents[i].Tokens
		sents[i].Span = readout.Span{Start: toks[0].Start, End: toks[len(toks)-1].End}
	}
	return text, sents
}

// TestClaimsStandBesideTheirWords checks that there is a claim and a row for
// each noun, within its sentence, over many windows, and that the trees do not
// depend on the heads.
func TestClaimsStandBesideTheirWords(t *testing.T) {
	n := claimNetwork(t, 3)
	text, sents := wordsOf(700)
	res := n.Analyze(t.Context(), text, sents, true)
	nominals := 0
	for _, s := range res.Sentences {
		for i := range s.Tokens {
			if tok := &s.Tokens[i]; tok.UPOS == "NOUN" {
				c := res.Claims[nominals]
				if c.From > i || c.To <= i || c.To > len(s.Tokens) || !(c.Sure >= 0 && c.Sure <= 1) {
					t.Fatalf("claim %+v for token %d of a sentence of %d", c, i, len(s.Tokens))
				}
				nominals++
			}
		}
	}
	if nominals == 0 || len(res.Claims) != nominals || res.Phrases.Rows != nominals || res.Nominals.Rows != nominals {
		t.Errorf("%d nouns, %d claims, %d rows of phrases, %d of nominals", nominals, len(res.Claims), res.Phrases.Rows, res.Nominals.Rows)
	}
	for k, tr := range res.Triggers {
		if tr.Token >= len(res.Sentences[tr.Sentence].Tokens) || k > 0 && tr.Sentence < res.Triggers[k-1].Sentence {
			t.Errorf("trigger %d at token %d of sentence %d", k, tr.Token, tr.Sentence)
		}
	}
	text, sents = wordsOf(700)
	plain := n.Parse(t.Context(), text, sents, true)
	if !reflect.DeepEqual(plain.Sentences, res.Sentences) || len(plain.Claims) > 0 || len(plain.Triggers) > 0 {
		t.Error("a text that is parsed alone has other trees, or claims")
	}
}

// TestClaimsAreTheSameOnEveryPath checks that the kernels give the same claims.
func TestClaimsAreTheSameOnEveryPath(t *testing.T) {
	n := claimNetwork(t, 5)
	text, sents := wordsOf(120)
	fast := n.Analyze(t.Context(), text, sents, true)
	n.path = nn.Plain
	text, sents = wordsOf(120)
	plain := n.Analyze(t.Context(), text, sents, true)
	if !reflect.DeepEqual(fast.Claims, plain.Claims) || !reflect.DeepEqual(fast.Triggers, plain.Triggers) || !reflect.DeepEqual(fast.Phrases, plain.Phrases) {
		t.Error("the fastest kernels give other claims than plain Go")
	}
}
