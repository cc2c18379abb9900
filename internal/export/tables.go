package export

import (
	"slices"
	"strings"
)

// tables are all tables, in the order in which files list them.
var tables = []*Table{
	stories, versions, statements, events, roles, dyads, numbers, actors, mentions, dates, places, labels, links, happenings, happeningRoles, reports, conflicts, positions, options, timelineTable, reviewTable, noteTable, problems, records,
}

// Tables returns the tables of an export, in order: all, or those with the
// names given. The second result names one that does not exist.
func Tables(names []string) (list []*Table, unknown string) {
	if len(names) == 0 {
		return slices.Clone(tables), "" // what is only for exports with the text is left out later
	}
	for _, name := range names {
		i := slices.IndexFunc(tables, func(t *Table) bool { return t.Name == name })
		if i < 0 {
			return nil, name
		}
		list = append(list, tables[i])
	}
	return list, ""
}

// TableNames returns the names of all tables.
func TableNames() string {
	var names []string
	for _, t := range tables {
		names = append(names, t.Name)
	}
	return strings.Join(names, ", ")
}

// ofVersion and ofStatement are keys that many tables have.
var (
	ofVersion = Key{Columns: []string{"version_id"}, Table: "versions", Of: []string{"version_id"}}
	ofEvent   = Key{Columns: []string{"event_id"}, Table: "events", Of: []string{"event_id"}}
)

// actorOf returns the key of a column that names an actor of the version.
func actorOf(column string) Key {
	return Key{Columns: []string{"version_id", column}, Table: "actors", Of: []string{"version_id", "actor_id"}}
}

// The codes of columns, as the record defines them.
var (
	actorKinds  = []string{"person", "organization", "government", "country", "group", "place", "role", "unnamed"}
	changes     = []string{"first", "words", "trivial"}
	placeGrains = []string{"point", "town", "district", "region", "country"}
)
