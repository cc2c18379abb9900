// Package mention finds what refers to somebody or something in a story —
// names, nominals such as "a senior official", pronouns — and joins what
// refers to the same within the story, by rule.
//
// It needs the tokens' name classes. Joining is cautious: two mentions that
// the text does not clearly join stay apart.
package mention

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/scores"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// Find returns the mentions of the text in text order, and for each the number
// of its chain. Chains are numbered from 0 in the order of their first mention.
// learned are the chains of a [Resolver]; without them pronouns and nominals
// are joined by rule. claims has an entry for each word that is [syntax.Nominal]:
// with it the network, and no list, tells which phrases refer to an actor.
func (w *Words) Find(view *syntax.Text, lex *lexicon.Lexicon, learned []Chain, claims []scores.Claim) (mentions []readout.Mention, chains []int) {
	j := w.join(view, lex, learned, claims)
	return j.mentions, apposed(view, j.mentions, j.chains)
}

// join puts all mentions of the text into chains.
func (w *Words) join(view *syntax.Text, lex *lexicon.Lexicon, learned []Chain, claims []scores.Claim) *joiner {
	j := &joiner{Words: w, text: view.Text, lex: lex, byName: map[string]int{}, bearers: map[string][]int{}, titled: map[string][]int{}, learned: newLearned(learned)}
	told := bySentence(view, claims)
	for i := range view.Sentences {
		s := &view.Sentences[i]
		for _, c := range w.candidates(s, lex, told[i]) {
			c.sentence = i
			if c.at < 0 {
				c.at = s.HeadOf(c.span)
			}
			c.learned = j.learned.of(i, c.at)
			j.add(c)
		}
	}
	return j
}

// A candidate is a mention before it has a chain.
type candidate struct {
	span      readout.Span
	text      string
	class     readout.NameType // name class, PER for persons that have no name
	title     string           // what stands before a person's name, in lower case
	form      readout.Form
	head      string // head noun of a nominal, in lower case
	gender    byte   // m, f, 0 unknown
	plural    bool
	definite  bool
	sentence  int
	addressed bool        // whether a word before the name says the gender
	at        int         // token that heads it, -1 if that is not known yet
	kind      scores.Kind // of actor, where the network says so
	learned   int         // number of the phrase in the resolver's chains, -1 if it is in none
}

// candidates returns the mentions of one sentence in order. told is nil where
// no network tells which phrases are actors.
func (w *Words) candidates(s *syntax.Sentence, lex *lexicon.Lexicon, told claimed) []candidate {
	var out []candidate
	toks := s.Tokens
	for i := 0; i < len(toks); {
		switch {
		case strings.HasPrefix(toks[i].Name, "B-"):
			end := nameEnd(s, i)
			if !amounts[toks[i].Name[2:]] && !w.constituency(s, i) && !sum(s, end, end+1) && !commonNoun(s, i, end, lex) {
				whole := listedWhole(s, i, end, lex)
				from, to := wholeName(s, i, max(end, whole))
				end = max(end, whole, to)
				if from < to {
					c := w.name(s, from, to, lex)
					if whole > 0 {
						c.class = readout.OrgName
					}
					out = append(out, c)
				}
			}
			i = end
		case listedName(s, i, lex) > 0:
			end := i + listedName(s, i, lex)
			out = append(out, listed(s, i, end))
			i = end
		default:
			if told != nil {
				i++
				continue
			}
			c, n := w.other(s, i, lex)
			if n == 0 {
				i++
				continue
			}
			c.at = -1
			out = append(out, c)
			i += n
		}
	}
	if told != nil {
		out = append(out, w.told(s, told, out, lex)...)
		slices.SortStableFunc(out, func(a, b candidate) int { return cmp.Or(a.span.Start-b.span.Start, b.span.End-a.span.End) })
	}
	return out
}

// amounts are the name classes of what nobody is: dates and sums.
var amounts = map[string]bool{"DATE": true, "MONEY": true}

// name makes the candidate of the name [from, to).
func (w *Words) name(s *syntax.Sentence, from, to int, lex *lexicon.Lexicon) candidate {
	text, toks, class := s.Doc.Text, s.Tokens, readout.NameType(s.Tokens[from].Name[2:])
	from = w.courtesy(s, from, to)
	span := readout.Span{Start: toks[from].Start, End: toks[to-1].End}
	c := candidate{span: span, text: span.In(text), class: class, form: readout.NameForm, at: -1}
	if c.class == readout.PersonName {
		c.title = w.titleBefore(s, from, lex)
		c.gender, _ = lex.GivenName(toks[from].Form(text))
		if people := lex.PeopleNamed(c.text); len(people) > 0 && people[0].Gender != 0 {
			c.gender = people[0].Gender
		}
		if from > 0 {
			if g := w.genderBeforeName[s.Low[from-1]]; g != 0 {
				c.gender, c.addressed = g, true
			}
		}
	}
	return c
}

// longestNominal is how many words a nominal has at most.
const longestNominal = 7

// other returns the pronoun or the nominal that starts at token i, and how
// many tokens it has.
func (w *Words) other(s *syntax.Sentence, i int, lex *lexicon.Lexicon) (candidate, int) {
	text, toks, low := s.Doc.Text, s.Tokens, s.Low[i]
	if p, ok := w.recordPronouns[low]; ok {
		p.span, p.text = toks[i].Span, s.Form(i)
		return p, 1
	}
	definite, ok := w.determiners[low]
	if !ok || toks[i].UPOS == "SCONJ" || toks[i].UPOS == "PRON" { // "that" in "said that"
		return candidate{}, 0
	}
	for k := i + 1; k < len(toks) && k <= i+longestNominal; k++ {
		word := s.Low[k]
		if toks[k].Name != "" && strings.HasSuffix(toks[k].Name, "PER") || strings.ContainsAny(word, ",.;:()“”\"") || w.outsideNominals[word] {
			return candidate{}, 0
		}
		role, isHead := lex.Head(word)
		if isHead && (modifies(s, k) || capitalHead(s, k, lex)) {
			continue
		}
		if !isHead || k+1 < len(toks) && (nounFollows(s, k, lex) || toks[k+1].Glued) {
			continue
		}
		end := k + 1
		if w.officesOf[word] && end+1 < len(toks) && w.of[s.Form(end)] {
			end += 2
		}
		span := readout.Span{Start: toks[i].Start, End: toks[end-1].End}
		class := "PER"
		if role.Body {
			class = "ORG"
		}
		return candidate{span: span, text: span.In(text), class: readout.NameType(class), form: readout.NominalForm, head: word, definite: definite,
			plural: strings.HasSuffix(word, "s") && !role.Body}, end - i
	}
	return candidate{}, 0
}

// modifies reports, where there is a tree, a noun that hangs on a later one:
// "the militant offensive" is nobody.
func modifies(s *syntax.Sentence, k int) bool {
	return (s.Rel[k] == syntax.Compound || s.Rel[k] == syntax.Amod) && s.Heads[k] > k
}

// capitalHead reports a head with a capital that is no title: it belongs to a
// name ("the Islamic State").
func capitalHead(s *syntax.Sentence, k int, lex *lexicon.Lexicon) bool {
	form := s.Form(k)
	if form[0] < 'A' || form[0] > 'Z' {
		return false
	}
	_, title := lex.Title(strings.ToLower(form))
	role, _ := lex.Head(strings.ToLower(form))
	return !title || role.Body
}

// nounFollows reports whether the word after k makes k a modifier ("the
// government spokesman").
func nounFollows(s *syntax.Sentence, k int, lex *lexicon.Lexicon) bool {
	_, head := lex.Head(s.Low[k+1])
	return head || strings.HasSuffix(s.Tokens[k+1].Name, "PER")
}
