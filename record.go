package readout

import "strings"

// Ids inside one record. Each is a letter and a number from 1, in text order.
type (
	MentionID     string // "m1"
	ActorID       string // "ac_" and the key of a list, or "u1" for one that no list knows
	DateID        string // "d1"
	PlaceID       string // "p1"
	AttributionID string // "a1"
	EventID       string // "e1"
)

// Listed reports whether a list knows the actor, who is the same in each story then.
func (id ActorID) Listed() bool { return strings.HasPrefix(string(id), "ac_") }

// A Record is what Readout reads in one version of a story. It is plain data:
// references are ids, and every value has spans of the version's text.
type Record struct {
	Format   string    `json:"format"`   // always [Format]
	Pipeline string    `json:"pipeline"` // program version and hash of the weights
	Version  Version   `json:"version"`
	Removed  []Removed `json:"removed"`
	// Sentences are the text's sentences, in text order; their numbers in
	// exports count from 1. In JSON each is a span. Their tokens are no part of
	// it ("readout parse" prints them), so that a record which was read from
	// JSON has none; one of an older program has no sentences either.
	Sentences    []Sentence    `json:"sentences"`
	Mentions     []Mention     `json:"mentions"`
	Actors       []Actor       `json:"actors"`
	Dates        []TimeExpr    `json:"dates"`
	Places       []Place       `json:"places"`
	Attributions []Attribution `json:"attributions"`
	Events       []Event       `json:"events"`
	Problems     []Problem     `json:"problems"`

	// Chains are the noun phrases of the text that refer to the same thing, at
	// least two a chain, in text order. They are no part of the JSON; nil if
	// they were not looked for.
	Chains [][]Span `json:"-"`
}

// A Mention is a stretch of text that refers to somebody or something.
type Mention struct {
	ID    MentionID `json:"id"`
	Span  Span      `json:"span"`
	Text  string    `json:"text"`
	Type  NameType  `json:"type"`
	Form  Form      `json:"form"`
	Actor ActorID   `json:"actor,omitempty"`
}

// An Actor is a person, group, body or government that the story speaks of.
type Actor struct {
	ID         ActorID    `json:"id"`
	Name       string     `json:"name"`
	Aliases    []string   `json:"aliases,omitempty"` // other names in this story, in text order
	Kind       ActorKind  `json:"kind"`
	Country    string     `json:"country,omitempty"` // ISO 3166-1 alpha-3
	Sectors    []string   `json:"sectors,omitempty"` // PLOVER sectors, the primary one first
	CAMEO      string     `json:"cameo,omitempty"`   // "USAGOV"
	Office     *Office    `json:"office,omitempty"`
	Wikidata   string     `json:"wikidata,omitempty"`
	Public     bool       `json:"public"` // holds or held office, speaks for or leads a body
	Basis      ActorBasis `json:"basis"`
	Candidates []ActorID  `json:"candidates,omitempty"` // other actors that the text does not exclude
	Why        string     `json:"why,omitempty"`
}

// An Office is a post held on the story's date.
type Office struct {
	Title string `json:"title"`
	Of    string `json:"of,omitempty"`   // country or body
	From  string `json:"from,omitempty"` // ISO date or a part of it
	To    string `json:"to,omitempty"`
}

// A TimeExpr is a time expression of the text, as TIMEX3 describes it.
type TimeExpr struct {
	ID        DateID    `json:"id"`
	Span      Span      `json:"span"`
	Text      string    `json:"text"`
	Type      TimeType  `json:"type"`
	Value     string    `json:"value"`          // TIMEX3 value: 2014-06-16, P2W, PAST_REF, XXXX-WXX-1 where nothing fixes it
	From      string    `json:"from,omitempty"` // first day or minute, ISO 8601
	To        string    `json:"to,omitempty"`   // last day or minute, included
	Precision Precision `json:"precision"`
	Basis     DateBasis `json:"basis"`
	Why       string    `json:"why,omitempty"`
}

// A Precision says how exact a date is.
type Precision string

// The precisions of a date, finest first. NoPrecision means that the story
// does not fix the date.
const (
	Minute      Precision = "minute"
	Hour        Precision = "hour"
	Day         Precision = "day"
	Weekend     Precision = "weekend"
	Week        Precision = "week"
	Month       Precision = "month"
	Season      Precision = "season"
	Quarter     Precision = "quarter"
	Year        Precision = "year"
	Decade      Precision = "decade"
	NoPrecision Precision = "none"
)

// A DateBasis says what fixes a date.
type DateBasis string

// The bases of a date.
const (
	DateFromText      DateBasis = "text"      // the words alone
	DateRelative      DateBasis = "relative"  // another date of the text
	DateFromDateline  DateBasis = "dateline"  // the story's dateline
	DateFromPublished DateBasis = "published" // the publication date
	DateFromReview    DateBasis = "review"    // a person's correction
	DateUnfixed       DateBasis = "none"
)

// A Date is a time expression as an attribution or an event uses it.
type Date struct {
	Ref       DateID    `json:"ref,omitempty"`
	Text      string    `json:"text"`
	Span      Span      `json:"span"`
	From      string    `json:"from,omitempty"`
	To        string    `json:"to,omitempty"`
	Precision Precision `json:"precision"`
	Basis     DateBasis `json:"basis"`
}

// AsDate returns the expression in the form that other values refer to.
func (t TimeExpr) AsDate() *Date {
	return &Date{Ref: t.ID, Text: t.Text, Span: t.Span, From: t.From, To: t.To, Precision: t.Precision, Basis: t.Basis}
}

// A Place is a place name of the text, tied to a gazetteer where one fits.
type Place struct {
	ID         PlaceID        `json:"id"`
	Span       Span           `json:"span"`
	Text       string         `json:"text"`
	Place      string         `json:"place,omitempty"` // "pl_…", key of the gazetteer
	Name       string         `json:"name,omitempty"`
	GeoNames   string         `json:"geonames,omitempty"`
	Feature    string         `json:"feature,omitempty"` // GeoNames feature code
	Admin1     string         `json:"admin1,omitempty"`
	Admin2     string         `json:"admin2,omitempty"`
	Country    string         `json:"country,omitempty"` // ISO 3166-1 alpha-3
	Lat        *float64       `json:"lat,omitempty"`     // degrees, WGS 84; never given for a country
	Lon        *float64       `json:"lon,omitempty"`
	Precision  PlacePrecision `json:"precision"`
	Confidence float64        `json:"confidence"`
	Why        string         `json:"why,omitempty"`
}
