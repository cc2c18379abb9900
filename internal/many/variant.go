package many

import (
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
)

// A base is a record of which others are made.
type base struct {
	rec  *readout.Record
	day  time.Time      // when it was published, zero if that is not known
	free []readout.Span // words that no value of the record has a border in
	name []bool         // of each mention: no value has a border inside it
}

// plainWord is a word that may stand for another one.
var plainWord = regexp.MustCompile(`\b[a-z]{5,12}\b`)

// newBase finds what may be varied in a record.
func newBase(rec *readout.Record) *base {
	b := &base{rec: rec}
	b.day, _ = time.Parse(time.DateOnly, rec.Version.Published.Day())
	frozen := make([]bool, len(rec.Version.Text)+1)
	freeze := func(sp readout.Span) {
		for i := sp.Start; i < sp.End; i++ {
			frozen[i] = true
		}
	}
	for _, m := range rec.Mentions {
		freeze(m.Span)
	}
	for _, d := range rec.Dates {
		freeze(d.Span)
	}
	for _, a := range rec.Attributions {
		freeze(a.Cue.Cover())
	}
	for _, e := range rec.Events {
		freeze(e.Trigger.Cover())
		for _, m := range e.Mentions {
			freeze(m.Trigger.Cover())
		}
		for _, n := range e.Numbers {
			freeze(n.Span)
		}
	}
	border := make(map[int]bool)
	eachSpan(reflect.ValueOf(rec), func(sp readout.Span) { border[sp.Start], border[sp.End] = true, true })
	whole := func(sp readout.Span) bool {
		for i := sp.Start + 1; i < sp.End; i++ {
			if border[i] {
				return false
			}
		}
		return true
	}
	for _, m := range rec.Mentions {
		b.name = append(b.name, m.Form == readout.NameForm && whole(m.Span))
	}
	start := len(rec.Version.Headline) // the headline stands twice
	for _, m := range plainWord.FindAllStringIndex(rec.Version.Text, -1) {
		if sp := (readout.Span{Start: m[0], End: m[1]}); m[0] > start && !frozen[m[0]] && whole(sp) {
			b.free = append(b.free, sp)
		}
	}
	return b
}

// A variant is a record on its way.
type variant struct {
	source *Source
	base   *base
	shift  int                                   // days
	names  map[readout.ActorID]map[string]string // of an actor: words of its name → those that stand for them
	shared []string                              // words of all reports of the happening; nil: those of the base
	edits  []edit
	counts map[readout.Span]int // numbers that are others in this report
	denied int                  // event that is said not to have been so, -1: none
}

// An edit puts words into the place of others.
type edit struct {
	span readout.Span
	text string
}

// rename gives the people whom no list knows other names: the same ones in all
// reports of a happening, some of them again in other happenings.
func (v *variant) rename(rnd *rand.Rand) {
	for i := range v.base.rec.Actors {
		a := &v.base.rec.Actors[i]
		words := strings.Fields(a.Name)
		if a.Kind != readout.PersonActor || strings.HasPrefix(string(a.ID), "ac_") || len(words) == 0 {
			continue
		}
		who := int(rnd.ExpFloat64() * 3000)
		names := make(map[string]string)
		for k, w := range words {
			names[w] = Name(who, k == len(words)-1)
		}
		v.names[a.ID] = names
	}
}

// Name returns a name of person n that no list has.
func Name(n int, family bool) string {
	starts := []string{"Bar", "Tel", "Mor", "Kas", "Vin", "Dro", "Hal", "Zor", "Pel", "Ruk", "Sam", "Ger", "Lun", "Fen", "Jav", "Ost"}
	ends := []string{"ano", "ik", "esh", "und", "ira", "osk", "em", "alt", "uvi", "ard", "ion", "ek"}
	rnd := rand.New(rand.NewPCG(uint64(n), 77))
	if family {
		return starts[rnd.IntN(len(starts))] + ends[rnd.IntN(len(ends))] + ends[rnd.IntN(len(ends))]
	}
	rnd.Uint64()
	return starts[(n+rnd.IntN(3))%len(starts)] + ends[rnd.IntN(len(ends))]
}

// reword chooses the words that all reports of a happening share, so that they are no
// copies of what else was made of the same story.
func (v *variant) reword(rnd *rand.Rand) {
	v.shared = make([]string, len(v.base.free))
	for i := range v.shared {
		v.shared[i] = v.source.words[rnd.IntN(len(v.source.words))]
	}
}

// vary chooses what the words of one report have of their own.
func (v *variant) vary(rnd *rand.Rand) {
	text := v.base.rec.Version.Text
	for i, m := range v.base.rec.Mentions {
		if names := v.names[m.Actor]; names != nil && v.base.name[i] {
			if other := replaced(m.Text, names); other != m.Text {
				v.edits = append(v.edits, edit{m.Span, other})
			}
		}
	}
	for i, sp := range v.base.free {
		switch {
		case rnd.IntN(4) == 0:
			v.edits = append(v.edits, edit{sp, v.source.words[rnd.IntN(len(v.source.words))]})
		case v.shared != nil:
			v.edits = append(v.edits, edit{sp, v.shared[i]})
		}
	}
	v.counts, v.denied = make(map[readout.Span]int), -1
	for i, e := range v.base.rec.Events {
		for _, n := range e.Numbers {
			if was, err := strconv.Atoi(n.Span.In(text)); err == nil && was == n.Low && was == n.High && rnd.IntN(4) == 0 {
				v.counts[n.Span] = was + 1 + rnd.IntN(5)
				v.edits = append(v.edits, edit{n.Span, strconv.Itoa(v.counts[n.Span])})
			}
		}
		if e.Status == readout.Asserted && rnd.IntN(60) == 0 {
			v.denied = i
		}
	}
	v.orderEdits()
}

// orderEdits puts the edits in order and takes out those that overlap.
func (v *variant) orderEdits() {
	slices.SortStableFunc(v.edits, func(a, b edit) int { return a.span.Start - b.span.Start })
	kept, end := v.edits[:0], 0
	for _, e := range v.edits {
		if e.span.Start >= end {
			kept, end = append(kept, e), e.span.End
		}
	}
	v.edits = kept
}

// replaced returns a name with other words.
func replaced(name string, words map[string]string) string {
	list := strings.Fields(name)
	for i, w := range list {
		bare := strings.TrimRight(w, ".,'’s")
		if other := words[bare]; other != "" {
			list[i] = other + w[len(bare):]
		} else if other := words[w]; other != "" {
			list[i] = other
		}
	}
	return strings.Join(list, " ")
}

// record returns the record with all edits.
func (v *variant) record() *readout.Record {
	old := v.base.rec.Version.Text
	var b strings.Builder
	at, moves := 0, make([]int, len(old)+1)
	for _, e := range v.edits {
		for i := at; i <= e.span.Start; i++ {
			moves[i] = b.Len() + i - at
		}
		b.WriteString(old[at:e.span.Start])
		for i := e.span.Start + 1; i < e.span.End; i++ {
			moves[i] = b.Len()
		}
		b.WriteString(e.text)
		at = e.span.End
	}
	for i := at; i <= len(old); i++ {
		moves[i] = b.Len() + i - at
	}
	b.WriteString(old[at:])
	w := &writer{moves: moves, text: b.String(), shift: v.shift}
	rec := w.copy(reflect.ValueOf(*v.base.rec)).Interface().(readout.Record)
	rec.Version.Text = w.text
	rec.Version.Headline, _, _ = strings.Cut(w.text, "\n")
	for i := range rec.Actors {
		if names := v.names[rec.Actors[i].ID]; names != nil {
			rec.Actors[i].Name = replaced(rec.Actors[i].Name, names)
			for k := range rec.Actors[i].Aliases {
				rec.Actors[i].Aliases[k] = replaced(rec.Actors[i].Aliases[k], names)
			}
		}
	}
	v.values(&rec)
	return &rec
}

// values sets numbers, statuses and the words of roles.
func (v *variant) values(rec *readout.Record) {
	words := make(map[readout.MentionID]string)
	for _, m := range rec.Mentions {
		words[m.ID] = m.Text
	}
	for i := range rec.Events {
		e := &rec.Events[i]
		for k := range e.Numbers {
			if n := v.counts[v.base.rec.Events[i].Numbers[k].Span]; n != 0 {
				e.Numbers[k].Low, e.Numbers[k].High = n, n
			}
		}
		if i == v.denied {
			e.Status = readout.Denied
		}
		for _, roles := range [][]readout.Role{e.Actor, e.Recipient} {
			for k := range roles {
				if text := words[roles[k].Mention]; text != "" {
					roles[k].Text = text
				}
			}
		}
	}
}

// A writer copies a record to another text and other days.
type writer struct {
	moves []int // where a byte of the old text stands in the new one
	text  string
	shift int
}

var spanType = reflect.TypeFor[readout.Span]()

// isoDay is a day of a date's value.
var isoDay = regexp.MustCompile(`^\d{4}-\d\d-\d\d`)

// copy returns a deep copy of a value with its spans, words and days moved.
func (w *writer) copy(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == spanType {
			sp := v.Interface().(readout.Span)
			return reflect.ValueOf(readout.Span{Start: w.moves[sp.Start], End: w.moves[sp.End]})
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out.Field(i).Set(w.copy(v.Field(i)))
			}
		}
		w.fill(out)
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(w.copy(v.Index(i)))
		}
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		out.Set(reflect.New(v.Type().Elem()))
		out.Elem().Set(w.copy(v.Elem()))
	default:
		return v
	}
	return out
}

// fill sets what follows from spans and days.
func (w *writer) fill(v reflect.Value) {
	if text, sp := v.FieldByName("Text"), v.FieldByName("Span"); text.IsValid() && sp.IsValid() && sp.Type() == spanType {
		if s := sp.Interface().(readout.Span); !s.Empty() {
			text.SetString(s.In(w.text))
		}
	}
	if words, ok := v.Addr().Interface().(*readout.Words); ok && len(words.Spans) > 0 {
		*words = readout.WordsOf(w.text, words.Spans...)
	}
	for _, name := range []string{"From", "To", "Value"} {
		if f := v.FieldByName(name); f.IsValid() && f.Kind() == reflect.String && v.Type() != reflect.TypeFor[readout.Office]() {
			f.SetString(w.day(f.String()))
		}
	}
}

// day moves a day; what is less precise stays.
func (w *writer) day(value string) string {
	if !isoDay.MatchString(value) {
		return value
	}
	day, err := time.Parse(time.DateOnly, value[:10])
	if err != nil {
		return value
	}
	return day.AddDate(0, 0, w.shift).Format(time.DateOnly) + value[10:]
}

// eachSpan calls f for every span of a record.
func eachSpan(v reflect.Value, f func(readout.Span)) {
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == spanType {
			f(v.Interface().(readout.Span))
			return
		}
		for i := range v.NumField() {
			eachSpan(v.Field(i), f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachSpan(v.Index(i), f)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			eachSpan(v.Elem(), f)
		}
	}
}
