// Package thread joins what many stories tell: mentions of one happening,
// sentences that contradict each other, happenings that belong to one matter.
//
// It does no I/O and keeps nothing: what it says follows from its arguments,
// whatever their order. An archive uses it so:
//
//   - When a version is read, the pipeline makes its [Digest], what joining
//     needs of it. The digest is derived and stored beside the record; nothing
//     else of the text is needed to join.
//   - A [Story] is a digest with what the archive knows: whose story it is, who
//     published it when, which line of reporting it belongs to.
//   - [Joiner.Keys] gives a story's keys for an index. Two stories that share
//     none are never compared; those that do are if [Joiner.Near] says so.
//   - [Joiner.Compare] gives the [Link]s between the mentions of two stories, or
//     of one with itself. A link depends on these two stories alone, so it is
//     stored and never made again until one of them is read anew or goes.
//   - [Happenings] makes happenings of all mentions and links at once. An archive
//     puts together those that a change concerns ([Grow]), and asks of the clusters
//     beside them whether they stay as they are ([Region.Meets]); it gets what a run
//     over all gives. So a new story costs its neighbours, and a story that goes
//     takes its links with it and leaves its clusters to be made again.
//   - [Joiner.Conflicts] gives the pairs of sentences of two stories, or of one
//     with itself, that contradict each other or that differ for another reason.
//   - [Storylines] strings stories of one matter together, over days.
//
// What persons decide comes in as [Decision]s about mentions and wins over
// every link.
package thread

import (
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/question"
)

// A MentionID names a mention for as long as its version's text and trigger
// stay: the version's id and the byte at which the trigger begins. It does not
// change when the version is read again.
type MentionID string

// IDOf returns the id of the mention of a version whose trigger begins at byte start.
func IDOf(version string, start int) MentionID {
	return MentionID(version + ":" + strconv.Itoa(start))
}

// Version returns the version that the mention is of.
func (id MentionID) Version() string {
	at := strings.LastIndexByte(string(id), ':')
	return string(id[:max(at, 0)])
}

// A Story is one version of a story as joining sees it. All fields but the
// digest come from who knows them; an archive fills them anew whenever they
// change, for the digest holds none of them.
type Story struct {
	ID       string // the story's, "st_…"; versions of one story share it
	Version  string // "ve_…"; what mentions are named by
	Ref      string // the caller's own id, may be empty
	Outlet   string
	Line     string // id of the copy group, else the story's id: one line of reporting
	Posted   string // when the outlet posted this version, RFC 3339 or a day; empty if unknown
	Headline string
	// Also are the ids of further stories with the same digest, which tell of the
	// same and are no stories of their own here: of thousands of copies.
	Also []string
	*Digest
}

// A Digest is what joining needs of one version. It is derived from the text
// and its record, holds spans in bytes of the text, and is plain data.
type Digest struct {
	Format    int        `json:"format"` // [DigestFormat]; one of another format is made again
	Pipeline  string     `json:"pipeline"`
	Terms     []Term     `json:"terms"` // names, nouns and numbers of the text, by Key
	Sentences []Sentence `json:"sentences"`
	Mentions  []Mention  `json:"mentions"` // by Trigger.Start
	Figures   []Figure   `json:"figures"`  // by Span.Start
	Notice    *Notice    `json:"notice,omitempty"`
	// Issuer is the country whose government published the text, empty if none did:
	// who issues a text tells of what it does itself.
	Issuer string `json:"issuer,omitempty"`

	// Stand is who takes which side of what; an archive keeps it apart from the
	// digest. nil: nobody looked for it.
	Stand *question.Stand `json:"-"`
}

// DigestFormat is the format of digests that this program makes. The sentences
// of format 1 are in no order, and its mentions have no types.
const DigestFormat = 2

// A Term is a word or name of a text, and how much it tells of its matter.
type Term struct {
	Key    uint64  `json:"k"`
	Weight float32 `json:"w"` // frequency × rarity; a story's weights have length 1
	Name   bool    `json:"n,omitempty"`
}

// A Sentence is a sentence that holds a mention or a figure.
type Sentence struct {
	Span  readout.Span `json:"span"`
	Terms []Term       `json:"terms"` // as [Digest.Terms], of length 1
	Hash  uint64       `json:"hash"`  // of its words: the same sentence in a copy or another version
	// By is who says the sentence, or its largest part; nil if the outlet does.
	By *Actor `json:"by,omitempty"`
}

// An Actor is somebody in a role, as far as other stories can know him again.
type Actor struct {
	ID      string `json:"id,omitempty"` // of the list that knows him; empty for one that the story alone knows
	Name    string `json:"name"`         // "the army" for one without a name
	Head    string `json:"head"`         // lemma of the phrase's head, for a name its last word
	Kind    string `json:"kind,omitempty"`
	Country string `json:"country,omitempty"`
	Sector  string `json:"sector,omitempty"`
	Named   bool   `json:"named,omitempty"` // Name is a proper name
}

// A Part is the part that somebody or something has in a mention.
type Part byte

// The parts, as the tree gives them: who does it, whom or what it is done to,
// and what else stands with it.
const (
	Doer      Part = 'a'
	Undergoer Part = 'p'
	Other     Part = 'o'
)

// An Argument is an actor or thing with its part.
type Argument struct {
	Part Part `json:"part"`
	Actor
	Span readout.Span `json:"span"`
	// Case is the preposition of an Other: "in", "against".
	Case string `json:"case,omitempty"`
}

// An Interval is when something was: days, both included, YYYY-MM-DD. Without
// From nothing is known.
type Interval struct {
	From      string            `json:"from,omitempty"`
	To        string            `json:"to,omitempty"`
	Precision readout.Precision `json:"precision,omitempty"`
	// Stated is false if the interval is only the day before or on which the
	// story was posted, which bounds what it tells in the past.
	Stated bool `json:"stated,omitempty"`
}

// A Place is where something was.
type Place struct {
	ID        string  `json:"id,omitempty"` // of the gazetteer, "pl_…"
	Name      string  `json:"name"`
	Country   string  `json:"country,omitempty"`
	Admin1    string  `json:"admin1,omitempty"`
	Lat       float64 `json:"lat,omitempty"`
	Lon       float64 `json:"lon,omitempty"`
	Precision string  `json:"precision,omitempty"` // as in [readout.Place]
}

// A Status is that of a mention: those of records, and CalledOff.
type Status = readout.Status

// CalledOff is the status of what was planned and will not be: "the meeting
// was cancelled".
const CalledOff Status = "called-off"

// VectorSize is the number of bytes of a trigger's vector.
const VectorSize = 64

// A Mention is one trigger: a word that tells of a happening.
type Mention struct {
	// Event is the record's event that the trigger is of, its own or one of its
	// further mentions; empty for a word that the record codes as none, which
	// counts as evidence and is told only within a happening that others tell.
	Event    readout.EventID `json:"event,omitempty"`
	Sentence int             `json:"sentence"` // index in [Digest.Sentences]
	Trigger  readout.Span    `json:"trigger"`
	Text     string          `json:"text"`
	Lemma    string          `json:"lemma"` // with its particle: "call off"
	Noun     bool            `json:"noun,omitempty"`
	Type     string          `json:"type,omitempty"`  // PLOVER type, the likeliest one for a word without an event
	Types    []byte          `json:"types,omitempty"` // how likely each type is if the word tells of an event, of 255; nil without a network
	Modes    []string        `json:"modes,omitempty"`
	Sure     float32         `json:"sure"` // 0 to 1, that the word tells of an event
	Rare     float32         `json:"rare"` // how rare the lemma is, 0 to about 10
	Status   Status          `json:"status"`
	By       []string        `json:"by,omitempty"` // names of those who say so, innermost first
	Args     []Argument      `json:"args,omitempty"`
	When     Interval        `json:"when"`
	Where    *Place          `json:"where,omitempty"`
	Vector   []int8          `json:"vector,omitempty"` // of [VectorSize]; nil without a network
}

// A Figure is a number that a text gives of something.
type Figure struct {
	Sentence int          `json:"sentence"`
	Span     readout.Span `json:"span"`
	Text     string       `json:"text"` // "at least 12", "dozens"
	Low      float64      `json:"low"`
	High     float64      `json:"high"` // math.MaxFloat64 where it is open: "at least"
	About    bool         `json:"about,omitempty"`
	What     string       `json:"what"`            // lemma of what is counted or measured: "soldier", "dollar"
	Unit     string       `json:"unit,omitempty"`  // "percent", a currency; empty for a count
	Alone    bool         `json:"alone,omitempty"` // no noun beside it says what it counts: "the union said there were 900"
	Act      string       `json:"act,omitempty"`   // lemma of what they do or undergo: "kill"
	Trigger  int          `json:"trigger"`         // index in [Digest.Mentions] of the mention it stands with, -1 if none
	By       *Actor       `json:"by,omitempty"`    // whose figure it is; nil for the outlet's own
	When     Interval     `json:"when"`
	Where    *Place       `json:"where,omitempty"`
	Total    bool         `json:"total,omitempty"` // a sum over more than one happening: "in all", "so far"
}

// A Notice is what a text says of an earlier one: that it is corrected or withdrawn.
type Notice struct {
	Kind     NoticeKind   `json:"kind"`
	Span     readout.Span `json:"span"`
	Headline string       `json:"headline,omitempty"` // of the story it is about, if it names one; else it is about its own story
	Was      string       `json:"was,omitempty"`      // the words that were wrong, as far as it gives them
	Is       string       `json:"is,omitempty"`
}

// A NoticeKind says what a notice does.
type NoticeKind string

// The kinds of notice.
const (
	Correction NoticeKind = "correction"
	Retraction NoticeKind = "retraction" // the outlet takes the story back
	Kill       NoticeKind = "kill"       // an agency asks all to take it back: "EDITORS: Kill the story headlined …"
	Editorial  NoticeKind = "note"       // an editor's note that corrects nothing
)
