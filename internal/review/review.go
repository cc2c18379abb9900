package review

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
)

// A Deed is what a person does in a review.
type Deed string

// The deeds.
const (
	Correct Deed = "correct" // the value is another; "" is none
	Confirm Deed = "confirm" // the value is right
	Reject  Deed = "reject"  // the value, or the whole, is wrong
	Add     Deed = "add"     // a statement, an event or an actor is missing
	Undo    Deed = "undo"    // takes another review back
)

// AllDeeds are the deeds by which a person says something of a value.
var AllDeeds = [...]Deed{Correct, Confirm, Reject, Add}

// A Layer is a list of a record whose values are reviewed.
type Layer string

// The layers.
const (
	Statement Layer = "statement"
	Event     Layer = "event"
	Actor     Layer = "actor"
)

// AllLayers are the layers.
var AllLayers = [...]Layer{Statement, Event, Actor}

// A Review is what a person says of one value of a record, or of a whole
// statement, event or actor.
type Review struct {
	ID      string            `json:"id"` // rv_…
	At      time.Time         `json:"at"`
	By      string            `json:"by"` // who says so
	Do      Deed              `json:"do"`
	Layer   Layer             `json:"layer"`
	Field   string            `json:"field,omitempty"` // "" for the whole
	Version readout.VersionID `json:"version"`         // what the person looked at
	Anchor  Anchor            `json:"words"`
	Machine string            `json:"machine"` // what the machine had read then
	Value   string            `json:"value"`   // what the person says
	Why     string            `json:"why"`
	// Values are all fields of a whole that is confirmed or added, so that it
	// can be put where a reading does not have it.
	Values map[string]string `json:"values,omitempty"`
}

// ErrUsage is what is wrong with a review that can't be kept.
var ErrUsage = errors.New("review")

// usage returns an error that says what to do.
func usage(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrUsage, fmt.Sprintf(format, args...))
}

// A Fit says what has become of a review in one record.
type Fit struct {
	Review  *Review `json:"review"`
	State   State   `json:"state"`
	Local   string  `json:"local,omitempty"` // id in the record: a3, e5, u2
	Machine string  `json:"machine"`         // what the machine reads there now
	Why     string  `json:"why,omitempty"`   // why it fits no longer
}

// A State is how a review stands to a record.
type State string

// The states.
const (
	Applies  State = "applies"  // the person's value stands in place of the machine's
	Agrees   State = "agrees"   // the machine reads the same
	Restored State = "restored" // the machine does not read it, the person's stands
	Gone     State = "gone"     // it fits no longer, and nothing is done
)

// Make returns a review of a value that stands in a record as the machine made
// it, or in the same record with what people added. local names the statement,
// event or actor; the value is checked. By, Why and Do must be given.
func Make(machine, served *readout.Record, local string, r Review) (*Review, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	if r.Do == Add {
		return makeAdded(served, r)
	}
	rec := machine
	at, ok := find(rec, local)
	if !ok {
		rec = served
		if at, ok = find(rec, local); !ok {
			return nil, usage("the story has no %.40q: name a statement (a3), an event (e5) or an actor (u2) by the id that readout show prints", local)
		}
	}
	r.Version, r.Layer = rec.Version.ID, at.layer
	if r.Field != "" && !slices.Contains(Fields(at.layer), r.Field) {
		return nil, usage("%s have no field %.40q that can be reviewed: %s", plurals[at.layer], r.Field, strings.Join(Fields(at.layer), ", "))
	}
	r.Anchor = anchorOf(rec, at)
	return r.filled(rec, at)
}

// check says what is wrong with a review before the record is looked at.
func (r *Review) check() error {
	switch {
	case !slices.Contains(AllDeeds[:], r.Do):
		return usage("%.40q is nothing to do: correct, confirm, reject or add", r.Do)
	case strings.TrimSpace(r.By) == "":
		return usage("say who you are")
	case strings.TrimSpace(r.Why) == "":
		return usage("say why, in a sentence that others can check")
	case len(r.Why) > maxWhy || len(r.Value) > maxWhy || len(r.By) > maxBy:
		return usage("a reason and a value have at most %d bytes, a name %d", maxWhy, maxBy)
	case r.Do == Correct && r.Field == "":
		return usage("say which field is corrected")
	}
	return nil
}

// What is longer than this is a mistake or means harm.
const (
	maxWhy = 4000
	maxBy  = 200
)

// filled gives a review the machine's value and the person's, checked.
func (r Review) filled(rec *readout.Record, at position) (*Review, error) {
	if r.Field == "" {
		r.Values, r.Machine, r.Value = values(rec, at), whole(rec, at), ""
		if r.Do == Confirm {
			r.Value = r.Machine
		}
		return &r, nil
	}
	r.Machine = get(rec, at, r.Field)
	switch r.Do {
	case Confirm:
		r.Value = r.Machine
	case Reject:
		r.Value = ""
	}
	draft := copyOf(rec)
	if err := set(draft, at, r.Field, r.Value); err != nil {
		return nil, err
	}
	if err := draft.Check(); err != nil {
		return nil, err
	}
	r.Value = strings.TrimSpace(r.Value)
	return &r, nil
}

// makeAdded returns the review that adds what r.Values say.
func makeAdded(rec *readout.Record, r Review) (*Review, error) {
	r.Version, r.Field, r.Machine = rec.Version.ID, "", ""
	draft := copyOf(rec)
	at, err := build(draft, r.Layer, r.Values, readout.Span{Start: 0, End: len(rec.Version.Text)})
	if err != nil {
		return nil, err
	}
	if err := draft.Check(); err != nil {
		return nil, err
	}
	r.Anchor, r.Value = anchorOf(draft, at), whole(draft, at)
	r.Values = values(draft, at)
	return &r, nil
}
