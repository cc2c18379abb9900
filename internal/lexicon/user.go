package lexicon

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/plural"
)

// A List is a list that a user loaded: of actors or of places.
type List struct {
	Name    string
	entries []Entry
	persons []Person // of entries of kind person
	places  []UserPlace
	names   *index // of entries
	towns   *index // of places
	longest map[uint64]int
}

// The limits of a user's list: longer lines and further errors are dropped.
const (
	longestLine = 64 << 10
	mostErrors  = 100
)

// userKinds are the kinds that a row of a user's list may have.
var userKinds = []string{KindCountry, KindGovernment, KindOrganization, KindParty, KindGroup, KindOutlet, KindArea, KindPerson}

// LoadUser reads a list of actors: tab-separated rows of name, other names
// parted by "|", kind, country (ISO 3166-1 alpha-3), sector, Wikidata item and,
// for persons, terms of office as data/offices has them. All but the name may
// be missing. Empty lines and those that start with "#" are skipped. A row that
// can't be taken is named in an error, "FILE:LINE: what is wrong", and skipped;
// of very many errors the first are named and the rest counted. An error that
// ends the reading comes last.
func (l *Lexicon) LoadUser(r io.Reader, name string) (*List, []error) {
	list := &List{Name: name, names: newIndex(1024), towns: newIndex(16), longest: map[uint64]int{}}
	return list, readList(r, name, func(line string, seen *seenNames) error {
		e, others, terms, err := l.userRow(line)
		if err != nil {
			return fmt.Errorf("%v; the line is skipped", err)
		}
		if err := seen.first(e.Name); err != nil {
			return err
		}
		if e.Kind == KindPerson {
			list.persons = append(list.persons, Person{Name: e.Name, Wikidata: e.Wikidata, Terms: terms})
			e.person = len(list.persons)
		}
		list.add(e, e.Name)
		return seen.others(others, func(other string) { list.add(e, other) })
	})
}

// A lineError is what is wrong with a line.
type lineError []string

func (e lineError) Error() string { return strings.Join(e, "; ") }

// readList calls take for every row of a list and returns its errors, with
// file and line.
func readList(r io.Reader, name string, take func(line string, seen *seenNames) error) []error {
	var errs []error
	dropped := 0
	fail := func(line int, err error) {
		if len(errs) >= mostErrors {
			dropped++
			return
		}
		errs = append(errs, fmt.Errorf("%s:%d: %w", name, line, err))
	}
	seen := &seenNames{lines: map[uint64]int{}}
	in := bufio.NewScanner(r)
	in.Buffer(nil, longestLine)
	for in.Scan() {
		seen.line++
		line := strings.TrimRight(in.Text(), "\r")
		if seen.line == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		if strings.TrimSpace(line) == "" || line[0] == '#' {
			continue
		}
		if err := take(line, seen); err != nil {
			fail(seen.line, err)
		}
	}
	if dropped > 0 {
		errs = append(errs, fmt.Errorf("%s: %s", name, plural.Of(dropped, "more line has an error", "more lines have errors")))
	}
	if err := in.Err(); err != nil {
		errs = append(errs, fmt.Errorf("%s:%d: %w; the rest is not read", name, seen.line+1, err))
	}
	return errs
}

// seenNames remembers the lines of a list's names.
type seenNames struct {
	line  int // the current one
	lines map[uint64]int
}

// first enters the name of a row; a name that stands already is an error.
func (s *seenNames) first(name string) error {
	if at, ok := s.lines[hashOf(name)]; ok {
		return fmt.Errorf("%q stands in line %d already; the line is skipped", name, at)
	}
	s.lines[hashOf(name)] = s.line
	return nil
}

// others enters the other names of a row; those that another row has are
// named in an error and left out, so that names which refer to each other in
// a circle end in the row that came first.
func (s *seenNames) others(names []string, add func(string)) error {
	var wrong lineError
	for _, other := range names {
		if at, ok := s.lines[hashOf(other)]; ok {
			if at != s.line {
				wrong = append(wrong, fmt.Sprintf("%q names what stands in line %d; this name is skipped", other, at))
			}
			continue
		}
		s.lines[hashOf(other)] = s.line
		add(other)
	}
	if len(wrong) > 0 {
		return wrong
	}
	return nil
}

// cellsOf splits a row into n cells, without blanks around them.
func cellsOf(line string, n int) []string {
	cells := strings.Split(line, "\t")
	for len(cells) < n {
		cells = append(cells, "")
	}
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return cells
}

// otherNames splits a cell of other names.
func otherNames(cell string) []string {
	var others []string
	for other := range strings.SplitSeq(cell, "|") {
		if other = strings.TrimSpace(other); Key(other) != "" {
			others = append(others, other)
		}
	}
	return others
}

// knownCountry returns an error for a code that is none.
func (l *Lexicon) knownCountry(code string) error {
	if _, ok := l.countries[strings.ToUpper(code)]; code != "" && !ok {
		return fmt.Errorf("%q is no code of ISO 3166-1 alpha-3", code)
	}
	return nil
}

// userRow reads one row of a user's list of actors.
func (l *Lexicon) userRow(line string) (Entry, []string, []Term, error) {
	cells := cellsOf(line, 7)
	e := Entry{Name: cells[0], Key: cells[0], Kind: strings.ToLower(cells[2]), Country: strings.ToUpper(cells[3]), Sector: strings.ToUpper(cells[4]), Wikidata: cells[5], User: true}
	if hashOf(e.Name) == 0 || Key(e.Name) == "" {
		return e, nil, nil, fmt.Errorf("the row has no name")
	}
	if e.Wikidata != "" {
		e.Key = e.Wikidata
	}
	if e.Kind == "" {
		e.Kind = KindOrganization
	}
	if !slices.Contains(userKinds, e.Kind) {
		return e, nil, nil, fmt.Errorf("%q is no kind of actor (%s)", cells[2], strings.Join(userKinds, ", "))
	}
	if err := l.knownCountry(cells[3]); err != nil {
		return e, nil, nil, err
	}
	terms, err := l.userTerms(cells[6])
	if err != nil {
		return e, nil, nil, err
	}
	return e, otherNames(cells[1]), terms, nil
}

// userTerms reads terms of office: "IRQ 2006-05-20 2014-09-08 Prime Minister",
// parted by "|". A term with the end "-" lasts.
func (l *Lexicon) userTerms(cell string) ([]Term, error) {
	terms := termsOf(cell)
	for i, t := range terms {
		if t.To == "" {
			terms[i].Until = "9999"
		}
		if err := l.knownCountry(t.Country); err != nil && t.Country != "INT" {
			return nil, err
		}
		if t.To != "" && t.To < t.From {
			return nil, fmt.Errorf("the term as %s ends on %s, before it begins", t.Title, t.To)
		}
	}
	if cell != "" && len(terms) <= strings.Count(cell, "|") {
		return nil, fmt.Errorf("%q is no list of terms (COUNTRY FROM TO TITLE)", cell)
	}
	return terms, nil
}

// add enters an entry under a name.
func (u *List) add(e Entry, name string) {
	e.form = withoutThe(name)
	u.names.add(hashOf(name), int32(len(u.entries)))
	u.entries = append(u.entries, e)
	noteLength(u.longest, name)
}

// Len returns the number of names of the list.
func (u *List) Len() int { return len(u.entries) + len(u.places) }

// With returns a Lexicon that looks into the users' lists first, the last one
// before the others.
func (l *Lexicon) With(own ...*List) *Lexicon {
	all := slices.Clone(own)
	slices.Reverse(all)
	return &Lexicon{lists: l.lists, own: append(all, l.own...)}
}

// UserPerson returns the person of a name on a user's list.
func (l *Lexicon) UserPerson(name string) (p Person, e Entry, ok bool) {
	for _, list := range l.own {
		list.names.each(hashOf(name), func(i int32) bool {
			if e = list.entries[i]; e.person > 0 {
				p, ok = list.persons[e.person-1], true
			}
			return !ok
		})
		if ok {
			return p, e, true
		}
	}
	return p, e, false
}
