package export

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// A Reviewed is what a person said of a value of an item's record, which has the
// value as it stands with that.
type Reviewed struct {
	ID, At, By, Do      string
	Layer, Value, Field string // Value: id in the record, "" where it fits no longer
	State               string // applies, agrees, restored or gone
	Machine, Person     string // what the machine reads, and what the person says
	Why                 string
}

// A reviewRow is a review in its version.
type reviewRow struct {
	v *view
	*Reviewed
}

// closedFields are those whose values are of a list, and name nobody.
var closedFields = map[string]bool{"kind": true, "act": true, "status": true, "quoted": true, "type": true, "modes": true, "country": true, "sectors": true, "date": true}

// said returns words of a review that may name a person: none where private
// persons are masked, as they are names in a person's own words.
func (r *reviewRow) said(text string) string {
	if r.v.Masked && !closedFields[r.Field] {
		return ""
	}
	return r.v.quote(oneLine(text))
}

// valueID returns the id of the value in the table of its layer, "" if that does
// not have it.
func (r *reviewRow) valueID() string { return r.v.valueID(r.Layer, r.Value) }

// valueID returns the id that a value of the record has in the table of its
// layer, "" if that does not have it.
func (v *view) valueID(layer, local string) string {
	switch layer {
	case "statement":
		return v.statementID[readout.AttributionID(local)]
	case "event":
		for i := range v.rec.Events {
			if string(v.rec.Events[i].ID) == local {
				return v.eventID[i]
			}
		}
	case "actor":
		for i := range v.rec.Actors {
			if string(v.rec.Actors[i].ID) == local {
				return v.actorID(v.rec.Actors[i].ID)
			}
		}
	}
	return ""
}

// reviewTable has a row for each review that stands.
var reviewTable = newTable(Table{Name: "reviews", Primary: []string{"version_id", "review_id"}, Foreign: []Key{ofVersion},
	Doc: "What people said of values that a machine read, as far as it stands: the other tables have the person's value, this one the machine's beside it. In an export that masks private persons the values and reasons that may name one are empty."},
	func(v *view, emit func(*reviewRow) error) error {
		for i := range v.Reviews {
			if err := emit(&reviewRow{v, &v.Reviews[i]}); err != nil {
				return err
			}
		}
		return nil
	},
	key("review_id", "rv_…, which readout review list prints", func(r *reviewRow) string { return r.ID }),
	key("version_id", "a version to which it applies; the same review stands with each", func(r *reviewRow) string { return string(r.v.rec.Version.ID) }),
	code("value_id", "the statement, event or actor; empty where it fits no longer", func(r *reviewRow) string { return r.valueID() }),
	code("layer", "statement, event or actor", func(r *reviewRow) string { return r.Layer }),
	code("field", "empty for the whole", func(r *reviewRow) string { return r.Field }),
	code("deed", "correct, confirm, reject or add", func(r *reviewRow) string { return r.Do }),
	code("state", "applies, agrees (the machine reads the same), restored (the machine does not read it) or gone (it fits no longer)", func(r *reviewRow) string { return r.State }),
	code("machine", "what the machine reads there", func(r *reviewRow) string { return r.said(r.Machine) }),
	code("person", "what the person says", func(r *reviewRow) string { return r.said(r.Person) }),
	code("why", "the person's reason", func(r *reviewRow) string {
		if r.v.Masked {
			return ""
		}
		return strings.Join(strings.Fields(r.Why), " ")
	}),
	code("who", "who said so", func(r *reviewRow) string { return r.By }),
	code("at", "when, RFC 3339", func(r *reviewRow) string { return r.At }),
)
