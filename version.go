package readout

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// A VersionID names one version: "ve_" and a hash of address and text.
type VersionID string

// A StoryID names what one outlet keeps at one place, through its versions: "st_…".
// It is given by an archive and empty without one.
type StoryID string

// A Version is the clean text of a story as it stood at one time, with what
// its page or feed says about it. It never changes once it is made.
type Version struct {
	ID           VersionID `json:"id"`
	Ref          string    `json:"ref,omitempty"`   // the caller's own id, repeated
	Story        StoryID   `json:"story,omitempty"` // set by an archive
	URL          string    `json:"url,omitempty"`
	Outlet       string    `json:"outlet,omitempty"` // who published
	Agency       string    `json:"agency,omitempty"` // news agency that the text credits
	Headline     string    `json:"headline,omitempty"`
	Bylines      []string  `json:"bylines,omitempty"`
	Contributors []string  `json:"contributors,omitempty"`
	Dateline     string    `json:"dateline,omitempty"` // "GENEVA, June 16", as printed
	Published    *Time     `json:"published,omitempty"`
	Updated      *Time     `json:"updated,omitempty"`
	Language     string    `json:"language"` // ISO 639-1, "und" if it can't be told
	SHA256       string    `json:"sha256"`   // of Text, hex
	// Extra holds the keys of a JSON Lines row that Readout does not know.
	Extra map[string]json.RawMessage `json:"extra,omitempty"`
	// Text is headline, blank line, paragraphs parted by blank lines.
	Text string `json:"text"`
}

// Seal sets the hash and the id that follow from the address and the text.
// Call it last: a version with another text is another version.
func (v *Version) Seal() {
	sum := sha256.Sum256([]byte(v.Text))
	v.SHA256 = hex.EncodeToString(sum[:])
	id := sha256.Sum256([]byte(v.URL + "\x00" + v.Text))
	v.ID = VersionID("ve_" + hex.EncodeToString(id[:10]))
}

// A TimeBasis says where a time comes from.
type TimeBasis string

// The bases of a time.
const (
	TimeFromPage TimeBasis = "page" // the page's metadata
	TimeFromFeed TimeBasis = "feed" // a feed's entry or a JSON Lines row
	TimeFromText TimeBasis = "text" // words of the story
	TimeFromUser TimeBasis = "user" // given on the command line
	// TimeFromCapture is when somebody saved the page: it had appeared by then.
	// It dates a story in lists and fixes no expression of its text.
	TimeFromCapture TimeBasis = "capture"
	TimeUnknown     TimeBasis = "none"
)

// A Time is when a version was published or updated, as precise as its basis.
type Time struct {
	Text string `json:"text"` // as it was stated: "9:18 a.m."
	// Value is RFC 3339 or a part of it: "2014-06-16", "2014-06", "T09:18".
	Value string    `json:"time,omitempty"`
	Zone  *string   `json:"zone"` // as stated, nil if it was not
	Basis TimeBasis `json:"basis"`
}

// Day returns the calendar day of t as YYYY-MM-DD, or "" if t has none.
func (t *Time) Day() string {
	if t == nil || len(t.Value) < 10 || t.Value[4] != '-' || t.Value[7] != '-' {
		return ""
	}
	return t.Value[:10]
}

// A RemovedKind says why words of the input are not in the text.
type RemovedKind string

// The kinds of removed text.
const (
	RelatedLinks     RemovedKind = "related-links"
	PhotoCredit      RemovedKind = "photo-credit"
	Caption          RemovedKind = "caption"
	RepeatedHeadline RemovedKind = "repeated-headline"
	ContributorNote  RemovedKind = "contributor-note"
	TimestampNote    RemovedKind = "timestamp-note"
	Navigation       RemovedKind = "navigation"
	Promotion        RemovedKind = "promotion"
	OtherRemoved     RemovedKind = "other"
)

// Removed is text that cleaning took away.
type Removed struct {
	Kind RemovedKind `json:"kind"`
	Text string      `json:"text"`
	// At is where the words stood in the input's text, in code points. For
	// HTML it counts in the page's running text, all tags taken out.
	At int `json:"at"`
}

// A Stage names the step that reports a problem.
type Stage string

// A Problem is something that a stage could not read or is unsure of.
// It is part of the record; it is no error.
type Problem struct {
	Span  Span   `json:"span"`
	Stage Stage  `json:"stage"`
	Text  string `json:"text"` // one plain sentence that says what and why
}
