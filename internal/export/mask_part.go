package export

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// A private person's name can be a word of the name of something else: of a law, a
// court case, an administration, a town. What is told of there is no private person,
// and a label would only spoil the words.

// caseName is the name of a court case, by one word of each side: that of a case with
// a person's whole name tells who he is.
var caseName = regexp.MustCompile(`^\p{Lu}\S* [Vv]s?\.? \p{Lu}\S*$`)

func isCase(name string) bool { return caseName.MatchString(name) }

// elsewise reports whether a mention names something that is no person and none of
// those who are masked.
func (m *masker) elsewise(x *readout.Mention) bool {
	return x.Form == readout.NameForm && x.Type != "PER" && m.label[x.Actor] == ""
}

// lengthen takes the longer names of something else in which a name stands.
func (m *masker) lengthen(rec *readout.Record) {
	m.more = make(map[string]bool)
	for i := range rec.Mentions {
		x := &rec.Mentions[i]
		if m.elsewise(x) && m.by[x.Text] == "" && m.within(x.Text) {
			m.more[x.Text] = true
		}
	}
}

// within reports whether a longer name goes on behind a name that is not its owner:
// "Holm's house" names Holm, and so does "Dr. Holm" where it was taken for a body.
func (m *masker) within(longer string) bool {
	for at := range longer {
		if at > 0 && longer[at-1] != ' ' {
			continue
		}
		if name := m.at(longer[at:]); name != "" {
			rest := longer[at+len(name):]
			return rest != "" && !possessive(rest)
		}
	}
	return false
}

// longer returns the length of the longer name with which s begins, 0 for none.
func (m *masker) longer(s string) int {
	n := 0
	for name := range m.more {
		if len(name) > n && strings.HasPrefix(s, name) && endsWord(s[len(name):]) {
			n = len(name)
		}
	}
	return n
}

// part reports whether the name at s[start:end] is a word of a longer name that the
// words beside it make: "Dobbs v. Jackson", "the McKinley administration", "Holm
// Women's Health Organization", the town of a dateline.
func (m *masker) part(s string, start, end int) bool {
	name, before, after := s[start:end], s[:start], s[end:]
	if strings.ContainsRune(name, ' ') || possessive(after) {
		return false
	}
	return versus(before, after) || bodyAfter(before, after) || start == 0 && datelined(name, after)
}

func possessive(after string) bool {
	return strings.HasPrefix(after, "’s") || strings.HasPrefix(after, "'s")
}

// endsWord reports whether what follows begins with no letter or digit.
func endsWord(after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// sides are how the two sides of a court case are parted.
var sides = []string{" v. ", " vs. ", " V. "}

// versus reports whether a name stands on a side of a court case.
func versus(before, after string) bool {
	return slices.ContainsFunc(sides, func(v string) bool { return strings.HasSuffix(before, v) || strings.HasPrefix(after, v) })
}

// bodyAfter reports whether the words after a name make it that of a body: a run of
// capitalised words with one such as "Organization", or, after "the", one of
// government in small letters: "the incoming Holm administration".
func bodyAfter(before, after string) bool {
	lex := lexicon.Load()
	for n := 0; strings.HasPrefix(after, " ") && n < 6; n++ {
		word := after[1:]
		if end := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && r != '’' && r != '\'' }); end >= 0 {
			word = word[:end]
		}
		first, _ := utf8.DecodeRuneInString(word)
		sector, body := lex.OrgWord(strings.ToLower(word))
		switch {
		case !unicode.IsUpper(first):
			return n == 0 && body && sector == "GOV" && underThe(before)
		case body:
			return true
		}
		after = after[1+len(word):]
	}
	return false
}

// underThe reports whether "the" is one of the two words before.
func underThe(before string) bool {
	words := strings.Fields(before[max(0, len(before)-40):])
	return strings.HasSuffix(before, " ") && slices.ContainsFunc(words[max(0, len(words)-2):], func(w string) bool { return strings.EqualFold(w, "the") })
}

// lineAfter is what follows the town of a dateline: its region and a dash.
var lineAfter = regexp.MustCompile(`^, \p{Lu}[\p{L}.]*( \p{Lu}[\p{L}.]*)? ?[—–-]`)

// datelined reports whether a text begins with a town, as the lists know one of that name.
func datelined(name, after string) bool {
	return lineAfter.MatchString(after) && len(lexicon.Load().Cities(name)) > 0
}
