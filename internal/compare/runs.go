package compare

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// runWords are the words of a text whose runs are compared, and its names. A gap is
// an empty word: no run of words reaches across it.
type runWords struct {
	all    []string // the folded words outside boilerplate, with a gap behind each paragraph
	own    []int    // those of them outside quotations by where they stand in all, -1 for a gap
	quotes bool     // own is not all of them
	names  []uint64 // hashes of the names and numbers of the text's body
}

// runWordsOf reads a text once for all that is compared of it.
func runWordsOf(text string) *runWords {
	r := &runWords{all: make([]string, 0, len(text)/5), own: make([]int, 0, len(text)/5)}
	var words []word
	var folds []string
	body := 0 // where the text's body begins
	if headline, _, ok := strings.Cut(text, "\n\n"); ok {
		body = len(headline) + 2
	}
	for at := 0; at <= len(text); {
		para, _, _ := strings.Cut(text[at:], "\n")
		words = splitInto(words[:0], para)
		folds = folds[:0]
		for _, w := range words {
			folded := ""
			if w.letters {
				folded = fold(w.In(para))
			}
			folds = append(folds, folded)
		}
		if !isBoilerplate(para) {
			r.addParagraph(para, words, folds)
		}
		if at >= body {
			r.addNames(para, words, folds)
		}
		at += len(para) + 1
	}
	return r
}

// addParagraph adds the words of a paragraph. A quotation that is not closed ends
// with the paragraph.
func (r *runWords) addParagraph(para string, words []word, folds []string) {
	inside, begin := false, len(r.own)
	for i, w := range words {
		switch s := w.In(para); {
		case w.letters:
			if !inside {
				r.own = append(r.own, len(r.all))
			}
			r.all = append(r.all, folds[i])
		case len(s) == 1 && s != `"`:
		case s == "“" || s == "”" || s == "„" || s == "«" || s == "»" || s == `"`:
			r.quotes = true
			inside = s == "“" || s == "„" || s == "«" || s == `"` && !inside
			if last := len(r.own) - 1; last >= begin && r.own[last] >= 0 && r.all[r.own[last]] != "" {
				r.own = append(r.own, -1)
			}
		}
	}
	r.all, r.own = append(r.all, ""), append(r.own, -1)
}

// addNames adds the capitalised words of a paragraph of the body, those that begin
// a sentence aside, and its numbers: what a template leaves open and a copy keeps.
func (r *runWords) addNames(para string, words []word, folds []string) {
	begins := true
	for i, w := range words {
		s := w.In(para)
		first, _ := utf8.DecodeRuneInString(s)
		switch {
		case unicode.IsDigit(first):
			r.names = append(r.names, hashRun([]string{s}))
		case !w.letters:
			begins = begins || s == "." || s == "!" || s == "?" || s == "“"
			continue
		case unicode.IsUpper(first) && !begins && len(s) > 2:
			r.names = append(r.names, hashRun([]string{folds[i]}))
		}
		begins = false
	}
}

// ownHashes returns what [hashes] makes of the words outside quotations, of what it
// made of all: where five of them have no gap between them they stand together there.
func (r *runWords) ownHashes(all []uint64) []uint64 {
	if len(r.own) < shingleLen {
		return nil
	}
	out := make([]uint64, 0, len(r.own))
	for i := 0; i+shingleLen <= len(r.own); i++ {
		h := uint64(0)
		if run := r.own[i : i+shingleLen]; !slices.Contains(run, -1) {
			h = all[run[0]]
		}
		out = append(out, h)
	}
	return out
}
