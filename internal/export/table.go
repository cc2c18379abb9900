package export

// A Column is one field of a table.
type Column struct {
	Name     string
	Type     Type
	Doc      string   // one sentence that says what it holds
	Codes    []string // all values that it can have, if they are few
	Required bool     // never missing
	Whole    bool     // words of the story beyond a quotation: only in exports with the text
}

// A Key ties columns of one table to columns of another.
type Key struct {
	Columns []string
	Table   string // "" for the table itself
	Of      []string
}

// A Table is one kind of row: one row is one thing, and no cell holds a list.
type Table struct {
	Name    string
	Doc     string
	Columns []Column
	Primary []string // columns that tell the rows apart
	Foreign []Key
	Whole   bool // only in exports with the text

	rows func(*view, func([]Value) error) error
}

// OfJoins reports whether a table is of what stories tell together.
func (t *Table) OfJoins() bool {
	return t == happenings || t == happeningRoles || t == reports || t == conflicts
}

// OfClaims reports whether a table is of who takes which side of what, which
// digests have and records do not.
func (t *Table) OfClaims() bool { return t == positions || t == options }

// A field is a column with how it is taken from a row's thing.
type field[R any] struct {
	Column
	get func(*R) Value
}

// tlp is the last column of every table.
var tlp = Column{Name: "tlp", Type: Text, Codes: []string{"CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"},
	Doc: "with whom the row may be shared, by the Traffic Light Protocol: the label of the story, where several tell it the highest; empty where no archive says"}

// A labelled row has a label of its own, not its version's.
type labelled interface{ tlp() string }

// newTable makes a table of fields, and of the label. each calls its function for every
// thing of an item that is a row.
//
//go:noinline
func newTable[R any](t Table, each func(v *view, emit func(*R) error) error, fields ...field[R]) *Table {
	for _, f := range fields {
		t.Columns = append(t.Columns, f.Column)
	}
	t.Columns = append(t.Columns, tlp)
	row := make([]Value, len(fields)+1)
	t.rows = func(v *view, emit func([]Value) error) error {
		return each(v, func(r *R) error {
			for i := range fields {
				row[i] = fields[i].get(r)
			}
			label := v.Label
			if own, ok := any(r).(labelled); ok {
				label = own.tlp()
			}
			row[len(fields)] = text(label)
			return emit(row)
		})
	}
	return &t
}

// The makers of fields. They are not inlined: each of some 400 fields would have
// a copy of its maker's functions, 1 MB of program in all.

// key is a code that is always there.
//
//go:noinline
func key[R any](name, doc string, get func(*R) string) field[R] {
	f := code(name, doc, get)
	f.Required = true
	return f
}

// code is a text that may be missing.
//
//go:noinline
func code[R any](name, doc string, get func(*R) string) field[R] {
	return field[R]{Column{Name: name, Type: Text, Doc: doc}, func(r *R) Value { return text(get(r)) }}
}

// oneOf is a code of a closed list.
//
//go:noinline
func oneOf[R any, C ~string](name, doc string, codes []C, get func(*R) C) field[R] {
	f := code(name, doc, func(r *R) string { return string(get(r)) })
	f.Codes = stringsOf(codes)
	return f
}

// stringsOf returns the codes of a closed list as text.
func stringsOf[C ~string](codes []C) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = string(c)
	}
	return out
}

// count is a whole number that is always there.
//
//go:noinline
func count[R any](name, doc string, get func(*R) int) field[R] {
	return field[R]{Column{Name: name, Type: Integer, Doc: doc, Required: true}, func(r *R) Value { return integer(get(r)) }}
}

// flag is yes or no.
//
//go:noinline
func flag[R any](name, doc string, get func(*R) bool) field[R] {
	return field[R]{Column{Name: name, Type: Boolean, Doc: doc, Required: true}, func(r *R) Value { return boolean(get(r)) }}
}

// measure is a number that is always there.
//
//go:noinline
func measure[R any](name, doc string, get func(*R) float64) field[R] {
	return field[R]{Column{Name: name, Type: Number, Doc: doc, Required: true}, func(r *R) Value { return number(get(r)) }}
}

// value is a field of any type that can be missing.
//
//go:noinline
func value[R any](name string, t Type, doc string, get func(*R) Value) field[R] {
	return field[R]{Column{Name: name, Type: t, Doc: doc}, get}
}

// column returns the place of the named column, or -1.
func (t *Table) column(name string) int {
	for i := range t.Columns {
		if t.Columns[i].Name == name {
			return i
		}
	}
	return -1
}

// pick returns the table with the columns for which keep is true only.
func (t *Table) pick(keep func(*Column) bool) *Table {
	var at []int
	out := &Table{Name: t.Name, Doc: t.Doc, Primary: t.Primary, Foreign: t.Foreign, Whole: t.Whole}
	for i := range t.Columns {
		if keep(&t.Columns[i]) {
			at, out.Columns = append(at, i), append(out.Columns, t.Columns[i])
		}
	}
	return out.from(t, at)
}

// from lets the table take its cells from the columns at of another.
func (t *Table) from(other *Table, at []int) *Table {
	row := make([]Value, len(at))
	t.rows = func(v *view, emit func([]Value) error) error {
		return other.rows(v, func(all []Value) error {
			for i, j := range at {
				row[i] = all[j]
			}
			return emit(row)
		})
	}
	return t
}
