package event

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// An act is a word of a sentence that tells of an event, before it is coded.
type act struct {
	tok        int // the word
	verb       int // the verb whose frame gives the roles: the word itself, or the light verb above a noun
	words      []int
	senses     []match
	kind, mode string
	hints      []string
	sym        bool
	noun, adj  bool
	inner      *act   // what is promised, refused, asked for
	outer      *act   // the act that speaks of this one
	also       []*act // acts coordinated with it that are the same happening
	modal      int    // the "must" or "will" that made a verbal type of it, or -1
	actor      []int
	recipient  []int
	roles      *[2][]phraseAt // actors and recipients as the scorer has them, nil without one
	because    [2]string      // what decided most who has each role, "" without a scorer
	status     readout.Status
	cues       []readout.Span
	conf       float64
	code       string        // CAMEO, if a user's dictionary gives it
	verdict    trace.Verdict // who dropped it; the zero value keeps it
	proposer   string        // who proposed it, beside rules; set with a trace alone, as the next two
	features   []trace.Feature
	decisions  []trace.Decision
	how        string // what decided the type, for why
}

// set gives the act a type.
func (a *act) set(kind, mode string, hints ...string) {
	a.kind, a.mode, a.hints = kind, mode, hints
}

// A finder finds the acts of one sentence.
type finder struct {
	*coder
	t      *sentence
	acts   []*act // by token, nil where there is none
	sports bool
}

// lightVerbs make events of the nouns that are their objects.
var lightVerbs = setOf(`hold have make give take launch commence stage conduct issue impose lodge mount begin start carry undertake open express
 complete continue pay do perform resume declare announce deliver voice offer send commit wage organize organise lead pursue extend
 undergo put place face receive keep maintain renew reiterate repeat intensify escalate step prepare order plan threaten consider
 weigh mull signal show indicate deny confirm admit suspend halt end cancel cut lift`)

// patientVerbs are light verbs whose subject suffers what the noun says.
var patientVerbs = setOf("face undergo receive suffer sustain survive")

// find looks at each word.
func (f *finder) find() {
	t := f.t
	for i := range t.Low {
		switch {
		case f.striking(i):
			a := &act{tok: i, verb: i, words: []int{i}, modal: -1}
			a.set("PROTEST", strikers[t.Low[i]])
			a.how = "“" + t.Low[i] + "” " + gloss(a.kind)
			f.acts[i] = a
		case t.UPOS(i, "VERB"):
			if a := f.verb(i); a != nil {
				f.acts[i] = a
			}
		case t.UPOS(i, "NOUN", "PROPN"):
			if ms := f.matchNoun(t, i); len(ms) > 0 && !t.partOfName(i) {
				f.acts[i] = f.nounAct(i, ms)
			}
		case t.UPOS(i, "ADJ"):
			if list := triggers().adjectives[t.Lemma[i]]; len(list) > 0 && f.complement(i) >= 0 && t.Rel[i] != "amod" {
				a := &act{tok: i, verb: i, words: []int{i}, adj: true, modal: -1, kind: list[0].kind, mode: list[0].mode, hints: list[0].hints}
				a.how = "“" + t.Low[i] + "” with what follows commits to it"
				f.acts[i] = a
			}
		}
	}
}

// verb makes the act of verb i, or nil.
func (f *finder) verb(i int) *act {
	t := f.t
	ms := f.matchVerb(t, i)
	if len(ms) == 0 && f.obliged(i) {
		return &act{tok: i, verb: i, words: []int{i}, modal: -1}
	}
	code := ""
	if f.dict != nil && (f.first || len(ms) == 0) {
		code = f.dict.Code(t.Low, t.Lemma, i)
	}
	if code != "" && code != "---" {
		if a := dictionaryAct(i, code); a != nil {
			return a
		}
	}
	if code == "---" && f.first || len(ms) == 0 || t.Rel[i] == "amod" || t.Rel[i] == "compound" || t.Rel[i] == "case" || t.Rel[i] == "fixed" {
		return nil
	}
	m := ms[0]
	a := &act{tok: i, verb: i, words: m.words, senses: ms, kind: m.kind, mode: m.mode, hints: m.hints, sym: m.sym, modal: -1}
	a.how = "“" + t.phrase(m.words) + "” " + gloss(a.kind)
	if t.Lemma[i] == "protest" && (t.Kid(i, "ccomp") >= 0 || t.Rel[i] == "parataxis") { // in words
		a.set("ACCUSE", "disapprove")
	}
	if m.kind == "AGREE" && needsComplement[t.Lemma[i]] && f.complement(i) < 0 {
		return nil
	}
	return a
}

// striking reports whether a participle before a noun for people says that
// they protest: "striking dockers".
func (f *finder) striking(i int) bool {
	t := f.t
	if _, ok := strikers[t.Low[i]]; !ok || t.Rel[i] != "amod" {
		return false
	}
	h := t.Heads[i]
	return h > i && t.UPOS(h, "NOUN") && f.agentive(t, h)
}

// strikers maps such participles to the mode of the protest.
var strikers = map[string]string{"striking": "strike", "protesting": "demo", "demonstrating": "demo", "rioting": "riot"}

// obliged reports whether verb i is what a speaker says somebody must do: such
// a verb makes a request whatever it means.
func (f *finder) obliged(i int) bool {
	t := f.t
	for _, k := range t.Kids[i] {
		if t.Rel[k] == "aux" && (t.Low[k] == "must" || t.Low[k] == "should") {
			s := t.Kid(i, "nsubj")
			return s >= 0 && f.agentive(t, s) && f.speaker(i) >= 0
		}
	}
	return false
}

// needsComplement lists verbs that promise only with what they promise.
var needsComplement = setOf("commit swear vow undertake guarantee")

// nounAct makes the act of event noun i.
func (f *finder) nounAct(i int, ms []match) *act {
	t := f.t
	m := ms[0]
	a := &act{tok: i, verb: i, words: m.words, senses: ms, kind: m.kind, mode: m.mode, hints: m.hints, sym: m.sym, noun: true, modal: -1}
	a.how = "“" + t.phrase(m.words) + "” " + gloss(m.kind)
	h := t.Heads[i]
	if h >= 0 && (t.Rel[i] == "obj" || t.Full(i, "nsubj:pass") || t.Rel[i] == "obl") && t.UPOS(h, "VERB") && lightVerbs[t.Lemma[h]] &&
		(t.Rel[i] != "obl" || t.Lemma[h] == "carry" || t.Lemma[h] == "step") {
		a.verb = h
		a.words = append([]int{h}, m.words...)
		slices.Sort(a.words)
	}
	return a
}

// complement returns what a promise is about: a clause or a phrase with "to".
func (f *finder) complement(i int) int {
	for _, k := range f.t.Kids[i] {
		switch f.t.Rel[k] {
		case "xcomp", "ccomp", "acl":
			return k
		case "advcl":
			if f.t.Marker(k) == "to" {
				return k
			}
		case "obl", "nmod":
			if f.t.Case(k) == "to" || f.t.Case(k) == "for" {
				return k
			}
		}
	}
	return -1
}

// partOfName reports whether noun i stands inside a name: "Defense Force".
func (t *sentence) partOfName(i int) bool {
	return t.Tok(i).Name != "" && !timeName(t.Tok(i).Name) && t.UPOS(i, "PROPN")
}

// timeName reports whether a name class is one of times.
func timeName(class string) bool {
	return len(class) > 2 && (class[2:] == "DATE" || class[2:] == "TIME")
}

// phrase returns words of the sentence in text order, with a gap as dots.
func (t *sentence) phrase(words []int) string {
	out := ""
	for n, i := range words {
		switch {
		case n == 0:
		case words[n-1]+1 == i:
			out += " "
		default:
			out += " … "
		}
		out += t.Form(i)
	}
	return out
}

// sports reports whether the sentence speaks of games or markets.
func (t *sentence) sports() bool {
	n := 0
	for i := range t.Low {
		if gameWords[t.Lemma[i]] || gameWords[t.Low[i]] {
			n++
		}
	}
	return n > 0
}

// gameWords tell games, markets and entertainment from politics.
var gameWords = setOf(`goal goalkeeper striker midfielder winger defender quarterback touchdown inning innings wicket batsman bowler pitcher homer
 baseball football soccer basketball hockey tennis golf cricket rugby olympics olympic tournament championship semifinal semi-final quarterfinal
 quarter-final playoff playoffs coach referee scorer penalty-kick halftime half-time offside league-leading knockout boxer heavyweight serve
 rider cyclist peloton sprinter jockey birdie bogey putt lap podium grand-prix nba nfl nhl mlb uefa fifa premiership teammate scoreboard rebound puck penalty
 shareholder dividend nasdaq dow ftse bullish bearish share-price hedge smartphone iphone ipad app startup retailer brand advertising
 box-office album movie film actor actress singer band concert sequel trailer chess poker recipe chef`)
