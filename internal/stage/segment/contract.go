package segment

import "unicode"

// isUpper reports whether r is an upper-case letter.
func isUpper(r rune) bool {
	if r < 0x80 {
		return 'A' <= r && r <= 'Z'
	}
	return unicode.IsUpper(r)
}

// contraction appends to cuts where the word [i, j) is cut into syntactic
// words, and returns how many cuts there are, at most three.
func (s *scanner) contraction(i, j int, cuts []int) int {
	for k := i; k < j; k++ {
		if c := s.text[k]; c == '\'' || c == '`' || c >= 0x80 {
			if s.apostrophe(k, j) > 0 {
				if n := s.apostrophes(i, j, cuts); n > 0 {
					return n
				}
				return s.merged(i, j, cuts) // "c'mon"
			}
		}
		if k-i > 64 {
			break // no contraction is that long; "'s" may still end it
		}
	}
	if j-i > 64 {
		return s.apostrophes(i, j, cuts)
	}
	return s.merged(i, j, cuts)
}

// apostrophes cuts clitics with an apostrophe off the end of the word [i, j).
func (s *scanner) apostrophes(i, j int, cuts []int) int {
	for n := 0; n < 3; n++ {
		p := s.clitic(i, j)
		if p <= i {
			break
		}
		cuts = append(cuts, p)
		j = p
	}
	for a, b := 0, len(cuts)-1; a < b; a, b = a+1, b-1 {
		cuts[a], cuts[b] = cuts[b], cuts[a]
	}
	return len(cuts)
}

// clitic returns where the clitic at the end of the word [i, j) begins, or i
// if there is none: the "'s" of "Ann's", the "n't" of "don't".
func (s *scanner) clitic(i, j int) int {
	for n := 1; n <= 2; n++ { // letters after the apostrophe
		q := j - n
		for w := 1; w <= 3; w += 1 {
			if q-w < i || s.apostrophe(q-w, q) != w {
				continue
			}
			var buf [2]byte
			after := fold(buf[:], s.text[q:j])
			switch before := s.splitter.cliticsBehind[string(after)]; {
			case s.splitter.cliticsPlural[string(after)] && s.decade(i, q-w):
				return i
			case s.splitter.clitics[string(after)]:
				return q - w
			case before != "" && q-w-1 > i && s.text[q-w-1]|0x20 == before[0]:
				return q - w - 1
			}
			return i
		}
	}
	return i
}

// decade reports whether [i, j) is a number that takes "'s" as its plural:
// "1980's", "70's", but not "2003's".
func (s *scanner) decade(i, j int) bool {
	if s.digits(i, j) != j || j == i {
		return false
	}
	return s.text[j-1] == '0' || j-i == 2
}

// merged cuts words that are written without an apostrophe or a space:
// "cannot", "gonna", "dont".
func (s *scanner) merged(i, j int, cuts []int) int {
	if j-i < 2 || j-i > 8 {
		return 0
	}
	var buf [8]byte
	w := fold(buf[:], s.text[i:j])
	m, ok := s.splitter.joined[string(w)]
	if !ok || m.doubtful && !s.certain(i, j) {
		return 0
	}
	if m.follow != nil {
		next, _ := s.next(j)
		var low [12]byte
		if !m.follow[string(fold(low[:], next))] {
			return 0
		}
	}
	for _, c := range m.cuts {
		cuts = append(cuts, i+int(c))
	}
	return len(cuts)
}

// certain reports whether a form that may be a name, such as "Ive" or "Im",
// is a contraction: a capitalised one stands neither after nor before a name.
func (s *scanner) certain(i, j int) bool {
	if s.text[i] >= 'a' {
		return true
	}
	if s.text[j-1] < 'a' {
		return false
	}
	if n := len(s.toks); n > 0 {
		if k := s.toks[n-1].kind; k == capital || k == initial || k == title {
			return false
		}
	}
	next, _ := s.next(j)
	return next != "" && next[0] >= 'a'
}

// next returns the word after i in the same line, without its apostrophe,
// and whether white space comes before it.
func (s *scanner) next(i int) (string, bool) {
	p := i
	for p < len(s.text) && p < i+4 && s.text[p] == ' ' {
		p++
	}
	return s.text[p:s.letters(p, len(s.text), 12)], p > i
}
