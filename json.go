package readout

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"sync"
)

// recordJSON is Record without its methods, so that encoding/json does the rest.
type recordJSON Record

// MarshalJSON writes the record with spans that count Unicode code points of
// the version's text. HTML characters are not escaped. Every list is there,
// empty or not.
func (r *Record) MarshalJSON() ([]byte, error) {
	out := recordJSON(*r)
	out.Format = Format
	out.Sentences = untokened(r.Sentences)
	if err := r.Check(); err != nil {
		return nil, err
	}
	if points := r.Version.Points(); points.before != nil {
		out = mapSpans(reflect.ValueOf(out), points.Span).Interface().(recordJSON)
	}
	fillLists(reflect.ValueOf(&out).Elem())
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(&out); err != nil {
		return nil, fmt.Errorf("record of version %s: %w", r.Version.ID, err)
	}
	return bytes.TrimRight(buf.Bytes(), "\n"), nil
}

// AppendJSON appends what MarshalJSON writes to b. Use it rather than
// json.Marshal, which escapes HTML characters again.
func (r *Record) AppendJSON(b []byte) ([]byte, error) {
	data, err := r.MarshalJSON()
	return append(b, data...), err
}

// UnmarshalJSON reads what MarshalJSON writes and turns code points back to
// bytes. It refuses a format that it does not know and spans that do not fit.
func (r *Record) UnmarshalJSON(data []byte) error { return r.UnmarshalWith(data, json.Unmarshal) }

// UnmarshalWith is [Record.UnmarshalJSON] with another decoder than that of
// encoding/json, which must take what that takes.
func (r *Record) UnmarshalWith(data []byte, decode func(data []byte, into any) error) error {
	var in recordJSON
	if err := decode(data, &in); err != nil {
		return fmt.Errorf("record: %w", err)
	}
	if in.Format != Format {
		return fmt.Errorf("record of format %q: this program reads %q", in.Format, Format)
	}
	points := in.Version.Points()
	var bad error
	moveSpans(reflect.ValueOf(&in).Elem(), func(s Span) Span {
		bytes, ok := points.Bytes(s)
		if !ok {
			bad = &SpanError{Version: in.Version.ID, Span: s, Len: points.At(len(in.Version.Text))}
		}
		return bytes
	})
	if bad != nil {
		return bad
	}
	*r = Record(in)
	return r.Check()
}

// untokened returns sentences without their tokens, which JSON does not have.
func untokened(sents []Sentence) []Sentence {
	out := make([]Sentence, len(sents))
	for i := range sents {
		out[i].Span = sents[i].Span
	}
	return out
}

var (
	spanType     = reflect.TypeFor[Span]()
	sentenceType = reflect.TypeFor[Sentence]()
)

// mapSpans returns a copy of v, a value of the record's types, in which f has
// been applied to every span. What holds no span is shared with v.
func mapSpans(v reflect.Value, f func(Span) Span) reflect.Value {
	plan := spansOf(v.Type())
	if plan == nil {
		return v
	}
	return plan.mapped(v, f)
}

func (p *spanPlan) mapped(v reflect.Value, f func(Span) Span) reflect.Value {
	if p.span {
		return reflect.ValueOf(f(v.Interface().(Span)))
	}
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.Struct:
		for _, field := range p.fields {
			if field.shown {
				out.Field(field.index).Set(field.plan.mapped(v.Field(field.index), f))
			}
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
			for i := range v.Len() {
				out.Index(i).Set(p.elem.mapped(v.Index(i), f))
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(p.elem.mapped(v.Elem(), f))
		}
	}
	return out
}

// moveSpans is mapSpans for a value of which nothing is shared: it is changed.
func moveSpans(v reflect.Value, f func(Span) Span) {
	if plan := spansOf(v.Type()); plan != nil {
		plan.move(v, f)
	}
}

func (p *spanPlan) move(v reflect.Value, f func(Span) Span) {
	if p.span {
		span := v.Addr().Interface().(*Span)
		*span = f(*span)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for _, field := range p.fields {
			if field.shown {
				field.plan.move(v.Field(field.index), f)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			p.elem.move(v.Index(i), f)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			p.elem.move(v.Elem(), f)
		}
	}
}

// A spanPlan says where values of a type have spans: a record has a thousand, and to ask
// for each of its values what it is and what its tags say takes longer than all else.
type spanPlan struct {
	span   bool        // it is one
	fields []spanField // of a struct, those that have spans
	elem   *spanPlan   // of a slice or a pointer
}

type spanField struct {
	index int
	name  string
	shown bool // in JSON
	plan  *spanPlan
}

// spanPlans remembers what spansOf found; the record's types are few.
var spanPlans sync.Map

// spansOf returns where values of type t have spans, nil if they have none.
func spansOf(t reflect.Type) *spanPlan {
	if known, ok := spanPlans.Load(t); ok {
		return known.(*spanPlan)
	}
	var plan *spanPlan
	switch {
	case t == spanType:
		plan = &spanPlan{span: true}
	case t.Kind() == reflect.Struct:
		var fields []spanField
		for i := range t.NumField() {
			if in := spansOf(t.Field(i).Type); in != nil {
				fields = append(fields, spanField{i, t.Field(i).Name, t.Field(i).Tag.Get("json") != "-", in})
			}
		}
		if len(fields) > 0 {
			plan = &spanPlan{fields: fields}
		}
	case t.Kind() == reflect.Slice, t.Kind() == reflect.Pointer:
		if in := spansOf(t.Elem()); in != nil {
			plan = &spanPlan{elem: in}
		}
	}
	spanPlans.Store(t, plan)
	return plan
}

// fillLists makes the nil slices of v that JSON always shows empty ones, so
// that users can loop over them without a test.
func fillLists(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			field, tag := v.Field(i), v.Type().Field(i).Tag.Get("json")
			if tag == "-" || bytes.HasSuffix([]byte(tag), []byte(",omitempty")) {
				continue
			}
			if field.Kind() == reflect.Slice && field.IsNil() {
				field.Set(reflect.MakeSlice(field.Type(), 0, 0))
			}
			fillLists(field)
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Struct && v.Type().Elem() != spanType && v.Type().Elem() != sentenceType {
			for i := range v.Len() {
				fillLists(v.Index(i))
			}
		}
	}
}
