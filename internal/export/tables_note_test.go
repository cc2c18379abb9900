package export

import (
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestNotesNameNoPrivatePersons writes a note and tags, as they are and where private
// persons are masked: words of notes and tags with a word of a name are left out there.
func TestNotesNameNoPrivatePersons(t *testing.T) {
	const text = "Ada Berg met Bo."
	rec := &readout.Record{Version: readout.Version{ID: "ve_1", Text: text}, Actors: []readout.Actor{{ID: "u1", Name: "Ada Berg", Kind: "person"}},
		Mentions: []readout.Mention{{ID: "m1", Span: readout.Span{End: 8}, Text: "Ada Berg", Form: "name", Actor: "u1"}}}
	notes := []Note{{ID: "no_1", Text: "Ada says\nno"}, {ID: "no_2", Tag: "berg-case"}, {ID: "no_3", Tag: "harbour"}}
	for _, masked := range []bool{false, true} {
		it := &Item{Record: rec, Notes: notes}
		want := []string{"Ada says no", "berg-case", "harbour"}
		if masked {
			it.Record, it.names = new(Book).mask(rec, Who{})
			it.Masked, want = it.names != nil, []string{"", "", "harbour"}
		}
		v := newView(it, false)
		for i := range notes {
			r := &noteRow{v, &it.Notes[i]}
			if got := r.text() + r.tag(); got != want[i] {
				t.Errorf("masked %v: %s gives %q, want %q", masked, notes[i].ID, got, want[i])
			}
		}
	}
}
