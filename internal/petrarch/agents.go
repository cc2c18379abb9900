package petrarch

import (
	"io"
	"strings"
)

// Agents is a dictionary of agents, the common nouns such as "police" that
// make an actor's code more exact.
type Agents struct {
	Entries int // lines read, broken ones too
	OfSets  int // those whose name begins with a set of words
	Sets    int // sets of words that names refer to
	names   map[string]agent
	longest int // words of the longest name
}

// An agent is a code that is put behind or before that of a country.
type agent struct {
	code   string
	before bool
	line   int
}

// ReadAgents reads a file of agents: "NAME {PLURAL} [~CODE]", where an
// empty {} says that there is no plural and none given that it is regular.
func ReadAgents(file string, in io.Reader) (*Agents, []Problem) {
	p := &agentParser{reader: reader{file: file}, list: &Agents{names: map[string]agent{}}, sets: map[string][]string{}}
	p.each(in, "", p.line)
	return p.list, p.done()
}

// An agentParser reads one file of agents.
type agentParser struct {
	reader
	list *Agents
	sets map[string][]string
}

// line takes one line.
func (p *agentParser) line(line string) {
	if name, words, ok := strings.Cut(line, "="); ok && strings.HasPrefix(strings.TrimSpace(line), "!") {
		p.set(name, words)
		return
	}
	p.list.Entries++
	if strings.HasPrefix(strings.TrimSpace(line), "!") {
		p.list.OfSets++
	}
	head, code, ok := strings.Cut(line, "[")
	if !ok {
		p.fail("%q has no code", strings.TrimSpace(line))
		return
	}
	code, rest, ok := strings.Cut(code, "]")
	if !ok || strings.TrimSpace(rest) != "" {
		p.fail("%q is no code in brackets", "["+code+rest)
		return
	}
	a, ok := agentCode(code)
	if !ok {
		p.fail("%q is no code with ~ before or behind it", code)
		return
	}
	a.line = p.n
	phrase, forms, braces := strings.Cut(head, "{")
	names := p.expand(Normal(phrase))
	if len(names) == 0 {
		return
	}
	switch {
	case !braces:
		for _, n := range names {
			names = append(names, plural(n))
		}
	case strings.Contains(forms, "}"):
		form, _, _ := strings.Cut(forms, "}")
		if Normal(form) != "" {
			names = append(names, p.expand(Normal(form))...)
		}
	default:
		p.fail("%q has no closing brace", head)
		return
	}
	p.take(names, a)
}

// take enters an agent under its names. The first code of a name stays.
func (p *agentParser) take(names []string, a agent) {
	said := false
	for _, n := range names {
		if old, ok := p.list.names[n]; ok {
			if old.code != a.code && !said {
				said = true
				p.fail("%q is %s in line %d, which goes first", n, old.code, old.line)
			}
			continue
		}
		p.list.names[n] = a
		p.list.longest = max(p.list.longest, strings.Count(n, " ")+1)
	}
}

// agentCode reads "~CODE" or "CODE~".
func agentCode(s string) (agent, bool) {
	s = strings.ToUpper(strings.TrimSpace(s))
	code, behind := strings.CutPrefix(s, "~")
	before := false
	if !behind {
		code, before = strings.CutSuffix(s, "~")
	}
	return agent{code: code, before: before}, (behind || before) && isCode(code)
}

// set reads "!NAME! = word, word".
func (p *agentParser) set(name, words string) {
	name = strings.Trim(strings.TrimSpace(name), "!")
	var list []string
	for w := range strings.SplitSeq(words, ",") {
		if w = Normal(w); w != "" {
			list = append(list, w)
		}
	}
	if name == "" || len(list) == 0 {
		p.fail("the set has no name or no words")
		return
	}
	p.sets[strings.ToUpper(name)] = list
	p.list.Sets++
}

// expand returns the names that a name with a set of words stands for.
func (p *agentParser) expand(name string) []string {
	before, rest, ok := strings.Cut(name, "!")
	if !ok {
		if name == "" {
			p.fail("the line has no name")
			return nil
		}
		return []string{name}
	}
	set, after, ok := strings.Cut(rest, "!")
	words := p.sets[set]
	if !ok || words == nil {
		p.fail("%q refers to no set of words", name)
		return nil
	}
	var out []string
	for _, w := range words {
		out = append(out, p.expand(before+w+after)...)
	}
	return out
}

// find returns the agents among words, without those in words[from:to].
func (a *Agents) find(words []string, from, to int) []agent {
	var out []agent
	for i := 0; i < len(words); i++ {
		for n := min(a.longest, len(words)-i); n > 0; n-- {
			if from < to && i < to && from < i+n {
				continue
			}
			if ag, ok := a.names[strings.Join(words[i:i+n], " ")]; ok {
				out = append(out, ag)
				i += n - 1
				break
			}
		}
	}
	return out
}

// Mix returns the code of a name by both dictionaries, one of which may be
// nil: the longest actor in it, or if it has none base, then the code of each
// agent unless it is there already. It is "" if neither dictionary knows a
// word of the name.
func Mix(actors *Actors, agents *Agents, name, base, day string) string {
	words := strings.Fields(Normal(strings.Map(func(c rune) rune {
		if c == ',' || c == '"' || c == '’' || c == '\'' {
			return ' '
		}
		return c
	}, name)))
	code, from, to, known := base, 0, 0, false
	if actors != nil {
		if c, f, t := actors.find(words, day); c != "" {
			code, from, to, known = c, f, t, true
		}
	}
	if agents != nil {
		for _, ag := range agents.find(words, from, to) {
			known = true
			switch {
			case ag.code == "PPL" && len(code) > 3, strings.Contains(code, ag.code):
			case ag.before:
				code = ag.code + code
			default:
				code += ag.code
			}
		}
	}
	switch {
	case !known:
		return ""
	case base == "" && from == to: // agents of no country
		return "---" + code
	}
	return code
}
