package event

import (
	"strconv"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/conllu"
)

// trees reads sentences with their trees and names from CoNLL-U, as the tests
// keep them.
func trees(t *testing.T, text string) (string, []readout.Sentence) {
	t.Helper()
	doc, err := conllu.NewReader(strings.NewReader(text), "test").Next()
	if err != nil {
		t.Fatal(err)
	}
	fill(doc.Sentences, text)
	return doc.Text, doc.Sentences
}

// fill sets the columns that the reader of CoNLL-U leaves out.
func fill(sents []readout.Sentence, text string) {
	s, i := 0, 0
	for line := range strings.Lines(text) {
		cols := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(cols) < 10 || strings.ContainsAny(cols[0], "-.") {
			continue
		}
		if i == len(sents[s].Tokens) {
			s, i = s+1, 0
		}
		tok := &sents[s].Tokens[i]
		tok.Lemma, tok.UPOS, tok.XPOS, tok.Feats, tok.Rel = cols[2], cols[3], cols[4], cols[5], cols[7]
		head, _ := strconv.Atoi(cols[6])
		tok.Head = head - 1
		for part := range strings.SplitSeq(cols[9], "|") {
			if name, ok := strings.CutPrefix(part, "NER="); ok {
				tok.Name = name
			}
		}
		i++
	}
}
