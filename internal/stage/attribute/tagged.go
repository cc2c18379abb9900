package attribute

import "github.com/seed-f92ea4cf/readout/internal/syntax"

// Parts are the words' parts in attributions as a trained tagger gives them:
// for each sentence, for each token "B-SOURCE", "I-CUE", "I-CONTENT", … or "O",
// and how sure the tagger is of it. The zero value says that there was none.
type Parts struct {
	Tags [][]string
	Sure [][]float32
}

// A part is what a word is in an attribution.
type part uint8

const (
	noPart part = iota
	speakerPart
	cuePart
	contentPart
)

// A piece is a run of words that the tagger gives one part.
type piece struct {
	rng
	part part
	sure float64 // mean over its words
}

// partOf reads a tag.
func partOf(tag string) (p part, begins bool) {
	if len(tag) < 3 {
		return noPart, false
	}
	switch tag[2:] {
	case "SOURCE":
		p = speakerPart
	case "CUE":
		p = cuePart
	case "CONTENT":
		p = contentPart
	}
	return p, tag[0] == 'B'
}

// findPieces reads the tags into pieces, in text order.
func (s *story) findPieces(parts Parts) {
	if len(parts.Tags) != len(s.view.Sentences) {
		return
	}
	s.tagged = true
	s.pieceAt = make([]int32, len(s.words))
	before, leaves := noPart, false
	for i := range s.words {
		s.pieceAt[i] = -1
		sent := s.words[i].sent
		k := i - s.first[sent]
		if k >= len(parts.Tags[sent]) {
			before = noPart
			continue
		}
		p, begins := partOf(parts.Tags[sent][k])
		begins = begins || k == 0 && p != contentPart // no speaker goes on from a heading or a byline
		if p == contentPart && !begins && s.leavesParagraph(i) || p == contentPart && before == noPart && !begins && leaves {
			before, leaves = noPart, true // goes on over the end of a paragraph
			continue
		}
		leaves = false
		if p != noPart && (begins || p != before) {
			s.pieces = append(s.pieces, piece{rng: rng{i, i}, part: p})
		}
		if before = p; p == noPart {
			continue
		}
		last := &s.pieces[len(s.pieces)-1]
		last.to = i + 1
		if int(sent) < len(parts.Sure) && k < len(parts.Sure[sent]) {
			last.sure += float64(parts.Sure[sent][k])
		}
		s.pieceAt[i] = int32(len(s.pieces) - 1)
	}
	for i := range s.pieces {
		s.pieces[i].sure /= float64(s.pieces[i].to - s.pieces[i].from)
	}
}

// leavesParagraph reports whether word i begins a paragraph and no quotation
// goes on in it: what somebody says in the author's words ends before it.
func (s *story) leavesParagraph(i int) bool {
	return i > 0 && s.words[i].para != s.words[i-1].para && s.words[i].quote < 0 && s.words[i-1].quote < 0 && !s.is(i-1, colon)
}

// partAt returns the part that the tagger gives word i.
func (s *story) partAt(i int) part {
	if i < 0 || i >= len(s.pieceAt) || s.pieceAt[i] < 0 {
		return noPart
	}
	return s.pieces[s.pieceAt[i]].part
}

// topOf returns the word of r on which the others depend: the first that
// hangs on a word outside of r and is no mark.
func (s *story) topOf(r rng) int {
	for i := r.from; i < r.to; i++ {
		if h := s.headWord(i); !r.has(h) && !(s.is(i, punctuation) && !s.is(i, capital|lower|digit)) {
			if rel := s.tok(i).Rel; rel != syntax.Punct && rel != syntax.Cc {
				return i
			}
		}
	}
	return r.from
}

// path describes the way through the tree from word a to word b in few words,
// "" where they are far from each other.
func (s *story) path(a, b int) string {
	if s.words[a].sent != s.words[b].sent || s.tok(a).Rel == "" {
		return ""
	}
	const steps = 3
	up, way := a, ""
	for range steps + 1 {
		down, rest := b, ""
		for range steps {
			if down == up {
				return way + "/" + rest
			}
			rest = "<" + s.tok(down).Rel + rest
			if down = s.headWord(down); down < 0 {
				break
			}
		}
		way += ">" + s.tok(up).Rel
		if up = s.headWord(up); up < 0 {
			break
		}
	}
	return ""
}
