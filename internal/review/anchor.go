package review

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// An Anchor is how a value is known again: by the words of the sentence that it
// stands in, and by its own words there.
type Anchor struct {
	Passage string `json:"passage"` // the sentence
	Nth     int    `json:"nth"`     // which passage of these words in the text, from 1
	Parts   []Part `json:"parts"`
	Kind    string `json:"kind,omitempty"` // type of an event, name of an actor: of several readings of the same words this one
}

// A Part is words of a passage.
type Part struct {
	Role string `json:"role"` // cue, content, speaker, trigger, mention
	Text string `json:"text"`
	Nth  int    `json:"nth"` // which of these words in the passage, from 1
}

// part returns words of a passage as a part; nil for none that stand in it.
func part(text string, passage readout.Span, role string, at readout.Span) []Part {
	at = readout.Span{Start: max(at.Start, passage.Start), End: min(at.End, passage.End)}
	if at.Empty() {
		return nil
	}
	return []Part{{Role: role, Text: at.In(text), Nth: 1 + strings.Count(passage.In(text)[:at.Start-passage.Start], at.In(text))}}
}

// anchorOf returns how a value is known again.
func anchorOf(rec *readout.Record, at position) Anchor {
	text := rec.Version.Text
	var a Anchor
	var key []readout.Span // the words that tell which sentence it is
	var parts []struct {
		role  string
		spans []readout.Span
	}
	put := func(role string, spans ...readout.Span) {
		parts = append(parts, struct {
			role  string
			spans []readout.Span
		}{role, spans})
		if len(key) == 0 {
			key = spans
		}
	}
	switch at.layer {
	case Statement:
		s := &rec.Attributions[at.i]
		put("cue", s.Cue.Spans...)
		put("content", s.Content.Spans...)
		put("speaker", s.Speaker.Spans...)
	case Event:
		e := &rec.Events[at.i]
		put("trigger", e.Trigger.Spans...)
		a.Kind = string(e.Type)
	case Actor:
		put("mention", mentionsOf(rec, rec.Actors[at.i].ID)...)
		a.Kind = rec.Actors[at.i].Name
	}
	if len(key) == 0 {
		return a
	}
	passage := sentenceOf(rec, key[0])
	a.Passage = passage.In(text)
	a.Nth = 1 + strings.Count(text[:passage.Start], a.Passage)
	for _, p := range parts {
		for _, span := range p.spans {
			a.Parts = append(a.Parts, part(text, passage, p.role, span)...)
		}
	}
	return a
}

// mentionsOf returns where an actor is mentioned, by name first.
func mentionsOf(rec *readout.Record, id readout.ActorID) []readout.Span {
	var names, others []readout.Span
	for _, m := range rec.Mentions {
		switch {
		case m.Actor != id || id == "":
		case m.Form == readout.NameForm:
			names = append(names, m.Span)
		default:
			others = append(others, m.Span)
		}
	}
	return append(names, others...)
}

// sentenceOf returns the sentence that words begin in, else their paragraph's line.
func sentenceOf(rec *readout.Record, at readout.Span) readout.Span {
	for _, s := range rec.Sentences {
		if s.Start <= at.Start && at.Start < s.End {
			return readout.Span{Start: s.Start, End: s.End}
		}
	}
	text := rec.Version.Text
	out := readout.Span{Start: strings.LastIndexByte(text[:at.Start], '\n') + 1, End: len(text)}
	if i := strings.IndexByte(text[at.End:], '\n'); i >= 0 {
		out.End = at.End + i
	}
	return out
}

// A folded text is one in small letters without white space and with plain
// quotation marks, and where each of its bytes stood: what a trivial edit
// changes is not in it.
type folded struct {
	text     string
	from, to []int // the rune of the text that each byte stands for
}

// fold folds a text.
func fold(text string) *folded {
	var b strings.Builder
	f := new(folded)
	for i := 0; i < len(text); {
		r, width := utf8.DecodeRuneInString(text[i:])
		start := i
		i += width
		switch {
		case unicode.IsSpace(r):
			continue
		case strings.ContainsRune("“”„«»", r):
			r = '"'
		case strings.ContainsRune("‘’", r):
			r = '\''
		default:
			r = unicode.ToLower(r)
		}
		n := b.Len()
		b.WriteRune(r)
		for range b.Len() - n {
			f.from, f.to = append(f.from, start), append(f.to, i)
		}
	}
	f.text = b.String()
	return f
}

// find returns where the nth place within a span is that words stand at; the
// last one if there are fewer.
func (f *folded) find(words string, nth int, within readout.Span) (at readout.Span, ok bool) {
	want := fold(words).text
	if want == "" {
		return at, false
	}
	i, _ := slices.BinarySearch(f.from, within.Start)
	end, _ := slices.BinarySearch(f.from, within.End)
	for n := 0; n < nth && i <= end; n++ {
		k := strings.Index(f.text[i:end], want)
		if k < 0 {
			break
		}
		at, ok = readout.Span{Start: f.from[i+k], End: f.to[i+k+len(want)-1]}, true
		i += k + len(want)
	}
	return at, ok
}

// located is where an anchor's words stand in a text.
type located struct {
	passage readout.Span
	parts   map[string][]readout.Span
}

// locate finds an anchor in a text; false if its sentence is not in it.
func (a *Anchor) locate(f *folded, length int) (*located, bool) {
	at, ok := f.find(a.Passage, max(a.Nth, 1), readout.Span{End: length})
	if !ok {
		return nil, false
	}
	out := &located{passage: at, parts: make(map[string][]readout.Span)}
	for _, p := range a.Parts {
		if span, ok := f.find(p.Text, max(p.Nth, 1), at); ok {
			out.parts[p.Role] = append(out.parts[p.Role], span)
		}
	}
	return out, true
}

// shared returns the bytes that two lists of spans share, and those of both.
func shared(a, b []readout.Span, within readout.Span) (both, any int) {
	for _, x := range a {
		any += x.Len()
	}
	for _, y := range b {
		y = readout.Span{Start: max(y.Start, within.Start), End: min(y.End, within.End)}
		if y.Empty() {
			continue
		}
		any += y.Len()
		for _, x := range a {
			both += max(0, min(x.End, y.End)-max(x.Start, y.Start))
		}
	}
	return both, any - both
}

// likeness returns how far two lists of spans are the same words, 0 to 1.
func likeness(a, b []readout.Span, within readout.Span) float64 {
	both, any := shared(a, b, within)
	if any == 0 {
		return 0
	}
	return float64(both) / float64(any)
}
