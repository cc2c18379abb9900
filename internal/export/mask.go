package export

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// Private reports whether an actor is a person in no public role: a witness,
// a victim, a passer-by.
func Private(a *readout.Actor) bool {
	return a.Kind == readout.PersonActor && !a.Public && !isCase(a.Name) && !slices.ContainsFunc(a.Aliases, isCase)
}

// Mask returns a record without the names of private persons, and whether it
// had any, as [Book.Mask] does for a record that stands alone.
func Mask(rec *readout.Record) (*readout.Record, bool) { return new(Book).Mask(rec, Who{}) }

// A masker knows the names of the private persons of a record.
type masker struct {
	label map[readout.ActorID]string // "[person 1]"
	names []string                   // the longest first
	by    map[string]string          // label of a name
	more  map[string]bool            // longer names of something else in which a private person's stands
	low   map[string]bool            // words of names in lower case, once they were asked for
	spans []readout.Span             // where mentions name them
	// What blot found: the text, the masked text, and what of it is masked, in order.
	clear  string
	text   string
	hidden []readout.Span
}

// newMasker returns the masker of a record with the labels of its private
// persons, nil if there are none.
func newMasker(rec *readout.Record, labels map[readout.ActorID]string) *masker {
	if len(labels) == 0 {
		return nil
	}
	m := &masker{label: labels, by: make(map[string]string)}
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
		if label := m.label[x.Actor]; label != "" && x.Form == readout.NameForm {
			if !m.part(rec.Version.Text, x.Span.Start, x.Span.End) {
				m.spans = append(m.spans, x.Span)
			}
			m.name(x.Text, label)
		}
	}
	slices.SortFunc(m.names, longestFirst)
	m.lengthen(rec)
	return m
}

// longestFirst orders names, the longest first.
func longestFirst(a, b string) int {
	if len(a) != len(b) {
		return len(b) - len(a)
	}
	return strings.Compare(a, b)
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

// word reports whether a word in lower case is one of a name.
func (m *masker) word(low string) bool {
	if m.low == nil {
		m.low = make(map[string]bool)
		for _, name := range m.names {
			for w := range strings.FieldsSeq(strings.ToLower(name)) {
				m.low[w] = true
			}
		}
	}
	return m.low[low]
}

// find calls each for the places of s at which a name stands, in order.
func (m *masker) find(s string, each func(start, end int, name string)) {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			i += size
			continue
		}
		if n := m.longer(s[i:]); n > 0 {
			i += n
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
		if !m.part(s, i, i+len(name)) {
			each(i, i+len(name), name)
		}
		i += len(name)
	}
}

// at returns the longest name with which s begins and that ends with a word.
func (m *masker) at(s string) string {
	for _, name := range m.names {
		if strings.HasPrefix(s, name) {
			if endsWord(s[len(name):]) {
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

// blot covers names and mentions of a text, and remembers where.
func (m *masker) blot(text string) string {
	out := []byte(text)
	m.find(text, func(start, end int, _ string) { m.hidden = append(m.hidden, readout.Span{Start: start, End: end}) })
	m.hidden = joined(append(m.hidden, m.spans...))
	for _, s := range m.hidden {
		for i := s.Start; i < s.End; {
			_, size := utf8.DecodeRuneInString(text[i:])
			copy(out[i:], blots[size])
			i += size
		}
	}
	m.clear, m.text = text, string(out)
	return m.text
}

// joined returns spans in order, those that overlap as one.
func joined(list []readout.Span) []readout.Span {
	slices.SortFunc(list, func(a, b readout.Span) int { return a.Start - b.Start })
	out := list[:0]
	for _, s := range list {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
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

// lists masks mentions, dates, places and problems.
func (m *masker) lists(rec *readout.Record) {
	rec.Mentions, rec.Dates = slices.Clone(rec.Mentions), slices.Clone(rec.Dates)
	rec.Places, rec.Problems = slices.Clone(rec.Places), slices.Clone(rec.Problems)
	for i := range rec.Mentions {
		m.span(&rec.Mentions[i].Text, rec.Mentions[i].Span)
	}
	for i := range rec.Dates {
		d := &rec.Dates[i]
		m.span(&d.Text, d.Span)
		d.Why = m.replace(d.Why)
	}
	for i := range rec.Places {
		p := &rec.Places[i]
		m.span(&p.Text, p.Span)
		p.Why = m.replace(p.Why)
	}
	for i := range rec.Problems {
		rec.Problems[i].Text = m.replace(rec.Problems[i].Text)
	}
}

// hits reports whether a name stands in a span.
func (m *masker) hits(s readout.Span) bool {
	i, _ := slices.BinarySearchFunc(m.hidden, s.Start, func(h readout.Span, at int) int { return h.End - at - 1 })
	return i < len(m.hidden) && m.hidden[i].Start < s.End
}

// span sets the words of a span.
func (m *masker) span(words *string, s readout.Span) {
	if m.hits(s) {
		*words = s.In(m.text)
	}
}

// words sets the words of spans.
func (m *masker) words(w *readout.Words) {
	if slices.ContainsFunc(w.Spans, m.hits) {
		*w = readout.WordsOf(m.text, w.Spans...)
	}
}

// cue returns words that may not be there, masked.
func (m *masker) cue(w *readout.Words) *readout.Words {
	if w == nil || !slices.ContainsFunc(w.Spans, m.hits) {
		return w
	}
	out := readout.WordsOf(m.text, w.Spans...)
	return &out
}

// date returns a date that may not be there, masked.
func (m *masker) date(d *readout.Date) *readout.Date {
	if d == nil || !m.hits(d.Span) {
		return d
	}
	out := *d
	out.Text = d.Span.In(m.text)
	return &out
}

// attribution masks the words of an attribution. In those for the speaker names
// become labels, whatever stands beside them: "[person 1], a fisherman".
func (m *masker) attribution(a *readout.Attribution) {
	speaker := a.Speaker.Text
	m.words(&a.Speaker.Words)
	m.words(&a.Cue)
	m.words(&a.Content)
	a.StatusCue, a.Date, a.Why = m.cue(a.StatusCue), m.date(a.Date), m.replace(a.Why)
	if a.Medium != nil && m.hits(a.Medium.Span) {
		a.Medium = &readout.Phrase{Span: a.Medium.Span, Text: a.Medium.Span.In(m.text)}
	}
	switch label := m.label[a.Speaker.Actor]; {
	case label != "" && !strings.ContainsFunc(a.Speaker.Text, unicode.IsLetter):
		a.Speaker.Text = label
	case a.Speaker.Text != speaker && len(a.Speaker.Spans) == 1:
		a.Speaker.Text = m.labelled(a.Speaker.Spans[0], label)
	}
}

// labelled returns the words of a span with a label in the place of each name that
// is blotted out there: that of the name, else the one that is given.
func (m *masker) labelled(s readout.Span, label string) string {
	var b strings.Builder
	at := s.Start
	for _, h := range m.hidden {
		if h.End <= at || h.Start >= s.End {
			continue
		}
		b.WriteString(m.text[at:max(at, h.Start)])
		b.WriteString(firstOf(m.by[h.In(m.clear)], label, "[person]"))
		at = min(h.End, s.End)
	}
	b.WriteString(m.text[at:s.End])
	return b.String()
}

// event masks the words of an event.
func (m *masker) event(e *readout.Event) {
	m.words(&e.Trigger)
	e.StatusCue, e.Date, e.Why = m.cue(e.StatusCue), m.date(e.Date), m.replace(e.Why)
	e.Mentions = slices.Clone(e.Mentions)
	for i := range e.Mentions {
		m.words(&e.Mentions[i].Trigger)
		e.Mentions[i].Date = m.date(e.Mentions[i].Date)
	}
	for _, roles := range []*[]readout.Role{&e.Actor, &e.Recipient} {
		*roles = slices.Clone(*roles)
		for i := range *roles {
			(*roles)[i].Text = m.replace((*roles)[i].Text)
		}
	}
}
