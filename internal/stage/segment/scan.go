package segment

import "unicode/utf8"

// paragraph scans from i to the end of the line, or until the scanner is full,
// and returns where it stopped: where the next line begins. It leaves the
// paragraph's tokens in s.toks.
func (s *scanner) paragraph(i int) int {
	s.toks, s.inQuote = s.toks[:0], false
	for i < len(s.text) && !s.full() {
		switch c, n := s.classAt(i); c {
		case space:
			i += n
		case lineBreak:
			return i + n
		default:
			i = s.chunk(i)
		}
	}
	return i
}

// chunk scans the run without white space that begins at i and returns its end.
func (s *scanner) chunk(i int) int {
	end := i
	for end < len(s.text) && s.text[end] < utf8.RuneSelf && ascii[s.text[end]] == letter {
		end++
	}
	if end == len(s.text) || ascii7(s.text[end]) == space {
		if end > i {
			s.flags, s.from = 0, i
			s.emitWord(i, end)
			return end
		}
	}
	end = s.chunkEnd(i)
	s.from, s.noMail, s.noDomain = i, i, i
	if s.art(i, end) {
		s.emit(i, end, symbol)
		return end
	}
	for i < end && !s.full() {
		switch c, _ := s.classAt(i); c {
		case letter:
			i = s.word(i, end)
		case digit:
			i = s.number(i, end)
		default:
			i = s.punct(i, end)
		}
	}
	return end
}

// chunkEnd returns the end of the chunk that begins at i and sets the flags.
func (s *scanner) chunkEnd(i int) int {
	s.flags = 0
	start := i
	for i < len(s.text) {
		c := s.text[i]
		if c >= utf8.RuneSelf {
			cl, n := s.classAt(i)
			if cl == space || cl == lineBreak {
				return i
			}
			i += n
			continue
		}
		switch ascii[c] {
		case space, lineBreak:
			return i
		case other:
			switch c {
			case '@':
				if i > start {
					s.flags |= hasAt
				}
			case '.':
				if s.alnumAt(i+1, len(s.text)) {
					s.flags |= hasDot
				}
			case ':':
				s.flags |= hasPath
			}
		}
		i++
	}
	return i
}

// art reports whether the chunk is a line drawn with characters, such as
// "----->" or "*~*~*".
func (s *scanner) art(i, end int) bool {
	if end-i < 3 {
		return false
	}
	for ; i < end; i++ {
		switch s.text[i] {
		case '*', '~', '=', '_', '-', '|', '+', '<', '>', '^', '#', '{', '}', '\\':
		default:
			return false
		}
	}
	return true
}
