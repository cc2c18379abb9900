// Package segment splits a story's text into paragraphs, sentences and
// tokens.
//
// It is the first stage of the pipeline. Tokens are the syntactic words of
// Universal Dependencies as the English Web Treebank and GUM cut them:
// "don't" is "do" and "n't", "Ann's" is "Ann" and "'s", "15-year-old" is five
// tokens, "co-owner" and "U.S." are one each. Splitting is lossless: tokens
// stand in text order, only white space is between them, and no token holds
// any. Every line is a paragraph, and a sentence never crosses a line break.
//
// Tokens are found by a scanner written by hand, sentence ends by a log-linear
// model over the tokens around each place where one can be.
package segment

import readout "github.com/seed-f92ea4cf/readout"

// Split returns the sentences of text in order, with their tokens' spans set.
// Every line is a paragraph; lines of white space are none and are not
// counted. It accepts any string, valid UTF-8 or not, and does not fail.
// The time it takes grows with the length of the text alone.
func (p *Splitter) Split(text string) []readout.Sentence {
	s := scanner{splitter: p, text: mask(text)}
	var sents []readout.Sentence
	for i, par := 0, 0; i < len(text); {
		i = s.paragraph(i)
		if len(s.toks) == 0 {
			continue
		}
		sents = s.sentences(sents, par)
		par++
	}
	return sents
}

// longPart is the share of the words that [Splitter.SplitFirst] gives up so that
// its last sentence is whole.
const longPart = 32

// SplitFirst is [Splitter.Split] of the first words of a text, at most most of
// them: it does not look at what comes behind them. It returns where in the text
// the next word begins, len(text) if there is none. The last sentence is whole,
// unless it is so long that more than a 32nd of the words would be given up.
func (p *Splitter) SplitFirst(text string, most int) (sents []readout.Sentence, end int) {
	s := scanner{splitter: p, text: mask(text)}
	n := 0
	for i, par := 0, 0; i < len(text); {
		s.most = most - n + 1
		if i = s.paragraph(i); len(s.toks) == 0 {
			continue
		}
		first := len(sents)
		sents = s.sentences(sents, par)
		for k := first; k < len(sents); k++ {
			if size := len(sents[k].Tokens); n+size > most {
				return cutAt(sents[:k+1], most-n, most)
			}
			n += len(sents[k].Tokens)
		}
		par++
	}
	return sents, len(text)
}

// cutAt cuts the last of sents, which has more words than are left of most,
// and returns where what was cut begins.
func cutAt(sents []readout.Sentence, left, most int) ([]readout.Sentence, int) {
	last := &sents[len(sents)-1]
	for left > 0 && last.Tokens[left].Glued {
		left--
	}
	if len(sents) > 1 && left <= most/longPart || left == 0 {
		return sents[:len(sents)-1], last.Start
	}
	end := last.Tokens[left].Start
	last.Tokens = last.Tokens[:left:left]
	last.Span = cover(last.Tokens)
	return sents, end
}
