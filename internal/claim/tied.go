package claim

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// This file says whether a sentence itself bears out who does something to whom. A
// record has an event's roles from a model that is right about type, actor and recipient
// of every fourth; where they stand beside the event's words with nothing but small words
// between, they are right far more often. What is written here takes names, no pronouns
// and no nouns: whom these stand for is a guess more.

// Tied reports whether the sentence of an event puts the names of who does it, and of to
// whom, beside its words: "Norway has also thanked Minister Lind", "Russia's brutal war on
// Ukraine", "Lind was received by Strand". Neither is for what stands in another clause,
// below a preposition, or within a longer name or phrase, nor for what must, should or is
// to be done.
func (r *Reader) Tied(e *readout.Event) (who, whom bool) {
	text, at, frame := r.rec.Version.Text, e.Trigger.Cover(), e.Sentence
	if !at.Fits(text) || at.Empty() || !frame.Fits(text) || !frame.Contains(at) || split(text, e.Trigger.Spans) || negation(text, frame.Start, at.Start) < at.Start {
		return false, false
	}
	t := &tie{text: text, frame: frame, at: at, title: titled(frame.In(text))}
	by, to := r.names(e.Actor, frame), r.names(e.Recipient, frame)
	if slices.ContainsFunc(by, t.subject) {
		return true, slices.ContainsFunc(to, t.object)
	}
	who = slices.ContainsFunc(by, t.agent) && slices.ContainsFunc(to, t.undergone)
	return who, who
}

// maxDenial is how many words of what is denied are looked at.
const maxDenial = 12

// Denies reports whether a denial is one of something that is said to be so, a clause or
// an allegation: who denies somebody a request, his rights or money contradicts nobody.
func (r *Reader) Denies(a *readout.Attribution) bool {
	text, cue := r.rec.Version.Text, a.Cue.Cover()
	if a.Act != readout.Deny || a.Status != readout.Asserted || len(a.Content.Spans) == 0 {
		return false
	}
	if a.Quoted != readout.Indirect {
		return true
	}
	at := a.Content.Spans[0]
	if at.Fits(text) && cue.Fits(text) && at.Start >= cue.End && strings.HasSuffix(strings.TrimSpace(text[cue.End:at.Start]), "that") {
		return true
	}
	words := strings.Fields(strings.ToLower(a.Content.Text))
	for i, w := range words[:min(len(words), maxDenial)] {
		w = strings.Trim(w, ".,;:“”\"'’")
		if w == "that" || i == 0 && strings.HasSuffix(w, "ing") || claims[w] {
			return true
		}
	}
	return false
}

// Said reports whether the sentence of a statement puts who makes it beside the word of
// saying, by a name or a noun: "Strand flatly denied", "denied Strand", "according to
// officials".
func (r *Reader) Said(a *readout.Attribution) bool {
	text := r.rec.Version.Text
	cue := a.Cue.Cover()
	if !cue.Fits(text) || cue.Empty() || len(a.Speaker.Spans) != 1 || !a.Speaker.Spans[0].Fits(text) {
		return false
	}
	for i := range r.rec.Mentions {
		if m := &r.rec.Mentions[i]; m.Form == readout.PronounForm && m.Span.Overlaps(a.Speaker.Spans[0]) {
			return false
		}
	}
	frame := readout.Span{End: len(text)}
	who, t := namedAt{Span: a.Speaker.Spans[0], person: true}, &tie{text: text, frame: frame, at: cue}
	if who.Span.Overlaps(cue) {
		return true
	}
	if who.Start >= cue.End {
		return len(strings.Fields(text[cue.End:who.Start])) == 0 || t.small(text[cue.End:who.Start], articles)
	}
	return t.subject(who)
}

// A namedAt is where a sentence names somebody.
type namedAt struct {
	readout.Span
	person bool
}

// A tie looks at what stands between an event's words and names.
type tie struct {
	text  string
	frame readout.Span // the sentence
	at    readout.Span // the words
	title bool         // nearly all words have capitals, as in a headline
}

// names returns where a sentence has the names of some roles.
func (r *Reader) names(roles []readout.Role, frame readout.Span) (out []namedAt) {
	for i := range roles {
		m, actor := r.index.Mention(roles[i].Mention), r.index.Actor(roles[i].Actor)
		if m == nil || actor == nil || m.Form != readout.NameForm || !frame.Contains(m.Span) {
			continue
		}
		at := widened(r.rec.Version.Text, frame, m.Span, roles[i].Text)
		out = append(out, namedAt{at, actor.Kind == readout.PersonActor})
	}
	return out
}

// subject reports whether somebody stands before the words as who does it.
func (t *tie) subject(who namedAt) bool {
	if who.End > t.at.Start || !t.starts(who) {
		return false
	}
	gap := t.text[who.End:t.at.Start]
	if rest, ok := genitive(gap); ok { // "Russia's brutal and unprovoked war"
		return breakIn(rest) < 0 && len(strings.Fields(rest)) <= maxBefore && t.small(rest, described)
	}
	gap = pastInsertion(pastBrackets(gap))
	if t.participle() && !t.holds(gap, be) { // "a letter to Strand urging": who urges is not said beside it
		return false
	}
	return t.free(who) && t.small(gap, beside)
}

// object reports whether somebody stands behind the words as to whom it is done.
func (t *tie) object(whom namedAt) bool {
	if whom.Start < t.at.End || !t.ends(whom) {
		return false
	}
	return t.small(t.text[t.at.End:whom.Start], t.leading(whom))
}

// undergone reports whether somebody stands before a passive as to whom it is done.
func (t *tie) undergone(whom namedAt) bool {
	if whom.End > t.at.Start || !t.starts(whom) || !t.free(whom) {
		return false
	}
	gap := pastBrackets(t.text[whom.End:t.at.Start])
	return t.holds(gap, be) && t.small(gap, beside)
}

// agent reports whether somebody stands behind the words with "by".
func (t *tie) agent(who namedAt) bool {
	if who.Start < t.at.End || !t.ends(who) {
		return false
	}
	gap := strings.TrimSpace(t.text[t.at.End:who.Start])
	rest, ok := strings.CutPrefix(gap+" ", "by ")
	return ok && t.small(rest, t.leading(who))
}

// leading are the kinds of words that may stand between the words and a name: a person has
// titles; a capital before the name of a body is more of its name.
func (t *tie) leading(whom namedAt) kindOfWord {
	if whom.person && !t.title {
		return linking | capitals
	}
	return linking
}

// starts reports whether a name is whole at its beginning: a person has titles before his
// name, a body has more of its name.
func (t *tie) starts(who namedAt) bool {
	word, at := wordBefore(t.text, t.frame.Start, who.Start)
	if word == "" || who.person || t.title || strings.TrimSpace(t.text[at+len(word):who.Start]) != "" {
		return true
	}
	first, _ := utf8.DecodeRuneInString(word)
	return !unicode.IsUpper(first) || smallWord(strings.ToLower(word)) != 0
}

// ends reports whether a name is whole at its end and stands for itself: what follows is
// no genitive, no more of a name ("Finance" of "met Finance Minister Lind") and no noun
// ("opposed the Senate bill").
func (t *tie) ends(whom namedAt) bool {
	rest := t.text[whom.End:t.frame.End]
	if _, ok := genitive(rest); ok || strings.HasPrefix(rest, "-") {
		return false
	}
	rest = strings.TrimLeft(pastBrackets(rest), " \n")
	first, size := utf8.DecodeRuneInString(rest)
	if size == 0 || !unicode.IsLetter(first) {
		return !unicode.IsDigit(first)
	}
	word := rest
	if i := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		word = rest[:i]
	}
	if t.title || !unicode.IsUpper(first) {
		return smallWord(strings.ToLower(word)) != 0 || clauseWords[strings.ToLower(word)]
	}
	return weekdays[word]
}

// free reports whether no preposition stands before a name with its titles: "a letter to
// Strand" has no subject.
func (t *tie) free(who namedAt) bool {
	start := who.Start
	for range maxAfter {
		word, at := wordBefore(t.text, t.frame.Start, start)
		if word == "" {
			return true
		}
		between, low := strings.TrimSpace(t.text[at+len(word):start]), strings.ToLower(word)
		first, _ := utf8.DecodeRuneInString(word)
		switch {
		case between != "" && between != ".": // "Rep. Strand" goes on, a comma ends it
			return true
		case low == "and":
		case times[low] && !t.participle(): // "after Strand signed it"
			return true
		case prepositions[low] || conditions[low]:
			return false
		case !determiners[low] && !unicode.IsUpper(first):
			return true
		}
		start = at
	}
	return true
}

// participle reports whether the words begin with an "-ing".
func (t *tie) participle() bool {
	first, _, _ := strings.Cut(t.at.In(t.text), " ")
	return strings.HasSuffix(strings.ToLower(first), "ing")
}

// holds reports whether one of some words stands in a text.
func (t *tie) holds(text string, words map[string]bool) bool {
	return slices.ContainsFunc(strings.Fields(strings.ToLower(text)), func(w string) bool { return words[w] })
}

// small reports whether a text has words of some kinds alone, and no sign that ends a clause.
func (t *tie) small(text string, kinds kindOfWord) bool {
	if breakIn(strings.ReplaceAll(text, ".", "")) >= 0 {
		return false
	}
	for _, w := range strings.Fields(text) {
		low := strings.ToLower(strings.Trim(w, ".,"))
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case smallWord(low)&kinds != 0, kinds&described != 0 && !clauseWords[low] && !possessives[low], kinds&capitals != 0 && unicode.IsUpper(first) && !possessive(w):
		default:
			return false
		}
	}
	return true
}

// A kindOfWord is a set of kinds of words.
type kindOfWord int

const (
	aux       kindOfWord = 1 << iota // "has", "was"
	adverb                           // "also", "strongly", "today"
	article                          // "the"
	relation                         // "with"
	capitals                         // a capital, of titles
	described                        // any word of a noun's phrase
	articles  = article
	beside    = aux | adverb
	linking   = adverb | article | relation
)

// smallWord returns the kinds of a word in small letters, 0 for a word of content. What
// must, may or will be done was not done.
func smallWord(low string) (k kindOfWord) {
	if be[low] || having[low] {
		k |= aux
	}
	if adverbs[low] || len(low) > 4 && strings.HasSuffix(low, "ly") {
		k |= adverb
	}
	if determiners[low] {
		k |= article
	}
	if prepositions[low] || low == "up" {
		k |= relation
	}
	return k
}

// genitive returns what follows the sign of a genitive.
func genitive(text string) (rest string, ok bool) {
	for _, sign := range []string{"’s ", "'s ", "’ ", "' "} {
		if rest, ok = strings.CutPrefix(text, sign); ok {
			return rest, true
		}
	}
	return text, false
}

// possessive reports whether a word is a genitive.
func possessive(word string) bool {
	return strings.HasSuffix(word, "’s") || strings.HasSuffix(word, "'s") || strings.HasSuffix(word, "’") || strings.HasSuffix(word, "'")
}

// pastBrackets returns a text behind what stands in brackets at its beginning: "(R-LA)".
func pastBrackets(text string) string {
	rest := strings.TrimLeft(text, " ")
	if strings.HasPrefix(rest, "(") {
		if i := strings.IndexByte(rest, ')'); i >= 0 {
			return rest[i+1:]
		}
	}
	return text
}

// maxInsertion bounds what may stand between commas behind a name, in words.
const maxInsertion = 14

// pastInsertion returns a text behind what stands between commas at its beginning:
// ", speaking on condition of anonymity,".
func pastInsertion(text string) string {
	last := strings.LastIndexByte(text, ',')
	if first := strings.IndexByte(text, ','); first < 0 || first == last || strings.TrimSpace(text[:first]) != "" {
		return text
	}
	inside := strings.ReplaceAll(text[:last], ",", " ")
	if breakIn(inside) >= 0 || len(strings.Fields(inside)) > maxInsertion {
		return text
	}
	return text[last+1:]
}

// split reports whether words of content stand between the parts of a trigger.
func split(text string, spans []readout.Span) bool {
	t := &tie{text: text}
	for i := range spans[:max(len(spans)-1, 0)] {
		if from, to := spans[i].End, spans[i+1].Start; from > to || !t.small(text[from:to], linking) {
			return true
		}
	}
	return false
}

// titled reports whether nearly all words of content of a sentence have capitals.
func titled(sentence string) bool {
	words, capital := 0, 0
	for _, w := range strings.Fields(sentence) {
		first, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsLetter(first) || smallWord(strings.ToLower(w)) != 0 {
			continue
		}
		words++
		if unicode.IsUpper(first) {
			capital++
		}
	}
	return 10*capital >= 9*words
}

// More closed classes of English words.
var (
	be          = set("is are was were been being be am")
	having      = set("have has had did does do")
	adverbs     = set("also again today yesterday just once further then now still even both already soon later earlier often this last monday tuesday wednesday thursday friday saturday sunday week month year morning evening afternoon here together")
	possessives = set("its their his her our my your whose")
	claims      = set("allegation allegations accusation accusations claim claims charge charges report reports rumor rumors rumour rumours suggestion suggestions assertion assertions insinuation insinuations wrongdoing involvement responsibility knowledge existence complicity")
	times       = set("after before since until as while when")
	conditions  = set("if whether unless lest")
	weekdays    = map[string]bool{"Monday": true, "Tuesday": true, "Wednesday": true, "Thursday": true, "Friday": true, "Saturday": true, "Sunday": true}
)
