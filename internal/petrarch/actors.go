package petrarch

import (
	"io"
	"strings"
	"time"
)

// A Code is a code that an actor has from one day to another, both included
// and of the form YYYYMMDD; an empty day is no limit.
type Code struct {
	Code     string
	From, To string
	line     int
}

// holds reports whether a code holds on a day. A code with limits does not
// hold if the day is not known.
func (c Code) holds(day string) bool {
	if c.From == "" && c.To == "" {
		return true
	}
	return day != "" && c.From <= day && (c.To == "" || day <= c.To)
}

// Actors is an actor dictionary.
type Actors struct {
	Roots, Synonyms int // lines read, broken ones too
	Dated           int // codes with a restriction
	names           map[string]*actor
	longest         map[string]int // words of the longest name by its first word
}

// An actor is a name with its synonyms' codes.
type actor struct {
	codes []Code
	line  int
}

// ReadActors reads a file of actors: names with "_" for blanks, synonyms
// after "+", codes in brackets behind the name or on lines of their own.
func ReadActors(file string, in io.Reader) (*Actors, []Problem) {
	p := &actorParser{reader: reader{file: file}, list: &Actors{names: map[string]*actor{}, longest: map[string]int{}}}
	p.each(in, ";", p.line)
	p.close()
	return p.list, p.done()
}

// An actorParser reads one file of actors.
type actorParser struct {
	reader
	list *Actors
	now  *actor
	name string
	same bool // the current name stood in the file before
}

// line takes one line.
func (p *actorParser) line(line string) {
	head := strings.TrimLeft(line, " \t")
	phrase, codes := head, ""
	if i := strings.IndexByte(head, '['); i >= 0 {
		phrase, codes = head[:i], head[i:]
	}
	switch {
	case strings.HasPrefix(head, "["):
		if p.now == nil {
			p.fail("a code stands before any name")
			return
		}
	case strings.HasPrefix(head, "+"):
		if !p.synonym(phrase[1:]) {
			return
		}
	default:
		if !p.root(phrase) {
			return
		}
	}
	p.codes(codes)
}

// root begins an entry.
func (p *actorParser) root(phrase string) bool {
	p.close()
	p.now = nil
	p.list.Roots++
	name, ok := p.phrase(phrase)
	if !ok {
		return false
	}
	p.name = name
	if old := p.list.names[name]; old != nil {
		p.now, p.same = old, true
		return true
	}
	p.now, p.same = &actor{line: p.n}, false
	p.enter(name)
	return true
}

// synonym adds a name to the current entry.
func (p *actorParser) synonym(phrase string) bool {
	p.list.Synonyms++
	if p.now == nil {
		p.fail("a synonym stands before any name")
		return false
	}
	name, ok := p.phrase(phrase)
	if !ok {
		return false
	}
	if old := p.list.names[name]; old != nil && old != p.now {
		p.fail("%q stands in line %d already and keeps those codes first", name, old.line)
		return true
	}
	p.enter(name)
	return true
}

// enter gives the current entry a name.
func (p *actorParser) enter(name string) {
	p.list.names[name] = p.now
	first, _, _ := strings.Cut(name, " ")
	p.list.longest[first] = max(p.list.longest[first], strings.Count(name, " ")+1)
}

// phrase reads a name.
func (p *actorParser) phrase(s string) (string, bool) {
	name := Normal(s)
	switch {
	case name == "":
		p.fail("the line has no name")
	case strings.ContainsAny(name, "]{}"):
		p.fail("%q has a stray bracket", strings.TrimSpace(s))
	case strings.Contains(name, "+"):
		p.fail("%q is two names run together", strings.TrimSpace(s))
	default:
		return name, true
	}
	return "", false
}

// codes reads "[CODE restriction]", one or several, with or without blanks between.
func (p *actorParser) codes(s string) {
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		if s[0] != '[' {
			p.fail("%q is no code in brackets", s)
			return
		}
		inside, rest, ok := strings.Cut(s[1:], "]")
		if !ok {
			p.fail("%q has no closing bracket", s)
			return
		}
		s = rest
		code, restriction := strings.TrimSpace(inside), ""
		if i := strings.IndexAny(code, " \t<>"); i >= 0 {
			code, restriction = code[:i], strings.TrimSpace(code[i:])
		}
		c := Code{Code: strings.ToUpper(code), line: p.n}
		if !isCode(c.Code) {
			p.fail("%q is no code", inside)
			continue
		}
		if restriction != "" {
			p.list.Dated++
			if c.From, c.To, ok = dates(restriction); !ok {
				p.fail("%q is no restriction (<DAY, >DAY or DAY-DAY); this code is dropped", restriction)
				continue
			}
		}
		p.add(c)
	}
}

// add gives the current entry a code; one that contradicts another without
// limits never comes into play, which is said.
func (p *actorParser) add(c Code) {
	for _, old := range p.now.codes {
		if old.From == c.From && old.To == c.To && old.Code != c.Code {
			p.fail("%s contradicts %s of line %d for the same days, which goes first", c.Code, old.Code, old.line)
		}
	}
	p.now.codes = append(p.now.codes, c)
}

// close ends an entry.
func (p *actorParser) close() {
	if p.now != nil && len(p.now.codes) == 0 && !p.same {
		p.failAt(p.now.line, "%q has no code", p.name)
	}
}

// dates reads a restriction.
func dates(s string) (from, to string, ok bool) {
	switch s[0] {
	case '<':
		to, ok = day(s[1:])
		return "", to, ok
	case '>':
		from, ok = day(s[1:])
		return from, "", ok
	}
	a, b, cut := strings.Cut(s, "-")
	if !cut {
		return "", "", false
	}
	from, ok = day(a)
	if !ok {
		return "", "", false
	}
	to, ok = day(b)
	return from, to, ok
}

// day reads YYYYMMDD or YYMMDD; years up to 30 are of this century.
func day(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if len(s) == 6 {
		century := "19"
		if s[:2] <= "30" {
			century = "20"
		}
		s = century + s
	}
	if len(s) != 8 || strings.Trim(s, "0123456789") != "" {
		return "", false
	}
	if _, err := time.Parse("20060102", s); err != nil && s[4:6] != "00" && s[6:] != "00" {
		return "", false
	}
	return s, true
}

// Len returns the number of names.
func (a *Actors) Len() int { return len(a.names) }

// Code returns the code that a name has on a day, YYYYMMDD or "" if the day is
// not known: the first code whose restriction holds, else the first that has
// none. It is "" if the dictionary has no such name or no code for the day.
func (a *Actors) Code(name, day string) string {
	entry := a.names[Normal(name)]
	if entry == nil {
		return ""
	}
	fallback := ""
	for _, c := range entry.codes {
		switch {
		case c.From == "" && c.To == "":
			if fallback == "" {
				fallback = c.Code
			}
		case c.holds(day):
			return c.Code
		}
	}
	return fallback
}

// find returns the code of the longest name among words, and where it stands.
func (a *Actors) find(words []string, day string) (code string, from, to int) {
	for i := range words {
		for n := min(a.longest[words[i]], len(words)-i); n > to-from; n-- {
			if c := a.Code(strings.Join(words[i:i+n], " "), day); c != "" {
				code, from, to = c, i, i+n
				break
			}
		}
	}
	return code, from, to
}
