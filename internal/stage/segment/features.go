package segment

// features is how many features a candidate for the end of a sentence has.
const features = 30

// A context is what the features of one paragraph share.
type context struct {
	hash  []uint32 // of each token's form in lower case
	depth []int8   // brackets (16) and quotation marks (1) open after each token
	tail  kind     // the last token's kind
	whole bool     // the paragraph has lower-case words
}

// prepare fills the context for the paragraph that has been scanned.
func (s *scanner) prepare() {
	c := &s.ctx
	c.hash, c.depth = c.hash[:0], c.depth[:0]
	c.whole = false
	var brackets, quotes int8
	for i := range s.toks {
		p := &s.toks[i]
		c.hash = append(c.hash, s.form(p))
		switch p.kind {
		case lower:
			c.whole = true
		case opening:
			brackets = min(brackets+1, 3)
		case closing:
			brackets = max(brackets-1, 0)
		case openQuote:
			quotes = 1
		case closeQuote:
			quotes = 0
		}
		c.depth = append(c.depth, brackets<<4|quotes)
	}
	if n := len(s.toks); n > 0 {
		c.tail = s.toks[n-1].kind
	}
}

// form returns a hash of the token's form in lower case, with its digits
// alike. All quotation marks that open are alike, and so are all that close,
// all dashes, and all ellipses.
func (s *scanner) form(p *piece) uint32 {
	switch p.kind {
	case openQuote, closeQuote, dash, ellipsis:
		return uint32(p.kind) * 0x9E3779B1
	}
	h := uint32(2166136261)
	for k := p.start; k < p.end && k < p.start+24; k++ {
		b := s.text[k]
		switch {
		case 'A' <= b && b <= 'Z':
			b |= 0x20
		case '0' <= b && b <= '9':
			b = '0'
		case b == 0xE2 && s.apostrophe(k, p.end) == 3:
			b, k = '\'', k+2
		}
		h = (h ^ uint32(b)) * 16777619
	}
	return h
}

// begins reports whether token i, or the one after the marks it opens with,
// is a word that mostly begins a sentence.
func (s *scanner) begins(i int) uint32 {
	for i < len(s.toks) && (s.toks[i].kind == openQuote || s.toks[i].kind == opening) {
		i++
	}
	if i < len(s.toks) && (s.toks[i].kind == capital || s.toks[i].kind == upper) && s.splitter.starters[s.text[s.toks[i].start:s.toks[i].end]] {
		return 1
	}
	return 0
}

// at returns the kind and the hash of token i; both 0 outside the paragraph.
func (s *scanner) at(i int) (uint32, uint32) {
	if i < 0 || i >= len(s.toks) {
		return uint32(kinds), 0
	}
	return uint32(s.toks[i].kind), s.ctx.hash[i]
}

// bucket returns a number from 0 to 7 for a length.
func bucket(n int) uint32 {
	switch {
	case n < 4:
		return uint32(n)
	case n < 7:
		return 4
	case n < 13:
		return 5
	case n < 25:
		return 6
	}
	return 7
}

// features appends to f what speaks for or against a sentence that begins at
// token from ending after token i.
func (s *scanner) features(f []uint32, from, i int) []uint32 {
	w := i // the last token before the punctuation at the end
	end := uint32(0)
	for w >= from && w > i-4 {
		k := s.toks[w].kind
		if k != terminal && k != closing && k != closeQuote && k != ellipsis && (k < terminal || w < i) {
			break
		}
		end = end*31 + s.ctx.hash[w]
		w--
	}
	wk, wh := s.at(w)
	w2k, w2h := s.at(w - 1)
	bk, bh := s.at(i + 1)
	b2k, b2h := s.at(i + 2)
	b3k, _ := s.at(i + 3)
	_, first := s.at(from)
	ends := end
	if w == i {
		ends = wk + 1 // no punctuation: the kind of the word
	}
	apart := uint32(0)
	if s.toks[i+1].start == s.toks[i].end {
		apart = 1
	}
	long := bucket(i + 1 - from)
	rest := bucket(len(s.toks) - 1 - i)
	short := bucket(s.toks[max(w, 0)].end - s.toks[max(w, 0)].start)
	state := uint32(s.ctx.depth[i])
	names := s.names(from, i)
	page := uint32(s.ctx.tail)<<1 | bool01(s.ctx.whole)
	add := func(a, b, c uint32) {
		h := (uint32(len(f))*0x9E3779B1 ^ a) * 0x85EBCA6B
		h = (h ^ h>>15 ^ b) * 0xC2B2AE35
		h = (h ^ h>>13 ^ c) * 0x27D4EB2F
		f = append(f, h^h>>16)
	}
	add(ends, 0, 0)
	add(ends, bk, apart)
	add(ends, wk, bk)
	add(ends, wh, 0)
	add(ends, bh, bk)
	add(ends, wk, w2k)
	add(ends, bk, b2k)
	add(bh, b2h, bk)
	add(wh, w2h, 0)
	add(wh, bh, 0)
	add(ends, long, bk)
	add(ends, rest, bk)
	add(ends, state, bk)
	add(ends, short, wk)
	add(ends, first, 0)
	add(ends, page, bk)
	add(ends, names, bk)
	add(bk<<8|b2k, b3k, wk)
	add(ends, b2h, bk)
	add(wk<<8|w2k, bk<<8|b2k, end)
	add(end, s.suffix(w), bk)
	add(long, rest, ends)
	add(names, b2k, bk<<8|wk)
	add(end, w2h, bk)
	add(state, bh, ends)
	add(end, bk, wh)
	add(first, long, bk)
	starts := s.begins(i + 1)
	add(ends, starts, bk)
	add(ends, starts<<8|wk, w2k)
	add(end, wh, starts)
	return f
}

// names says whether the sentence so far is made of names and numbers alone,
// and how far a line like that goes.
func (s *scanner) names(from, i int) uint32 {
	if i-from > 7 {
		return 0
	}
	for k := from; k <= i; k++ {
		if s.toks[k].kind == lower {
			return 1
		}
	}
	return 2 + bucket(i+1-from)
}

// suffix returns a hash of the last three letters of token w.
func (s *scanner) suffix(w int) uint32 {
	if w < 0 {
		return 0
	}
	h := uint32(0)
	for k := max(s.toks[w].start, s.toks[w].end-3); k < s.toks[w].end; k++ {
		h = h<<8 | uint32(s.text[k]|0x20)
	}
	return h
}

// bool01 returns 1 for true.
func bool01(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}
