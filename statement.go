package readout

// A SpeakerKind says what is known of who speaks.
type SpeakerKind string

// The kinds of speaker.
const (
	NamedSpeaker    SpeakerKind = "named"
	RoleSpeaker     SpeakerKind = "role" // "the foreign minister", one person whom the text does not name
	UnnamedOfficial SpeakerKind = "unnamed-official"
	UnnamedOther    SpeakerKind = "unnamed-other"
	DocumentSpeaker SpeakerKind = "document"
	PollSpeaker     SpeakerKind = "poll"
	OutletSpeaker   SpeakerKind = "outlet"
	AuthorSpeaker   SpeakerKind = "author"
	NoSpeaker       SpeakerKind = "none" // "reportedly": nobody is said
)

// A Speaker is who says or thinks what an attribution holds. Without spans
// the text does not say who.
type Speaker struct {
	Words
	Actor ActorID     `json:"actor,omitempty"`
	Kind  SpeakerKind `json:"kind"`
}

// A Quoted says whether the content stands in quotation marks.
type Quoted string

// The ways of quoting.
const (
	Direct   Quoted = "direct"   // all of it
	Mixed    Quoted = "mixed"    // a part of it
	Indirect Quoted = "indirect" // none of it
)

// An Act is what a speaker does in saying something.
type Act string

// The acts, a closed list.
const (
	Say       Act = "say"
	Confirm   Act = "confirm"
	Deny      Act = "deny"
	Doubt     Act = "doubt"
	Claim     Act = "claim"
	Ask       Act = "ask"
	Predict   Act = "predict"
	Promise   Act = "promise"
	Demand    Act = "demand"
	Wish      Act = "wish"
	Threaten  Act = "threaten"
	Support   Act = "support"
	Oppose    Act = "oppose"
	Criticize Act = "criticize"
	Decree    Act = "decree"
	Decline   Act = "decline" // refuses to say
	Silent    Act = "silent"  // did not say
)

// A Status says how far something is said to be so, at one step of a chain.
type Status string

// The statuses, a closed list.
const (
	Asserted     Status = "asserted"
	Denied       Status = "denied"
	Probable     Status = "probable"
	Possible     Status = "possible"
	Planned      Status = "planned"
	Demanded     Status = "demanded"
	Hypothetical Status = "hypothetical"
	Open         Status = "open"
	Generic      Status = "generic"
)

// A Phrase is words with one span, such as the medium of a statement.
type Phrase struct {
	Span Span   `json:"span"`
	Text string `json:"text"`
}

// An Attribution says that the story puts words or thoughts to a speaker.
type Attribution struct {
	ID      AttributionID `json:"id"`
	Speaker Speaker       `json:"speaker"`
	Cue     Words         `json:"cue"`     // the words that attribute: "said", "according to"
	Content Words         `json:"content"` // what is attributed, without the cue
	Quoted  Quoted        `json:"quoted"`
	Act     Act           `json:"act"`
	To      MentionID     `json:"to,omitempty"`     // whom it was said to
	Medium  *Phrase       `json:"medium,omitempty"` // "in a statement", "on CNN's …"
	Date    *Date         `json:"date,omitempty"`   // when it was said
	// Within is the attribution whose content holds this one: in "X said that
	// Y believes …" Y's is within X's.
	Within AttributionID `json:"within,omitempty"`
	// Status is of the saying itself: denied for "did not say that", planned
	// for "will announce".
	Status     Status  `json:"status"`
	StatusCue  *Words  `json:"status_cue,omitempty"`
	Confidence float64 `json:"confidence"` // 0 to 1
	Why        string  `json:"why"`        // one plain sentence a reader can check
}

// An EventMention is the words that name an event, with their sentence.
type EventMention struct {
	Trigger  Words   `json:"trigger"`
	Sentence Span    `json:"sentence"`
	Place    PlaceID `json:"place,omitempty"`
	Date     *Date   `json:"date,omitempty"`
}

// A Role is an actor or a recipient of an event.
type Role struct {
	Mention MentionID `json:"mention,omitempty"`
	Text    string    `json:"text"`
	Actor   ActorID   `json:"actor,omitempty"`
	Country string    `json:"country,omitempty"`
	Sectors []string  `json:"sectors,omitempty"`
}

// A Number is a count that the text gives, as a range.
type Number struct {
	What string `json:"what"` // killed injured arrested attended …
	Low  int    `json:"low"`
	High int    `json:"high"`
	Span Span   `json:"span"`
}

// An Event is something done by somebody, coded in PLOVER and CAMEO.
type Event struct {
	ID         EventID         `json:"id"`
	Type       EventType       `json:"type"`
	Modes      []string        `json:"modes"`
	Contexts   []string        `json:"contexts"`
	CAMEO      string          `json:"cameo"` // text: leading zeros count
	Quad       int             `json:"quad"`  // 1 to 4
	Goldstein  float64         `json:"goldstein"`
	Trigger    Words           `json:"trigger"`
	Sentence   Span            `json:"sentence"`
	Mentions   []EventMention  `json:"mentions"` // further mentions in this story
	Actor      []Role          `json:"actor"`
	Recipient  []Role          `json:"recipient"`
	Date       *Date           `json:"date,omitempty"`
	Place      PlaceID         `json:"place,omitempty"`
	Numbers    []Number        `json:"numbers"`
	Status     Status          `json:"status"`
	StatusCue  *Words          `json:"status_cue,omitempty"`
	By         []AttributionID `json:"by"` // the chain, innermost first; empty: the outlet says so itself
	Confidence float64         `json:"confidence"`
	Why        string          `json:"why"`
}
