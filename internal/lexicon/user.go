package lexicon

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A List is a list that a user loaded.
type List struct {
	Name    string
	entries []Entry
	names   *index
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
// parted by "|", kind, country (ISO 3166-1 alpha-3) and sector, the last two
// or three of them may be missing. Empty lines and those that start with "#"
// are skipped. A row that can't be taken is named in an error and skipped; of
// very many errors the first are named and the rest counted. An error that
// ends the reading comes last.
func (l *Lexicon) LoadUser(r io.Reader, name string) (*List, []error) {
	list := &List{Name: name, names: newIndex(1024), longest: map[uint64]int{}}
	var errs []error
	dropped := 0
	fail := func(line int, format string, args ...any) {
		if len(errs) >= mostErrors {
			dropped++
			return
		}
		errs = append(errs, fmt.Errorf("%s, line %d: %s", name, line, fmt.Sprintf(format, args...)))
	}
	seen := map[uint64]int{} // line of each name
	in := bufio.NewScanner(r)
	in.Buffer(nil, longestLine)
	n := 0
	for in.Scan() {
		n++
		line := strings.TrimRight(in.Text(), "\r")
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		if strings.TrimSpace(line) == "" || line[0] == '#' {
			continue
		}
		e, others, err := l.userRow(line)
		if err != nil {
			fail(n, "%v; the line is skipped", err)
			continue
		}
		if at, ok := seen[hashOf(e.Name)]; ok {
			fail(n, "%q stands in line %d already; the line is skipped", e.Name, at)
			continue
		}
		seen[hashOf(e.Name)] = n
		list.add(e, e.Name)
		for _, other := range others {
			if at, ok := seen[hashOf(other)]; ok {
				if at != n {
					fail(n, "%q names what stands in line %d; this name is skipped", other, at)
				}
				continue
			}
			seen[hashOf(other)] = n
			list.add(e, other)
		}
	}
	if dropped > 0 {
		errs = append(errs, fmt.Errorf("%s: %d more lines have errors", name, dropped))
	}
	if err := in.Err(); err != nil {
		errs = append(errs, fmt.Errorf("%s, after line %d: %w; the rest is not read", name, n, err))
	}
	return list, errs
}

// userRow reads one row of a user's list.
func (l *Lexicon) userRow(line string) (Entry, []string, error) {
	cells := strings.Split(line, "\t")
	for len(cells) < 5 {
		cells = append(cells, "")
	}
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	e := Entry{Name: cells[0], Key: cells[0], Kind: strings.ToLower(cells[2]), Country: strings.ToUpper(cells[3]), Sector: strings.ToUpper(cells[4]), User: true}
	if hashOf(e.Name) == 0 || Key(e.Name) == "" {
		return e, nil, fmt.Errorf("the row has no name")
	}
	if e.Kind == "" {
		e.Kind = KindOrganization
	}
	if !slices.Contains(userKinds, e.Kind) {
		return e, nil, fmt.Errorf("%q is no kind of actor (%s)", cells[2], strings.Join(userKinds, ", "))
	}
	if _, ok := l.countries[e.Country]; e.Country != "" && !ok {
		return e, nil, fmt.Errorf("%q is no code of ISO 3166-1 alpha-3", cells[3])
	}
	var others []string
	for other := range strings.SplitSeq(cells[1], "|") {
		if other = strings.TrimSpace(other); Key(other) != "" {
			others = append(others, other)
		}
	}
	return e, others, nil
}

// add enters an entry under a name.
func (u *List) add(e Entry, name string) {
	e.form = withoutThe(name)
	u.names.add(hashOf(name), int32(len(u.entries)))
	u.entries = append(u.entries, e)
	noteLength(u.longest, name)
}

// Len returns the number of names of the list.
func (u *List) Len() int { return len(u.entries) }

// With returns a Lexicon that looks into the users' lists first, the last one
// before the others.
func (l *Lexicon) With(own ...*List) *Lexicon {
	all := slices.Clone(own)
	slices.Reverse(all)
	return &Lexicon{lists: l.lists, own: append(all, l.own...)}
}
