package export

// A labelRow is one element of a list that a thing has.
type labelRow struct {
	v            *view
	owner, field string
	n            int
	value        string
}

// labels has a row for each element of the lists that no cell holds.
var labels = newTable(Table{Name: "labels", Primary: []string{"version_id", "owner_id", "field", "n"}, Foreign: []Key{ofVersion},
	Doc: "Lists, one row an element: bylines and contributors of versions, modes and contexts of events, sectors, aliases and other candidates of actors."},
	func(v *view, emit func(*labelRow) error) error {
		list := func(owner, field string, values []string) error {
			for i, s := range values {
				if err := emit(&labelRow{v, owner, field, i + 1, s}); err != nil {
					return err
				}
			}
			return nil
		}
		return eachList(v, list)
	},
	key("version_id", "the version", func(r *labelRow) string { return string(r.v.rec.Version.ID) }),
	key("owner_id", "id of the version, event or actor that has it", func(r *labelRow) string { return r.owner }),
	key("field", "the list", func(r *labelRow) string { return r.field }).codes([]string{"byline", "contributor", "mode", "context", "sector", "alias", "candidate"}),
	count("n", "place in the list, from 1", func(r *labelRow) int { return r.n }),
	code("value", "the element", func(r *labelRow) string { return r.v.quote(r.value) }),
)

// eachList calls list for the lists of a record.
func eachList(v *view, list func(owner, field string, values []string) error) error {
	id := string(v.rec.Version.ID)
	if err := list(id, "byline", v.rec.Version.Bylines); err != nil {
		return err
	}
	if err := list(id, "contributor", v.rec.Version.Contributors); err != nil {
		return err
	}
	for _, i := range v.events {
		e := &v.rec.Events[i]
		if err := list(v.eventID[i], "mode", e.Modes); err != nil {
			return err
		}
		if err := list(v.eventID[i], "context", e.Contexts); err != nil {
			return err
		}
	}
	for i := range v.rec.Actors {
		if !v.oneActor[i] {
			continue
		}
		a := &v.rec.Actors[i]
		var candidates []string
		for _, c := range a.Candidates {
			candidates = append(candidates, v.actorID(c))
		}
		for _, l := range []struct {
			field  string
			values []string
		}{{"sector", a.Sectors}, {"alias", a.Aliases}, {"candidate", candidates}} {
			if err := list(v.actorID(a.ID), l.field, l.values); err != nil {
				return err
			}
		}
	}
	return nil
}

// A linkRow ties two things of a version.
type linkRow struct {
	v        *view
	from, to string
	kind     string
	n        int
}

// links has a row for each step of the chains of who says so.
var links = newTable(Table{Name: "links", Primary: []string{"from_id", "kind", "n"}, Foreign: []Key{ofVersion,
	{Columns: []string{"to_id"}, Table: "statements", Of: []string{"statement_id"}}},
	Doc: "The chain of who says that an event happened, and which statement stands in which."},
	func(v *view, emit func(*linkRow) error) error {
		for _, i := range v.events {
			for n, by := range v.rec.Events[i].By {
				if !v.exported(by) {
					continue
				}
				if err := emit(&linkRow{v, v.eventID[i], v.statementID[by], "by", n + 1}); err != nil {
					return err
				}
			}
		}
		for _, a := range v.statements {
			if a.Within != "" && v.exported(a.Within) {
				if err := emit(&linkRow{v, v.statementID[a.ID], v.statementID[a.Within], "within", 1}); err != nil {
					return err
				}
			}
		}
		return nil
	},
	key("version_id", "the version", func(r *linkRow) string { return string(r.v.rec.Version.ID) }),
	key("from_id", "event or statement", func(r *linkRow) string { return r.from }),
	key("kind", "by: the event is told in the statement; within: the statement stands in the other", func(r *linkRow) string { return r.kind }).codes([]string{"by", "within"}),
	count("n", "step of the chain, the innermost first", func(r *linkRow) int { return r.n }),
	key("to_id", "the statement", func(r *linkRow) string { return r.to }),
)
