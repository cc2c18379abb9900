package segment

// number scans the number that begins at i and returns where the next token
// begins. A unit right after the number is a token of its own: "5 km", "3 pm".
func (s *scanner) number(i, end int) int {
	if s.flags&(hasAt|hasDot) != 0 {
		if j := s.address(i, end); j > i {
			s.emit(i, j, web)
			return s.possessive(j, end)
		}
	}
	p := s.numberEnd(i, end)
	if n := s.apostrophe(p, end); n > 0 && p+n < end && s.text[p+n]|0x20 == 's' && !s.alnumAt(p+n+1, end) {
		if s.decade(i, p) {
			s.emit(i, p+n+1, number) // "1980's"
			return p + n + 1
		}
		s.emit(i, p, number)
		s.glue(p, p+n+1)
		return p + n + 1
	}
	q := s.letters(p, end, 12)
	if q == p {
		if p < end && s.text[p] == '_' {
			return s.code(i, p, end)
		}
		s.emit(i, p, number)
		return p
	}
	switch w := s.text[p:q]; {
	case s.alnumAt(q, end):
	case s.splitter.numberEndings[w]:
		s.emit(i, q, number)
		return s.possessive(q, end)
	case s.splitter.units[w], s.meridiem(p, end):
		if len(w) > 1 || s.scaled(i, p) {
			s.emit(i, p, number)
			return p
		}
	}
	return s.code(i, p, end)
}

// code scans the rest of a word that begins with a digit: "4chan", "3D".
func (s *scanner) code(i, p, end int) int {
	p = s.wordEnd(i, p, end)
	s.emitWord(i, p)
	return s.possessive(p, end)
}

// meridiem reports whether "a.m" or "p.m" stands at p.
func (s *scanner) meridiem(p, end int) bool {
	return p+3 <= end && (s.text[p]|0x20 == 'a' || s.text[p]|0x20 == 'p') && s.text[p+1] == '.' &&
		s.text[p+2]|0x20 == 'm' && !s.alnumAt(p+3, end)
}

// scaled reports whether the number [i, p) can take a unit of one letter: it
// is lower case, or an amount of money, or has a fraction.
func (s *scanner) scaled(i, p int) bool {
	switch s.text[p] {
	case 'k', 'm', 'K', 'M', 't':
		return true
	case 'C', 'F':
		return p > i+1
	}
	if n := len(s.toks); n > 0 && s.toks[n-1].end == i {
		return true // "$3M"
	}
	for ; i < p; i++ {
		if s.text[i] == '.' || s.text[i] == ',' {
			return true
		}
	}
	return false
}

// numberEnd returns the end of the number that begins at i.
func (s *scanner) numberEnd(i, end int) int {
	p := i
	for {
		p = s.digits(p, end)
		for p < end && s.text[p] >= 0x80 && s.isAt(digit, p, end) {
			_, n := s.classAt(p)
			p += n
		}
		if p+1 >= end || ascii7(s.text[p+1]) != digit {
			return p
		}
		switch s.text[p] {
		case '.', ':':
			p++
		case ',':
			n := s.digits(p+1, min(end, p+5)) - p - 1
			if n != 3 && !(n == 2 && p+3 < end && s.text[p+3] == ',') {
				return p
			}
			p++
		case '/':
			q := s.slashed(i, p, end)
			if q == p {
				return p
			}
			p = q
		case '-':
			q := s.hyphened(i, p, end)
			if q == p {
				return p
			}
			p = q
		default:
			return p
		}
	}
}

// slashed returns the end of the date or telephone number that goes on at the
// slash at p, or p if the slash parts two numbers.
func (s *scanner) slashed(i, p, end int) int {
	q := s.digits(p+1, min(end, p+6))
	a, b := p-i, q-p-1
	if b > 4 || a > 4 {
		return p
	}
	if q+1 < end && s.text[q] == '/' && ascii7(s.text[q+1]) == digit {
		r := s.digits(q+1, min(end, q+6))
		if r-q-1 <= 4 {
			return r
		}
		return p
	}
	if a == 3 && b == 3 && q+4 < end && s.text[q] == '-' && s.digits(q+1, end) == q+5 {
		return q + 5
	}
	if a > 2 || b > 2 {
		return p
	}
	month, day := s.value(i, p), s.value(p+1, q)
	fraction := month < day && (day <= 5 || day == 8 || day == 10 || day == 16) && month <= 3 && b == 1
	if month < 1 || month > 12 || day > 31 || fraction || s.alnumAt(q, end) {
		return p
	}
	return q
}

// value returns the number that the digits [i, p) write.
func (s *scanner) value(i, p int) (v int) {
	for ; i < p; i++ {
		v = 10*v + int(s.text[i]-'0')
	}
	return v
}

// hyphened returns the end of the telephone number, code or date that goes on
// at the hyphen at p, or p if the hyphen parts two numbers, as in "1969-1970".
func (s *scanner) hyphened(i, p, end int) int {
	groups, q, last := 1, p, p-i
	for q+1 < end && s.text[q] == '-' && ascii7(s.text[q+1]) == digit && groups < 6 {
		r := s.digits(q+1, min(end, q+12))
		last = r - q - 1
		q = r
		groups++
	}
	if s.isAt(letter, q, end) {
		return p
	}
	first := p - i
	for k := i; k < p; k++ {
		if ascii7(s.text[k]) != digit {
			return p
		}
	}
	switch {
	case groups >= 3 && groups < 6:
		return q
	case groups == 2 && last == 4 && (first == 3 || first == 5):
		return q
	}
	return p
}
