package segment

import readout "github.com/seed-f92ea4cf/readout"

// Split returns the sentences of text in order, with their tokens' spans set.
// Every line is a paragraph; lines of white space are none and are not
// counted. It accepts any string, valid UTF-8 or not, and does not fail.
func Split(text string) []readout.Sentence {
	s := scanner{text: mask(text)}
	var sents []readout.Sentence
	for i, par := 0, 0; i < len(text); {
		i = s.paragraph(i)
		if len(s.toks) == 0 {
			continue
		}
		sents = s.sentences(sents, par)
		par++
	}
	return sents
}

// sentences appends the sentences of the paragraph that has been scanned.
func (s *scanner) sentences(sents []readout.Sentence, par int) []readout.Sentence {
	toks := make([]readout.Token, len(s.toks))
	for i, p := range s.toks {
		toks[i] = readout.Token{Span: readout.Span{Start: p.start, End: p.end}, Glued: p.glued, Head: -1}
	}
	from := 0
	for i := range toks {
		if i+1 == len(toks) || s.toks[i].kind == terminal {
			sents = append(sents, readout.Sentence{
				Span:      readout.Span{Start: toks[from].Start, End: toks[i].End},
				Tokens:    toks[from : i+1 : i+1],
				Paragraph: par,
			})
			from = i + 1
		}
	}
	return sents
}
