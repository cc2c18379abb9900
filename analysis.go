package readout

// A Sentence is a run of tokens that stands for itself. Its tokens are in
// text order. In JSON it is its span.
type Sentence struct {
	Span
	Tokens    []Token
	Paragraph int // index of its paragraph in the text, from 0
}

// A Token is a syntactic word as Universal Dependencies count words: "don't"
// is the two tokens "do" and "n't". Its form is the text of its span.
type Token struct {
	Span
	// Glued says that the token belongs to the same surface token as the one
	// before it, as "n't" does in "don't" (a multiword token of CoNLL-U).
	Glued bool

	UPOS  string // universal part of speech, "" if not analysed
	XPOS  string // Penn Treebank tag
	Lemma string
	Feats string // "Number=Sing|…" or ""
	Head  int    // index of the head in the sentence, -1 for the root or if not analysed
	Rel   string // relation to the head: "nsubj:pass", "" if not analysed
	Name  string // name class in BIO: "B-PER", "I-PER", "" outside names
}

// Form returns the token's words in text.
func (t Token) Form(text string) string { return t.In(text) }
