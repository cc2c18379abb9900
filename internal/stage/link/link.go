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
	l := linker{Words: w, text: v.Text, day: v.Published.Day(), lex: lex, sents: sents, mentions: mentions, sites: sitesOf(sents, mentions)}
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
	byID := map[readout.ActorID]int{}
	for _, chain := range order {
		if l.constituency(members[chain][0]) {
			continue
		}
		for _, part := range l.senses(members[chain]) {
			a, ok := l.actor(part)
			if !ok {
				continue
			}
			if at, seen := byID[a.ID]; seen { // two chains of one listed actor
				l.actors[at].Aliases = unite(l.actors[at].Name, l.actors[at].Aliases, append([]string{a.Name}, a.Aliases...))
			} else {
				byID[a.ID] = len(l.actors)
				l.actors = append(l.actors, a)
			}
			for _, i := range part {
				mentions[i].Actor = a.ID
			}
		}
	}
	l.athome()
	l.namesakes()
	return l.actors
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
	unknown   int // actors that no list knows
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
	ok := true
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
	a.CAMEO = cameo(&a)
	return a, true
}
