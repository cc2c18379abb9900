package readout

import "slices"

// This file holds the lists of codes that are closed: a value outside its list
// is a fault of a program, never an odd story. Each list is in the order in
// which the codes are explained to people; no program may change one.

// A Form says by what kind of words a mention refers.
type Form string

// The forms of a mention.
const (
	NameForm    Form = "name"
	NominalForm Form = "nominal" // "the minister"
	PronounForm Form = "pronoun"
)

// A TimeType is the type of a time expression in TIMEX3.
type TimeType string

// The types of a time expression.
const (
	TimexDate     TimeType = "date"
	TimexTime     TimeType = "time" // of the day
	TimexDuration TimeType = "duration"
	TimexSet      TimeType = "set" // "every Friday"
)

// All codes of each closed list.
var (
	AllForms        = [...]Form{NameForm, NominalForm, PronounForm}
	AllTimeTypes    = [...]TimeType{TimexDate, TimexTime, TimexDuration, TimexSet}
	AllPrecisions   = [...]Precision{Minute, Hour, Day, Weekend, Week, Month, Season, Quarter, Year, Decade, NoPrecision}
	AllDateBases    = [...]DateBasis{DateFromText, DateRelative, DateFromDateline, DateFromPublished, DateUnfixed}
	AllTimeBases    = [...]TimeBasis{TimeFromPage, TimeFromFeed, TimeFromText, TimeFromUser, TimeFromCapture, TimeUnknown}
	AllSpeakerKinds = [...]SpeakerKind{NamedSpeaker, RoleSpeaker, UnnamedOfficial, UnnamedOther, DocumentSpeaker, PollSpeaker, OutletSpeaker, AuthorSpeaker, NoSpeaker}
	AllQuotings     = [...]Quoted{Direct, Mixed, Indirect}
	AllActs         = [...]Act{Say, Confirm, Deny, Doubt, Claim, Ask, Predict, Promise, Demand, Wish, Threaten, Support, Oppose, Criticize, Decree, Decline, Silent}
	AllStatuses     = [...]Status{Asserted, Denied, Probable, Possible, Planned, Demanded, Hypothetical, Open, Generic}
)

// Valid reports whether f is a form of mentions.
func (f Form) Valid() bool { return slices.Contains(AllForms[:], f) }

// Valid reports whether t is a type of time expressions.
func (t TimeType) Valid() bool { return slices.Contains(AllTimeTypes[:], t) }

// Valid reports whether k is a kind of speaker.
func (k SpeakerKind) Valid() bool { return slices.Contains(AllSpeakerKinds[:], k) }

// Valid reports whether a is an act.
func (a Act) Valid() bool { return slices.Contains(AllActs[:], a) }

// Valid reports whether s is a status.
func (s Status) Valid() bool { return slices.Contains(AllStatuses[:], s) }
