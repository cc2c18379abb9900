package segment

import (
	"strings"
	"unicode/utf8"
)

// address returns the end of the address of a page or a person or the name of
// a file that begins at i, or i if there is none.
func (s *scanner) address(i, end int) int {
	if s.flags&hasPath != 0 {
		if j := s.scheme(i, end); j > i {
			return j
		}
	}
	if s.flags&hasAt != 0 && i >= s.noMail {
		if j := s.mail(i, end); j > i {
			return j
		}
	}
	if s.flags&hasDot != 0 && i >= s.noDomain {
		return s.domain(i, end)
	}
	return i
}

// scheme returns the end of the address that begins at i with "http://" or
// the like, or i.
func (s *scanner) scheme(i, end int) int {
	q := s.letters(i, end, 12)
	if q == i || q+1 >= end || s.text[q] != ':' {
		return i
	}
	if strings.HasPrefix(s.text[q:end], "://") && q+3 < end {
		return s.pathEnd(q+3, end)
	}
	if s.splitter.schemes[strings.ToLower(s.text[i:q])] && (s.alnumAt(q+1, end) || s.text[q+1] == '+') {
		return s.pathEnd(q+1, end)
	}
	return i
}

// pathEnd returns the end of an address that has been read to i, without the
// punctuation that follows it.
func (s *scanner) pathEnd(i, end int) int {
	j, depth := i, 0
	for j < end {
		c := s.text[j]
		if c == '<' || c == '>' || c == '"' || c == ']' || c == '|' {
			break
		}
		if c >= utf8.RuneSelf {
			if r, _ := utf8.DecodeRuneInString(s.text[j:]); r == '”' || r == '“' || r == '’' || r == '»' || r == '—' || r == '…' {
				break
			}
		}
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		}
		j++
	}
	for j > i && strings.IndexByte(".,;:!?'*)", s.text[j-1]) >= 0 {
		if s.text[j-1] == ')' {
			if depth >= 0 {
				break
			}
			depth++
		}
		if j-2 > i && s.text[j-1] == '.' && s.text[j-2] == '.' {
			break // a shortened address: "name@ho..."
		}
		j--
	}
	return j
}

// mail returns the end of the e-mail address or account that begins at i, or i.
func (s *scanner) mail(i, end int) int {
	k, letters := i, 0
	for k < end {
		c := s.text[k]
		if cl := ascii7(c); cl == letter {
			letters++
		} else if cl != digit && strings.IndexByte("._%+-~=&", c) < 0 {
			break
		}
		k++
	}
	if k >= end || s.text[k] != '@' || letters == 0 || !s.alnumAt(k+1, end) {
		s.noMail = k
		return i
	}
	j := k + 1
	for j < end && (ascii7(s.text[j]) == letter || ascii7(s.text[j]) == digit || strings.IndexByte("._-", s.text[j]) >= 0) {
		j++
	}
	for s.text[j-1] == '.' || s.text[j-1] == '-' {
		j--
	}
	return j
}

// domain returns the end of the name of a host or file that begins at i, with
// the path after it, or i.
func (s *scanner) domain(i, end int) int {
	k, dot := i, -1
	for k < end {
		c := s.text[k]
		if c == '.' && s.alnumAt(k+1, end) {
			dot = k
		} else if cl := ascii7(c); cl != letter && cl != digit && strings.IndexByte("_~-#&%!", c) < 0 {
			break
		}
		k++
	}
	s.noDomain = k
	if dot < 0 || !s.alnumBefore(dot) || dot == i {
		return i
	}
	q := s.run(dot+1, k)
	if last := s.text[dot+1 : q]; strings.HasPrefix(s.text[i:k], "www.") && len(last) < 12 {
		return s.path(q, end)
	} else if file := lowered(last); s.splitter.files[file] {
		return q
	} else if s.splitter.domains[file] {
		j := s.path(q, end)
		if s.splitter.domainsOrWords[file] && j == q || last != file && !s.splitter.domainsInCapitals[last] || len(file) == 2 && dot-i < 3 {
			return i
		}
		return j
	}
	if s.group(i, k) {
		return k
	}
	return i
}

// path returns the end of the address whose host ends at i.
func (s *scanner) path(i, end int) int {
	if i < end && (s.text[i] == '/' && s.alnumAt(i+1, end) || s.text[i] == '?' && s.alnumAt(i+1, end)) {
		return s.pathEnd(i, end)
	}
	return i
}

// lowered returns w in lower case if it is as short as the names of domains
// and files are, else "".
func lowered(w string) string {
	if len(w) > 8 {
		return ""
	}
	return strings.ToLower(w)
}

// group reports whether [i, k) is the name of a newsgroup: "misc.books.technical".
func (s *scanner) group(i, k int) bool {
	first, _, _ := strings.Cut(s.text[i:min(k, i+5)], ".")
	return s.splitter.newsgroups[first] && ascii7(s.text[k-1]) == letter && s.text[k-1] >= 'a'
}
