package segment

import readout "github.com/seed-f92ea4cf/readout"

// sentences appends the sentences of the paragraph that has been scanned.
func (s *scanner) sentences(sents []readout.Sentence, par int) []readout.Sentence {
	s.prepare()
	first := len(sents)
	from, size := 0, 0
	for i := range s.toks {
		last := i+1 == len(s.toks)
		if !last && !s.ends(from, i) {
			continue
		}
		size += s.partStop(i)
		sents = append(sents, readout.Sentence{Paragraph: par, Span: readout.Span{Start: from, End: i + 1}})
		from = i + 1
	}
	toks := make([]readout.Token, len(s.toks)+size)
	n := 0
	for k := first; k < len(sents); k++ {
		sent := &sents[k]
		begin := n
		for _, p := range s.toks[sent.Start:sent.End] {
			tok := &toks[n] // its strings stay empty: fields are set one by one
			tok.Start, tok.End, tok.Glued, tok.Head = p.start, p.end, p.glued, -1
			n++
			if p.parted {
				tok.End--
				toks[n].Start, toks[n].End, toks[n].Head = p.end-1, p.end, -1
				n++
			}
		}
		sent.Tokens = toks[begin:n:n]
		sent.Span = cover(sent.Tokens)
	}
	return sents
}

// cover returns the span from the first token's start to the last one's end.
func cover(toks []readout.Token) readout.Span {
	return readout.Span{Start: toks[0].Start, End: toks[len(toks)-1].End}
}

// partStop marks the abbreviation that the sentence which ends at token i
// ends with: its full stop is the sentence's, a token of its own. It returns
// the number of tokens gained. "U.S." and the like stay whole.
func (s *scanner) partStop(i int) int {
	for i > 0 && (s.toks[i].kind == closing || s.toks[i].kind == closeQuote) {
		i--
	}
	switch p := &s.toks[i]; p.kind {
	case abbrev, title, initial:
		p.parted = true
		return 1
	}
	return 0
}

// ends reports whether the sentence that begins at token from ends after
// token i, which is not the paragraph's last.
func (s *scanner) ends(from, i int) bool {
	if !s.candidate(i) {
		return false
	}
	if i > 0 && s.toks[i].kind == closeQuote && (s.toks[i-1].kind == terminal || s.toks[i-1].kind == ellipsis) {
		if s.begins(i+1) == 1 {
			return true
		}
		if s.credited(i) {
			return false
		}
	}
	if s.splitter.weights == nil { // a language without a model: the marks alone
		return s.toks[i].kind == terminal || s.toks[i].kind == ellipsis
	}
	var f [features]uint32
	least := 0
	if k := s.toks[i].kind; k < initial || k == terminal || k == ellipsis || k == closing || k == emoticon {
		least = threshold
	}
	return s.splitter.score(s.features(f[:0], from, i)) > least
}

// credited reports whether the quotation that token i closes ends with a
// question or an exclamation and its speaker follows: “Why?” Ruiz asked.
func (s *scanner) credited(i int) bool {
	if p := s.toks[i-1]; p.kind == terminal && s.text[p.start] == '.' {
		return false
	}
	for k := i + 1; k < len(s.toks) && k < i+6; k++ {
		switch p := s.toks[k]; p.kind {
		case capital, upper, mixed, initial, title:
		case lower:
			return k > i+1 && s.splitter.sayings[s.text[p.start:p.end]]
		default:
			return false
		}
	}
	return false
}

// candidate reports whether a sentence can end after token i at all.
func (s *scanner) candidate(i int) bool {
	a, b := &s.toks[i], &s.toks[i+1]
	if b.glued || a.kind == title || a.kind == opening {
		return false
	}
	switch b.kind {
	case comma, semicolon, colon, closing, terminal:
		return false
	}
	apart := b.start > a.end
	switch a.kind {
	case terminal, ellipsis, closeQuote, closing, emoticon:
		return true
	case colon, semicolon, dash, symbol, bullet, web, abbrev, dotted, initial:
		return apart
	case openQuote:
		return false
	}
	return apart && b.kind != lower && b.kind != closeQuote && b.kind != ellipsis && b.kind != emoticon
}
