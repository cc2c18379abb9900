package segment

import "unicode/utf8"

// emoticons are faces drawn with punctuation, longest first.
var emoticons = []string{
	":-)", ":-(", ";-)", ":-D", ":-P", ":-p", ":-/", ":-|", ":'(", ";-P", "^_^", ">:(", "<3", ":o)", ":-*", "-_-", "=-)", "8-)",
	":)", ":(", ";)", ":D", ":P", ":p", ":/", ":|", "=)", "=(", "=D", "=P", ";D", ";P", "(:", ":]", ":[", ";(", ":*", ":O", ":o", ":3", ":S",
}

// punct scans the token that begins at i with what is no letter or digit,
// and returns where the next one begins.
func (s *scanner) punct(i, end int) int {
	if j := s.face(i, end); j > i {
		s.emit(i, j, emoticon)
		return j
	}
	if n := s.apostrophe(i, end); n > 0 {
		return s.quote(i, n, end)
	}
	c := s.text[i]
	if c >= utf8.RuneSelf {
		return s.wide(i, end)
	}
	switch c {
	case '.', '!', '?':
		return s.stop(i, end)
	case '"':
		s.emit(i, i+1, s.facing(i, i+1, end))
		return i + 1
	case '#', '@':
		if j := s.tag(i, end); j > i {
			s.emit(i, j, web)
			return s.possessive(j, end)
		}
	case '+':
		if i == s.from && s.isAt(digit, i+1, end) {
			j := s.numberEnd(i+1, end)
			if !s.alnumAt(j, end) {
				s.emit(i, j, number)
				return j
			}
		}
	}
	j := i + 1
	for j < end && s.text[j] == c && repeats(c) {
		j++
	}
	s.emit(i, j, punctKind(c, j-i))
	return j
}

// repeats reports whether a run of c is one token.
func repeats(c byte) bool {
	switch c {
	case '(', ')', '[', ']', '{', '}', '%', ';', '"', 0:
		return false
	}
	return true
}

// punctKind returns the kind of a run of n characters c.
func punctKind(c byte, n int) kind {
	switch c {
	case ',':
		return comma
	case ';':
		return semicolon
	case ':':
		return colon
	case '-':
		return dash
	case '*', '>', '<', '|', '=', '_', '~':
		return bullet
	case '(', '[', '{':
		return opening
	case ')', ']', '}':
		return closing
	}
	return symbol
}

// stop scans full stops, question and exclamation marks: a run is one token.
func (s *scanner) stop(i, end int) int {
	if s.text[i] == '.' && s.isAt(digit, i+1, end) && (i == s.from || !s.alnumBefore(i)) {
		j := s.numberEnd(i+1, end) // ".45"
		if !s.alnumAt(j, end) {
			s.emit(i, j, number)
			return j
		}
	}
	j, dots := i, 0
run:
	for j < end {
		switch s.text[j] {
		case '.':
			if j > i && s.text[j-1] != '.' && dots == 0 && s.isAt(other, j+1, end) && s.text[j+1] == '.' {
				break run // "!!..": the ellipsis is a token of its own
			}
			dots++
		case '!', '?':
			if dots > 1 {
				break run
			}
		default:
			if !s.suspension(j, end) || dots == 0 && j > i {
				break run
			}
			dots += 3
			j += 2
		}
		j++
	}
	if dots > 1 {
		s.emit(i, j, ellipsis)
	} else {
		s.emit(i, j, terminal)
	}
	return j
}

// suspension reports whether "…" stands at i.
func (s *scanner) suspension(i, end int) bool {
	return i+3 <= end && s.text[i:i+3] == "…"
}

// tag returns the end of the "#tag" or "@handle" at i, or i.
func (s *scanner) tag(i, end int) int {
	if i > s.from && s.alnumBefore(i) || !s.isAt(letter, i+1, end) {
		if i+1 >= end || s.text[i+1] != '_' || s.text[i] != '@' {
			return i
		}
	}
	return s.run(i+1, end)
}

// facing returns whether the quotation mark [i, j) opens or closes.
func (s *scanner) facing(i, j, end int) kind {
	switch {
	case j >= end:
		if i == s.from {
			return symbol // white space on both sides
		}
		return closeQuote
	case i == s.from:
		return openQuote
	}
	if s.alnumAt(j, end) && !s.alnumBefore(i) && s.text[i-1] != '.' && s.text[i-1] != ',' {
		return openQuote
	}
	return closeQuote
}

// wide scans a character outside ASCII that is no letter or digit.
func (s *scanner) wide(i, end int) int {
	r, n := utf8.DecodeRuneInString(s.text[i:])
	j := i + n
	k := symbol
	switch r {
	case '“', '„', '«', '‹', '‚':
		k = openQuote
	case '”', '»', '›', '‟':
		k = closeQuote
	case '–', '—', '―', '‒', '−':
		k = dash
		for j+n <= end && s.text[j:j+n] == s.text[i:j][:n] {
			j += n
		}
	case '•', '·', '●', '■', '▪', '►', '◦', '‣', '○', '★', '→':
		k = bullet
	case '…':
		return s.stop(i, end)
	case '。', '？', '！', '؟', '۔':
		k = terminal
	default:
		j = s.symbolEnd(j, end)
	}
	s.emit(i, j, k)
	return j
}

// symbolEnd returns the end of the symbol that has been read to i: variation
// selectors, skin tones and what a joiner joins belong to an emoji.
func (s *scanner) symbolEnd(i, end int) int {
	for i < end && s.text[i] >= utf8.RuneSelf {
		r, n := utf8.DecodeRuneInString(s.text[i:])
		switch {
		case r == '\u200d' && i+n < end && s.text[i+n] >= utf8.RuneSelf:
			_, m := utf8.DecodeRuneInString(s.text[i+n:])
			n += m
		case r == '\u200d', 0xFE00 <= r && r <= 0xFE0F, 0x1F3FB <= r && r <= 0x1F3FF, 0xE0020 <= r && r <= 0xE007F, r == '\u20e3':
		default:
			return i
		}
		i += n
	}
	return i
}

// face returns the end of the emoticon at i, or i.
func (s *scanner) face(i, end int) int {
	switch s.text[i] {
	case ':', ';', '=', '^', '>', '<', '-', '8', '(':
	default:
		return i
	}
	for _, e := range emoticons {
		if len(e) > end-i || s.text[i:i+len(e)] != e {
			continue
		}
		j := i + len(e)
		if s.alnumAt(j, end) || i > s.from && (ascii7(e[len(e)-1]) == letter || s.alnumBefore(i) && ascii7(s.text[i-1]) == digit) {
			continue
		}
		if i > s.from && (e[len(e)-1] == '/' || e[len(e)-1] == '|' || e[len(e)-1] == '[' || e[len(e)-1] == '*' || e == "<3" || e == "(:") {
			continue
		}
		if j < end && (s.text[j] == '/' || s.text[j] == e[len(e)-1] && e != ":)" && e != ":(") {
			continue
		}
		return j
	}
	return i
}

// quote scans a token that begins with the apostrophe or single quotation
// mark of n bytes at i.
func (s *scanner) quote(i, n, end int) int {
	j := i + n
	opens := i == s.from || !s.alnumBefore(i)
	if m := s.apostrophe(j, end); m > 0 { // ” written as two
		s.emit(i, j+m, s.facing(i, j+m, end))
		return j + m
	}
	if opens {
		if q := s.digits(j, end); q == j+2 && s.text[i] != 0xC2 { // "'90s"
			if q < end && s.text[q]|0x20 == 's' {
				q++
			}
			if !s.alnumAt(q, end) {
				s.emit(i, q, number)
				return q
			}
		}
		if q := s.elision(i, j, end); q > i {
			return q
		}
	}
	k := s.facing(i, j, end)
	s.inQuote = k == openQuote
	s.emit(i, j, k)
	return j
}

// elision scans a word that begins with the apostrophe [i, j), such as "'em"
// or a lone "'s". It returns i if there is none.
func (s *scanner) elision(i, j, end int) int {
	q := s.letters(j, end, 10)
	if q == j || s.alnumAt(q, end) {
		return i
	}
	var buf [10]byte
	w := fold(buf[:], s.text[j:q])
	if s.splitter.standing[string(w)] && (q == end || i > s.from) {
		if i > s.from && s.toks[len(s.toks)-1].kind == openQuote {
			return i
		}
		s.emit(i, q, lower)
		return q
	}
	if !s.splitter.elided[string(w)] {
		return i
	}
	if s.splitter.elidedBoth[string(w)] {
		if m := s.apostrophe(q, end); m > 0 && !s.alnumAt(q+m, end) {
			q += m
		}
	}
	if s.splitter.elidedFirst[string(w)] {
		s.emit(i, j+1, lower)
		s.glue(j+1, q)
		return q
	}
	s.emit(i, q, lower)
	return q
}
