package readout

import (
	"fmt"
	"reflect"
	"strings"
)

// A SpanError reports a span of a record that does not fit its version's text.
// It comes from a bug or a damaged file, never from an odd story.
type SpanError struct {
	Version VersionID
	Field   string // path in the record, such as "Mentions[3].Span"; "" if unknown
	Span    Span
	Len     int // length of the text, in the unit of Span
}

// Error says which span of which record is wrong.
func (e *SpanError) Error() string {
	return fmt.Sprintf("record of version %s: %s: span [%d,%d) does not fit a text of length %d",
		e.Version, e.Field, e.Span.Start, e.Span.End, e.Len)
}

// A RefError reports an id in a record that names nothing in it.
type RefError struct {
	Version VersionID
	Field   string
	Ref     string
}

// Error says which reference of which record is wrong.
func (e *RefError) Error() string {
	return fmt.Sprintf("record of version %s: %s: %q is not in the record", e.Version, e.Field, e.Ref)
}

// Check reports the first span that does not fit the text and the first
// reference that names nothing, as a [SpanError] or a [RefError].
func (r *Record) Check() error {
	if bad, path, ok := checkSpans(reflect.ValueOf(r).Elem(), r.Version.Text); !ok {
		return &SpanError{Version: r.Version.ID, Field: strings.TrimPrefix(path, "."), Span: bad, Len: len(r.Version.Text)}
	}
	return r.checkRefs()
}

// checkSpans looks at every span below v. It returns the first that does not
// fit text, with its path from v, and false.
func checkSpans(v reflect.Value, text string) (bad Span, path string, ok bool) {
	if plan := spansOf(v.Type()); plan != nil {
		return plan.check(v, text)
	}
	return Span{}, "", true
}

func (p *spanPlan) check(v reflect.Value, text string) (bad Span, path string, ok bool) {
	if p.span {
		s := Span{int(v.Field(0).Int()), int(v.Field(1).Int())}
		return s, "", s.Fits(text)
	}
	switch v.Kind() {
	case reflect.Struct:
		for _, field := range p.fields {
			if bad, path, ok := field.plan.check(v.Field(field.index), text); !ok {
				return bad, "." + field.name + path, false
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if bad, path, ok := p.elem.check(v.Index(i), text); !ok {
				return bad, fmt.Sprintf("[%d]%s", i, path), false
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			return p.elem.check(v.Elem(), text)
		}
	}
	return Span{}, "", true
}

// checkRefs looks at every id that one value of the record gives of another.
func (r *Record) checkRefs() error {
	x := r.Index()
	var err error
	need := func(kind, of, field, id string, have bool) {
		if err == nil && id != "" && !have {
			err = &RefError{Version: r.Version.ID, Field: kind + " " + of + ": " + field, Ref: id}
		}
	}
	for _, m := range r.Mentions {
		need("mention", string(m.ID), "actor", string(m.Actor), x.Actor(m.Actor) != nil)
	}
	for _, a := range r.Attributions {
		need("attribution", string(a.ID), "speaker", string(a.Speaker.Actor), x.Actor(a.Speaker.Actor) != nil)
		need("attribution", string(a.ID), "to", string(a.To), x.Mention(a.To) != nil)
		need("attribution", string(a.ID), "within", string(a.Within), x.Attribution(a.Within) != nil)
		if a.Date != nil {
			need("attribution", string(a.ID), "date", string(a.Date.Ref), x.Date(a.Date.Ref) != nil)
		}
	}
	for _, e := range r.Events {
		for _, roles := range [][]Role{e.Actor, e.Recipient} {
			for _, role := range roles {
				need("event", string(e.ID), "mention", string(role.Mention), x.Mention(role.Mention) != nil)
				need("event", string(e.ID), "actor", string(role.Actor), x.Actor(role.Actor) != nil)
			}
		}
		for _, id := range e.By {
			need("event", string(e.ID), "by", string(id), x.Attribution(id) != nil)
		}
		need("event", string(e.ID), "place", string(e.Place), x.Place(e.Place) != nil)
		if e.Date != nil {
			need("event", string(e.ID), "date", string(e.Date.Ref), x.Date(e.Date.Ref) != nil)
		}
	}
	return err
}
