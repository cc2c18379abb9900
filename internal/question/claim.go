// Package question answers what is asked of many stories: who takes which side
// of a question, since when, in which words; what somebody may do, will not do
// or has done; who changed his mind; who agrees with whom.
//
// It does no I/O. Package stand makes a version's [Claim]s when it is read; who
// keeps stories gives those that may answer, as [Told], to [Asker.Positions] and
// [Options]. What a question is about is found by words: its act, what is acted
// on, whom it names, with words that mean the same or the opposite.
package question

import "github.com/seed-f92ea4cf/readout"

// A Stance is the side that somebody takes of a question.
type Stance string

// The stances, a closed list. None is what takes no side.
const (
	None        Stance = ""
	For         Stance = "for"
	Against     Stance = "against"
	Open        Stance = "open"
	Conditional Stance = "conditional"
	Undecided   Stance = "undecided"
)

// Side returns what is told apart when a day's sides are counted: for, against, or other.
func (s Stance) Side() string {
	if s == For || s == Against {
		return string(s)
	}
	return "other"
}

// opposite returns the stance on the opposite of a thing.
func (s Stance) opposite() Stance {
	switch s {
	case For:
		return Against
	case Against:
		return For
	}
	return s
}

// A Voice says whether somebody says himself which side he takes.
type Voice string

// The voices.
const (
	Own      Voice = "own"      // he, or who speaks for him, says it
	Reported Voice = "reported" // somebody else, or the story, says it of him
)

// A Who is an actor as other stories can know him again.
type Who struct {
	ID      string `json:"id,omitempty"` // of the list or archive that knows him
	Name    string `json:"name"`
	Kind    string `json:"kind,omitempty"` // as in [readout.Actor]
	Country string `json:"country,omitempty"`
	// Others are further names that the story calls him by.
	Others []string `json:"others,omitempty"`
}

// Named reports whether the name is one: an unnamed official of one story is
// nobody that another story knows.
func (w Who) Named() bool { return w.Name != "" && w.Kind != "unnamed" && w.Kind != "role" }

// Key returns what is the same for the same actor in two stories: the country of
// a state or its government, the id of the list, else the name.
func (w Who) Key() string {
	if (w.Kind == "country" || w.Kind == "government") && w.Country != "" {
		return "@" + w.Country
	}
	if w.ID != "" {
		return w.ID
	}
	return fold(w.Name)
}

// A Claim is what one sentence tells of how somebody stands to the things in
// it. It is derived from a text and its record, and plain data.
type Claim struct {
	Sentence readout.Span `json:"sentence"` // bytes of the text
	Hash     uint64       `json:"hash"`     // of its words: the same in copies and other versions
	// Actor takes the side: the state or body for which an office-holder or
	// spokesman speaks, else the person. Speaker has the words.
	Actor   Who      `json:"actor"`
	Speaker Who      `json:"speaker"`
	Voice   Voice    `json:"voice"`
	By      []string `json:"by,omitempty"` // those who say so, innermost first
	// Words are the sentence's words that tell something, in order.
	Words   []Word   `json:"words"`
	Anchors []Anchor `json:"anchors"`
	// Before is how many words of [Stand.Pool] stand before the sentence.
	Before int     `json:"b,omitempty"`
	Option *Option `json:"option,omitempty"`
}

// A Stand is the claims of one version, with what it is about: the words and
// names that tell something, in the order in which they come first.
type Stand struct {
	Pool   []string `json:"pool"`
	Claims []Claim  `json:"claims"`
}

// A Word is a word of a claim that tells something.
type Word struct {
	Lemma string `json:"l"` // with its particle: "rule out"
	// Names are whom it stands for: "@IRN" a country, "=kerry" the last word of a name.
	Names []string `json:"n,omitempty"`
	Again bool     `json:"a,omitempty"` // it is done again: "count again", which is to recount
}

// An Anchor is a word that somebody may take a side of.
type Anchor struct {
	Word int `json:"w"`           // index in [Claim.Words]
	From int `json:"f,omitempty"` // words that depend on it, itself included: [From, To)
	To   int `json:"t,omitempty"`
	// Settled says that the word is a verb without an object whose subject is a
	// noun: who does it stands in its sentence.
	Settled bool   `json:"o,omitempty"`
	Stance  Stance `json:"s,omitempty"` // towards the word, as rules read it; empty: none of them says so
	Why     string `json:"y,omitempty"` // the words that show it
	// Head is how likely each stance is by the network's head: none, for,
	// against, open, conditional, undecided, in 1/255; empty without one.
	Head []byte `json:"h,omitempty"`
}

// An Option is an act that somebody may do, will not do or has done.
type Option struct {
	What   string       `json:"what"` // the story's words
	At     readout.Span `json:"at"`   // where they stand
	Status OptionStatus `json:"status"`
	Why    string       `json:"why"` // the words that show the status
	Key    []string     `json:"key"` // lemmas of the act and of what it is done to
}

// An OptionStatus says how far an option has come.
type OptionStatus string

// The statuses of options.
const (
	Considered OptionStatus = "considered"
	Offered    OptionStatus = "offered"
	Planned    OptionStatus = "planned"
	RuledOut   OptionStatus = "ruled out"
	Withdrawn  OptionStatus = "withdrawn"
	Done       OptionStatus = "done"
)
