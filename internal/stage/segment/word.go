package segment

import "strings"

// word scans the word that begins at i, with what belongs to it, and returns
// where the next token begins.
func (s *scanner) word(i, end int) int {
	if s.flags != 0 {
		if j := s.address(i, end); j > i {
			s.emit(i, j, web)
			return s.possessive(j, end)
		}
	}
	if j := s.money(i, end); j > i {
		s.emit(i, j, symbol)
		return j
	}
	p := s.wordEnd(i, i, end)
	if p < end && s.text[p] == '.' {
		if k := s.abbreviation(i, p, end); k != symbol {
			s.emit(i, p+1, k)
			return s.possessive(p+1, end)
		}
	}
	switch {
	case p < end && s.text[p] == '$' && s.splitter.currency[s.text[i:p]]:
		s.emit(i, p+1, symbol)
		return p + 1
	case p == i+1 && p < end && s.text[p] == '/' && s.text[i]|0x20 == 'w' && !s.isAt(digit, p+1, end):
		s.emit(i, p+1, lower) // "w/"
		return p + 1
	}
	if s.brokenOff(i, p, end) {
		s.emit(i, p+1, lower)
		return p + 1
	}
	if n := s.apostrophe(p, end); n > 0 && !s.inQuote && s.apostrophe(p+n, end) == 0 && s.splitter.drops(s.text[i:p]) {
		s.emit(i, p+n, lower) // "goin'"
		return p + n
	}
	s.emitWord(i, p)
	return s.possessive(p, end)
}

// money returns the end of the letters at i that name a currency before an
// amount, as in "Rs500" and "R1,200", or i.
func (s *scanner) money(i, end int) int {
	q := s.letters(i, end, 5)
	if q == end || ascii7(s.text[q]) != digit {
		return i
	}
	if s.splitter.moneys[s.text[i:q]] {
		return q
	}
	if !s.splitter.moneysLetters[s.text[i:q]] {
		return i
	}
	p := s.digits(q, min(end, q+4))
	if p+3 < end && s.text[p] == ',' && s.digits(p+1, end) == p+4 {
		return q
	}
	if next, _ := s.next(s.numberEnd(q, end)); s.splitter.scales[next] {
		return q
	}
	return i
}

// brokenOff reports whether [i, p) is the beginning of a word that a speaker
// broke off, with a hyphen after it: "th- that".
func (s *scanner) brokenOff(i, p, end int) bool {
	if p >= end || s.text[p] != '-' || s.alnumAt(p+1, end) || p+1 < end && s.text[p+1] != ',' || p-i > 3 || i > s.from {
		return false
	}
	for k := i; k < p; k++ {
		c := s.text[k] | 0x20
		if c < 'a' || c > 'z' || k > i && s.text[k] < 'a' || p-i > 1 && strings.IndexByte("aeiouy", c) >= 0 {
			return false
		}
	}
	return true
}

// drops reports whether an apostrophe at the end of w stands for a letter.
func (p *Splitter) drops(w string) bool {
	for _, end := range p.droppedEndings {
		if len(w) > len(end)+1 && strings.HasSuffix(w, end) {
			return true
		}
	}
	return p.dropped[w]
}

// possessive takes the "'" or "'s" that follows the token which ends at p.
func (s *scanner) possessive(p, end int) int {
	n := s.apostrophe(p, end)
	if n == 0 {
		return p
	}
	if q := p + n; s.isAt(letter, q, end) {
		// "U.S.'s": inside a word wordEnd and emitWord see to it
		if s.text[q]|0x20 == 's' && !s.alnumAt(q+1, end) {
			s.glue(p, q+1)
			return q + 1
		}
		return p
	}
	if p > 0 && s.text[p-1]|0x20 == 's' && !s.inQuote && !s.isAt(digit, p+n, end) && s.apostrophe(p+n, end) == 0 {
		s.glue(p, p+n)
		return p + n
	}
	return p
}

// wordEnd returns the end of the word that begins at i, reading from p on.
func (s *scanner) wordEnd(i, p, end int) int {
	for {
		p = s.run(p, end)
		if p >= end {
			return end
		}
		n := s.apostrophe(p, end)
		switch c := s.text[p]; {
		case n > 0:
			if !s.isAt(letter, p+n, end) {
				return p
			}
		case c == '.':
			if n = 1; !s.joinsDot(i, p, end) {
				return p
			}
		case c == '&':
			if n = 1; !s.joinsAnd(i, p, end) {
				return p
			}
		case c == '/':
			if n = 1; !s.joinsSlash(i, p, end) {
				return p
			}
		case c == '*':
			for n = 1; n < 8 && p+n < end && s.text[p+n] == '*'; n++ {
			}
			if !s.isAt(letter, p+n, end) {
				return p // else letters left out: "d**n"
			}
		default:
			if n = s.hyphen(p, end); n == 0 || !s.joinsHyphen(i, p, end) {
				return p
			}
		}
		p += n
	}
}

// joinsDot reports whether the full stop at p stands inside the word that
// begins at i: in "U.S", "Ph.D" and "v2.1", but not in "end.The".
func (s *scanner) joinsDot(i, p, end int) bool {
	q := s.letters(p+1, end, 8)
	if q == p+1 {
		return ascii7(s.text[p-1]) == digit && s.isAt(digit, p+1, end)
	}
	part := i // where the letters before the full stop begin
	for k := p - 1; k >= i && k > p-8; k-- {
		if s.text[k] == '.' {
			part = k + 1
			break
		}
	}
	if p-part > 4 || ascii7(s.text[part]) != letter {
		return false
	}
	left, right := s.text[part:p], s.text[p+1:q]
	if s.alnumAt(q, end) {
		return false
	}
	if len(left) == 1 && len(right) == 1 {
		return left[0]&0x20 == right[0]&0x20 || q < end && s.text[q] == '.'
	}
	return s.splitter.degrees[left+"."+right] || len(left) == 1 && s.splitter.degrees[right]
}

// joinsAnd reports whether the ampersand at p stands inside the word that
// begins at i, as in "AT&T" and "p&l".
func (s *scanner) joinsAnd(i, p, end int) bool {
	q := s.letters(p+1, end, 6)
	if q == p+1 || p-i > 5 || q-p > 5 || s.alnumAt(q, end) {
		return false
	}
	return p-i == 1 && q-p == 2 || allUpper(s.text[i:p]) && allUpper(s.text[p+1:q])
}

// allUpper reports whether w is made of ASCII capitals and "&".
func allUpper(w string) bool {
	for i := range len(w) {
		if (w[i] < 'A' || w[i] > 'Z') && w[i] != '&' {
			return false
		}
	}
	return true
}

// joinsSlash reports whether the slash at p stands inside the word that
// begins at i, as in "w/o" and "I/O", but not in "he/she" and "c/o".
func (s *scanner) joinsSlash(i, p, end int) bool {
	if p-i != 1 {
		return false
	}
	q := s.letters(p+1, end, 4)
	if s.alnumAt(q, end) || q < end && s.text[q] == '/' {
		return false
	}
	right := s.text[p+1 : q]
	return s.splitter.slashed[s.text[i:q]] || allUpper(s.text[i:p]) && len(right) == 1 && allUpper(right)
}

// joinsHyphen reports whether the word that begins at i goes on after the
// hyphen at p. Compounds are parted, but words with one of the prefixes and
// suffixes that make no word alone are not: "co-owner", "film-maker".
func (s *scanner) joinsHyphen(i, p, end int) bool {
	n := s.hyphen(p, end)
	if !s.alnumAt(p+n, end) {
		return false
	}
	var buf [12]byte
	left := fold(buf[:], s.text[i:p])
	if s.splitter.prefixes[string(left)] && !(i > 0 && s.text[i-1] == '-') {
		return s.prefixed(i, p, p+n, end)
	}
	q := s.letters(p+n, end, 12)
	if s.alnumAt(q, end) {
		return false
	}
	if s.splitter.interjections[string(left)] {
		return s.splitter.interjections[string(fold(buf[:], s.text[p+n:q]))]
	}
	return s.splitter.suffixes[s.text[p+n:q]]
}

// prefixed reports whether the prefix [i, p) is written with a hyphen before
// the word at q: "e-mail" and "non-EU" are, "UN-led" and "E-J" are not.
func (s *scanner) prefixed(i, p, q, end int) bool {
	if p-i == 1 {
		return s.isAt(letter, q, end) && s.text[q] >= 'a' && s.letters(q, end, 3) >= q+3
	}
	return s.text[i+1] >= 'a' || !s.isAt(letter, q, end) || s.text[q] < 'a' && p-i > 2
}

// emitWord emits the word [i, j), parted into its syntactic words.
func (s *scanner) emitWord(i, j int) {
	n := len(s.toks)
	var cuts [4]int
	k := s.contraction(i, j, cuts[:0])
	for c := range k {
		if c == 0 {
			s.emit(i, cuts[0], shape(s.text[i:cuts[0]]))
		}
		to := j
		if c+1 < k {
			to = cuts[c+1]
		}
		s.glue(cuts[c], to)
	}
	if len(s.toks) == n {
		s.emit(i, j, shape(s.text[i:j]))
	}
}

// shape returns the kind of the word w by its capitals.
func shape(w string) kind {
	first, rest, small := false, false, false
	for i, r := range w {
		switch up := isUpper(r); {
		case i == 0:
			first = up
		case up:
			rest = true
		case 'a' <= r && r <= 'z' || r >= 0x80:
			small = true
		}
		if i > 32 {
			break
		}
	}
	switch {
	case !first && !rest:
		return lower
	case first && !rest:
		return capital
	case first && !small:
		return upper
	}
	return mixed
}
