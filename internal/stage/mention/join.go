package mention

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/scores"
)

// A joiner gives mentions their chains.
type joiner struct {
	*Words
	text     string
	lex      *lexicon.Lexicon
	mentions []readout.Mention
	chains   []int
	heads    []candidate      // the fullest mention of each chain
	last     []int            // index of each chain's last mention
	places   []int            // sentence of each chain's last mention
	sents    []int            // sentence of each mention
	looked   int              // mentions that were looked back at: the cost of joining
	byName   map[string]int   // chain of a name
	bearers  map[string][]int // chains of persons, by each word of their names
	titles   []string         // by which the text calls persons, each once
	titled   map[string][]int // the first two chains that bear a title
	learned  *learned         // nil without a resolver
}

// add puts c into its chain or opens one. A pronoun without a chain to join is
// left out: it would be an actor of its own.
func (j *joiner) add(c candidate) {
	chain := j.chainOf(c)
	if chain < 0 && c.form == readout.PronounForm {
		return
	}
	if c.class == "" {
		c.class = j.heads[chain].class
	}
	if chain < 0 {
		chain = len(j.heads)
		j.heads = append(j.heads, c)
		j.last, j.places = append(j.last, 0), append(j.places, 0)
	} else if c.form == readout.NameForm && (j.heads[chain].form != readout.NameForm || len(c.text) > len(j.heads[chain].text)) {
		h := j.heads[chain]
		j.heads[chain] = c
		if c.gender == 0 || h.addressed && !c.addressed {
			j.heads[chain].gender, j.heads[chain].addressed = h.gender, h.addressed
		}
	}
	j.last[chain], j.places[chain] = len(j.mentions), c.sentence
	j.learned.join(c.learned, chain)
	if c.form == readout.NameForm {
		j.learn(c, chain)
	}
	if c.title != "" {
		j.entitle(c.title, chain)
	}
	j.mentions = append(j.mentions, readout.Mention{ID: readout.MentionID(fmt.Sprintf("m%d", len(j.mentions)+1)),
		Span: c.span, Text: c.text, Type: c.class, Form: c.form})
	j.chains, j.sents = append(j.chains, chain), append(j.sents, c.sentence)
}

// recent gives the chains whose last mention stands in the given sentence or at
// most back sentences before it, the latest first. What stands farther back is
// not looked at: a text may have as many chains as words.
func (j *joiner) recent(sentence, back int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := len(j.mentions) - 1; i >= 0 && sentence-j.sents[i] <= back; i-- {
			j.looked++
			if chain := j.chains[i]; j.last[chain] == i && !yield(chain) {
				return
			}
		}
	}
}

// chainOf returns the chain that c belongs to, -1 for a new one.
func (j *joiner) chainOf(c candidate) int {
	joined := j.learned.chain(c.learned)
	if joined >= 0 && j.anonymous(&c, &j.heads[joined]) {
		joined = -1
	}
	switch c.form {
	case readout.NameForm:
		if chain := j.bracketed(&c); chain >= 0 {
			return chain
		}
		if chain := j.nameChain(c, joined); chain >= 0 || joined < 0 || j.heads[joined].form == readout.NameForm && !j.alike(&c, &j.heads[joined]) {
			return chain
		}
		return joined // a body that had no name so far
	case readout.NominalForm:
		if c.kind != scores.NoActor {
			return j.toldChain(c, joined)
		}
		if chain := j.titleChain(c); c.definite && chain >= 0 || joined < 0 {
			return j.nominalChain(c)
		}
		return joined
	}
	if j.learned == nil && c.class != "" {
		return j.pronounChain(c)
	}
	return joined
}

// anonymous reports whether one of two, a candidate and the head of a chain, is
// a source that the text leaves unnamed and the other a name: whoever the source
// is, the text does not say. "The group" is none: a body that the text has named.
func (j *joiner) anonymous(c, h *candidate) bool {
	if c.form == readout.NominalForm && c.definite && !c.plural && h.class == readout.OrgName {
		return false
	}
	return c.form == readout.NameForm && h.form == readout.NominalForm && h.kind == scores.Unnamed || c.form == readout.NominalForm && c.kind == scores.Unnamed && h.form == readout.NameForm
}

// toldChain returns the chain of a phrase that the network tells of: that of
// the one person who bears the title, or the resolver's.
func (j *joiner) toldChain(c candidate, joined int) int {
	if c.definite {
		if chain := j.titleChain(c); chain >= 0 {
			return chain
		}
	}
	return joined
}

// learn remembers the ways in which the text may name the chain again.
func (j *joiner) learn(c candidate, chain int) {
	key := string(c.class) + " " + lexicon.Key(c.text)
	if _, ok := j.byName[key]; !ok {
		j.byName[key] = chain
	}
	if e, ok := j.lex.Entry(c.text); ok { // under its name on the list too
		if listed := string(c.class) + " " + lexicon.Key(e.Name); !j.known(listed) {
			j.byName[listed] = chain
		}
	}
	switch c.class {
	case readout.PersonName:
		j.bear(c.text, chain)
		if family := lexicon.FamilyName(c.text); family != c.text {
			if other, ok := j.byName["PER "+lexicon.Key(family)]; ok && other != chain {
				j.byName["PER "+lexicon.Key(family)] = -1 // two of one name
			} else {
				j.byName["PER "+lexicon.Key(family)] = chain
			}
		}
	case readout.OrgName, readout.GPEName:
		if short := j.acronym(c.text); len(short) >= 2 {
			if _, ok := j.byName["ORG "+strings.ToLower(short)]; !ok {
				j.byName["ORG "+strings.ToLower(short)] = chain
			}
		}
	}
}

// known reports whether a name has a chain.
func (j *joiner) known(key string) bool {
	_, ok := j.byName[key]
	return ok
}

// nameChain returns the chain of a name that the resolver joins to one, -1 for a new one.
func (j *joiner) nameChain(c candidate, joined int) int {
	if chain, ok := j.byName[string(c.class)+" "+lexicon.Key(c.text)]; ok && chain >= 0 && !(c.addressed && clash(&c, &j.heads[chain])) {
		return chain
	}
	if e, ok := j.lex.Entry(c.text); ok {
		for _, class := range []readout.NameType{readout.GPEName, readout.OrgName} {
			if chain, ok := j.byName[string(class)+" "+lexicon.Key(e.Name)]; ok {
				return chain
			}
		}
		return -1
	}
	if c.class != readout.NorpName { // a family name that the analysis took for something else
		if chain, ok := j.byName["PER "+lexicon.Key(c.text)]; ok && chain >= 0 {
			return chain
		}
	}
	if c.class == readout.PersonName {
		return j.partChain(&c, joined)
	}
	return -1
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
	best := -1
	for chain := range j.recent(c.sentence, 8) {
		if h := j.heads[chain]; h.form == readout.NominalForm && h.head == c.head && h.plural == c.plural {
			best = max(best, chain)
		}
	}
	return best
}

// titleChain returns the chain of the one person whom the story calls by the
// office that a nominal names: "the secretary of state". -1 if there is none or
// there are two.
func (j *joiner) titleChain(c candidate) int {
	if c.class != readout.PersonName || c.plural {
		return -1
	}
	words := lexicon.Key(c.text)
	found := -1
	fits := func(chains []int) bool {
		for _, chain := range chains {
			if found >= 0 && found != chain {
				return false
			}
			found = chain
		}
		return true
	}
	if chains := j.titled[words]; len(chains) > 0 {
		if !fits(chains) {
			return -1
		}
		return found
	}
	start, end := words+" ", " "+words
	for _, title := range j.titles {
		j.looked++
		if (strings.HasPrefix(title, start) || strings.HasSuffix(title, end)) && !fits(j.titled[title]) {
			return -1
		}
	}
	return found
}

// entitle remembers that a chain bears a title.
func (j *joiner) entitle(title string, chain int) {
	chains := j.titled[title]
	if len(chains) == 0 {
		j.titles = append(j.titles, title)
	}
	if len(chains) < 2 && !slices.Contains(chains, chain) { // a third tells no more
		j.titled[title] = append(chains, chain)
	}
}

// pronounChain returns the chain of the person that a pronoun most likely
// means: the last one of fitting gender and number, within three sentences,
// the first of a sentence before the later ones; -1 if there is none.
func (j *joiner) pronounChain(c candidate) int {
	best, score := -1, -1<<30
	for chain := range j.recent(c.sentence, 3) {
		h := &j.heads[chain]
		if h.class != readout.PersonName || h.plural != c.plural || h.gender != 0 && c.gender != 0 && h.gender != c.gender {
			continue
		}
		s := -100*(c.sentence-j.places[chain]) - (len(j.mentions)-j.last[chain])*2
		if h.gender == c.gender && c.gender != 0 {
			s += 25
		}
		if h.form == readout.NameForm {
			s += 10
		}
		if s > score || s == score && chain < best {
			best, score = chain, s
		}
	}
	if best >= 0 && j.heads[best].gender == 0 {
		j.heads[best].gender = c.gender
	}
	return best
}
