package link

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// lengthen makes one mention of two neighbours whose words together are a
// longer name of the lists: "Islamic State of Iraq" and "Syria". The second one
// stays too, as a name inside the first.
func (l *linker) lengthen() {
	for i := 0; i+1 < len(l.mentions); i++ {
		m, next := &l.mentions[i], &l.mentions[i+1]
		gap := next.Span.Start - m.Span.End
		if m.Form != readout.NameForm || next.Form != readout.NameForm || m.Type == readout.PersonName || gap < 1 || gap > 5 || l.sites[i].sent != l.sites[i+1].sent {
			continue
		}
		long := readout.Span{Start: m.Span.Start, End: next.Span.End}
		e, ok := l.lex.Entry(long.In(l.text))
		if !ok || e.Kind == lexicon.KindCountry || !strings.ContainsAny(l.text[m.Span.End:next.Span.Start], " ") {
			continue
		}
		m.Span, m.Text, m.Type = long, long.In(l.text), readout.OrgName
		l.sites[i].to = l.sites[i+1].to
	}
}

// lookup returns the entry of a name. Of a name with periods that is a
// division's and somebody else's, it is the division's: "S.C." is no party.
func (l *linker) lookup(name string) (lexicon.Entry, bool) {
	if strings.Contains(name, ".") {
		for _, e := range l.lex.Entries(name) {
			if e.Kind == lexicon.KindCountry || e.Kind == lexicon.KindArea && e.Admin1 != "" {
				return e, true
			}
		}
	}
	return l.named(name)
}

// constituency reports the state that stands in brackets behind a member of
// Congress: "(R-S.C.)" is nobody.
func (l *linker) constituency(i int) bool {
	m := &l.mentions[i]
	before := l.text[max(0, m.Span.Start-4):m.Span.Start]
	for _, lead := range l.constituencies {
		if strings.HasSuffix(before, lead) && m.Span.End < len(l.text) && l.text[m.Span.End] == ')' {
			return true
		}
	}
	return false
}

// namesakes names, for a person whom the story calls by one word and no list
// decides, the people of the story who bear that name; they come before those
// of the lists.
func (l *linker) namesakes() {
	known := bearers(l.actors)
	for i := range l.actors {
		a := &l.actors[i]
		if a.Kind != readout.PersonActor || a.Basis != readout.ActorFromStory || strings.Contains(a.Name, " ") {
			continue
		}
		var names []string
		var ids []readout.ActorID
		for _, k := range known[folded(a.Name)] {
			o := &l.actors[k]
			if k == i || len(names) == mostCandidates || !bears(o, a.Name) {
				continue
			}
			ids = append(ids, o.ID)
			names = append(names, o.Name)
		}
		if len(names) > 0 {
			a.Candidates = ids
			a.Why = fmt.Sprintf("The story does not say which of these it means: %s.", strings.Join(names, ", "))
		}
	}
}

// bearers returns, for each first and last name, the persons that may bear it,
// in order and no more than are ever given: each of many persons who are called
// by one word would be compared with all others otherwise.
func bearers(actors []readout.Actor) map[string][]int {
	known := map[string][]int{}
	for i := range actors {
		o := &actors[i]
		if o.Kind != readout.PersonActor {
			continue
		}
		for _, full := range append([]string{o.Name}, o.Aliases...) {
			first, _, several := strings.Cut(full, " ")
			if !several {
				continue
			}
			for _, name := range []string{lexicon.FamilyName(full), first} {
				key := folded(name)
				if list := known[key]; len(list) <= mostCandidates && !slices.Contains(list, i) {
					known[key] = append(list, i)
				}
			}
		}
	}
	return known
}

// folded is one for all names that are equal but for the case of their letters.
func folded(name string) string { return strings.ToLower(strings.ToUpper(name)) }

// bears reports whether a person of several names bears one of them first or
// last.
func bears(o *readout.Actor, name string) bool {
	for _, full := range append([]string{o.Name}, o.Aliases...) {
		first, _, several := strings.Cut(full, " ")
		if several && (strings.EqualFold(lexicon.FamilyName(full), name) || strings.EqualFold(first, name)) {
			return true
		}
	}
	return false
}
