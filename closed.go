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

// An ActorKind says what an actor is.
type ActorKind string

// The kinds of actors.
const (
	PersonActor       ActorKind = "person"
	OrganizationActor ActorKind = "organization"
	GovernmentActor   ActorKind = "government"
	CountryActor      ActorKind = "country"
	GroupActor        ActorKind = "group"
	PlaceActor        ActorKind = "place"
	RoleActor         ActorKind = "role"    // "the minister", whose name the story does not tell
	UnnamedActor      ActorKind = "unnamed" // "officials"
)

// An ActorBasis says who knows an actor.
type ActorBasis string

// What an actor is known by.
const (
	ActorFromList  ActorBasis = "list"
	ActorFromStory ActorBasis = "story"
)

// A PlacePrecision says how exact a place is.
type PlacePrecision string

// The precisions of a place, finest first.
const (
	PlacePoint    PlacePrecision = "point"
	PlaceTown     PlacePrecision = "town"
	PlaceDistrict PlacePrecision = "district"
	PlaceRegion   PlacePrecision = "region"
	PlaceCountry  PlacePrecision = "country"
)

// An EventType is one of PLOVER's types of events.
type EventType string

// The types of events, as PLOVER lists them.
const (
	AgreeEvent     EventType = "AGREE"
	ConsultEvent   EventType = "CONSULT"
	SupportEvent   EventType = "SUPPORT"
	ConcedeEvent   EventType = "CONCEDE"
	CooperateEvent EventType = "COOPERATE"
	AidEvent       EventType = "AID"
	RetreatEvent   EventType = "RETREAT"
	RequestEvent   EventType = "REQUEST"
	AccuseEvent    EventType = "ACCUSE"
	RejectEvent    EventType = "REJECT"
	ThreatenEvent  EventType = "THREATEN"
	ProtestEvent   EventType = "PROTEST"
	SanctionEvent  EventType = "SANCTION"
	MobilizeEvent  EventType = "MOBILIZE"
	CoerceEvent    EventType = "COERCE"
	AssaultEvent   EventType = "ASSAULT"
)

// A NameType is the type of a name, or of what a mention refers to by other words.
type NameType string

// The types of names that the network of this release tells apart.
const (
	PersonName NameType = "PER"
	OrgName    NameType = "ORG"
	GPEName    NameType = "GPE"  // countries, towns: places with a government
	LocName    NameType = "LOC"  // other places
	NorpName   NameType = "NORP" // nations, faiths, parties as people: "Norwegians"
	FacName    NameType = "FAC"  // buildings, bridges
	EventName  NameType = "EVENT"
	MiscName   NameType = "MISC"
)

// All codes of each closed list.
var (
	AllEventTypes      = [...]EventType{AgreeEvent, ConsultEvent, SupportEvent, ConcedeEvent, CooperateEvent, AidEvent, RetreatEvent, RequestEvent, AccuseEvent, RejectEvent, ThreatenEvent, ProtestEvent, SanctionEvent, MobilizeEvent, CoerceEvent, AssaultEvent}
	AllActorKinds      = [...]ActorKind{PersonActor, OrganizationActor, GovernmentActor, CountryActor, GroupActor, PlaceActor, RoleActor, UnnamedActor}
	AllActorBases      = [...]ActorBasis{ActorFromList, ActorFromStory}
	AllPlacePrecisions = [...]PlacePrecision{PlacePoint, PlaceTown, PlaceDistrict, PlaceRegion, PlaceCountry}
	AllForms           = [...]Form{NameForm, NominalForm, PronounForm}
	AllTimeTypes       = [...]TimeType{TimexDate, TimexTime, TimexDuration, TimexSet}
	AllPrecisions      = [...]Precision{Minute, Hour, Day, Weekend, Week, Month, Season, Quarter, Year, Decade, NoPrecision}
	AllDateBases       = [...]DateBasis{DateFromText, DateRelative, DateFromDateline, DateFromPublished, DateFromReview, DateUnfixed}
	AllTimeBases       = [...]TimeBasis{TimeFromPage, TimeFromFeed, TimeFromText, TimeFromUser, TimeFromCapture, TimeUnknown}
	AllSpeakerKinds    = [...]SpeakerKind{NamedSpeaker, RoleSpeaker, UnnamedOfficial, UnnamedOther, DocumentSpeaker, PollSpeaker, OutletSpeaker, AuthorSpeaker, NoSpeaker}
	AllQuotings        = [...]Quoted{Direct, Mixed, Indirect}
	AllActs            = [...]Act{Say, Confirm, Deny, Doubt, Claim, Ask, Predict, Promise, Demand, Wish, Threaten, Support, Oppose, Criticize, Decree, Decline, Silent}
	AllStatuses        = [...]Status{Asserted, Denied, Probable, Possible, Planned, Demanded, Hypothetical, Open, Generic}
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

// Valid reports whether k is a kind of actor.
func (k ActorKind) Valid() bool { return slices.Contains(AllActorKinds[:], k) }

// Valid reports whether t is a type of event.
func (t EventType) Valid() bool { return slices.Contains(AllEventTypes[:], t) }
