package event

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// maxClimb bounds how far the words above one are looked at.
const maxClimb = 6

// maxNP is how many tokens of a noun phrase a role keeps.
const maxNP = 12

// nounPhrase returns the span of the noun phrase of head i: what stands before
// the head, its names and what it is of, without clauses behind it.
func (c *coder) nounPhrase(t *sentence, i int) readout.Span {
	from, to := i, i
	var grow func(k int)
	grow = func(k int) {
		from, to = min(from, k), max(to, k)
		for _, m := range t.Kids[k] {
			switch t.Rel[m] {
			case "det", "punct", "case", "cc", "conj", "acl", "appos", "parataxis", "advmod", "mark", "cop", "aux", "nsubj", "advcl", "dep":
				if t.Rel[m] == "case" && t.Full(k, "nmod:poss") || t.Rel[m] == "case" && k != i {
					to = max(to, m)
				}
				continue
			case "nmod", "obl":
				if m > k && (!ownCase[t.Case(m)] || m-i > maxNP) {
					continue
				}
			}
			if m >= i-maxNP && m <= i+maxNP {
				grow(m)
			}
		}
	}
	grow(i)
	if from < i && t.Low[from] == "the" {
		from++
	}
	return readout.Span{Start: t.Tok(from).Start, End: t.Tok(to).End}
}

// agentive reports whether token i can head an actor: a name, people, a body,
// a force, or a noun with a people's or country's name before it.
func (c *coder) agentive(t *sentence, i int) bool {
	if t.Time(i) || t.UPOS(i, "NUM", "SYM") || amounts[t.Lemma[i]] || strings.ContainsAny(t.Low[i], "$€£%") {
		return false
	}
	if t.UPOS(i, "PRON") {
		return people[t.Low[i]] || t.Low[i] == "it" || t.Low[i] == "both"
	}
	if m := t.Mention(i); m != nil && (m.Form == "name" || triggers().nouns[t.Lemma[i]] == nil || agents[t.Lemma[i]]) {
		if c.actors[m.Actor] != nil || m.Type == "PER" || m.Type == "ORG" || m.Type == "GPE" || m.Type == "NORP" || m.Type == "LOC" {
			return true
		}
	}
	if agents[t.Lemma[i]] || agents[t.Low[i]] {
		return true
	}
	cl := triggers().classes
	if t.UPOS(i, "NOUN") && (triggers().nouns[t.Lemma[i]] != nil || cl["@aid"][t.Lemma[i]] || cl["@goods"][t.Lemma[i]] || cl["@talks"][t.Lemma[i]]) {
		return false
	}
	if _, ok := c.headRole(t.Low[i]); ok {
		return true
	}
	if t.UPOS(i, "NOUN") && !abstractNoun(t.Lemma[i]) && !cl["@arms"][t.Lemma[i]] && !cl["@property"][t.Lemma[i]] && t.Low[i] != t.Lemma[i] {
		for _, k := range t.Kids[i] {
			if (t.Rel[k] == "amod" || t.Rel[k] == "compound") && k < i && c.wordCountry(t, k) != "" {
				return true
			}
		}
	}
	if t.UPOS(i, "PROPN") && !t.TimeWord(t.Low[i]) {
		return true
	}
	return false
}

// amounts lists nouns of amounts.
var amounts = setOf("million billion trillion dollar euro pound yen ruble rouble rupee percent tonne ton usd")

// agents lists nouns for people, bodies and forces that act.
var agents = setOf(`troop soldier force army police policeman officer guard gunman rebel militant insurgent guerrilla fighter militia
 militiaman separatist extremist terrorist bomber attacker assailant protester protestor demonstrator activist dissident opposition
 government regime administration cabinet ministry minister president premier official authority spokesman spokeswoman spokesperson leader
 parliament lawmaker legislature senate congress court judge tribunal prosecutor council commission committee assembly agency bank company firm
 union worker miner teacher student youth farmer trucker driver employee staff villager resident settler refugee migrant immigrant civilian people
 person man woman child citizen crowd mob group party movement coalition alliance faction organization organisation body front league
 church bishop priest cleric monk imam journalist reporter newspaper editor doctor nurse lawyer diplomat envoy ambassador delegation negotiator
 mediator monitor inspector observer peacekeeper commando warplane aircraft helicopter jet warship navy tank plane gunboat submarine drone
 businessman businesswoman investor trader fisherman doctor scientist expert hacker prisoner inmate detainee hostage captive suspect
 king queen prince emir sultan pope chancellor governor mayor senator congressman general colonel commander chief lieutenant captain
 republican democrat conservative liberal socialist communist nationalist muslim christian jew hindu sikh sunni shiite shia kurd tribe tribesman
 clan gang cartel family relative victim side country nation state power ally member critic supporter opponent mission junta military
 ruler dictator tourist pilgrim passenger serviceman servicewoman adviser advisor aide secretary embassy detective agent patrol unit battalion
 pilot counterpart colleague rival neighbour neighbor contingent operative teenager boy girl family household captain kingdom republic sultanate emirate scholar author professor team panel watchdog charity donor federation ethnic-group minority national landowner elder fundamentalist islamist convoy vessel ship boat`)

// machines lists what forces act with: before a noun it names the means.
var machines = setOf("warplane aircraft helicopter jet warship plane gunboat submarine drone tank")

// role makes a role of the noun phrase that token i heads.
func (c *coder) role(t *sentence, i int) readout.Role {
	span := c.nounPhrase(t, i)
	r := readout.Role{Text: span.In(c.text)}
	m := t.Mention(i)
	if m == nil || m.Form == "nominal" {
		if k := t.Kid(i, "appos"); k >= 0 && t.UPOS(k, "PROPN") && t.UPOS(i, "NOUN") {
			if named := t.Mention(k); named != nil && named.Type == "PER" {
				m = named
			}
		}
	}
	if m == nil && t.UPOS(i, "PRON") {
		if k := c.antecedent(t, i); k >= 0 {
			return c.role(t, k)
		}
	}
	if named := c.spokenOf(m); named != m {
		m, r.Text = named, named.Text
	}
	if m != nil {
		r.Mention, r.Actor = m.ID, m.Actor
		if m.Form == "pronoun" && c.actors[m.Actor] == nil {
			if k := c.antecedent(t, i); k >= 0 {
				return c.role(t, k)
			}
		}
		if m.Form != "nominal" && !(m.Form == "name" && m.Type == "PER" && span.Contains(m.Span)) {
			r.Text = m.Text // a person keeps what stands before the name: "U.S. negotiator Paul Nitze"
		}
		if a := c.actors[m.Actor]; a != nil {
			r.Sectors = a.Sectors
		}
	}
	r.Country = c.countryOf(t, i, m)
	if len(r.Sectors) == 0 {
		if h, ok := c.headRole(t.Low[i]); ok && h.Sector != "" && !(t.UPOS(i, "NOUN") && triggers().classes["@property"][t.Lemma[i]]) {
			r.Sectors = []string{h.Sector}
		}
	}
	if c.code != nil && r.Actor == "" {
		if code := c.code(r.Text, r.Country); code != "" {
			r.Country, r.Sectors = ofCAMEO(code)
		}
	}
	return r
}

// headRole looks a noun up among the heads of roles, without what stands
// before it with a hyphen: "ex-mayor".
func (c *coder) headRole(low string) (lexicon.Role, bool) {
	if role, ok := c.lex.Head(low); ok {
		return role, ok
	}
	for _, before := range []string{"ex-", "vice-", "co-", "then-", "ex‑"} {
		if rest, ok := strings.CutPrefix(low, before); ok {
			return c.lex.Head(rest)
		}
	}
	return lexicon.Role{}, false
}

// one reports whether token i heads what is one person, whom "they" does not name.
func (c *coder) one(t *sentence, i int) bool {
	return strings.Contains(t.Tok(i).Feats, "Number=Sing") && c.isPerson(t, i) && !triggers().classes["@force"][t.Lemma[i]] && t.Kid(i, "conj") < 0 && !c.isBody(t, i)
}

// isBody reports whether token i heads the name of a body of many people.
func (c *coder) isBody(t *sentence, i int) bool {
	role, ok := c.headRole(t.Low[i])
	return ok && role.Body
}

// antecedent returns the subject that a pronoun of a reported clause stands
// for, "Iran said it would …", or -1.
func (c *coder) antecedent(t *sentence, i int) int {
	if t.UPOS(i, "PRON") && !stand[t.Low[i]] {
		return -1
	}
	at := i
	for range maxClimb {
		h := t.Heads[at]
		if h < 0 {
			return -1
		}
		if r := t.Rel[at]; r == "ccomp" || r == "advcl" || r == "parataxis" || r == "acl" || r == "conj" {
			for _, s := range t.Subjects(h) {
				if s != i && !t.UPOS(s, "PRON") && c.agentive(t, s) && (t.Low[i] != "he" && t.Low[i] != "she" || c.isPerson(t, s)) &&
					(t.Low[i] != "they" || !c.one(t, s)) {
					return s
				}
			}
		}
		at = h
	}
	return -1
}

// stand lists pronouns that a subject further up can stand for.
var stand = setOf("it they he she them him its their his her")

// rolesOf makes the roles of an act: those of the scorer or, without it, those
// of the rules.
func (c *coder) rolesOf(t *sentence, a *act, role int) []readout.Role {
	if a.roles == nil {
		return c.roles(t, [2][]int{a.actor, a.recipient}[role])
	}
	var out []readout.Role
	for _, p := range a.roles[role] {
		for _, r := range c.roles(p.s, []int{p.head}) {
			if !hasRole(out, r) && len(out) < syntax.MaxConjuncts {
				out = append(out, r)
			}
		}
	}
	return out
}

// roles makes roles of the phrases of heads that can act, each once.
func (c *coder) roles(t *sentence, heads []int) []readout.Role {
	var out []readout.Role
	for _, i := range heads {
		if len(out) >= syntax.MaxConjuncts {
			break
		}
		if two := c.peoples(t, i); two != nil {
			for _, r := range two {
				if !hasRole(out, r) {
					out = append(out, r)
				}
			}
			continue
		}
		r := c.role(t, i)
		if strings.TrimSpace(r.Text) == "" || hasRole(out, r) {
			continue
		}
		out = append(out, r)
	}
	return out
}

// peoples returns the roles of a phrase that names two peoples at once, "U.S.
// and Russian negotiators", or nil.
func (c *coder) peoples(t *sentence, i int) []readout.Role {
	for _, k := range t.Kids[i] {
		if t.Rel[k] != "amod" && t.Rel[k] != "compound" {
			continue
		}
		all := t.Conjuncts(k)
		if len(all) < 2 {
			continue
		}
		var out []readout.Role
		for _, p := range all {
			iso := c.wordCountry(t, p)
			if iso == "" {
				return nil
			}
			r := readout.Role{Text: t.Tok(p).Form(c.text), Country: iso}
			if m := t.Mention(p); m != nil {
				r.Mention, r.Actor = m.ID, m.Actor
			}
			if h, ok := c.lex.Head(t.Low[i]); ok && h.Sector != "" {
				r.Sectors = []string{h.Sector}
			}
			out = append(out, r)
		}
		return out
	}
	return nil
}

// hasRole reports whether roles hold the same actor or words.
func hasRole(roles []readout.Role, r readout.Role) bool {
	for _, o := range roles {
		if o.Actor != "" && o.Actor == r.Actor || o.Text == r.Text {
			return true
		}
	}
	return false
}

// abstractNoun reports whether a noun by its ending names no people or bodies.
func abstractNoun(lemma string) bool {
	for _, end := range []string{"tion", "sion", "ment", "ness", "ity", "ance", "ence", "ship", "ism", "acy", "ure", "age", "ing", "th"} {
		if strings.HasSuffix(lemma, end) {
			return true
		}
	}
	return false
}

// actorsAmong returns the heads of who can act among candidates; an abstract noun
// stands for its owner: "Israel's decision".
func (c *coder) actorsAmong(t *sentence, heads []int) []int {
	var out []int
	for _, i := range heads {
		switch {
		case t.UPOS(i, "PRON") && !stand[t.Low[i]] && !people[t.Low[i]]:
		case c.agentive(t, i):
			out = append(out, i)
		default:
			if k := c.inside(t, i, 0); k >= 0 {
				out = append(out, t.Conjuncts(k)...)
				continue
			}
			for _, k := range t.Owners(i) {
				if c.agentive(t, k) && t.Rel[i] == "obj" {
					out = append(out, k)
				}
			}
		}
	}
	return out
}

// insideCases are the prepositions under which a noun names whom it concerns,
// the closest tie first.
var insideCases = []string{"against", "of", "with", "on", "to", "from", "by", "for", "between", "towards", "toward", "at", "over", "in", "near", "into", "among", "outside"}

// inside returns the head of the actor inside an abstract noun phrase: its
// owner, a people's name, or what it is against, of, with, …; or -1.
func (c *coder) inside(t *sentence, i, depth int) int {
	if depth > 3 {
		return -1
	}
	if k := t.Kid(i, "nmod:poss"); k >= 0 {
		if c.agentive(t, k) && !t.UPOS(k, "PRON") {
			return k
		}
		if t.UPOS(k, "PRON") && t.Mention(k) != nil {
			return k
		}
	}
	best, rank := -1, len(insideCases)
	for _, k := range t.Kids[i] {
		if t.Rel[k] != "nmod" && t.Rel[k] != "obl" || t.Full(k, "nmod:poss") || t.Time(k) {
			continue
		}
		cs := t.Case(k)
		for n, want := range insideCases[:rank] {
			if cs != want {
				continue
			}
			at := k
			if t.ownObject(k) {
				break
			}
			if !c.agentive(t, k) {
				at = c.inside(t, k, depth+1)
			}
			if at >= 0 && (want != "in" || c.isPlace(t, at)) {
				best, rank = at, n
			}
			break
		}
	}
	if best >= 0 && rank < 2 {
		return best
	}
	for _, k := range t.Kids[i] {
		if (t.Rel[k] == "amod" || t.Rel[k] == "compound" || t.Rel[k] == "nmod") && k < i {
			if m := t.Mention(k); c.wordCountry(t, k) != "" || m != nil && m.Form == "name" && c.actors[m.Actor] != nil {
				return k
			}
			if t.Rel[k] == "compound" && agents[t.Lemma[k]] && !machines[t.Lemma[k]] {
				return k
			}
		}
	}
	if best >= 0 {
		return best
	}
	for _, k := range t.Kids[i] { // "the compound of …", "a request that …"
		if t.Rel[k] == "acl" || t.Rel[k] == "ccomp" {
			if by := t.Agents(k); len(by) > 0 && c.agentive(t, by[0]) {
				return by[0]
			}
			for _, s := range t.Subjects(k) {
				if s != i && c.agentive(t, s) {
					return s
				}
			}
			if o := t.Kid(k, "obj"); o >= 0 && c.agentive(t, o) {
				return o
			}
		}
	}
	return -1
}
