package store

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// field takes the value of a field.
func (p *parser) field(tok queryToken) error {
	i := slices.IndexFunc(fields, func(f field) bool { return f.name == tok.field || f.short == tok.field })
	if i < 0 {
		perhaps := ""
		if close := nearest(tok.field, fieldWords(), 2); len(close) > 0 {
			perhaps = "perhaps " + orList(close) + "; "
		}
		return fmt.Errorf("there is no field %s: %suse one of %s, or put the words in quotation marks", tok.field, perhaps, strings.Join(fieldWords(), ", "))
	}
	f := fields[i]
	values := []string{tok.text}
	if !tok.quoted {
		values = strings.Split(tok.text, ",")
	}
	for _, v := range values {
		v = strings.Trim(strings.TrimSpace(v), `"`)
		if v == "" {
			return fmt.Errorf("the field %s: needs a value, such as %s:…", f.name, f.name)
		}
		if err := f.check(v); err != nil {
			return err
		}
		p.query.Fields[f.name] = append(p.query.Fields[f.name], v)
	}
	p.asked = append(p.asked, f.kinds)
	return nil
}

// fieldWords are the names of the fields.
func fieldWords() []string {
	var names []string
	for _, f := range fields {
		names = append(names, f.name)
	}
	return names
}

// check reports a value that a field can't have.
func (f *field) check(v string) error {
	switch f.name {
	case "date":
		if from, to, _ := strings.Cut(v, ".."); !isRange(v, from, to) {
			return fmt.Errorf("date:%s: %swant a day, month or year such as 2014-06-01, 2014-06 or 2014, or from one to another: 2014-06..2014-08", v, rangeFault(from, to))
		}
	case "after", "before":
		if err := CheckDate(v); err != nil {
			return fmt.Errorf("%s:%s: %w", f.name, v, err)
		}
	case "country":
		if plover.CountryName(strings.ToUpper(v)) == "" {
			return unknownCountry(v)
		}
	case "cameo":
		if !slices.ContainsFunc(plover.Codes(), func(code string) bool { return strings.HasPrefix(code, v) }) {
			return Unknown(f.name, v, plover.Codes())
		}
	case "near":
		if _, err := parseNear(v); err != nil {
			return err
		}
	case "story":
		if !strings.HasPrefix(v, "st_") {
			return fmt.Errorf("story:%s: want a story's id, which begins with st_", v)
		}
	}
	if f.values == nil {
		return nil
	}
	known := f.values()
	if !slices.ContainsFunc(known, func(k string) bool { return strings.EqualFold(k, v) }) {
		return Unknown(f.name, v, known)
	}
	return nil
}

// A circle is a point and how far around it.
type circle struct{ lat, lon, km float64 }

// parseNear reads the value of near: latitude, longitude and kilometres.
func parseNear(v string) (circle, error) {
	var c circle
	parts := strings.Split(v, ",")
	ok := len(parts) == 3
	for i, to := range []*float64{&c.lat, &c.lon, &c.km} {
		if ok {
			var err error
			*to, err = strconv.ParseFloat(strings.TrimSpace(parts[i]), 64)
			ok = err == nil
		}
	}
	fault := "these are no three numbers"
	if ok {
		fault = c.fault()
	}
	if fault != "" {
		return c, fmt.Errorf("near:%s: %s; want latitude, longitude and kilometres in quotation marks, such as near:\"48.86,2.35,50\"", v, fault)
	}
	return c, nil
}

// fault says which part of a circle is none of the earth, "" for a good one.
func (c circle) fault() string {
	for _, p := range []struct {
		name            string
		is, least, most float64
	}{{"latitude", c.lat, -90, 90}, {"longitude", c.lon, -180, 180}, {"kilometres", c.km, 0, 20_000}} {
		if !(p.is >= p.least && p.is <= p.most) { // NaN is nowhere
			return fmt.Sprintf("%s %v is not between %v and %v", p.name, p.is, p.least, p.most)
		}
	}
	if c.km == 0 {
		return "0 kilometres hold nothing"
	}
	return ""
}

// isRange reports whether text is a date, or two with dots between, one of
// which may be missing.
func isRange(text, from, to string) bool {
	if !strings.Contains(text, "..") {
		return isDate(text)
	}
	whole := from != "" && to != ""
	return (from == "" || isDate(from)) && (to == "" || isDate(to)) && (from != "" || to != "") && (!whole || from <= to+"~")
}

// rangeFault says what is wrong with a date, or with one or the other of two.
func rangeFault(from, to string) string {
	switch {
	case from != "" && !isDate(from):
		return dateFault(from)
	case to != "" && !isDate(to):
		return dateFault(to)
	case from != "" && to != "":
		return "it ends before it begins; "
	}
	return ""
}

// dateFault says which part of a date of the right form the calendar does not
// have, "" for another form.
func dateFault(v string) string {
	var year, month, day int
	switch {
	case len(v) == 7 && scanned(v, "%d-%d", &year, &month):
		day = 1
	case len(v) == 10 && scanned(v, "%d-%d-%d", &year, &month, &day):
	default:
		return ""
	}
	if month < 1 || month > 12 {
		return fmt.Sprintf("there is no month %d; ", month)
	}
	if last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day(); day < 1 || day > last {
		return fmt.Sprintf("the last day of %s %d is the %d; ", time.Month(month), year, last)
	}
	return ""
}

// scanned reports whether text has a form.
func scanned(text, form string, parts ...any) bool {
	n, err := fmt.Sscanf(text, form, parts...)
	return err == nil && n == len(parts)
}

// CheckDate returns an error for what is no day, month or year.
func CheckDate(v string) error {
	if isDate(v) {
		return nil
	}
	return fmt.Errorf("%swant a day, month or year such as 2014-06-01, 2014-06 or 2014", dateFault(v))
}

// isDate reports whether text is YYYY, YYYY-MM or YYYY-MM-DD, of the calendar.
func isDate(text string) bool {
	layouts := map[int]string{4: "2006", 7: "2006-01", 10: time.DateOnly}
	_, err := time.Parse(layouts[len(text)], text)
	return err == nil && layouts[len(text)] != ""
}

// As asks for results of a kind. It fails if the query has a field that these do
// not have.
func (q *Query) As(kind ResultKind) error {
	for _, f := range fields {
		if _, asked := q.Fields[f.name]; asked && !slices.Contains(f.kinds, kind) {
			return fmt.Errorf("%ss have no field %s", kind, f.name)
		}
	}
	q.Kind = kind
	return nil
}

// chooseKind finds what kind of result the fields ask for.
func (q *Query) chooseKind(asked [][]ResultKind) error {
	if q.Words == "" && len(q.Fields) == 0 {
		return errors.New("nothing to search: give words or a field such as speaker:kerry")
	}
	kinds := anyKind
	for _, a := range asked {
		kinds = slices.DeleteFunc(slices.Clone(kinds), func(k ResultKind) bool { return !slices.Contains(a, k) })
	}
	if len(kinds) == 0 {
		return errors.New("these fields do not go together: speaker, act, quoted and kind are of statements, type, mode, cameo, recipient and place of events")
	}
	q.Kind = kinds[0]
	if len(asked) > 0 && !slices.Contains(kinds, Texts) { // the first field says what comes first where both will do
		for _, k := range asked[0] {
			if slices.Contains(kinds, k) {
				q.Kind = k
				break
			}
		}
	}
	return nil
}
