package link

import (
	"math/rand/v2"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestSitesOfManyWords compares with a walk over all words of a sentence.
func TestSitesOfManyWords(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	var sents []readout.Sentence
	at := 0
	for range 20 {
		sent := readout.Sentence{Span: readout.Span{Start: at}}
		for range 1 + r.IntN(30) {
			at += r.IntN(2)
			sent.Tokens = append(sent.Tokens, readout.Token{Span: readout.Span{Start: at, End: at + 1 + r.IntN(3)}})
			at = sent.Tokens[len(sent.Tokens)-1].End
		}
		sent.End = at
		sents = append(sents, sent)
		at += r.IntN(2)
	}
	var mentions []readout.Mention
	for start := 0; start <= at+1; start += 1 + r.IntN(2) {
		mentions = append(mentions, readout.Mention{Span: readout.Span{Start: start, End: start + 1 + r.IntN(5)}})
	}
	for i, got := range sitesOf(sents, mentions) {
		span, want := mentions[i].Span, site{sent: -1}
		for s := range sents {
			if sents[s].End > span.Start {
				want = site{sent: s}
				toks := sents[s].Tokens
				for want.from < len(toks) && toks[want.from].End <= span.Start {
					want.from++
				}
				for want.to = want.from; want.to < len(toks) && toks[want.to].Start < span.End; want.to++ {
				}
				break
			}
		}
		if got != want {
			t.Errorf("%v: %+v, want %+v", span, got, want)
		}
	}
}
