package segment

import "unicode"

// WeightCount is how many weights the model of sentence ends has, each a signed byte.
const WeightCount = 1 << tableBits

// An Example is a place where a sentence may end, for training the model.
type Example struct {
	Weights [features]uint16 // of the features that hold there
	Ends    bool             // a sentence ends there
}

// Examples returns the places of a text where the model would be asked, in
// order. Ends tells whether a sentence ends behind so many characters that are
// no white space.
func (p *Splitter) Examples(text string, ends func(chars int) bool) (out []Example) {
	s := scanner{splitter: p, text: mask(text)}
	at := 0
	for i := 0; i < len(text); {
		i = s.paragraph(i)
		s.prepare()
		from := 0
		for k := range s.toks {
			at += visible(text[s.toks[k].start:s.toks[k].end])
			if k+1 < len(s.toks) && s.candidate(k) {
				out = append(out, s.example(from, k, ends(at)))
			}
			if ends(at) {
				from = k + 1
			}
		}
	}
	return out
}

// Obvious returns the places of a news text without annotation that a rule
// decides beyond doubt: treebanks have little news. Pronouns are words that
// begin a sentence whenever they have a capital.
func (p *Splitter) Obvious(text string, pronouns map[string]bool) (out []Example) {
	s := scanner{splitter: p, text: text}
	for i := 0; i < len(text); {
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
			ends, sure := s.obvious(from, k, pronouns)
			if sure {
				out = append(out, s.example(from, k, ends))
			}
			if ends {
				from = k + 1
			}
		}
	}
	return out
}

// example is the place behind token k of the sentence that begins at token from.
func (s *scanner) example(from, k int, ends bool) Example {
	var hashes [features]uint32
	s.features(hashes[:0], from, k)
	e := Example{Ends: ends}
	for i, h := range hashes {
		e.Weights[i] = uint16(h >> (32 - tableBits))
	}
	return e
}

// visible returns the number of characters of w that are no white space.
func visible(w string) (n int) {
	for _, r := range w {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// obvious says whether a sentence of news ends after token i, and whether
// that is beyond doubt.
func (s *scanner) obvious(from, i int, pronouns map[string]bool) (ends, sure bool) {
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
