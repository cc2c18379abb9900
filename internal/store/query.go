package store

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// A Query is what is searched, in parts. ParseQuery makes one of what a person
// writes; its fields may also be set one by one.
type Query struct {
	Kind   ResultKind          // what a result is
	Words  string              // full-text expression over the text, what was said, or what happened; "" for any
	Fields map[string][]string // values by field; any of a field's values will do
	All    bool                // older versions and trivial edits too
}

// A ResultKind says what a result of a search is.
type ResultKind string

// The kinds of result.
const (
	Texts      ResultKind = "text"      // a sentence of a story
	Statements ResultKind = "statement" // who said what
	Events     ResultKind = "event"     // who did what to whom
)

// A field of the query language.
type field struct {
	name, short, what string
	kinds             []ResultKind    // what it searches; the first is what it asks for if nothing else does
	values            func() []string // all that it may have; nil: it has anything
}

var (
	anyKind = []ResultKind{Texts, Statements, Events}
	saying  = []ResultKind{Statements}
	doing   = []ResultKind{Events}
	either  = []ResultKind{Events, Statements}
)

// The closed lists of values.
const (
	actWords    = "say confirm deny doubt claim ask predict promise demand wish threaten support oppose criticize decree decline silent"
	quotedWords = "direct mixed indirect"
	kindWords   = "named role unnamed-official unnamed-other document poll outlet author none"
	tellerWords = "outlet named unnamed"
	statusWords = "asserted denied probable possible planned demanded hypothetical open generic"
)

// listed returns the values of a closed list.
func listed(words string) func() []string { return func() []string { return strings.Fields(words) } }

// fields are all fields, in the order of the help text.
var fields = []field{
	{"speaker", "by", "who says it: a name, an office, or an actor's id", saying, nil},
	{"about", "", "words of what is said (plain words mean the same beside a field of statements)", []ResultKind{Statements, Events}, nil},
	{"act", "", actWords, saying, listed(actWords)},
	{"quoted", "", quotedWords, saying, listed(quotedWords)},
	{"kind", "", "of speaker: " + kindWords, saying, listed(kindWords)},
	{"type", "", "of event, in PLOVER's words: " + strings.Join(plover.Types(), " "), doing, plover.Types},
	{"mode", "", "of event, in PLOVER's words: " + strings.Join(plover.Modes(), " "), doing, plover.Modes},
	{"cameo", "", "code of event, or its beginning: 14, 0311", doing, nil},
	{"actor", "", "who does it, or who says it: a name or an actor's id", either, nil},
	{"recipient", "to", "whom it is done to", doing, nil},
	{"place", "", "name of the event's place, or an id of the gazetteer: the place and all that lies in it; with = before the id, the place alone", doing, nil},
	{"near", "", "within some kilometres of a point: latitude,longitude,km such as 48.86,2.35,50, in quotation marks", doing, nil},
	{"source", "", "who says that the event happened, at any step: a name or an actor's id", doing, nil},
	{"told", "", "by whom the event is known: " + tellerWords + " (unnamed: nobody else tells it in any story)", doing, listed(tellerWords)},
	{"country", "", "of the actor, the recipient, the place or the speaker: USA, FRA, …", either, nil},
	{"status", "", statusWords, either, listed(statusWords)},
	{"date", "", "when the event or statement itself was, as far as the text fixes it: a day, month or year, or 2014-06..2014-08", either, nil},
	{"after", "since", "published on this day or later", anyKind, nil},
	{"before", "", "published before this day", anyKind, nil},
	{"outlet", "", "who published it", anyKind, nil},
	{"story", "in", "a story's id", anyKind, nil},
	{"tag", "", "a tag that a person gave the story, or the statement or event", anyKind, nil},
}

// FieldHelp returns one line a field, for the help of the search verb.
func FieldHelp() string {
	var b strings.Builder
	for _, f := range fields {
		fmt.Fprintf(&b, "  %-11s %s\n", f.name+":", f.what)
	}
	return b.String()
}

// Limits of a query.
const (
	maxQuery = 4096 // bytes
	maxTerms = 64
)

// ParseQuery reads what a person writes: words (all must stand there),
// "phrases", beginnings*, OR, NOT or -, parentheses, and fields such as
// act:deny or about:"air strikes". A field takes several values parted by
// commas. An error says what is wrong in words for that person.
func ParseQuery(text string) (*Query, error) {
	if len(text) > maxQuery {
		return nil, fmt.Errorf("the query is longer than %d bytes", maxQuery)
	}
	tokens, err := scan(text)
	if err != nil {
		return nil, err
	}
	p := &parser{tokens: tokens, query: &Query{Fields: make(map[string][]string)}}
	if len(p.tokens) > maxTerms {
		return nil, fmt.Errorf("the query has more than %d terms", maxTerms)
	}
	words, err := p.or(0)
	if err != nil {
		return nil, err
	}
	if p.next < len(p.tokens) {
		return nil, errors.New("a closing parenthesis without an opening one")
	}
	q := p.query
	q.Words = words
	if strings.HasPrefix(words, "NOT ") {
		return nil, errors.New("say what to look for beside what to leave out")
	}
	return q, q.chooseKind(p.asked)
}

// A token of a query.
type queryToken struct {
	text   string
	raw    string // as it was written
	field  string // before the colon
	quoted bool
	prefix bool // "air*"
	not    bool // "-air"
}

// scan splits a query at white space and parentheses, outside quotation marks.
// Marks that are opened and not closed are an error: what was meant to stand in
// them can only be guessed.
func scan(text string) ([]queryToken, error) {
	text = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "\x00", " ").Replace(text)
	var tokens []queryToken
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		var tok queryToken
		whole := text
		if text[0] == '(' || text[0] == ')' {
			tokens, text = append(tokens, queryToken{text: text[:1], raw: text[:1]}), text[1:]
			continue
		}
		if text[0] == '-' && len(text) > 1 && !unicode.IsSpace(rune(text[1])) {
			tok.not, text = true, text[1:]
		}
		end := strings.IndexFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`():"`, r) })
		if end > 0 && text[end] == ':' && isField(text[:end]) {
			tok.field, text = strings.ToLower(text[:end]), text[end+1:]
		}
		if tok.text, tok.quoted, text = value(text, tok.field != ""); strings.Count(tok.text, `"`)%2 == 1 {
			return nil, fmt.Errorf("quotation marks are opened and not closed, before %.40q: close them behind the phrase", strings.Trim(tok.text, `" `))
		}
		if !tok.quoted {
			tok.text, tok.prefix = strings.CutSuffix(tok.text, "*")
		}
		tok.raw = whole[:len(whole)-len(text)]
		if tok.text != "" || tok.field != "" {
			tokens = append(tokens, tok)
		}
	}
	return tokens, nil
}

// isField reports whether a word before a colon is meant as a field: any word
// of small letters, so that a misspelt field is noticed.
func isField(name string) bool {
	return strings.IndexFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) < 0
}

// value takes the next value off text: quoted, or up to white space or a
// parenthesis. The value of a field may hold quoted parts. Where a quotation mark
// has no partner, all of text is the value, with the mark.
func value(text string, ofField bool) (val string, quoted bool, rest string) {
	if strings.HasPrefix(text, `"`) {
		inside, rest, closed := strings.Cut(text[1:], `"`)
		if !closed {
			return text, true, ""
		}
		return inside, true, rest
	}
	end := strings.IndexFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || r == '(' || r == ')' || r == '"' && !ofField
	})
	if end < 0 {
		end = len(text)
	}
	return text[:end], false, text[end:]
}

// A parser makes a full-text expression of tokens and collects the fields.
type parser struct {
	tokens []queryToken
	next   int
	query  *Query
	asked  [][]ResultKind // kinds that the fields search, in order
}

// maxDepth bounds parentheses in parentheses.
const maxDepth = 16

// or reads terms parted by OR.
func (p *parser) or(depth int) (string, error) {
	if depth > maxDepth {
		return "", errors.New("too many parentheses in one another")
	}
	var parts []string
	for {
		part, err := p.and(depth)
		if err != nil {
			return "", err
		}
		if part != "" {
			parts = append(parts, part)
		}
		if p.next == len(p.tokens) || !p.is("OR") {
			break
		}
		if part == "" || p.next+1 == len(p.tokens) {
			return "", errors.New("OR needs words on both sides; for several values of a field write act:deny,doubt")
		}
		p.next++
	}
	if len(parts) > 1 {
		return "(" + strings.Join(parts, " OR ") + ")", nil
	}
	return strings.Join(parts, ""), nil
}

// is reports whether the next token is an unquoted word.
func (p *parser) is(word string) bool {
	t := p.tokens[p.next]
	return t.text == word && !t.quoted && t.field == ""
}

// and reads terms that must all be there, or must not.
func (p *parser) and(depth int) (string, error) {
	var with, without []string
	for p.next < len(p.tokens) && !p.is("OR") && !p.is(")") {
		not := p.tokens[p.next].not
		if p.is("NOT") && p.next+1 < len(p.tokens) {
			not = true
			p.next++
		}
		if p.is("AND") {
			p.next++
			continue
		}
		part, err := p.term(depth, not)
		switch {
		case err != nil:
			return "", err
		case part == "":
		case not:
			without = append(without, part)
		default:
			with = append(with, part)
		}
	}
	expr := strings.Join(with, " AND ")
	if len(with) > 1 {
		expr = "(" + expr + ")"
	}
	for _, part := range without {
		if expr == "" {
			return "", errors.New("say what to look for beside what to leave out")
		}
		expr = "(" + expr + " NOT " + part + ")"
	}
	return expr, nil
}

// term reads a word, a phrase, a field or a parenthesis.
func (p *parser) term(depth int, not bool) (string, error) {
	tok := p.tokens[p.next]
	p.next++
	switch {
	case tok.field != "":
		if depth > 0 || not {
			return "", fmt.Errorf("the field %s: must stand by itself, outside parentheses and without NOT", tok.field)
		}
		return "", p.field(tok)
	case tok.text == "(" && !tok.quoted:
		inner, err := p.or(depth + 1)
		if err != nil {
			return "", err
		}
		if p.next == len(p.tokens) {
			return "", errors.New("an opening parenthesis without a closing one")
		}
		p.next++
		return inner, nil
	}
	return ftsTerm(tok.text, tok.prefix), nil
}

// ftsTerm quotes a word or phrase for the full-text index; "" if it has
// nothing that the index knows.
func ftsTerm(text string, prefix bool) string {
	if strings.IndexFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
		return ""
	}
	term := `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	if prefix {
		term += "*"
	}
	return term
}
