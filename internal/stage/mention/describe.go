package mention

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// describe sets what the features need to know of p.
func (p *phrase) describe(text string, toks []readout.Token, lex *lexicon.Lexicon) {
	head := &toks[p.head]
	p.lemma = strings.ToLower(head.Lemma)
	if p.lemma == "" {
		p.lemma = strings.ToLower(head.Form(text))
	}
	p.relation = relOther
	if r, ok := relationOf[head.Rel]; ok {
		p.relation = r
	} else if base, _, _ := strings.Cut(head.Rel, ":"); base != head.Rel {
		if r, ok := relationOf[base]; ok {
			p.relation = r
		}
	}
	switch {
	case strings.Contains(head.Feats, "Number=Sing"):
		p.number = singular
	case strings.Contains(head.Feats, "Number=Plur"):
		p.number = plural
	}
	p.words(text, toks)
	if head.UPOS == "PRON" {
		p.describePronoun(strings.ToLower(head.Form(text)))
		return
	}
	p.name = strings.TrimPrefix(strings.TrimPrefix(head.Name, "B-"), "I-")
	p.class = p.classOf(text, toks)
	p.gender = p.genderOf(text, toks, lex)
}

// words sets the texts by which p is compared.
func (p *phrase) words(text string, toks []readout.Token) {
	var b strings.Builder
	for i := p.from; i < p.to; i++ {
		if toks[i].XPOS == "POS" || toks[i].UPOS == "DET" && p.head != i || toks[i].UPOS == "PUNCT" {
			continue
		}
		form := strings.ToLower(toks[i].Form(text))
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

// describePronoun sets what a pronoun tells of itself.
func (p *phrase) describePronoun(form string) {
	known, ok := pronounClasses[form]
	if !ok {
		p.class = pronOther
		return
	}
	p.class, p.number, p.gender = known.class, known.number, known.gender
}

// classOf returns the class of a noun or a name.
func (p *phrase) classOf(text string, toks []readout.Token) class {
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
		if toks[i].Head != p.head {
			continue
		}
		switch low := strings.ToLower(toks[i].Form(text)); {
		case low == "the":
			return nounThe
		case toks[i].Rel == "nmod:poss":
			return nounOwned
		case low == "this" || low == "that" || low == "these" || low == "those" || low == "such":
			return nounThis
		case low == "a" || low == "an":
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
func (p *phrase) genderOf(text string, toks []readout.Token, lex *lexicon.Lexicon) byte {
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
		low := strings.ToLower(toks[i].Form(text))
		if role, ok := lex.Title(strings.TrimSuffix(low, ".")); ok && role.Gender != 0 {
			return role.Gender
		}
		switch low {
		case "mr.", "mr", "sir", "lord":
			return 'm'
		case "mrs.", "mrs", "ms.", "ms", "miss", "lady":
			return 'f'
		}
	}
	for i := p.from; i < p.to; i++ {
		if strings.HasSuffix(toks[i].Name, "PER") {
			if g, ok := lex.GivenName(toks[i].Form(text)); ok {
				return g
			}
			break
		}
	}
	return 0
}
