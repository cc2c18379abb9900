package export

import "strings"

// A Note is a note or a tag of a person on an item's story or on a value of it.
type Note struct {
	ID, At, By   string
	Layer, Value string // of a value, and its id in the record; "" for the story
	Tag, Text    string
}

// A noteRow is a note in its version.
type noteRow struct {
	v *view
	*Note
}

// text returns the words of a note: none where private persons are masked, as
// they are a person's own and may name one.
func (r *noteRow) text() string {
	if r.v.Masked {
		return ""
	}
	return strings.Join(strings.Fields(r.Text), " ")
}

// tag returns a tag; none where a word of it is one of a private person's name.
func (r *noteRow) tag() string {
	if !r.v.Masked {
		return r.Tag
	}
	for word := range strings.SplitSeq(r.Tag, "-") {
		if r.v.names == nil || r.v.names.word(word) {
			return ""
		}
	}
	return r.Tag
}

// noteTable has a row for each note and tag that stands.
var noteTable = newTable(Table{Name: "notes", Primary: []string{"version_id", "note_id"}, Foreign: []Key{ofVersion},
	Doc: "Notes and tags of people on stories and values. In an export that masks private persons the words of notes are empty, and tags that name one."},
	func(v *view, emit func(*noteRow) error) error {
		for i := range v.Notes {
			if err := emit(&noteRow{v, &v.Notes[i]}); err != nil {
				return err
			}
		}
		return nil
	},
	key("note_id", "no_…", func(r *noteRow) string { return r.ID }),
	key("version_id", "a version of the story that has it", func(r *noteRow) string { return string(r.v.rec.Version.ID) }),
	code("layer", "statement, event or actor; empty for one on the story", func(r *noteRow) string { return r.Layer }),
	code("value_id", "the statement, event or actor; empty for one on the story, or where its words are gone", func(r *noteRow) string { return r.v.valueID(r.Layer, r.Value) }),
	code("tag", "the tag; empty for a note", func(r *noteRow) string { return r.tag() }),
	code("text", "the note; empty for a tag", func(r *noteRow) string { return r.text() }),
	code("who", "who wrote it", func(r *noteRow) string { return r.By }),
	code("at", "when, RFC 3339", func(r *noteRow) string { return r.At }),
)
