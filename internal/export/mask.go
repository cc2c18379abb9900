package export

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// Private reports whether an actor is a person in no public role: a witness,
// a victim, a passer-by.
func Private(a *readout.Actor) bool { return a.Kind == "person" && !a.Public }

// Mask returns the record without the names of private persons, and whether
// it had any. Names become "[person 1]" where they stand alone; in the
// story's text they are blotted out sign by sign, so that all offsets stay.
// The hash of the version stays that of the whole text. What the caller added
// (version.extra) and what cleaning cut (removed) go where names were masked,
// as nothing tells where in them a name stands. The record that was given is
// not changed.
func Mask(rec *readout.Record) (*readout.Record, bool) {
	m := newMasker(rec)
	if m == nil {
		return rec, false
	}
	out := *rec
	v := &out.Version
	v.Text = m.blot(v.Text)
	v.Headline, v.Dateline, v.Extra, out.Removed = m.replace(v.Headline), m.replace(v.Dateline), nil, nil
	out = m.reword(reflect.ValueOf(out), v.Text).Interface().(readout.Record)
	for i := range out.Actors {
		m.actor(&out.Actors[i])
	}
	for i := range out.Attributions {
		out.Attributions[i].Why = m.replace(out.Attributions[i].Why)
		m.alone(&out.Attributions[i])
	}
	for i := range out.Events {
		m.event(&out.Events[i])
	}
	for i := range out.Problems {
		out.Problems[i].Text = m.replace(out.Problems[i].Text)
	}
	for i := range out.Dates {
		out.Dates[i].Why = m.replace(out.Dates[i].Why)
	}
	for i := range out.Places {
		out.Places[i].Why = m.replace(out.Places[i].Why)
	}
	return &out, true
}

// A masker knows the names of the private persons of a record.
type masker struct {
	label map[readout.ActorID]string // "[person 1]"
	names []string                   // the longest first
	by    map[string]string          // label of a name
	spans []readout.Span             // where mentions name them
}

// newMasker returns the masker of a record, nil if there is nobody to mask.
func newMasker(rec *readout.Record) *masker {
	m := &masker{label: make(map[readout.ActorID]string), by: make(map[string]string)}
	for i := range rec.Actors {
		if a := &rec.Actors[i]; Private(a) {
			m.label[a.ID] = fmt.Sprintf("[person %d]", len(m.label)+1)
		}
	}
	if len(m.label) == 0 {
		return nil
	}
	others := make(map[string]bool) // words that name somebody or something else
	for i := range rec.Actors {
		if a := &rec.Actors[i]; m.label[a.ID] == "" {
			for _, name := range append([]string{a.Name}, a.Aliases...) {
				others[name] = true
			}
		}
	}
	for i := range rec.Places {
		others[rec.Places[i].Text], others[rec.Places[i].Name] = true, true
	}
	for i := range rec.Actors {
		m.learn(&rec.Actors[i], others)
	}
	for i := range rec.Mentions {
		x := &rec.Mentions[i]
		if label := m.label[x.Actor]; label != "" && x.Form == "name" {
			m.spans = append(m.spans, x.Span)
			m.name(x.Text, label)
		}
	}
	slices.SortFunc(m.names, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return m
}

// learn takes the names of a private person: the whole, and the last word
// unless it names somebody or something else too.
func (m *masker) learn(a *readout.Actor, others map[string]bool) {
	label := m.label[a.ID]
	if label == "" {
		return
	}
	for _, name := range append([]string{a.Name}, a.Aliases...) {
		m.name(name, label)
		words := strings.Fields(name)
		if len(words) < 2 {
			continue
		}
		last := words[len(words)-1]
		if r, _ := utf8.DecodeRuneInString(last); unicode.IsUpper(r) && utf8.RuneCountInString(last) > 2 && !others[last] {
			m.name(last, label)
		}
	}
}

// name adds a name. Pronouns and words in small letters are none.
func (m *masker) name(name, label string) {
	name = strings.TrimSpace(name)
	if strings.ToLower(name) == name || m.by[name] != "" {
		return
	}
	m.by[name], m.names = label, append(m.names, name)
}

// find calls each for the places of s at which a name stands, in order.
func (m *masker) find(s string, each func(start, end int, name string)) {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			i += size
			continue
		}
		name := m.at(s[i:])
		if name == "" { // on to the next word
			for i < len(s) && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
				i += size
				r, size = utf8.DecodeRuneInString(s[i:])
			}
			continue
		}
		each(i, i+len(name), name)
		i += len(name)
	}
}

// at returns the longest name with which s begins and that ends with a word.
func (m *masker) at(s string) string {
	for _, name := range m.names {
		if strings.HasPrefix(s, name) {
			r, _ := utf8.DecodeRuneInString(s[len(name):])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				return name
			}
		}
	}
	return ""
}

// replace puts labels for names.
func (m *masker) replace(s string) string {
	var b strings.Builder
	last := 0
	m.find(s, func(start, end int, name string) {
		b.WriteString(s[last:start])
		b.WriteString(m.by[name])
		last = end
	})
	if last == 0 {
		return s
	}
	b.WriteString(s[last:])
	return b.String()
}

// blots are signs that cover one of as many bytes, so that offsets stay in
// bytes and in code points.
var blots = [...]string{1: "#", 2: "¤", 3: "█", 4: "\U0001f7e5"}

// blot covers names and mentions of a text.
func (m *masker) blot(text string) string {
	out := []byte(text)
	cover := func(start, end int) {
		for i := start; i < end; {
			_, size := utf8.DecodeRuneInString(text[i:])
			copy(out[i:], blots[size])
			i += size
		}
	}
	m.find(text, func(start, end int, _ string) { cover(start, end) })
	for _, s := range m.spans {
		cover(s.Start, s.End)
	}
	return string(out)
}

var (
	wordsType = reflect.TypeFor[readout.Words]()
	spanType  = reflect.TypeFor[readout.Span]()
)

// reword returns a deep copy of v in which all words with spans are those of
// text.
func (m *masker) reword(v reflect.Value, text string) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := out.Field(i); f.CanSet() && v.Type().Field(i).Tag.Get("json") != "-" {
				f.Set(m.reword(v.Field(i), text))
			}
		}
		m.rewordStruct(out, text)
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
			for i := range v.Len() {
				out.Index(i).Set(m.reword(v.Index(i), text))
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(m.reword(v.Elem(), text))
		}
	}
	return out
}

// rewordStruct sets the field Text of a struct that has spans beside it.
func (m *masker) rewordStruct(v reflect.Value, text string) {
	if v.Type() == wordsType {
		w := v.Interface().(readout.Words)
		if len(w.Spans) > 0 {
			v.FieldByName("Text").SetString(readout.WordsOf(text, w.Spans...).Text)
		}
		return
	}
	span, words := v.FieldByName("Span"), v.FieldByName("Text")
	if span.IsValid() && words.IsValid() && span.Type() == spanType && words.Kind() == reflect.String {
		if s := span.Interface().(readout.Span); !s.Empty() && s.In(text) != "" && v.Type() != reflect.TypeFor[readout.Problem]() {
			words.SetString(s.In(text))
		}
	}
}

// actor takes the name of a private person out, and of other actors' reasons.
func (m *masker) actor(a *readout.Actor) {
	a.Why = m.replace(a.Why)
	label := m.label[a.ID]
	if label == "" {
		return
	}
	a.Name, a.Aliases, a.Wikidata = label, nil, ""
}

// alone puts the label where a speaker is a name and nothing else.
func (m *masker) alone(a *readout.Attribution) {
	if label := m.label[a.Speaker.Actor]; label != "" && !strings.ContainsFunc(a.Speaker.Text, unicode.IsLetter) {
		a.Speaker.Text = label
	}
}

// event masks the words of an event that have no spans beside them.
func (m *masker) event(e *readout.Event) {
	e.Why = m.replace(e.Why)
	for _, roles := range [][]readout.Role{e.Actor, e.Recipient} {
		for i := range roles {
			roles[i].Text = m.replace(roles[i].Text)
		}
	}
}
