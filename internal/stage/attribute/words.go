package attribute

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A class is a set of closed word classes; a word may be in several.
type class uint64

const (
	determiner   class = 1 << iota // the, a, this, some: what a noun phrase begins with
	possessive                     // his, their, my
	subjectWord                    // he, they, I: a whole noun phrase as a subject
	objectWord                     // him, them, me
	relative                       // who, which, that, whom
	formOfBe                       // is, was, been
	formOfHave                     // has, had
	formOfDo                       // does, did
	modalVerb                      // will, would, may
	negation                       // not, n't, never
	adverb                         // also, later; and words in -ly
	preposition                    // of, in, for
	subordinator                   // that, because, while, if
	coordinator                    // and, but, or
	question                       // what, how, whether: opens an indirect question
	timeWord                       // Monday, yesterday, week
	titleWord                      // Mr., Sen., President
	quantifier                     // some, many, most
	particle                       // out, back, down
	openMark                       // a mark that can open a quotation
	comma
	stop // . ? ! and the like
	dash
	colon
	semicolon
	openParen
	closeParen
	genitive // 's
	capital  // begins with a capital letter
	digit
	lower    // begins with a lower-case letter
	ing      // ends in -ing
	control  // likely, used: with an infinitive
	carrier  // statement, letter: what carries words
	pastVerb // went, took: verbs that are no cues
	fixed    // a cue of its own: reportedly
)

// Unions that the patterns ask for often.
const (
	auxiliary   = formOfBe | formOfHave | formOfDo | modalVerb
	punctuation = openMark | comma | stop | dash | colon | semicolon | openParen | closeParen
)

// closedWords lists the closed classes. A word may stand in several lists.
var closedWords = []struct {
	class class
	words string
}{
	{determiner, "the a an this that these those each every another any no some both either neither such"},
	{possessive, "his her its their our my your whose"},
	{subjectWord, "i he she we they it you"},
	{objectWord, "me him us them her it you himself herself themselves itself myself ourselves yourself reporters"},
	{relative, "who which that whom"},
	{formOfBe, "is are was were be been being am 's 're 'm"},
	{formOfHave, "has have had having 've"},
	{formOfDo, "do does did"},
	{modalVerb, "will would may might can could shall should must 'll 'd wo ca cannot"},
	{negation, "not n't never neither nor cannot"},
	{adverb, "also then later now once again still even just already soon often never ever always further first long " +
		"earlier previously recently meanwhile however instead perhaps maybe almost quite rather very too so yet twice " +
		"today yesterday tonight sometimes simply only there here thus though otherwise anyway elsewhere flatly has-been"},
	{preposition, "of in for from at with to on by about against after before during under over between among into through " +
		"near behind across despite without within toward towards amid as like than via per upon outside inside around along " +
		"since until including regarding concerning following"},
	{subordinator, "that because while if although though unless when whenever where since until as whether after before " +
		"than whereas why how what"},
	{coordinator, "and but or nor yet so plus &"},
	{question, "whether if what how why when where who which whom whose"},
	{timeWord, "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august " +
		"september october november december mon. tues. wed. thurs. fri. sat. sun. jan. feb. mar. apr. aug. sept. oct. nov. dec. " +
		"yesterday today tonight tomorrow morning afternoon evening night week month year weekend day hour ago noon midnight " +
		"recently earlier"},
	{titleWord, "mr. mr mrs. mrs ms. ms dr. dr sen. sen rep. rep gov. gov gen. gen lt. lt col. capt. sgt. maj. adm. prof. rev. " +
		"sir president senator senators representative congressman congresswoman governor secretary minister chancellor king " +
		"queen prince premier mayor judge justice chairman chairwoman chair speaker general spokesman spokeswoman spokesperson " +
		"ambassador professor director deputy vice prime foreign attorney sheriff detective candidate nominee"},
	{quantifier, "some many most several few all half two three four five six seven eight nine ten dozens hundreds thousands " +
		"others one more"},
	{fixed, "to reportedly allegedly supposedly purportedly unclear clear unknown uncertain"},
	{control, "used tend tends tended likely unlikely continue continues continued begin begins began begun able quick right wrong free " +
		"come came go goes happy entitled known first proceed proceeded dare dared bound obliged ready set forced"},
	{carrier, "statement statements letter letters message messages email emails e-mail tweet tweets memo report reports ad ads video sign signs " +
		"note notes speech speeches article column post posts release resolution brief petition advertisement press-release paper banner banners posters"},
	{pastVerb, "went came made took gave got held kept sent met ran led stood became sat broke drew fell flew grew laid lost paid rose sold " +
		"shook spent struck swept tore threw won wore chose drove rode stuck hung bore spoke began turned seemed appeared remained happened " +
		"goes comes makes takes gives gets holds keeps sends meets runs leads stands becomes sits breaks remains happens"},
	{particle, "out back down up off away on aloud in"},
}

// lexicon holds what is known of a word, by its lower-case form with straight
// apostrophes: its closed classes and the cues that it can be a form of.
var lexicon = buildLexicon()

// An entry is what the lexicon knows of one form.
type entry struct {
	form  string // the lower-case form, shared
	class class
	verb  *verb
	shape verbForm
	noun  *nounCue
	adj   *adjCue
}

// buildLexicon reads the lists.
func buildLexicon() map[string]*entry {
	lex := make(map[string]*entry, 4096)
	for _, list := range closedWords {
		for w := range strings.FieldsSeq(list.words) {
			entryOf(lex, w).class |= list.class
		}
	}
	addVerbs(lex)
	addNounCues(lex)
	addAdjectiveCues(lex)
	return lex
}

// entryOf returns the entry of form, making it if it is new.
func entryOf(lex map[string]*entry, form string) *entry {
	e := lex[form]
	if e == nil {
		e = &entry{form: form}
		lex[form] = e
	}
	return e
}

// lookUp returns the entry of a word as it is written, or nil, and the classes
// that its shape shows. It allocates nothing.
func lookUp(w string) (*entry, class) {
	var buf [24]byte
	n, shape := 0, class(0)
	for i := 0; i < len(w); {
		c := w[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c |= 0x20
			}
			i++
		} else {
			r, size := utf8.DecodeRuneInString(w[i:])
			i += size
			if r != '’' && r != '‘' {
				return nil, shapeOf(w)
			}
			c = '\''
		}
		if n == len(buf) {
			return nil, shapeOf(w)
		}
		buf[n] = c
		n++
	}
	shape = shapeOf(w)
	e := lexicon[string(buf[:n])]
	if n > 4 && buf[n-1] == 'y' && buf[n-2] == 'l' && (e == nil || e.class == 0) {
		shape |= adverb
	}
	if n > 4 && string(buf[n-3:n]) == "ing" {
		shape |= ing
	}
	if n == 2 && buf[0] == '\'' && buf[1] == 's' {
		shape |= genitive
	}
	return e, shape
}

// shapeOf returns the classes that the letters and marks of w show.
func shapeOf(w string) class {
	r, size := utf8.DecodeRuneInString(w)
	switch {
	case unicode.IsUpper(r):
		return capital
	case unicode.IsLower(r):
		return lower
	case unicode.IsDigit(r):
		return digit
	case size == len(w) || w == "--" || w == "..." || w == "``" || w == "''":
		return markClass(r)
	case unicode.IsLetter(r):
		return lower
	}
	for _, c := range w {
		if unicode.IsUpper(c) {
			return capital
		}
		if unicode.IsLetter(c) {
			return lower
		}
	}
	return 0
}

// markClass returns the class of a punctuation mark.
func markClass(r rune) class {
	switch r {
	case ',':
		return comma
	case '.', '?', '!', '…', '。':
		return stop
	case '-', '–', '—', '―':
		return dash
	case ':':
		return colon
	case ';':
		return semicolon
	case '(', '[', '{':
		return openParen
	case ')', ']', '}':
		return closeParen
	case '"', '“', '”', '„', '‟', '«', '»', '\'', '‘', '’', '`':
		return openMark
	}
	return 0
}
