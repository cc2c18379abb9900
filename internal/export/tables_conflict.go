package export

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A Side is a sentence of an item's version that another one differs from, of
// the same version or of one that is exported too.
type Side struct {
	Conflict   string // cf_…
	Kind       thread.ConflictKind
	Happening  string // ev_… of what both are about, "" for none
	Confidence float64
	Found      string // when the archive found it, RFC 3339
	What       string // in words, as people read it
	Second     bool   // the other side was posted before
	Sentence   readout.Span
	Value, By  string // what it says, and who says so
}

// A conflictRow is a conflict with both sides.
type conflictRow struct {
	*Side
	what string
	a, b sideCells
}

// sideCells are what a side's version says of it.
type sideCells struct {
	version, outlet, sentence, value, by, label string
	start, end                                  Value
}

// A sideBook holds sides until the versions of the others come.
type sideBook map[string]*conflictRow

// pair returns the conflicts whose second side a version has, both in the words
// of their masked records.
func (b sideBook) pair(v *view) (list []conflictRow) {
	for i := range v.Sides {
		s := &v.Sides[i]
		row, cells := b[s.Conflict], v.side(s)
		if row == nil {
			row = &conflictRow{Side: s, what: s.What}
			b[s.Conflict] = row
		}
		row.what = v.hide(row.what)
		if s.Second {
			row.b = cells
		} else {
			row.a = cells
		}
		if row.a.version != "" && row.b.version != "" {
			delete(b, s.Conflict)
			list = append(list, *row)
		}
	}
	return list
}

// side returns the cells of a side.
func (v *view) side(s *Side) sideCells {
	return sideCells{label: v.Label, version: string(v.rec.Version.ID), outlet: v.outlet(), sentence: v.stretch(s.Sentence),
		value: v.quote(oneLine(v.hide(s.Value))), by: v.quote(oneLine(v.hide(s.By))), start: v.start(s.Sentence), end: v.end(s.Sentence)}
}

// contradicts reports whether both sides can't be so.
func (r *conflictRow) contradicts() bool { return r.Kind != thread.Update && r.Kind != thread.Scope }

// tlp is the higher label of both sides.
func (r *conflictRow) tlp() string { return higher(r.a.label, r.b.label) }

// higher returns the higher of two labels.
func higher(a, b string) string {
	if slices.Index(tlp.Codes, a) > slices.Index(tlp.Codes, b) {
		return a
	}
	return b
}

// conflictKinds are what two sentences may differ in.
var conflictKinds = []thread.ConflictKind{thread.ByNumber, thread.ByStatus, thread.ByWho, thread.ByWhere, thread.ByWhen, thread.BySelf, thread.Update, thread.Scope}

// conflicts has a row for each pair of sentences that differ.
var conflicts = newTable(Table{Name: "conflicts", Primary: []string{"conflict_id"},
	Foreign: []Key{{Columns: []string{"a_version_id"}, Table: "versions", Of: []string{"version_id"}}, {Columns: []string{"b_version_id"}, Table: "versions", Of: []string{"version_id"}}},
	Doc:     "Pairs of sentences of an archive that contradict each other, once for two lines of reporting, a the one posted first. Those both of whose versions are exported; of a search those about what it found. Empty in an export that comes from no archive, and not in lakes."},
	func(v *view, emit func(*conflictRow) error) error {
		for i := range v.conflicts {
			if err := emit(&v.conflicts[i]); err != nil {
				return err
			}
		}
		return nil
	},
	key("conflict_id", "cf_…, the same in all exports of an archive", func(r *conflictRow) string { return r.Conflict }),
	oneOf("kind", "what they differ in; update is a later state of the same thing, scope another day, sum or place", conflictKinds, func(r *conflictRow) thread.ConflictKind { return r.Kind }),
	flag("contradicts", "both can't be so; false for updates and scopes, which are none", (*conflictRow).contradicts),
	measure("confidence", "how sure the program is, 0 to 1; below 0.8 they may differ", func(r *conflictRow) float64 { return r.Confidence }),
	code("happening_id", "the happening that both are about", func(r *conflictRow) string { return r.Happening }),
	code("what", "what stands against what, in words", func(r *conflictRow) string { return oneLine(r.what) }),
	key("a_version_id", "the version of the first sentence", func(r *conflictRow) string { return r.a.version }),
	code("a_outlet", "who published it", func(r *conflictRow) string { return r.a.outlet }),
	code("a_value", "what it says", func(r *conflictRow) string { return r.a.value }),
	code("a_said_by", "who says so in the story", func(r *conflictRow) string { return r.a.by }),
	code("a_sentence", "the sentence, cut where it is longer than a quotation may be", func(r *conflictRow) string { return r.a.sentence }),
	value("a_start", Integer, "offset of its first code point", func(r *conflictRow) Value { return r.a.start }),
	value("a_end", Integer, "offset after its last code point", func(r *conflictRow) Value { return r.a.end }),
	key("b_version_id", "the version of the second sentence", func(r *conflictRow) string { return r.b.version }),
	code("b_outlet", "who published it", func(r *conflictRow) string { return r.b.outlet }),
	code("b_value", "what it says", func(r *conflictRow) string { return r.b.value }),
	code("b_said_by", "who says so in the story", func(r *conflictRow) string { return r.b.by }),
	code("b_sentence", "the sentence, cut where it is longer than a quotation may be", func(r *conflictRow) string { return r.b.sentence }),
	value("b_start", Integer, "offset of its first code point", func(r *conflictRow) Value { return r.b.start }),
	value("b_end", Integer, "offset after its last code point", func(r *conflictRow) Value { return r.b.end }),
	code("found_at", "when the archive found it, RFC 3339", func(r *conflictRow) string { return r.Found }),
)
