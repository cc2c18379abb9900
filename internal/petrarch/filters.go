package petrarch

import (
	"io"
	"strings"
	"unicode"
)

// Discards is a list of phrases whose sentences or stories are not coded.
type Discards struct {
	Entries  int
	sentence map[string][]discard // by the first four letters of their first word
	story    map[string][]discard
}

// A discard is one phrase. Its last word is a stem unless whole is set.
type discard struct {
	words []string
	whole bool
}

// ReadDiscards reads a file of discards; "+" before a phrase drops the story.
func ReadDiscards(file string, in io.Reader) (*Discards, []Problem) {
	list := &Discards{sentence: map[string][]discard{}, story: map[string][]discard{}}
	r := &reader{file: file}
	years := 0
	r.each(in, "", func(line string) {
		phrase, whole := strings.TrimSpace(line), false
		phrase, story := strings.CutPrefix(phrase, "+")
		if i := strings.IndexByte(phrase, '['); i >= 0 { // a tag of older files
			phrase = phrase[:i]
		}
		whole = strings.HasSuffix(strings.TrimSpace(phrase), "_")
		d := discard{strings.Fields(Normal(phrase)), whole}
		if len(d.words) == 0 {
			r.fail("the line has no words")
			return
		}
		list.Entries++
		if len(d.words) == 1 && len(d.words[0]) == 4 && strings.Trim(d.words[0], "0123456789") == "" {
			if years++; years == 1 {
				r.fail("%q is a bare year: no sentence that names it is coded (and so for each year below)", d.words[0])
			}
		}
		into := list.sentence
		if story {
			into = list.story
		}
		into[stem(d.words[0])] = append(into[stem(d.words[0])], d)
	})
	return list, r.done()
}

// stem is what phrases are filed under. Words shorter than it are filed whole.
func stem(word string) string { return word[:min(len(word), 4)] }

// Sentence reports whether a sentence is not to be coded.
func (d *Discards) Sentence(text string) bool { return hits(d.sentence, text) }

// Story reports whether a story is not to be coded.
func (d *Discards) Story(text string) bool { return hits(d.story, text) }

// hits reports whether a text has one of the phrases.
func hits(list map[string][]discard, text string) bool {
	if len(list) == 0 {
		return false
	}
	words := wordsOf(text)
	for i := range words {
		for n := 1; n <= min(4, len(words[i])); n++ {
			for _, d := range list[words[i][:n]] {
				if (n == 4 || len(d.words[0]) == n) && d.at(words[i:]) {
					return true
				}
			}
		}
	}
	return false
}

// at reports whether words begin with the phrase.
func (d *discard) at(words []string) bool {
	if len(words) < len(d.words) {
		return false
	}
	for n, w := range d.words {
		last := n == len(d.words)-1
		if words[n] != w && (!last || d.whole || !strings.HasPrefix(words[n], w)) {
			return false
		}
	}
	return true
}

// wordsOf returns the words of a text in capitals; hyphens part words.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToUpper(text), func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '\''
	})
}

// Issues is a list of phrases that tell what a sentence is about.
type Issues struct {
	Entries int // lines read, broken ones and those that are to be ignored too
	phrases map[string][]issue
}

// An issue is one phrase: rows of ways to put each word. Without a name it is
// one that is ignored, and so are the phrases inside it.
type issue struct {
	name  string
	words [][]string
}

// ReadIssues reads a file of issues: phrases with a name in brackets. "n:"
// adds the plural of a word, "v:" the forms of a verb, "+" joins words by a
// blank or a hyphen, and "~" before a phrase says that it is none.
func ReadIssues(file string, in io.Reader) (*Issues, []Problem) {
	list := &Issues{phrases: map[string][]issue{}}
	r := &reader{file: file}
	r.each(in, "", func(line string) {
		s := strings.TrimSpace(line)
		if s[0] == '<' { // heads of categories
			return
		}
		list.Entries++
		is := issue{}
		phrase := strings.TrimLeft(s, "~")
		ignored := phrase != s
		if head, name, ok := strings.Cut(phrase, "["); ok {
			name, _, closed := strings.Cut(name, "]")
			if name = strings.TrimSpace(name); !closed || name == "" {
				r.fail("%q has no name in brackets", s)
				return
			}
			phrase = head
			if !ignored {
				is.name = name
			}
		} else if !ignored {
			r.fail("%q has no name in brackets", s)
			return
		}
		for w := range strings.FieldsSeq(strings.ReplaceAll(phrase, "+", " ")) {
			is.words = append(is.words, wordForms(w))
		}
		if len(is.words) == 0 {
			r.fail("the line has no words")
			return
		}
		for _, first := range is.words[0] {
			list.phrases[first] = append(list.phrases[first], is)
		}
	})
	return list, r.done()
}

// wordForms returns the forms of a word of an issue.
func wordForms(w string) []string {
	kind, word, ok := strings.Cut(w, ":")
	if !ok {
		return []string{strings.ToUpper(w)}
	}
	word = strings.ToUpper(word)
	switch kind {
	case "n", "N":
		return []string{word, plural(word)}
	case "v", "V":
		stem := strings.TrimSuffix(word, "E")
		return []string{word, plural(word), stem + "ED", stem + "ING"}
	}
	return []string{strings.ToUpper(w)}
}

// Of counts the issues of a sentence by name. Of the phrases that begin at a
// word the longest counts.
func (l *Issues) Of(sentence string) map[string]int {
	words := wordsOf(sentence)
	var out map[string]int
	for i := 0; i < len(words); i++ {
		best := issue{}
		for _, is := range l.phrases[words[i]] {
			if len(is.words) > len(best.words) && is.at(words[i:]) {
				best = is
			}
		}
		if len(best.words) == 0 {
			continue
		}
		if best.name != "" {
			if out == nil {
				out = map[string]int{}
			}
			out[best.name]++
		}
		i += len(best.words) - 1
	}
	return out
}

// at reports whether words begin with the phrase.
func (is *issue) at(words []string) bool {
	if len(words) < len(is.words) {
		return false
	}
	for n, forms := range is.words {
		ok := false
		for _, f := range forms {
			ok = ok || words[n] == f
		}
		if !ok {
			return false
		}
	}
	return true
}
