package store

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// This file holds what helps people write queries: which fields and values there
// are, a query taken apart for a form, and what a half-written word may become.

// FieldNames returns the names of the fields of queries.
func FieldNames() []string { return fieldWords() }

// FieldAbout says in words what a field is, "" for none.
func FieldAbout(name string) string {
	if i := fieldAt(name); i >= 0 {
		if f := fields[i]; f.values == nil {
			return f.what
		}
		return map[string]string{"act": "what is done in saying it", "quoted": "how it is quoted", "kind": "what kind of speaker", "type": "what kind of event", "mode": "how it was done", "told": "by whom an event is known", "status": "done, denied, planned …"}[fields[i].name]
	}
	return ""
}

// FieldValues returns the values of a field of a closed list, nil for others. Of
// country they are the codes.
func FieldValues(name string) []string {
	switch i := fieldAt(name); {
	case name == "country":
		return plover.Countries()
	case name == "cameo":
		return plover.Codes()
	case i < 0 || fields[i].values == nil:
		return nil
	default:
		return fields[i].values()
	}
}

// CountryName returns the name of a country by its code, "" for none.
func CountryName(code string) string { return plover.CountryName(code) }

// fieldAt returns where a field of a name, or of a short one, stands in fields.
func fieldAt(name string) int {
	return slices.IndexFunc(fields, func(f field) bool { return f.name == name || f.short == name && name != "" })
}

// Pick takes fields out of a query, each that stands in it once and with one
// value. It returns their values and what is left, as it was written. A query that
// can't be read is left whole.
func Pick(text string, names ...string) (rest string, picked map[string]string) {
	picked = make(map[string]string)
	tokens, err := scan(text)
	if err != nil {
		return text, picked
	}
	times := make(map[string]int)
	name := func(tok queryToken) string {
		i := fieldAt(tok.field)
		if tok.field == "" || i < 0 || tok.not || tok.text == "" || !tok.quoted && strings.Contains(tok.text, ",") || !slices.Contains(names, fields[i].name) {
			return ""
		}
		return fields[i].name
	}
	for _, tok := range tokens {
		times[name(tok)]++
	}
	var left []string
	for _, tok := range tokens {
		if n := name(tok); n != "" && times[n] == 1 {
			picked[n] = strings.Trim(tok.text, `"`)
			continue
		}
		left = append(left, tok.raw)
	}
	return strings.Join(left, " "), picked
}

// Term returns a field with a value as a query has it.
func Term(name, value string) string {
	value = strings.ReplaceAll(value, `"`, " ")
	if strings.ContainsAny(value, " \t,():") {
		value = `"` + value + `"`
	}
	return name + ":" + value
}

// Half is the word at the end of a query that somebody is writing.
type Half struct {
	Before string // all before the word, or before the value that is being written
	Field  string // the field whose value it is, "" for a word that may become a field
	Value  string // what is written of it
}

// HalfOf returns the word at the end of a query.
func HalfOf(text string) Half {
	open := strings.Count(text, `"`)%2 == 1
	start := strings.LastIndexAny(text, " \t()") + 1
	if open { // the value is in marks that are not closed yet
		start = strings.LastIndex(text, `"`)
		start = strings.LastIndexAny(text[:start], " \t()") + 1
	}
	word := text[start:]
	name, value, ok := strings.Cut(word, ":")
	i := fieldAt(strings.ToLower(name))
	if !ok || i < 0 {
		return Half{Before: text[:start], Value: word}
	}
	h := Half{Before: text[:start] + name + ":", Field: fields[i].name, Value: strings.TrimPrefix(value, `"`)}
	if last := strings.LastIndex(value, ","); last >= 0 && !open {
		h.Before, h.Value = h.Before+value[:last+1], value[last+1:]
	}
	return h
}
