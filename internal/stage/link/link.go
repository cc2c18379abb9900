// Package link makes actors of a story's chains of mentions: what kind they
// are, which country and sectors they belong to, and which office they hold on
// the story's date, by the lists and by what the story says of them.
//
// What the lists do not know and the story does not say stays empty. Unnamed
// people are kept as such and never guessed; where several people of the lists
// fit a name, the reason says so and none is taken.
package link

import (
	"fmt"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// Actors makes one actor of each chain that can act, and sets the mentions'
// Actor. Actors stand in the order of their first mention.
func (w *Words) Actors(v *readout.Version, sents []readout.Sentence, mentions []readout.Mention, chains []int, lex *lexicon.Lexicon) []readout.Actor {
	return w.link(v, sents, mentions, chains, lex, false).actors
}

// Homelands returns what [Words.Actors] knows of each actor whose words do not
// tell its country, and of those whom the list of offices knows, for the
// training of the model that tells it.
func (w *Words) Homelands(v *readout.Version, sents []readout.Sentence, mentions []readout.Mention, chains []int, lex *lexicon.Lexicon) []*Homeland {
	return w.link(v, sents, mentions, chains, lex, true).seen
}

// link makes the actors, and keeps what the training needs if observing is set.
func (w *Words) link(v *readout.Version, sents []readout.Sentence, mentions []readout.Mention, chains []int, lex *lexicon.Lexicon, observing bool) *linker {
	l := &linker{Words: w, text: v.Text, day: v.Published.Day(), lex: lex, sents: sents, mentions: mentions, sites: sitesOf(sents, mentions), issuer: w.Issuer(v), defined: definitions(v.Text), observing: observing, byID: map[readout.ActorID]int{}}
	if at := strings.Index(v.Text, v.Dateline); v.Dateline != "" && at >= 0 {
		l.dateline = readout.Span{Start: at, End: at + len(v.Dateline)}
	}
	l.lengthen()
	members := map[int][]int{}
	var order []int
	for i, chain := range chains {
		if members[chain] == nil {
			order = append(order, chain)
		}
		members[chain] = append(members[chain], i)
	}
	l.findCountries(v.Dateline)
	for _, chain := range order {
		if l.constituency(members[chain][0]) {
			continue
		}
		for _, part := range l.senses(members[chain]) {
			a, ok := l.actor(part)
			if !ok {
				continue
			}
			if at, seen := l.byID[a.ID]; seen { // two chains of one listed actor
				l.actors[at].Aliases = unite(l.actors[at].Name, l.actors[at].Aliases, append([]string{a.Name}, a.Aliases...))
			} else {
				l.byID[a.ID] = len(l.actors)
				l.actors = append(l.actors, a)
			}
			for _, i := range part {
				mentions[i].Actor = a.ID
			}
		}
	}
	l.namesakes()
	return l
}

// A linker links the chains of one story.
type linker struct {
	*Words
	text      string
	day       string // publication day, "" if unknown
	lex       *lexicon.Lexicon
	sents     []readout.Sentence
	mentions  []readout.Mention
	sites     []site
	countries storyCountries
	dateline  readout.Span // where it stands; empty if the story has none
	actors    []readout.Actor
	byID      map[readout.ActorID]int
	unknown   int               // actors that no list knows
	defined   map[string]string // short names that the text explains, with what it says of them
	issuer    string            // the country whose government published the story, "" if none did
	observing bool
	seen      []*Homeland // if observing
}

// actor makes the actor of the mentions of a chain; false if they can't act.
func (l *linker) actor(members []int) (readout.Actor, bool) {
	first := &l.mentions[members[0]]
	name, class, named := first.Text, first.Type, false
	for _, i := range members {
		if m := &l.mentions[i]; m.Form == readout.NameForm && (!named || len(m.Text) > len(name)) {
			name, class, named = m.Text, m.Type, true
		}
	}
	if first.Form == readout.PronounForm && !named || !named && first.Form != readout.NominalForm {
		return readout.Actor{}, false
	}
	a := readout.Actor{Name: name, Basis: readout.ActorFromStory, Aliases: l.aliases(members, name)}
	ok, before := true, len(l.seen)
	switch {
	case !named:
		l.nominal(&a, members)
	case class == readout.PersonName:
		l.person(&a, members)
	case class == readout.NorpName:
		l.people(&a)
	default:
		ok = l.body(&a, class, members)
	}
	if !ok {
		return a, false
	}
	if a.ID == "" {
		l.unknown++
		a.ID = readout.ActorID(fmt.Sprintf("u%d", l.unknown))
	}
	if len(l.seen) > before {
		l.seen[before].Actor = a.ID
	}
	a.CAMEO = cameo(&a)
	return a, true
}
