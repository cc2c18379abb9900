package store

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// A builder makes the SQL of a query. Values of users are only ever passed as
// parameters.
type builder struct {
	kind    ResultKind
	fts     string // full-text table
	match   string // full-text expression, "" for none
	from    string
	columns string // local, who, act, status, start, stop of a hit
	row     string // row number, which grows with time of arrival
	arrival string // the same, where the database reads by it: of the index of words if words are searched
	words   []string
	conds   []cond
	all     bool   // older versions too
	upto    int64  // versions that came in later are left out; 0: none are
	known   string // rows of knownToo, as JSON; "": the database finds them
	dated   bool   // after: or before: is in conds, as the first of them
	nDated  int
}

// A cond is a condition of a query, with its values. What says the same of rows and
// versions held in memory stands beside it, nil where the database alone can say it.
type cond struct {
	sql     string
	vals    []any
	row     func(*rowColumns) func(i int) bool  // of the i-th row
	version func(*columns) func(vid int32) bool // of the row's version
	among   func(*rowColumns) []int32           // rows among which all are for which row holds; nil: any
}

// newBuilder returns the SQL of q.
func newBuilder(q *Query) *builder { return newBuilderOf(q, "") }

// newBuilderOf returns the SQL of q where it is known which events others tell too.
func newBuilderOf(q *Query, known string) *builder {
	b := &builder{kind: q.Kind, known: known}
	b.published(q)
	switch q.Kind {
	case Statements:
		b.fts, b.row = "said", "x.rid"
		b.columns = `x.local, coalesce((SELECT name FROM actors WHERE id = x.actor), ''), x.act, x.status, x.start, x.stop`
		b.matchStatements(q)
	case Events:
		b.fts, b.row = "done", "x.rid"
		b.columns = `x.local, '', x.type, x.status, x.start, x.stop`
		b.matchEvents(q)
	default:
		b.fts, b.row = "texts", "v.vid"
		b.columns = `'', '', '', '', 0, 0`
		b.match = q.Words
	}
	if b.arrival = b.row; b.match != "" {
		b.arrival = b.fts + ".rowid"
	}
	b.words = plainWords(q.Words)
	b.from = b.tables()
	if b.all = q.All; !q.All {
		b.cond(shownNow)
	}
	b.common(q)
	return b
}

// key names all that a question finds in versions up to one, 0 for all.
func (b *builder) key(upto int64) string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%v %q %v %d", b.kind, b.match, b.all, upto)
	for i := range b.conds {
		fmt.Fprintf(sum, "\x00%s %+q", b.conds[i].sql, b.conds[i].vals)
	}
	return string(sum.Sum(nil))
}

// tables returns the FROM clause.
func (b *builder) tables() string {
	from := `FROM versions v JOIN stories s USING (sid)`
	switch {
	case b.kind == Texts && b.match != "":
		from = `FROM texts CROSS JOIN versions v ON v.vid = texts.rowid CROSS JOIN stories s ON s.sid = v.sid`
	case b.kind == Statements && b.match != "":
		from = `FROM said CROSS JOIN statements x ON x.rid = said.rowid CROSS JOIN versions v ON v.vid = x.vid CROSS JOIN stories s ON s.sid = v.sid`
	case b.kind == Statements:
		from = b.plain()
	case b.kind == Events && b.match != "":
		from = `FROM done CROSS JOIN events x ON x.rid = done.rowid CROSS JOIN versions v ON v.vid = x.vid CROSS JOIN stories s ON s.sid = v.sid`
	case b.kind == Events:
		from = b.plain()
	}
	return from
}

// plain returns the FROM clause without the index of words.
func (b *builder) plain() string {
	switch b.kind {
	case Statements:
		return `FROM statements x JOIN versions v ON v.vid = x.vid JOIN stories s ON s.sid = v.sid`
	case Events:
		return `FROM events x JOIN versions v ON v.vid = x.vid JOIN stories s ON s.sid = v.sid`
	}
	return `FROM versions v JOIN stories s USING (sid)`
}

// cond adds a condition with its values, and returns it until the next is added.
func (b *builder) cond(sql string, vals ...any) *cond {
	b.conds = append(b.conds, cond{sql: sql, vals: vals})
	return &b.conds[len(b.conds)-1]
}

// in adds a condition that a column has one of some values.
func (b *builder) in(column string, values []string, change func(string) string) {
	if len(values) == 0 {
		return
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", ")
	var vals []any
	set := make(map[string]bool)
	for _, v := range values {
		v = change(v)
		vals, set[v] = append(vals, v), true
	}
	c := b.cond(column+` IN (`+marks+`)`, vals...)
	if c.holds(column, func(v string) bool { return set[v] }); column == `x.actor` {
		c.among = ofActors(slices.Collect(maps.Keys(set)))
	}
}

// filled is in for a column whose index has only what is not empty: SQLite takes such
// an index where the condition of it is said.
func (b *builder) filled(column string, values []string, change func(string) string) {
	if b.in(column, values, change); len(values) > 0 {
		b.cond(column+` <> ''`).holds(column, func(v string) bool { return v != "" })
	}
}

// published adds after: and before:. They come first in conds, so that the
// stories without a date can be counted without them.
func (b *builder) published(q *Query) {
	for _, v := range q.Fields["after"] {
		b.cond(`v.day >= ?`, v).day(func(day string) bool { return day >= v })
	}
	for _, v := range q.Fields["before"] {
		b.cond(`v.day < ? AND v.day <> ''`, v).day(func(day string) bool { return day < v && day != "" })
	}
	b.nDated = len(b.conds)
	b.dated = b.nDated > 0
}

// undated returns the query of what fits but for a publication date, which it lacks.
func (b *builder) undated() *builder {
	out := *b
	out.dated, out.nDated, out.conds = false, 0, slices.Clone(b.conds[b.nDated:])
	out.cond(`v.day = ''`).day(func(day string) bool { return day == "" })
	return &out
}

// any adds a condition that holds for one of some values; each has one mark per
// value that arg returns. It returns nil without values.
func (b *builder) any(sql string, values []string, arg func(string) []any) *cond {
	var parts []string
	var vals []any
	for _, v := range values {
		parts, vals = append(parts, sql), append(vals, arg(v)...)
	}
	if len(parts) == 0 {
		return nil
	}
	return b.cond(`(`+strings.Join(parts, " OR ")+`)`, vals...)
}

// once returns a change as the values of one mark.
func once(change func(string) string) func(string) []any {
	return func(v string) []any { return []any{change(v)} }
}

// holdsWord is the SQL that a column holds a word, whatever its case. The word is
// folded as SQLite folds the column: letters beyond ASCII keep their case.
func holdsWord(column string) string { return `instr(lower(` + column + `), ?) > 0` }

// lower folds a word as SQLite does.
func lower(v string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, v)
}

// outletColumn are the names of a story's outlet, as outlet: looks through them.
const outletColumn = `s.outlet || ' ' || v.outlet`

// common adds the fields that all kinds have.
func (b *builder) common(q *Query) {
	b.any(holdsWord(outletColumn), q.Fields["outlet"], once(lower)).outlet(q.Fields["outlet"])
	b.in(`s.id`, q.Fields["story"], same)
	b.tagged(q)
}

func same(v string) string { return v }

// dates adds the fields of when something was said or happened.
func (b *builder) dates(q *Query) {
	var parts []string
	var vals []any
	for _, v := range q.Fields["date"] { // "2014-06" overlaps 2014-06-10 to 2014-06-12
		from, to, two := strings.Cut(v, "..")
		if !two {
			to = from
		}
		part := []string{`x.d_from <> ''`}
		if to != "" {
			part, vals = append(part, `x.d_from < ?`), append(vals, to+"~") // "~" sorts after all that a date can go on with
		}
		if from != "" {
			part, vals = append(part, `x.d_to >= ?`), append(vals, from)
		}
		parts = append(parts, `(`+strings.Join(part, " AND ")+`)`)
	}
	if len(parts) > 0 {
		b.cond(`(`+strings.Join(parts, " OR ")+`)`, vals...).row = inTime(q.Fields["date"])
	}
	b.in(`x.status`, q.Fields["status"], strings.ToLower)
}

// matchStatements fills in the fields of statements.
func (b *builder) matchStatements(q *Query) {
	names, ids := splitIDs(append(append([]string(nil), q.Fields["speaker"]...), q.Fields["actor"]...))
	b.match = and(column("speaker", names), column("content", q.Fields["about"]), within("content", q.Words))
	b.filled(`x.actor`, ids, same)
	b.in(`x.act`, q.Fields["act"], strings.ToLower)
	b.in(`x.quoted`, q.Fields["quoted"], strings.ToLower)
	b.in(`x.kind`, q.Fields["kind"], strings.ToLower)
	b.filled(`x.country`, q.Fields["country"], strings.ToUpper)
	b.dates(q)
}

// matchEvents fills in the fields of events.
func (b *builder) matchEvents(q *Query) {
	names, ids := splitIDs(q.Fields["actor"])
	toNames, toIDs := splitIDs(q.Fields["recipient"])
	b.match = and(column("actor", names), column("recipient", toNames), column("words", q.Fields["about"]), within("words", q.Words))
	b.in(`x.type`, q.Fields["type"], strings.ToUpper)
	mode := func(v string) string { return " " + strings.ToLower(v) + " " }
	b.any(`instr(x.modes, ?) > 0`, q.Fields["mode"], once(mode)).anyOf(`x.modes`, q.Fields["mode"], func(have, v string) bool { return strings.Contains(have, mode(v)) })
	b.any(`x.cameo >= ? AND x.cameo < ?`, q.Fields["cameo"], func(v string) []any { return []any{v, v + "~"} }).
		anyOf(`x.cameo`, q.Fields["cameo"], func(have, v string) bool { return have >= v && have < v+"~" })
	b.placed(q)
	b.sources(q.Fields["source"])
	b.tellers(q.Fields["told"])
	b.role(ids, `actor`)
	b.role(toIDs, `recipient`)
	b.any(`(x.country = ? OR EXISTS (SELECT 1 FROM event_roles r WHERE r.rid = x.rid AND r.country = ?))`, q.Fields["country"], func(v string) []any {
		return []any{strings.ToUpper(v), strings.ToUpper(v)}
	}).country(q.Fields["country"])
	b.dates(q)
}

// inPlace are the places that a place of the gazetteer is or holds.
const inPlace = `SELECT q.id FROM places p JOIN places q ON q.id = p.id OR q.country = p.country AND (p.feature LIKE 'PCL%'
	OR p.feature = 'ADM1' AND q.admin1 = p.admin1 OR p.feature = 'ADM2' AND q.admin1 = p.admin1 AND q.admin2 = p.admin2) WHERE p.id = ?`

// only stands before the id of a place that is meant alone, without what lies in it.
const only = "="

// isPlaceID reports whether a value is an id of the gazetteer, not a name.
func isPlaceID(v string) bool { return strings.HasPrefix(v, "pl_") }

// placed adds the fields of where an event was.
func (b *builder) placed(q *Query) {
	var parts []string
	var vals []any
	for _, v := range q.Fields["place"] {
		if id, alone := strings.CutPrefix(v, only); alone && isPlaceID(id) {
			parts, vals = append(parts, `x.place_id <> '' AND x.place_id = ?`), append(vals, id)
		} else if isPlaceID(v) {
			parts, vals = append(parts, `x.place_id <> '' AND x.place_id IN (`+inPlace+`)`), append(vals, v)
		} else {
			parts, vals = append(parts, holdsWord(`x.place`)), append(vals, lower(v))
		}
	}
	for _, v := range q.Fields["near"] {
		c, _ := parseNear(v) // checked when it was read
		const degree = 111.2 // kilometres
		wide := degree * math.Max(math.Cos(c.lat*math.Pi/180), 0.01)
		parts = append(parts, `x.place_id IN (SELECT id FROM places WHERE lat BETWEEN ? AND ? AND (lat - ?) * (lat - ?) * ? + (lon - ?) * (lon - ?) * ? <= ?)`)
		vals = append(vals, c.lat-c.km/degree, c.lat+c.km/degree, c.lat, c.lat, degree*degree, c.lon, c.lon, wide*wide, c.km*c.km)
	}
	if len(parts) > 0 {
		b.cond(`(`+strings.Join(parts, " OR ")+`)`, vals...).place(q.Fields["place"], q.Fields["near"])
	}
}

// sources adds who says that an event happened.
func (b *builder) sources(values []string) {
	names, ids := splitIDs(values)
	var parts []string
	var vals []any
	for _, id := range ids {
		parts, vals = append(parts, `x.rid IN (SELECT rid FROM event_by WHERE actor <> '' AND actor = ?)`), append(vals, id)
	}
	for _, name := range names {
		parts, vals = append(parts, `x.rid IN (SELECT rid FROM event_by WHERE actor <> '' AND actor IN (`+idsNamed+`))`), append(vals, plainName(name))
	}
	if len(parts) > 0 {
		b.cond(`(`+strings.Join(parts, " OR ")+`)`, vals...)
	}
}

// isTold is that an event %[1]s is told by somebody, and byNobody that somebody
// without a name is among those who tell it. knownToo are the events of happenings
// that somebody without a name tells and other reports do otherwise: they are found
// once for a whole search, from happening to report (CROSS JOIN keeps that order),
// as a happening may have thousands of reports.
const (
	isTold      = `EXISTS (SELECT 1 FROM event_by b WHERE b.rid = %[1]s.rid)`
	nobody      = `st.kind IN ('unnamed-official', 'unnamed-other')`
	byNobody    = `EXISTS (SELECT 1 FROM event_by b JOIN statements st ON st.rid = b.said WHERE b.rid = %[1]s.rid AND ` + nobody + `)`
	nobodysHids = `SELECT DISTINCT m.hid FROM event_by b JOIN statements st ON st.rid = b.said AND ` + nobody + ` JOIN events e ON e.rid = b.rid JOIN told t ON t.vid = e.vid JOIN members m ON m.did = t.did AND m.event = e.local`
	knownToo    = `SELECT e.rid FROM (SELECT DISTINCT o.hid FROM (` + nobodysHids + `) u CROSS JOIN members o ON o.hid = u.hid AND o.event <> '' CROSS JOIN told w ON w.did = o.did
		CROSS JOIN events y ON y.vid = w.vid AND y.local = o.event WHERE NOT ` + byNobody + `) k CROSS JOIN members m ON m.hid = k.hid CROSS JOIN told t ON t.did = m.did CROSS JOIN events e ON e.vid = t.vid AND e.local = m.event`
)

// tellers adds by whom an event is known: by the outlet itself, by somebody with a
// name, or by nobody with a name in any report of the same happening.
func (b *builder) tellers(values []string) {
	told, unnamed := fmt.Sprintf(isTold, "x"), fmt.Sprintf(byNobody, "x")
	others := fmt.Sprintf(knownToo, "y")
	if b.known != "" {
		others = `SELECT value FROM json_each('` + b.known + `')`
	}
	cond := map[string]string{"outlet": `NOT ` + told, "named": told + ` AND NOT ` + unnamed, "unnamed": unnamed + ` AND x.rid NOT IN (` + others + `)`}
	var parts []string
	for _, v := range values {
		parts = append(parts, `(`+cond[strings.ToLower(v)]+`)`)
	}
	if len(parts) > 0 {
		b.cond(`(`+strings.Join(parts, " OR ")+`)`).told(values, b.known)
	}
}

// role adds that one of some actors has a role in the event.
func (b *builder) role(ids []string, role string) {
	b.any(`x.rid IN (SELECT rid FROM event_roles WHERE actor = ? AND role = ?)`, ids, func(id string) []any { return []any{id, role} }).role(ids, role)
}

// where returns the WHERE clause; args its values.
func (b *builder) where() string {
	var conds []string
	if b.match != "" {
		conds = append(conds, b.fts+` MATCH ?`)
	}
	for i := range b.conds {
		conds = append(conds, b.conds[i].sql)
	}
	if len(conds) == 0 {
		return `1`
	}
	return strings.Join(conds, " AND ")
}

func (b *builder) args() (vals []any) {
	if b.match != "" {
		vals = append(vals, b.match)
	}
	for i := range b.conds {
		vals = append(vals, b.conds[i].vals...)
	}
	return vals
}

// splitIDs parts names from ids of actors.
func splitIDs(values []string) (names, ids []string) {
	for _, v := range values {
		if strings.HasPrefix(v, "ac_") {
			ids = append(ids, v)
		} else {
			names = append(names, v)
		}
	}
	return names, ids
}
