package segment

import "unicode/utf8"

// A piece is a token as the scanner makes it.
type piece struct {
	start, end int
	kind       kind
	glued      bool
	parted     bool // its full stop is a token of its own
}

// A kind is what the sentence splitter needs to know of a token.
type kind uint8

const (
	symbol kind = iota
	lower
	capital // Xxxx
	upper   // XX
	mixed
	initial // "J."
	title   // "Gen.", "Mr.": a name follows
	abbrev  // "etc.", "Inc.", "Sept."
	dotted  // "U.S.", "p.m."
	number
	web // address of a page or a person, name of a file, #tag, @handle
	emoticon
	terminal // . ! ? and runs of them
	ellipsis
	comma
	semicolon
	colon
	dash
	bullet
	opening // bracket
	closing
	openQuote
	closeQuote
	clitic // later part of a surface token
	kinds  // how many there are
)

// flags say what a chunk, a run without white space, holds.
const (
	hasAt   = 1 << iota // '@' between other characters
	hasDot              // '.' before a letter or a digit
	hasPath             // "://" or a scheme's colon
)

// A scanner cuts a text into pieces. All look-ahead is bounded or done once a
// chunk, so that its time is linear in the length of the text.
type scanner struct {
	splitter *Splitter
	text     string
	toks     []piece
	most     int // tokens of the paragraph that are wanted, 0 for all
	flags    int
	from     int // start of the chunk
	// noMail and noDomain are how far the chunk has been looked through in
	// vain for an e-mail address and a domain.
	noMail, noDomain int
	inQuote          bool // a single quotation mark is open in this paragraph
	ctx              context
}

// emit appends the token [i, j).
func (s *scanner) emit(i, j int, k kind) {
	s.toks = append(s.toks, piece{start: i, end: j, kind: k})
}

// glue appends the token [i, j) as a later part of the surface token before it.
func (s *scanner) glue(i, j int) {
	s.toks = append(s.toks, piece{start: i, end: j, kind: clitic, glued: true})
}

// full reports whether the paragraph has all tokens that are wanted of it.
func (s *scanner) full() bool { return s.most > 0 && len(s.toks) >= s.most }

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
