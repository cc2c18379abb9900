// Package scores is what the network says of a text's words that more than one
// stage reads: who is an actor, which words may tell of an event.
package scores

import (
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/nn"
)

// EventTypes is the number of types of event; the network has one output more,
// before them, for a word that tells of none.
const EventTypes = len(lexicon.EventTypes)

// A Kind is what sort of actor a phrase refers to, as the network says.
type Kind uint8

// The kinds of actor, in the order of the network's outputs. A state and its
// government are one.
const (
	NoActor Kind = iota
	Person
	Country
	Organization
	Group
	Unnamed
	Document
	kinds
)

// Kinds is the number of kinds, none included.
const Kinds = int(kinds)

// String returns the kind in a word.
func (k Kind) String() string {
	return [...]string{"nobody", "person", "country", "organization", "group", "unnamed", "document"}[k]
}

// EventStatuses are the statuses of events in the order of the network's outputs.
var EventStatuses = [...]string{"asserted", "denied", "probable", "possible", "planned", "demanded", "hypothetical", "open", "generic"}

// Sizes of what the network says of who has which role in an event: for each
// of the two roles a hidden layer and two factors, and for an event what says
// that nobody has it. Stage event has the scores.
const (
	RoleWidth   = nn.RankWidth
	EventSides  = 2*2*RoleWidth + RoleWidth
	PhraseSides = 2 * 2 * RoleWidth
)

// A Claim is what the network says of a noun, name or pronoun: whether and what
// actor it refers to, and the words of the phrase, tokens [From, To) of its sentence.
type Claim struct {
	Kind     Kind    // of actor that it refers to, if it does; never NoActor
	Sure     float32 // probability, 0 to 1, that it refers to an actor
	Actor    bool    // it rather does than not
	From, To int
}

// A Trigger is a word that may tell of an event.
type Trigger struct {
	Sentence, Token int
	Types           [1 + EventTypes]float32     // probabilities, of no event first
	Status          [len(EventStatuses)]float32 // probabilities
	Sides           []float32                   // EventSides numbers
}
