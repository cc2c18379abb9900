// Package mention finds what refers to somebody or something in a story —
// names, nominals such as "a senior official", pronouns — and joins what
// refers to the same within the story, by rule.
//
// It needs the tokens' name classes. Joining is cautious: two mentions that
// the text does not clearly join stay apart.
package mention

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// Find returns the mentions of the text in text order, and for each the number
// of its chain. Chains are numbered from 0 in the order of their first mention.
// learned are the chains of a [Resolver]; without them pronouns and nominals
// are joined by rule.
func Find(text string, sents []readout.Sentence, lex *lexicon.Lexicon, learned []Chain) (mentions []readout.Mention, chains []int) {
	j := joiner{text: text, lex: lex, byName: map[string]int{}, titles: map[int][]string{}, learned: newLearned(learned)}
	for i := range sents {
		for _, c := range candidates(text, &sents[i], lex) {
			c.sentence = i
			c.learned = j.learned.of(i, headOf(sents[i].Tokens, c.span))
			j.add(c)
		}
	}
	return j.mentions, apposed(sents, j.mentions, j.chains)
}

// A candidate is a mention before it has a chain.
type candidate struct {
	span     readout.Span
	text     string
	class    string // name class, PER for persons that have no name
	title    string // what stands before a person's name, in lower case
	form     string // name, nominal, pronoun
	head     string // head noun of a nominal, in lower case
	gender   byte   // m, f, 0 unknown
	plural   bool
	definite bool
	sentence int
	learned  int // number of the resolver's chain, -1 if it is in none
}

// candidates returns the mentions of one sentence in order.
func candidates(text string, sent *readout.Sentence, lex *lexicon.Lexicon) []candidate {
	var out []candidate
	toks := sent.Tokens
	for i := 0; i < len(toks); {
		switch {
		case strings.HasPrefix(toks[i].Name, "B-"):
			end := i + 1
			for end < len(toks) && strings.HasPrefix(toks[end].Name, "I-") {
				end++
			}
			if !amounts[toks[i].Name[2:]] && !constituency(text, toks, i) {
				out = append(out, name(text, toks, i, end, lex))
			}
			i = end
		case listedName(text, toks, i, lex) > 0:
			end := i + listedName(text, toks, i, lex)
			out = append(out, listed(text, toks, i, end))
			i = end
		default:
			c, n := other(text, toks, i, lex)
			if n == 0 {
				i++
				continue
			}
			out = append(out, c)
			i += n
		}
	}
	return out
}

// amounts are the name classes of what nobody is: dates and sums.
var amounts = map[string]bool{"DATE": true, "MONEY": true}

// name makes the candidate of the name [from, to).
func name(text string, toks []readout.Token, from, to int, lex *lexicon.Lexicon) candidate {
	span := readout.Span{Start: toks[from].Start, End: toks[to-1].End}
	c := candidate{span: span, text: span.In(text), class: toks[from].Name[2:], form: "name"}
	if c.class == "PER" {
		c.title = titleBefore(text, toks, from, lex)
		c.gender, _ = lex.GivenName(toks[from].Form(text))
		if people := lex.PeopleNamed(c.text); len(people) > 0 && people[0].Gender != 0 {
			c.gender = people[0].Gender
		}
		if from > 0 {
			switch strings.ToLower(toks[from-1].Form(text)) {
			case "mrs.", "ms.", "mrs", "ms", "spokeswoman", "queen", "princess", "congresswoman", "chairwoman", "actress":
				c.gender = 'f'
			case "mr.", "mr", "king", "prince", "spokesman", "congressman", "chairman":
				c.gender = 'm'
			}
		}
	}
	return c
}

// pronouns with their gender and number.
var pronouns = map[string]candidate{
	"he": {gender: 'm'}, "him": {gender: 'm'}, "his": {gender: 'm'}, "himself": {gender: 'm'},
	"she": {gender: 'f'}, "her": {gender: 'f'}, "herself": {gender: 'f'},
	"they": {plural: true}, "them": {plural: true}, "their": {plural: true},
}

// morePronouns have a chain only where a resolver gives them one.
var morePronouns = map[string]candidate{"it": {}, "its": {}, "itself": {}, "themselves": {plural: true}, "i": {}, "me": {}, "my": {},
	"we": {plural: true}, "us": {plural: true}, "our": {plural: true}, "you": {}, "your": {}}

// determiners that open a nominal; false for indefinite ones.
var determiners = map[string]bool{"the": true, "a": false, "an": false, "this": true, "that": true, "some": false, "two": false, "three": false, "several": false, "many": false}

// longestNominal is how many words a nominal has at most.
const longestNominal = 7

// other returns the pronoun or the nominal that starts at token i, and how
// many tokens it has.
func other(text string, toks []readout.Token, i int, lex *lexicon.Lexicon) (candidate, int) {
	low := strings.ToLower(toks[i].Form(text))
	if p, ok := pronouns[low]; ok {
		p.span, p.text, p.class, p.form = toks[i].Span, toks[i].Form(text), "PER", "pronoun"
		return p, 1
	}
	if p, ok := morePronouns[low]; ok {
		p.span, p.text, p.form = toks[i].Span, toks[i].Form(text), "pronoun"
		return p, 1
	}
	definite, ok := determiners[low]
	if !ok || toks[i].UPOS == "SCONJ" || toks[i].UPOS == "PRON" { // "that" in "said that"
		return candidate{}, 0
	}
	for k := i + 1; k < len(toks) && k <= i+longestNominal; k++ {
		word := strings.ToLower(toks[k].Form(text))
		if toks[k].Name != "" && strings.HasSuffix(toks[k].Name, "PER") || strings.ContainsAny(word, ",.;:()“”\"") || determinerOrVerb[word] {
			return candidate{}, 0
		}
		role, isHead := lex.Head(word)
		if isHead && (modifies(toks, k) || capitalHead(text, toks, k, lex)) {
			continue
		}
		if !isHead || k+1 < len(toks) && (nounFollows(text, toks, k, lex) || toks[k+1].Glued) {
			continue
		}
		end := k + 1
		if word == "secretary" && end+1 < len(toks) && toks[end].Form(text) == "of" {
			end += 2
		}
		span := readout.Span{Start: toks[i].Start, End: toks[end-1].End}
		class := "PER"
		if role.Body {
			class = "ORG"
		}
		return candidate{span: span, text: span.In(text), class: class, form: "nominal", head: word, definite: definite,
			plural: strings.HasSuffix(word, "s") && !role.Body}, end - i
	}
	return candidate{}, 0
}

// modifies reports, where there is a tree, a noun that hangs on a later one:
// "the militant offensive" is nobody.
func modifies(toks []readout.Token, k int) bool {
	rel, _, _ := strings.Cut(toks[k].Rel, ":")
	return (rel == "compound" || rel == "amod") && toks[k].Head > k
}

// capitalHead reports a head with a capital that is no title: it belongs to a
// name ("the Islamic State").
func capitalHead(text string, toks []readout.Token, k int, lex *lexicon.Lexicon) bool {
	form := toks[k].Form(text)
	if form[0] < 'A' || form[0] > 'Z' {
		return false
	}
	_, title := lex.Title(strings.ToLower(form))
	role, _ := lex.Head(strings.ToLower(form))
	return !title || role.Body
}

// determinerOrVerb are words that end the search for a nominal's head.
var determinerOrVerb = wordSet("the a an this that these those is are was were be been has have had do does did will would and or but to in on at by for from with of who which said says")

// nounFollows reports whether the word after k makes k a modifier ("the
// government spokesman").
func nounFollows(text string, toks []readout.Token, k int, lex *lexicon.Lexicon) bool {
	_, head := lex.Head(strings.ToLower(toks[k+1].Form(text)))
	return head || toks[k+1].Name != "" && strings.HasSuffix(toks[k+1].Name, "PER")
}

// wordSet returns the words of a list.
func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
