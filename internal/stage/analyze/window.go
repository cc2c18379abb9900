package analyze

import "github.com/seed-f92ea4cf/readout"

// The size of the network's windows. Windows change what a word's vector sees
// and so belong to the model.
const (
	maxPieces  = 256 // of a window, with the two that no word makes
	maxWords   = 200 // of a window
	wordPieces = 6   // of one word; the rest of a longer one tells little
)

// A word is a token as the encoder reads it.
type word struct {
	pieces [wordPieces]int32
	n      uint8 // how many pieces, at least 1
	shape  shape
	gap    gap
	glued  bool  // the word belongs to the one before it
	begins bound // what may begin here
}

// A bound says how a word stands to the sentences.
type bound uint8

const (
	within    bound = iota // no sentence begins here
	maybe                  // a sentence begins here if the network says so
	certainly              // a sentence begins here
)

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
			}
			par, end = sents[i].Paragraph, tok.End
			words = append(words, w)
		}
	}
	return words
}

// windowEnd returns where the window that begins at word from ends: after the
// last paragraph that fits, or else after the last word that fits.
func windowEnd(words []word, from int) int {
	pieces, paragraph := 2, 0
	i := from
	for ; i < len(words) && i-from < maxWords && pieces+int(words[i].n) <= maxPieces; i++ {
		if i > from && words[i].gap == gapParagraph {
			paragraph = i
		}
		pieces += int(words[i].n)
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

// embed sets r.x to the encoder's input for words: one row a piece, and
// r.first to the row of each word's first piece.
func (r *reading) embed(words []word) {
	n, rows := r.net, 2
	for i := range words {
		rows += int(words[i].n)
	}
	r.x.Reshape(rows, n.encoder.Hidden)
	r.first = r.first[:0]
	n.embedPiece(r.x.Row(0), 0, n.pieces.begin, shapeNone, gapSpecial)
	at := 1
	for i := range words {
		r.first = append(r.first, at)
		for _, piece := range words[i].pieces[:words[i].n] {
			n.embedPiece(r.x.Row(at), at, piece, words[i].shape, words[i].gap)
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
