// Package mention finds what refers to somebody or something in a story —
// names, nominals such as "a senior official", pronouns — and joins what
// refers to the same within the story, by rule.
//
// It needs the tokens' name classes. Joining is cautious: two mentions that
// the text does not clearly join stay apart.
package mention

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// Find returns the mentions of the text in text order, and for each the number
// of its chain. Chains are numbered from 0 in the order of their first mention.
func Find(text string, sents []readout.Sentence, lex *lexicon.Lexicon) (mentions []readout.Mention, chains []int) {
	j := joiner{text: text, lex: lex, byName: map[string]int{}, titles: map[int][]string{}}
	for i := range sents {
		for _, c := range candidates(text, &sents[i], lex) {
			c.sentence = i
			j.add(c)
		}
	}
	return j.mentions, j.chains
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

// A joiner gives mentions their chains.
type joiner struct {
	text     string
	lex      *lexicon.Lexicon
	mentions []readout.Mention
	chains   []int
	heads    []candidate    // the fullest mention of each chain
	last     []int          // index of each chain's last mention
	places   []int          // sentence of each chain's last mention
	byName   map[string]int // chain of a name
	titles   map[int][]string
}

// add puts c into its chain or opens one. A pronoun without a chain to join is
// left out: it would be an actor of its own.
func (j *joiner) add(c candidate) {
	chain := -1
	switch c.form {
	case "name":
		chain = j.nameChain(c)
	case "nominal":
		chain = j.nominalChain(c)
	case "pronoun":
		if chain = j.pronounChain(c); chain < 0 {
			return
		}
	}
	if chain < 0 {
		chain = len(j.heads)
		j.heads = append(j.heads, c)
		j.last, j.places = append(j.last, 0), append(j.places, 0)
	} else if c.form == "name" && (j.heads[chain].form != "name" || len(c.text) > len(j.heads[chain].text)) {
		gender := j.heads[chain].gender
		j.heads[chain] = c
		if c.gender == 0 {
			j.heads[chain].gender = gender
		}
	}
	j.last[chain], j.places[chain] = len(j.mentions), c.sentence
	if c.form == "name" {
		j.learn(c, chain)
	}
	if c.title != "" {
		j.titles[chain] = append(j.titles[chain], c.title)
	}
	j.mentions = append(j.mentions, readout.Mention{ID: readout.MentionID(fmt.Sprintf("m%d", len(j.mentions)+1)),
		Span: c.span, Text: c.text, Type: c.class, Form: c.form})
	j.chains = append(j.chains, chain)
}

// learn remembers the ways in which the text may name the chain again.
func (j *joiner) learn(c candidate, chain int) {
	key := c.class + " " + lexicon.Key(c.text)
	if _, ok := j.byName[key]; !ok {
		j.byName[key] = chain
	}
	switch c.class {
	case "PER":
		if family := lexicon.FamilyName(c.text); family != c.text {
			if other, ok := j.byName["PER "+lexicon.Key(family)]; ok && other != chain {
				j.byName["PER "+lexicon.Key(family)] = -1 // two of one name
			} else {
				j.byName["PER "+lexicon.Key(family)] = chain
			}
		}
	case "ORG", "GPE":
		if short := acronym(c.text); len(short) >= 2 {
			if _, ok := j.byName["ORG "+strings.ToLower(short)]; !ok {
				j.byName["ORG "+strings.ToLower(short)] = chain
			}
		}
	}
}

// nameChain returns the chain of a name, -1 for a new one.
func (j *joiner) nameChain(c candidate) int {
	if chain, ok := j.byName[c.class+" "+lexicon.Key(c.text)]; ok && chain >= 0 {
		return chain
	}
	if e, ok := j.lex.Entry(c.text); ok {
		for _, class := range []string{"GPE", "ORG"} {
			if chain, ok := j.byName[class+" "+lexicon.Key(e.Name)]; ok {
				return chain
			}
		}
		j.byName[c.class+" "+lexicon.Key(e.Name)] = len(j.heads)
		return -1
	}
	if c.class != "NORP" { // a family name that the analysis took for something else
		if chain, ok := j.byName["PER "+lexicon.Key(c.text)]; ok && chain >= 0 {
			return chain
		}
	}
	if c.class == "PER" {
		family := "PER " + lexicon.Key(lexicon.FamilyName(c.text))
		if chain, ok := j.byName[family]; ok && chain >= 0 && lexicon.FamilyName(j.heads[chain].text) == j.heads[chain].text {
			return chain // the family name came first
		}
	}
	return -1
}

// acronym returns the initials of a name's capitalised words.
func acronym(name string) string {
	var b strings.Builder
	words := strings.Fields(name)
	if len(words) < 2 {
		return ""
	}
	for _, w := range words {
		if 'A' <= w[0] && w[0] <= 'Z' && w != "The" {
			b.WriteByte(w[0])
		}
	}
	return b.String()
}

// nominalChain returns the chain that a definite nominal refers back to: the
// last chain whose first mention is a nominal of the same head.
func (j *joiner) nominalChain(c candidate) int {
	if !c.definite {
		return -1
	}
	if chain := j.titleChain(c); chain >= 0 {
		return chain
	}
	for chain := len(j.heads) - 1; chain >= 0; chain-- {
		if h := j.heads[chain]; h.form == "nominal" && h.head == c.head && h.plural == c.plural && c.sentence-j.places[chain] <= 8 {
			return chain
		}
	}
	return -1
}

// titleChain returns the chain of the one person whom the story calls by the
// office that a nominal names: "the secretary of state". -1 if there is none or
// there are two.
func (j *joiner) titleChain(c candidate) int {
	if c.class != "PER" || c.plural {
		return -1
	}
	words := lexicon.Key(c.text)
	for _, fit := range []func(title string) bool{
		func(title string) bool { return title == words },
		func(title string) bool {
			return strings.HasPrefix(title, words+" ") || strings.HasSuffix(title, " "+words)
		},
	} {
		found := -1
		for chain := range j.heads {
			if slices.ContainsFunc(j.titles[chain], fit) {
				if found >= 0 {
					return -1
				}
				found = chain
			}
		}
		if found >= 0 {
			return found
		}
	}
	return -1
}

// pronounChain returns the chain of the person that a pronoun most likely
// means: the last one of fitting gender and number, within three sentences,
// the first of a sentence before the later ones; -1 if there is none.
func (j *joiner) pronounChain(c candidate) int {
	best, score := -1, -1<<30
	for chain, h := range j.heads {
		if h.class != "PER" || h.plural != c.plural || h.gender != 0 && c.gender != 0 && h.gender != c.gender {
			continue
		}
		back := c.sentence - j.places[chain]
		if back > 3 {
			continue
		}
		s := -100*back - (len(j.mentions)-j.last[chain])*2
		if h.gender == c.gender && c.gender != 0 {
			s += 25
		}
		if h.form == "name" {
			s += 10
		}
		if s > score {
			best, score = chain, s
		}
	}
	if best >= 0 && j.heads[best].gender == 0 {
		j.heads[best].gender = c.gender
	}
	return best
}
