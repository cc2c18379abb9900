package analyze

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// Find sets the tokens' name classes (PER, ORG, GPE, LOC, NORP, FAC, MISC in
// BIO) by capitals, titles and lists, for texts that no network has read. It
// replaces what the tokens had.
func (n *Namer) Find(text string, sents []readout.Sentence, lex *lexicon.Lexicon) {
	f := finder{Namer: n, text: text, lex: lex, class: map[string]string{}, inside: map[string]bool{}}
	f.note(sents)
	// The second pass knows the names that the first has found: a family name
	// alone is the person whose full name stands elsewhere.
	for range 2 {
		for i := range sents {
			f.sentence(&sents[i])
		}
	}
}

// A finder finds the names of one text.
type finder struct {
	*Namer
	text string
	lex  *lexicon.Lexicon
	// class is the class of names found so far, and of the last words of
	// people's names.
	class map[string]string
	// inside holds the words that stand with a capital inside a sentence.
	inside map[string]bool
	shout  bool // the sentence is all capitals or a headline in title case
}

// note collects the words that have a capital where none is due.
func (f *finder) note(sents []readout.Sentence) {
	for i := range sents {
		if f.shouts(&sents[i]) {
			continue
		}
		for k := 1; k < len(sents[i].Tokens); k++ {
			form := sents[i].Tokens[k].Form(f.text)
			if capital(form) && !opens(sents[i].Tokens[k-1].Form(f.text)) {
				f.inside[form] = true
			}
		}
	}
}

// shouts reports whether a sentence's capitals tell nothing: most of its
// longer words have one.
func (f *finder) shouts(sent *readout.Sentence) bool {
	long, capitals := 0, 0
	for _, tok := range sent.Tokens {
		form := tok.Form(f.text)
		if utf8.RuneCountInString(form) < 4 {
			continue
		}
		long++
		if capital(form) {
			capitals++
		}
	}
	return long >= 4 && 10*capitals >= 7*long
}

// capital reports whether a word starts with a capital.
func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// opens reports marks after which a capital is due.
func opens(form string) bool {
	switch form {
	case "“", `"`, "‘", "'", ":", "(", "[", "—", "–", "-", "…", "...", ".", "?", "!", "”", "*", "•":
		return true
	}
	return false
}

// sentence sets the names of one sentence.
func (f *finder) sentence(sent *readout.Sentence) {
	f.shout = f.shouts(sent)
	toks := sent.Tokens
	for i := range toks {
		toks[i].Name = ""
	}
	for i := 0; i < len(toks); {
		n := f.run(toks, i)
		if n == 0 {
			i++
			continue
		}
		f.classify(toks, i, i+n)
		i += n
	}
}

// run returns the number of tokens of the capitalised run that starts at i.
func (f *finder) run(toks []readout.Token, i int) int {
	if !f.starts(toks, i) {
		return 0
	}
	end := i + 1
	for end < len(toks) {
		k := end
		// at most three joining words or a tight hyphen between capitals
		for k < len(toks) && k < end+3 && f.joins(toks, k, i) {
			k++
		}
		if k >= len(toks) || !f.part(toks, k) {
			break
		}
		end = k + 1
	}
	return end - i
}

// joins reports whether token k can stand between the parts of a name.
func (f *finder) joins(toks []readout.Token, k, start int) bool {
	form := toks[k].Form(f.text)
	tightBefore := toks[k-1].End == toks[k].Start
	if form == "-" || form == "‐" || form == "/" {
		return tightBefore && k+1 < len(toks) && toks[k].End == toks[k+1].Start
	}
	if f.and[form] { // "Iraq and Syria" is two names, "Islamic State of Iraq and Syria" one
		return k-start >= 3 && f.joiners[toks[start+2].Form(f.text)] && f.sequenceOf(toks, start, k)
	}
	if f.the[form] {
		return k > start && f.of[toks[k-1].Form(f.text)]
	}
	return f.joiners[form]
}

// sequenceOf reports whether "of" or "for" stands in [start, k).
func (f *finder) sequenceOf(toks []readout.Token, start, k int) bool {
	for ; start < k; start++ {
		if f.sequences[toks[start].Form(f.text)] {
			return true
		}
	}
	return false
}

// starts reports whether a name can start at token i.
func (f *finder) starts(toks []readout.Token, i int) bool {
	form := toks[i].Form(f.text)
	if f.firstParticles[form] && i+2 < len(toks) && toks[i+1].Form(f.text) == "-" && toks[i].End == toks[i+1].Start {
		return capital(toks[i+2].Form(f.text))
	}
	if !f.part(toks, i) {
		return false
	}
	due := i == 0 || opens(toks[i-1].Form(f.text)) || f.shout
	if !due {
		return true
	}
	// A capital that is due tells nothing: the word must be known.
	if f.class[form] != "" || f.known(toks, i) {
		return true
	}
	if f.functionWords[strings.ToLower(form)] {
		return false
	}
	return f.inside[form] || i+1 < len(toks) && !f.shout && capital(toks[i+1].Form(f.text)) && f.part(toks, i+1)
}

// known reports whether a name of the lists starts at token i.
func (f *finder) known(toks []readout.Token, i int) bool {
	form := toks[i].Form(f.text)
	if f.lex.Demonym(form) != "" || allUpper(form) && len(form) >= 2 && !f.shout {
		return true
	}
	for n := min(4, len(toks)-i); n >= 1; n-- {
		if e, ok := f.lex.Entry(f.text[toks[i].Start:toks[i+n-1].End]); ok && (n > 1 || e.Kind != lexicon.KindOutlet) {
			return true
		}
	}
	if _, ok := f.lex.GivenName(form); ok && i+1 < len(toks) && capital(toks[i+1].Form(f.text)) {
		return true
	}
	_, title := f.lex.Title(strings.ToLower(form))
	return title && i+1 < len(toks) && capital(toks[i+1].Form(f.text)) && !f.shout
}

// part reports whether token i can be a part of a name: a capital that is no
// function word, an initial, an acronym.
func (f *finder) part(toks []readout.Token, i int) bool {
	form := toks[i].Form(f.text)
	if !capital(form) || toks[i].Glued {
		return false
	}
	low := strings.ToLower(form)
	if f.firstPerson[form] || f.calendar[low] || f.functionWords[low] && !f.inListedName(toks, i) {
		return false
	}
	return true
}

// inListedName reports whether a function word with a capital starts a name of
// the lists ("The Hague").
func (f *finder) inListedName(toks []readout.Token, i int) bool {
	if i+1 >= len(toks) || !capital(toks[i+1].Form(f.text)) {
		return false
	}
	e, ok := f.lex.Entry(f.text[toks[i].Start:toks[i+1].End])
	return ok && slices.ContainsFunc(f.article, func(a string) bool { return strings.HasPrefix(e.Name, a+" ") })
}
