package mention

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// describe sets what the features need to know of p.
func (w *Words) describe(p *phrase, s *syntax.Sentence, lex *lexicon.Lexicon) {
	head := &s.Tokens[p.head]
	p.lemma = s.Lemma[p.head]
	p.relation = relOther
	if r, ok := relationOf[head.Rel]; ok {
		p.relation = r
	} else if r, ok := relationOf[s.Rel[p.head]]; ok {
		p.relation = r
	}
	switch {
	case strings.Contains(head.Feats, "Number=Sing"):
		p.number = singular
	case strings.Contains(head.Feats, "Number=Plur"):
		p.number = plural
	}
	p.words(s)
	if head.UPOS == "PRON" {
		known, ok := w.pronouns[s.Low[p.head]]
		if !ok {
			known = pronoun{class: pronOther, number: p.number}
		}
		p.class, p.number, p.gender = known.class, known.number, known.gender
		return
	}
	p.name = strings.TrimPrefix(strings.TrimPrefix(head.Name, "B-"), "I-")
	p.class = w.classOf(p, s)
	p.gender = w.genderOf(p, s, lex)
	p.nation = nationOf(p, s, lex)
	p.sector = sectorOf(p, lex)
}

// words sets the texts by which p is compared.
func (p *phrase) words(s *syntax.Sentence) {
	toks := s.Tokens
	var b strings.Builder
	for i := p.from; i < p.to; i++ {
		if toks[i].XPOS == "POS" || toks[i].UPOS == "DET" && p.head != i || toks[i].UPOS == "PUNCT" {
			continue
		}
		form := s.Low[i]
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(form)
		if content := toks[i].UPOS; i != p.head && i < p.head+4 && (content == "NOUN" || content == "PROPN" || content == "ADJ" || content == "NUM") {
			p.others = append(p.others, form)
		}
	}
	p.text = b.String()
}

// classOf returns the class of a noun or a name.
func (w *Words) classOf(p *phrase, s *syntax.Sentence) class {
	toks := s.Tokens
	switch p.name {
	case "PER":
		return namePER
	case "ORG":
		return nameORG
	case "LOC", "GPE", "FAC":
		return nameLOC
	case "NORP":
		return nameNORP
	case "":
	default:
		return nameOther
	}
	if toks[p.head].UPOS == "PROPN" {
		return proper
	}
	for i := p.from; i < p.head; i++ {
		if s.Heads[i] != p.head {
			continue
		}
		switch low := s.Low[i]; {
		case w.definite[low]:
			return nounThe
		case toks[i].Rel == syntax.NmodPoss:
			return nounOwned
		case w.demonstrative[low]:
			return nounThis
		case w.indefinite[low]:
			return nounA
		case toks[i].UPOS == "DET" || toks[i].UPOS == "NUM":
			return nounCounted
		}
	}
	if p.number == plural {
		return nounPlural
	}
	return nounBare
}

// genderOf returns what the words of a noun phrase tell of a person's gender.
func (w *Words) genderOf(p *phrase, s *syntax.Sentence, lex *lexicon.Lexicon) byte {
	if p.name == "" {
		role, ok := lex.Head(p.lemma)
		switch {
		case !ok:
			return 'n'
		case role.Body:
			return 'n'
		}
		return role.Gender
	}
	if p.name != "PER" {
		return 'n'
	}
	for i := p.from; i < p.to; i++ {
		low := s.Low[i]
		if role, ok := lex.Title(strings.TrimSuffix(low, ".")); ok && role.Gender != 0 {
			return role.Gender
		}
		if g := w.genderInName[low]; g != 0 {
			return g
		}
	}
	for i := p.from; i < p.to; i++ {
		if strings.HasSuffix(s.Tokens[i].Name, "PER") {
			if g, ok := lex.GivenName(s.Form(i)); ok {
				return g
			}
			break
		}
	}
	return 0
}

// nationOf returns the country whose name a noun phrase is or which owns or
// modifies it ("Hungary's prime minister", "the Hungarian army", "the government
// of Hungary"), "" for none or several.
func nationOf(p *phrase, s *syntax.Sentence, lex *lexicon.Lexicon) string {
	if p.class == nameNORP || p.class == nameLOC {
		return nationNamed(p.head, p.from, s, lex)
	}
	nation := ""
	for _, i := range s.Kids[p.head] {
		before := i < p.head && i >= p.from && (s.Rel[i] == syntax.Nmod || s.Rel[i] == syntax.Amod || s.Rel[i] == syntax.Compound)
		if !before && !stateOf(p, i, s, lex) {
			continue
		}
		code := nationNamed(i, p.from, s, lex)
		if code == "" && i > p.head {
			code = cmp.Or(seatIn(i, s, lex), nationAround(i, 0, s, lex))
		}
		if code != "" && (nation != "" && nation != code || len(s.Conjuncts(i)) > 1) {
			return ""
		}
		nation = cmp.Or(code, nation)
	}
	return nation
}

// nationNamed returns the country that word i of a phrase from token from on
// names, "" if it names none.
func nationNamed(i, from int, s *syntax.Sentence, lex *lexicon.Lexicon) string {
	if code := lex.Demonym(s.Low[i]); code != "" {
		return code
	}
	begin, _ := s.Ends(i)
	begin = max(begin, from)
	for begin < i && s.UPOS(begin, "ADP", "DET") {
		begin++
	}
	if e, ok := lex.Entry(s.Doc.Text[s.Tokens[begin].Start:s.Tokens[i].End]); ok && e.Key == e.Country {
		return e.Country
	}
	return ""
}

// nationDepth is how many steps below a word its country may stand: the government
// "of Iraqi Prime Minister Nouri al-Maliki" has it at the second.
const nationDepth = 2

// nationAround returns the country that a word's own modifiers name, or theirs.
func nationAround(i, depth int, s *syntax.Sentence, lex *lexicon.Lexicon) string {
	if depth == nationDepth {
		return ""
	}
	for _, k := range s.Kids[i] {
		if k < i && (s.Rel[k] == syntax.Nmod || s.Rel[k] == syntax.Amod || s.Rel[k] == syntax.Compound) {
			if code := cmp.Or(nationNamed(k, k, s, lex), nationAround(k, depth+1, s, lex)); code != "" {
				return code
			}
		}
	}
	return ""
}

// ofStates are the sectors whose bodies and people belong to one state: the
// army of Chile is Chilean, critics of Chile are not.
var ofStates = []string{"GOV", "MIL", "COP", "JUD", "LEG", "SPY"}

// stateOf reports whether word i, behind the head of a phrase that means a body
// or office of a state, says of which.
func stateOf(p *phrase, i int, s *syntax.Sentence, lex *lexicon.Lexicon) bool {
	if i < p.head || s.Rel[i] != syntax.Nmod || !s.Genitive(i) && seatIn(i, s, lex) == "" {
		return false
	}
	role, ok := lex.Head(p.lemma)
	return ok && slices.Contains(ofStates, role.Sector)
}

// seatIn returns the country whose capital word i names behind "in", "" for none:
// "the government in Oslo".
func seatIn(i int, s *syntax.Sentence, lex *lexicon.Lexicon) string {
	if s.Case(i) != "in" {
		return ""
	}
	if e, ok := lex.Entry(s.Doc.Text[s.Tokens[i].Start:s.Tokens[i].End]); ok && e.Kind == lexicon.KindCapital {
		return e.Country
	}
	return ""
}
