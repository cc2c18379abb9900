// Package link makes actors of a story's chains of mentions: what kind they
// are, which country and sectors they belong to, and which office they hold on
// the story's date, by the lists and by what the story says of them.
//
// What the lists do not know and the story does not say stays empty. Unnamed
// people are kept as such and never guessed.
package link

import (
	"fmt"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// Actors makes one actor of each chain that can act, and sets the mentions'
// Actor. Actors stand in the order of their first mention.
func Actors(v *readout.Version, sents []readout.Sentence, mentions []readout.Mention, chains []int, lex *lexicon.Lexicon) []readout.Actor {
	l := linker{text: v.Text, day: v.Published.Day(), lex: lex, before: contexts(v.Text, sents, mentions)}
	members := map[int][]int{}
	var order []int
	for i, chain := range chains {
		if members[chain] == nil {
			order = append(order, chain)
		}
		members[chain] = append(members[chain], i)
	}
	byID := map[readout.ActorID]int{}
	for _, chain := range order {
		a, ok := l.actor(mentions, members[chain])
		if !ok {
			continue
		}
		if at, seen := byID[a.ID]; seen { // two chains of one listed actor
			l.actors[at].Aliases = append(l.actors[at].Aliases, a.Aliases...)
		} else {
			byID[a.ID] = len(l.actors)
			l.actors = append(l.actors, a)
		}
		for _, i := range members[chain] {
			mentions[i].Actor = a.ID
		}
	}
	return l.actors
}

// A linker links the chains of one story.
type linker struct {
	text    string
	day     string // publication day, "" if unknown
	lex     *lexicon.Lexicon
	before  [][]string // the words before each mention, nearest last
	actors  []readout.Actor
	unknown int // actors that no list knows
}

// contextWords is how many words before a mention are looked at for titles.
const contextWords = 6

// contexts returns the words before each mention within its sentence.
func contexts(text string, sents []readout.Sentence, mentions []readout.Mention) [][]string {
	out := make([][]string, len(mentions))
	s := 0
	for i, m := range mentions {
		for s < len(sents) && sents[s].End <= m.Span.Start {
			s++
		}
		if s == len(sents) {
			break
		}
		for _, tok := range sents[s].Tokens {
			if tok.Start >= m.Span.Start {
				break
			}
			out[i] = append(out[i], tok.Form(text))
		}
		out[i] = out[i][max(0, len(out[i])-contextWords):]
	}
	return out
}

// actor makes the actor of a chain; false if the chain can't act.
func (l *linker) actor(mentions []readout.Mention, members []int) (readout.Actor, bool) {
	first := mentions[members[0]]
	name, class, named := first.Text, first.Type, false
	for _, i := range members {
		if m := mentions[i]; m.Form == "name" && (!named || len(m.Text) > len(name)) {
			name, class, named = m.Text, m.Type, true
		}
	}
	if class == "MISC" || class == "FAC" || first.Form == "pronoun" && !named {
		return readout.Actor{}, false
	}
	a := readout.Actor{Name: name, Basis: "story", Aliases: aliases(mentions, members, name)}
	switch {
	case class == "NORP":
		l.people(&a)
	case class == "PER" && named:
		l.person(&a, members)
	case !named:
		l.nominal(&a)
	default:
		l.body(&a, class)
	}
	if a.ID == "" {
		l.unknown++
		a.ID = readout.ActorID(fmt.Sprintf("u%d", l.unknown))
	}
	if a.Country != "" || len(a.Sectors) > 0 {
		a.CAMEO = a.Country
		if len(a.Sectors) > 0 {
			if a.CAMEO == "" {
				a.CAMEO = "---"
			}
			a.CAMEO += cameoSector(a.Sectors[0])
		}
	}
	return a, true
}

// cameoSector turns a PLOVER sector into CAMEO's code.
func cameoSector(sector string) string {
	switch sector {
	case "JRN":
		return "MED"
	case "MED":
		return "HLH"
	case "SOC":
		return "CVL"
	}
	return sector
}

// aliases returns the other names and nominals of a chain, each once.
func aliases(mentions []readout.Mention, members []int, name string) []string {
	seen := map[string]bool{name: true}
	var out []string
	for _, i := range members {
		if m := mentions[i]; m.Form != "pronoun" && !seen[m.Text] {
			seen[m.Text] = true
			out = append(out, m.Text)
		}
	}
	return out
}

// people fills an actor named by a word such as "Iraqis" or "Sunni".
func (l *linker) people(a *readout.Actor) {
	a.Kind = "group"
	if country := l.lex.Demonym(a.Name); country != "" {
		a.Country, a.Basis = country, "list"
		a.ID = readout.ActorID("ac_people-" + country)
		a.Why = fmt.Sprintf("The list of demonyms has %s for %s.", a.Name, country)
	}
}

// body fills an actor that is a country, a body or a place.
func (l *linker) body(a *readout.Actor, class string) {
	if e, ok := l.lex.Entry(a.Name); ok {
		a.ID, a.Basis, a.Country = readout.ActorID("ac_"+strings.ReplaceAll(e.Key, " ", "-")), "list", e.Country
		a.Why = fmt.Sprintf("The lists have %q.", e.Name)
		switch e.Kind {
		case "country":
			a.Kind, a.Name = "country", e.Name
		case "capital":
			a.Kind = "place"
		case "body":
			a.Kind, a.Sectors = "organization", []string{"IGO"}
			a.Sectors = nil
		case "group":
			a.Kind, a.Sectors = "group", []string{"REB"}
		case "outlet":
			a.Kind, a.Sectors = "organization", []string{"JRN"}
		}
		return
	}
	switch class {
	case "GPE", "LOC":
		a.Kind = "place"
	default:
		a.Kind = "organization"
		words := strings.Fields(strings.ToLower(a.Name))
		if sector, ok := l.lex.Head(words[len(words)-1]); ok {
			a.Sectors = []string{sector}
			if sector == "GOV" {
				a.Kind = "government"
			}
		}
		for _, w := range strings.Fields(a.Name) {
			if country := l.lex.Demonym(w); country != "" {
				a.Country = country
			}
		}
	}
}

// nominal fills an actor that has no name: "a senior State Department official".
func (l *linker) nominal(a *readout.Actor) {
	a.Kind = "unnamed"
	words := strings.Fields(a.Name)
	if sector, ok := l.lex.Head(strings.ToLower(words[len(words)-1])); ok {
		a.Sectors = []string{sector}
	}
	for _, w := range words {
		if country := l.lex.Demonym(w); country != "" {
			a.Country = country
		} else if e, ok := l.lex.Entry(strings.TrimSuffix(w, "'s")); ok && e.Kind == "country" {
			a.Country = e.Country
		}
	}
	a.Why = "The story gives no name."
}
