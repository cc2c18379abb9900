package segment

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
