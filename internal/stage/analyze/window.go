package analyze

import "github.com/seed-f92ea4cf/readout"

// A plan says how a text is cut into windows. Windows change what a word's
// vector sees and so belong to the model. A window has a core, whose words take
// their labels from it, and words before and after that it reads besides.
type plan struct {
	rows   int // of a window at most, with the two that no word makes
	core   int // words
	before int // words of context
	after  int
}

// defaultPlan is the plan for the models that the program ships.
var defaultPlan = plan{rows: 256, core: 200}

// wordPlan is the plan for those that read a row a word: attention, which costs
// the square of a window, is a greater part of their little work. Kernels fill
// rows up to a multiple of [nn.Lane], as these are.
var wordPlan = plan{rows: 128, core: 126}

// wordPieces is the number of a word's pieces that are read; the rest of a
// longer one tells little.
const wordPieces = 6

// A word is a token as the encoder reads it.
type word struct {
	pieces [wordPieces]int32
	n      uint8 // how many pieces, at least 1
	rows   uint8 // of the encoder: n, or 1
	shape  shape
	gap    gap
	glued  bool  // the word belongs to the one before it
	begins bound // what may begin here
}

// A bound says how a word stands to the sentences.
type bound uint8

const (
	within    bound = iota // no sentence begins here
	maybe                  // a sentence begins here if the network is sure
	likely                 // a sentence begins here unless the network is sure of the contrary
	certainly              // a sentence begins here
)

// sure is how much the network's log odds must be, for or against a sentence
// that begins, to overrule the segmenter: chosen on EWT and GUM dev.
const sure = 2

// sentence reports whether a sentence begins at a word for which the network
// gives these log odds.
func (b bound) sentence(odds float32) bool {
	switch b {
	case certainly:
		return true
	case likely:
		return odds > -sure
	case maybe:
		return odds > sure
	}
	return false
}

// read turns the tokens of sents into words for the encoder. If keep is set,
// sentences begin where they do in sents and nowhere else.
func (n *Network) read(text string, sents []readout.Sentence, keep bool) []word {
	count := 0
	for i := range sents {
		count += len(sents[i].Tokens)
	}
	words := make([]word, 0, count)
	buf := make([]int32, 0, wordPieces)
	par, end := -1, 0
	for i := range sents {
		for j, tok := range sents[i].Tokens {
			form := tok.Form(text)
			w := word{shape: shapeOf(form), gap: gapNone, glued: tok.Glued, begins: maybe}
			buf = n.pieces.cut(buf[:0], form, wordPieces)
			w.n = uint8(copy(w.pieces[:], buf))
			w.rows = w.n
			if n.byWord {
				w.rows = 1
			}
			if tok.Start > end {
				w.gap = gapSpace
			}
			switch {
			case sents[i].Paragraph != par:
				w.gap, w.begins = gapParagraph, certainly
			case keep && j == 0:
				w.begins = certainly
			case keep || tok.Glued:
				w.begins = within
			case j == 0:
				w.begins = likely
			}
			par, end = sents[i].Paragraph, tok.End
			words = append(words, w)
		}
	}
	return words
}

// end returns where the core that begins at word from ends: after the last
// paragraph that fits, or else after the last word that fits.
func (p plan) end(words []word, from int) int {
	limit := p.rows - 2 - (p.before+p.after)*3/2
	rows, paragraph := 0, 0
	i := from
	for ; i < len(words) && i-from < p.core && rows+int(words[i].rows) <= limit; i++ {
		if i > from && words[i].gap == gapParagraph {
			paragraph = i
		}
		rows += int(words[i].rows)
	}
	if i == len(words) || words[i].gap == gapParagraph {
		return i
	}
	if paragraph > 0 {
		return paragraph
	}
	for back := 0; words[i].glued && i > from+1 && back < 8; back++ {
		i--
	}
	return i
}

// context returns the window for the core [from, end).
func (p plan) context(words []word, from, end int) (lo, hi int) {
	left := p.rows - 2
	for i := from; i < end; i++ {
		left -= int(words[i].rows)
	}
	lo, hi = from, end
	for hi < len(words) && hi-end < p.after && int(words[hi].rows) <= left {
		left -= int(words[hi].rows)
		hi++
	}
	for lo > 0 && from-lo < p.before && int(words[lo-1].rows) <= left {
		lo--
		left -= int(words[lo].rows)
	}
	return lo, hi
}

// embed sets r.x to the encoder's input for words, and r.first to the row of
// each word or of its first piece.
func (r *reading) embed(words []word) {
	n, rows := r.net, 2
	for i := range words {
		rows += int(words[i].rows)
	}
	r.x.Reshape(rows, n.encoder.Hidden)
	r.first = r.first[:0]
	n.embedPiece(r.x.Row(0), 0, n.pieces.begin, shapeNone, gapSpecial)
	at := 1
	for i := range words {
		w := &words[i]
		r.first = append(r.first, at)
		for k, piece := range w.pieces[:w.n] {
			if n.byWord && k > 0 {
				n.addPiece(r.x.Row(at-1), piece)
				continue
			}
			n.embedPiece(r.x.Row(at), at, piece, w.shape, w.gap)
			at++
		}
	}
	n.embedPiece(r.x.Row(at), at, n.pieces.end, shapeNone, gapSpecial)
	n.path.AddNorm(&r.x, nil, n.inputNorm)
}

// embedPiece sets row to the sum of a piece's embeddings.
func (n *Network) embedPiece(row []float32, at int, piece int32, s shape, g gap) {
	size := len(row)
	q, scale := n.wordTable[int(piece)*size:][:size], n.wordScale[piece]
	pos, sh, gp := n.position[at*size:][:size], n.shape[int(s)*size:][:size], n.gap[int(g)*size:][:size]
	for k := range row {
		row[k] = float32(float32(q[k])*scale) + pos[k] + sh[k] + gp[k]
	}
}

// addPiece adds a word's further piece to its row.
func (n *Network) addPiece(row []float32, piece int32) {
	q, scale := n.wordTable[int(piece)*len(row):][:len(row)], n.wordScale[piece]
	for k := range row {
		row[k] += float32(float32(q[k]) * scale)
	}
}
