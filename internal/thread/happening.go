package thread

import (
	"cmp"
	"slices"

	"github.com/seed-f92ea4cf/readout"
)

// A Link says that two mentions may tell of one happening.
type Link struct {
	A, B MentionID // A < B
	P    float64   // 0 to 1, that they do
	Why  string    // "same act: seized, took over; same actors; same day"
	// Apart is set if something excludes it: two different named victims, two
	// words of one sentence with different arguments. P is 0 then.
	Apart bool
}

// Offer is the probability below which two mentions have no link. [Joined] is
// that from which on they are joined; between the two a happening "may be the
// same" as another. Joined is even odds of a calibrated probability; Offer was set
// by hand.
const (
	Offer  = 0.25
	Joined = 0.5
)

// A Decision is what a person decided about two mentions: that they tell of
// one happening, or that they do not. The later decision about the same two
// wins; the caller gives those that hold.
type Decision struct {
	A, B MentionID
	Part bool // they are two happenings
	Why  string
}

// A Told is a mention with the story that it is of.
type Told struct {
	Story *Story
	*Mention
	// Formula is set by who knows the other stories: the words are a formula among
	// them ([Digest.Formula]).
	Formula bool
}

// ID returns the mention's id.
func (t Told) ID() MentionID { return IDOf(t.Story.Version, t.Trigger.Start) }

// mostArgs is how many of who and whom count for how well a sentence tells.
const mostArgs = 9

// Tells says how well a mention's sentence tells of its happening, for who
// chooses one: an event of its record before a word that is none there, no
// headline where there is another sentence, and the more who and whom the better.
func (t Told) Tells() int {
	n := min(len(t.Args), mostArgs)
	if t.Event != "" {
		n += 10
	}
	if t.Sentence > 0 {
		n += 3
	}
	return n
}

// How much it counts that a mention says what has become of its happening, and
// that it is an event of its record: more than all else, as rows that stand for a
// happening have that event's codes.
const (
	asFinal = 6
	asEvent = 20
)

// TellsAs is [Told.Tells] where it is known what has become of the happening, for
// a row that stands for it: a sentence that says so, and states the day, is better.
func (t Told) TellsAs(final Final) int {
	n := t.Tells()
	if t.Event != "" {
		n += asEvent
	}
	if s := t.Standing(); string(s) == string(final) || final == FinalDisputed && s == readout.Asserted {
		n += asFinal
	}
	if t.When.Stated {
		n++
	}
	return n
}

// Best returns the first of those mentions whose sentence tells best of their
// happening, which must have one.
func Best(list []Told) Told {
	best := list[0]
	for _, t := range list[1:] {
		if t.Tells() > best.Tells() {
			best = t
		}
	}
	return best
}

// A Happening is what mentions tell of: one event of the world.
type Happening struct {
	// Key is the id of the first mention, by posting and place in the text. An
	// archive gives the happening an id that lasts; two happenings never have
	// one key.
	Key        MentionID
	Type       string // PLOVER type
	Modes      []string
	When       Interval
	Where      *Place
	Doers      []Actor // most named first
	Undergoers []Actor
	Final      Final
	History    []Turn // in order of posting
	Lines      int    // independent lines of reporting that tell of it, 0 if a formula alone does
	Stories    int
	Mentions   []Told // by posting, version and place in the text
	Why        string // what joins them, "" for one mention
	May        []May  // happenings that may be the same
}

// Best returns the first of those mentions whose sentence tells best what has
// become of the happening. A happening has a mention.
func (h *Happening) Best() Told {
	best := h.Mentions[0]
	for _, t := range h.Mentions[1:] {
		if t.TellsAs(h.Final) > best.TellsAs(h.Final) {
			best = t
		}
	}
	return best
}

// BurstDays is how many days between the first and the last report of a happening
// halve what a story of it counts in [Happening.Burst]. By hand.
const BurstDays = 2

// Burst returns how many stories tell of a happening, the less the more days lie
// between them: what one outlet says again for weeks is less news than what it tells
// in four texts of a day.
func (h *Happening) Burst() float64 {
	first, last := "", ""
	for _, t := range h.Mentions {
		if day := t.Story.Posted; day != "" {
			if first == "" || day < first {
				first = day
			}
			last = max(last, day)
		}
	}
	return float64(h.Stories) / (1 + float64(dayGap(first, last))/BurstDays)
}

// A May is a happening that may be the same as another.
type May struct {
	Key MentionID
	P   float64
	Why string
}

// A Final is what has become of a happening by its last report.
type Final string

// The final statuses.
const (
	FinalAsserted  Final = "asserted"
	FinalDenied    Final = "denied"
	FinalDisputed  Final = "disputed" // asserted by some, denied by others
	FinalPlanned   Final = "planned"
	FinalCalledOff Final = "called-off"
	FinalOpen      Final = "open" // possible, demanded, hypothetical or open
)

// A Turn is when a happening's status changed: the first mention, by posting,
// that has it.
type Turn struct {
	Status Status
	By     string // who says so, empty for the outlet
	Story  string
	Posted string
	At     MentionID
}

// A ConflictKind says what a pair of sentences differs in.
type ConflictKind string

// The kinds. Update and Scope are no conflicts: a later state of the same
// thing, or another thing, told with like words.
const (
	ByNumber ConflictKind = "number"
	ByStatus ConflictKind = "status"
	ByWho    ConflictKind = "who"
	ByWhere  ConflictKind = "where"
	ByWhen   ConflictKind = "when"
	BySelf   ConflictKind = "self"
	Update   ConflictKind = "update"
	Scope    ConflictKind = "scope"
)

// A Side is one sentence of a conflict.
type Side struct {
	Story    *Story
	Sentence readout.Span
	Words    []readout.Span // the words that differ, to be marked
	Value    string         // what this side says, in the story's words: "about 200"
	By       string         // who says so, empty for the outlet
}

// A Conflict is two sentences that cannot both be so, or that look like it.
type Conflict struct {
	Kind       ConflictKind
	A, B       Side      // the earlier posted one first
	About      MentionID // of the happening, a mention of side A; empty if it is about none
	What       string    // "strikers: about 200 (Kestrel Lithium) against 900 (the union)"
	Confidence float64   // 0 to 1
}

// Shown is the confidence from which on a conflict is told as one; those below
// "may differ". It lies between what words join and what little does
// (byWords, byLittle).
const Shown = 0.8

// Nobody is what a source is called whom the story calls nothing.
const Nobody = "somebody not named"

// Tellers returns the names of those who tell of a happening that no story tells of by
// itself, in the order of its mentions, most at most; nil where one does: what somebody
// is accused of is his deed according to others alone.
func Tellers(list []Told, most int) (by []string) {
	for _, t := range list {
		if len(t.By) == 0 {
			return nil
		}
		if name := cmp.Or(t.By[0], Nobody); len(by) < most && !slices.Contains(by, name) {
			by = append(by, name)
		}
	}
	return by
}
