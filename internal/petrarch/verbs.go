package petrarch

import (
	"io"
	"strings"
)

// A Version says for which program a verb dictionary was written, which
// decides what its codes of two parts mean.
type Version int

// The versions: Unclear files have no mark of either.
const (
	Unclear Version = iota
	One             // "a:b" is a forward and a reverse event
	Two             // "a:b" is the code in the active and in the passive voice
)

// Verbs is a verb dictionary.
type Verbs struct {
	Blocks, Patterns, Synsets, Transforms int // lines and blocks read, broken ones too
	TwoPart                               int // codes of two parts
	Version                               Version
	verbs                                 map[string][]*verb // by their marked word
	synsets                               map[string][][]string
}

// A verb is one verb of a block, perhaps of several words.
type verb struct {
	before, after []string // words that stand beside the marked one
	code          codes
	block         *block
}

// A block is what its verbs share.
type block struct {
	name     string
	code     codes
	patterns []pattern
	line     int
}

// codes are the codes of the active and the passive voice, or of the forward
// and the reverse event.
type codes struct{ first, second string }

// ReadVerbs reads a file of verbs. A Version other than Unclear says what the
// user knows of it.
func ReadVerbs(file string, in io.Reader, version Version) (*Verbs, []Problem) {
	p := &verbParser{reader: reader{file: file}, list: &Verbs{verbs: map[string][]*verb{}, synsets: map[string][][]string{}}}
	p.each(in, "", p.line)
	for _, late := range p.patterns { // synsets may stand below
		p.pattern(late)
	}
	p.list.Version = version
	if version == Unclear {
		switch {
		case p.two > 0:
			p.list.Version = Two
		case p.one > 0:
			p.list.Version = One
		case p.list.TwoPart > 0:
			p.fail("nothing tells whether codes of two parts are active:passive or forward:reverse; they are read as active:passive")
			p.list.Version = Two
		}
	}
	return p.list, p.done()
}

// A verbParser reads one file of verbs.
type verbParser struct {
	reader
	list     *Verbs
	set      string // the synset that is read
	ending   bool   // its words have plurals
	now      *block
	patterns []latePattern
	one, two int // patterns that only a version has
}

// A latePattern is a pattern that is read when all synsets are known.
type latePattern struct {
	block *block
	text  string
	line  int
}

// line takes one line.
func (p *verbParser) line(line string) {
	s := strings.TrimSpace(line)
	switch {
	case strings.HasPrefix(s, "---"):
		p.block(s)
	case strings.HasPrefix(s, "~"):
		p.list.Transforms++
	case strings.HasPrefix(s, "&"):
		p.now, p.ending = nil, !strings.HasSuffix(s, "_")
		p.set = Normal(s[1:])
		if p.list.synsets[p.set] == nil {
			p.list.synsets[p.set] = [][]string{}
		}
		p.list.Synsets++
	case strings.HasPrefix(s, "-"):
		p.list.Patterns++
		if p.now == nil {
			p.fail("a pattern stands outside any block")
			return
		}
		p.patterns = append(p.patterns, latePattern{p.now, s[1:], p.n})
	case p.now != nil:
		p.verb(s)
	case p.set != "" && s[0] == '+':
		p.synonym(s[1:])
	default:
		p.fail("%q stands outside any block and any set", s)
	}
}

// synonym adds a phrase to the synset.
func (p *verbParser) synonym(s string) {
	word := Normal(s)
	if word == "" {
		p.fail("the line has no words")
		return
	}
	list := append(p.list.synsets[p.set], strings.Fields(word))
	if p.ending && !strings.HasSuffix(strings.TrimSpace(s), "_") {
		list = append(list, strings.Fields(plural(word)))
	}
	p.list.synsets[p.set] = list
}

// block begins a block: "--- NAME [code] ---".
func (p *verbParser) block(s string) {
	p.list.Blocks++
	p.set = ""
	name, rest, ok := strings.Cut(strings.Trim(s, "- "), "[")
	code, _, closed := strings.Cut(rest, "]")
	p.now = &block{name: Normal(name), line: p.n}
	if !ok || !closed {
		if ok || Normal(name) == "" {
			p.fail("%q is no head of a block", s)
		}
		return
	}
	if p.now.code, ok = p.code(code); !ok {
		p.fail("%q is no code; the block has none", code)
	}
}

// code reads "CODE", "---", "CODE:CODE" with either side empty.
func (p *verbParser) code(s string) (codes, bool) {
	s = strings.ToUpper(strings.TrimSpace(s))
	a, b, two := strings.Cut(s, ":")
	if two {
		p.list.TwoPart++
	}
	for _, part := range []string{a, b} {
		if part != "" && part != "---" && part != "###" && part != "Q" && !isCode(part) {
			return codes{}, false
		}
	}
	if !two {
		b = a
	}
	return codes{a, b}, s != ""
}

// verb reads a verb of the block: "WORD {FORMS} [code]", "+" before the word
// that is the verb if there are several.
func (p *verbParser) verb(s string) {
	v := &verb{block: p.now, code: p.now.code}
	if head, code, ok := strings.Cut(s, "["); ok {
		code, _, closed := strings.Cut(code, "]")
		if v.code, ok = p.code(code); !ok || !closed {
			p.fail("%q is no code", code)
			return
		}
		s = head
	}
	head, forms, braces := strings.Cut(s, "{")
	forms, _, closed := strings.Cut(forms, "}")
	if braces && !closed {
		p.fail("%q has no closing brace", s)
		return
	}
	words := strings.Fields(strings.ReplaceAll(strings.ToUpper(head), "_", " "))
	at := 0
	for i, w := range words {
		if strings.HasPrefix(w, "+") {
			at = i
			words[i] = w[1:]
		}
	}
	if len(words) == 0 || words[at] == "" || strings.ContainsAny(head, "]}*") {
		p.fail("%q is no verb", s)
		return
	}
	v.before, v.after = words[:at], words[at+1:]
	p.enter(words[at], v)
	for form := range strings.FieldsSeq(strings.ToUpper(forms)) {
		parts := strings.Split(strings.Trim(form, "_+"), "_")
		p.enter(strings.TrimPrefix(parts[min(at, len(parts)-1)], "+"), v)
	}
}

// enter enters a verb under a form. The same verb in two blocks with two codes
// contradicts itself: the first goes first.
func (p *verbParser) enter(form string, v *verb) {
	for _, old := range p.list.verbs[form] {
		if old.block != v.block && old.code != v.code && strings.Join(old.before, " ") == strings.Join(v.before, " ") && strings.Join(old.after, " ") == strings.Join(v.after, " ") {
			p.fail("%s is %s in the block of line %d, which goes first", form, old.code.first, old.block.line)
			break
		}
	}
	p.list.verbs[form] = append(p.list.verbs[form], v)
}
