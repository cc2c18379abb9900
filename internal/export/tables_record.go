package export

// records has a row for the whole record of each version.
var records = newTable(Table{Name: "records", Primary: []string{"version_id"}, Foreign: []Key{ofVersion}, Whole: true,
	Doc: "The record of each version as readout read --json writes it, with what another archive needs to take it in: readout import reads this table. Only in exports with the text."},
	func(v *view, emit func(*recordRow) error) error {
		data, err := v.rec.MarshalJSON()
		if err != nil {
			return err
		}
		return emit(&recordRow{v, data})
	},
	key("version_id", "the version", func(r *recordRow) string { return string(r.v.rec.Version.ID) }),
	value("record", Object, "the record, in the format that its field format names", func(r *recordRow) Value { return object(r.record) }),
	value("origin", Object, "story, number, times and copy group of the version in the archive it is from", func(r *recordRow) Value { return object(r.v.Origin) }),
	value("digest", Object, "what joining needs of the record, as readout read --digest writes it: with it readout import finds happenings and conflicts without reading the text again", func(r *recordRow) Value {
		if r.v.masking { // it holds names
			return Value{}
		}
		return object(r.v.Digest)
	}),
)

type recordRow struct {
	v      *view
	record []byte
}
