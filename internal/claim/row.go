package claim

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// A Row is a statement or an event as a reader meets it.
type Row struct {
	ID        string // "a3", "e1"
	Statement bool   // else an event
	Who       []Party
	Words     string // the story's own words of saying or doing
	Content   string // of a statement: what is said
	Quoted    readout.Quoted
	Whom      []Party
	When      *readout.Date
	Where     *readout.Place // of an event
	Medium    string         // of a statement: "in a letter"
	By        []Step         // who told it, innermost first; empty: the outlet says so itself
	Status    readout.Status
	// Of is what the status is of where Words hold the words that tell it:
	// "meeting", which is denied, of "cancelled the meeting"; else "".
	Of string
	// Confidence is between 0 and 1; 0: not known.
	Confidence float64
	Code       string         // PLOVER type or act
	Modes      []string       // of an event
	Lead       readout.Span   // the words by which the row is found in the text
	Marks      []readout.Span // the words of who, of the saying or doing, of to whom
	Said       []readout.Span // of a statement: the words of what is said
}

// A Party is somebody in a row.
type Party struct {
	Text  string          // the story's words
	Name  string          // of the actor that they stand for, "" where nothing but the words is known
	Actor readout.ActorID // "" if the story does not say who it is
	Note  string          // what a reader must not miss: "unnamed official"
}

// Shown returns the name to print, and the story's own words where they say it
// otherwise: "Ingrid Solheim" and "she". A name that holds the words, or that
// the words hold, stands alone. A part of a state's government that the story names
// stands first, "FDA (government of the United States)": what one of its agencies did
// or was asked is not told of all of it.
func (p *Party) Shown() (name, said string) {
	switch {
	case p.Name == "" || holds(p.Text, p.Name):
		return p.Text, ""
	case p.Text == "" || holds(p.Name, p.Text):
		return p.Name, ""
	case p.partOfGovernment():
		return p.Text + " (" + p.Name + ")", ""
	}
	return p.Name, p.Text
}

// partOfGovernment reports whether the story names a part of a state's government,
// which is the actor, by words that the actor's name does not hold.
func (p *Party) partOfGovernment() bool {
	return strings.HasSuffix(string(p.Actor), "-GOV") && names(p.Text) && !holds(p.Name, p.Text) && !holds(p.Text, p.Name)
}

// names reports whether words hold a name: a word in capitals but for an article.
func names(words string) bool {
	for _, word := range strings.Fields(words) {
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(first) && !nameless[strings.ToLower(word)] {
			return true
		}
	}
	return false
}

// nameless are words that begin a phrase in capitals and name nobody.
var nameless = set("the a an")

// String returns the party in words: "Ingrid Solheim (“she”)".
func (p *Party) String() string {
	name, said := p.Shown()
	if said != "" {
		name += " (“" + said + "”)"
	}
	return name
}

// holds reports whether the words of b stand in a, one after the other, in
// whatever case.
func holds(a, b string) bool {
	in, words := fold(a), fold(b)
	return words != "" && strings.Contains(" "+in+" ", " "+words+" ")
}

// fold returns the words of a text in small letters, parted by one blank.
func fold(text string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " "))
}

// A Step is one step of the way by which something was told.
type Step struct {
	ID string // of the statement that tells it
	Party
}

// A Reader makes rows of one record.
type Reader struct {
	rec    *readout.Record
	index  *readout.Index
	dates  []readout.Span // in text order
	points readout.Points
}

// Read prepares the rows of a record.
func Read(rec *readout.Record) *Reader {
	r := &Reader{rec: rec, index: rec.Index(), points: rec.Version.Points()}
	for i := range rec.Dates {
		r.dates = append(r.dates, rec.Dates[i].Span)
	}
	slices.SortFunc(r.dates, func(a, b readout.Span) int { return a.Start - b.Start })
	return r
}

// Text returns the text that the record is of.
func (r *Reader) Text() string { return r.rec.Version.Text }

// datesIn returns the time expressions that begin in a stretch of the text.
func (r *Reader) datesIn(from, to int) []readout.Span {
	first := sort.Search(len(r.dates), func(i int) bool { return r.dates[i].Start >= from })
	last := sort.Search(len(r.dates), func(i int) bool { return r.dates[i].Start >= to })
	return r.dates[first:max(first, last)]
}

// Row returns the row of a statement or event by its id, nil if the record has
// none of that id.
func (r *Reader) Row(id string) *Row {
	if a := r.index.Attribution(readout.AttributionID(id)); a != nil {
		return r.Statement(a)
	}
	if e := r.index.Event(readout.EventID(id)); e != nil {
		return r.Event(e)
	}
	return nil
}

// Statement returns the row of a statement.
func (r *Reader) Statement(a *readout.Attribution) *Row {
	row := &Row{ID: string(a.ID), Statement: true, Who: []Party{r.speaker(a)}, Words: saying(a.Cue.Text), Content: strings.TrimLeft(a.Content.Text, ", "), Quoted: a.Quoted,
		When: a.Date, By: r.Chain(a.Within), Status: a.Status, Confidence: a.Confidence, Code: string(a.Act)}
	if m := r.index.Mention(a.To); m != nil {
		row.Whom = []Party{r.party(m.Text, m.Actor)}
	}
	if a.Medium != nil && !holds(row.Words, a.Medium.Text) {
		row.Medium = oneLine(a.Medium.Text)
	}
	row.Marks = append(append(row.Marks, a.Cue.Spans...), a.Speaker.Spans...)
	row.Said = a.Content.Spans
	for _, spans := range [][]readout.Span{a.Cue.Spans, a.Speaker.Spans, a.Content.Spans} {
		if len(spans) > 0 {
			row.Lead = spans[len(spans)-1]
			break
		}
	}
	return row
}

// saying returns the words of saying. A sign alone, such as the colon of a
// transcript, is no word.
func saying(cue string) string {
	cue = oneLine(cue)
	if strings.IndexFunc(cue, unicode.IsLetter) < 0 {
		return "(speaks)"
	}
	return strings.TrimRight(cue, ":, ")
}

// speaker returns who makes a statement. Somebody whom the text leaves unnamed
// has a note that says so.
func (r *Reader) speaker(a *readout.Attribution) Party {
	p := r.party(a.Speaker.Text, a.Speaker.Actor)
	switch {
	case a.Speaker.Kind == readout.AuthorSpeaker || a.Speaker.Kind == readout.NoSpeaker:
	case a.Speaker.Kind == readout.UnnamedOfficial && (holds(p.String(), "official") || holds(p.String(), "officials")):
		p.Note = KindText(readout.UnnamedOther)
	default:
		p.Note = KindText(a.Speaker.Kind)
	}
	if p.Text == "" && p.Name == "" {
		p.Text = "nobody named"
		p.Note = ""
	}
	return p
}

// Event returns the row of an event.
func (r *Reader) Event(e *readout.Event) *Row {
	row := &Row{ID: string(e.ID), Who: r.roles(e.Actor), Whom: r.roles(e.Recipient), When: e.Date, Where: r.index.Place(e.Place), By: r.chainOf(e.By), Status: e.Status,
		Confidence: e.Confidence, Code: string(e.Type), Modes: e.Modes, Lead: e.Trigger.Cover()}
	row.Words, row.Marks = r.deed(e)
	row.Of = r.statusOf(e, row.Marks)
	row.Marks = slices.Clone(row.Marks)
	for _, roles := range [][]readout.Role{e.Actor, e.Recipient} {
		for i := range roles {
			if m := r.index.Mention(roles[i].Mention); m != nil {
				row.Marks = append(row.Marks, m.Span)
			}
		}
	}
	return row
}

func (r *Reader) roles(roles []readout.Role) []Party {
	var out []Party
	for i := range roles {
		text := roles[i].Text
		if m := r.index.Mention(roles[i].Mention); m != nil && text == "" {
			text = m.Text
		}
		out = append(out, r.party(text, roles[i].Actor))
	}
	return out
}

// maxParty bounds the story's words for somebody, in runes.
const maxParty = 120

// party returns somebody by the story's words and the record's actor.
func (r *Reader) party(text string, id readout.ActorID) Party {
	p := Party{Text: clip(bare(text), maxParty), Actor: id}
	a := r.index.Actor(id)
	if a == nil {
		return p
	}
	p.Name = clip(bare(a.Name), maxParty)
	return p
}

// bare takes the comma and the mark of the genitive off the end of a name.
func bare(text string) string {
	text = strings.TrimRight(oneLine(text), ", ")
	for _, genitive := range []string{"’s", "'s"} {
		text = strings.TrimSuffix(text, genitive)
	}
	return text
}

// maxChain bounds the steps of a chain that a row has.
const maxChain = 8

// Chain returns the steps by which the content of a statement was told,
// innermost first.
func (r *Reader) Chain(id readout.AttributionID) []Step {
	var ids []readout.AttributionID
	for range maxChain {
		a := r.index.Attribution(id)
		if a == nil {
			break
		}
		ids = append(ids, id)
		id = a.Within
	}
	return r.chainOf(ids)
}

// chainOf returns the steps of some statements. What somebody says within his
// own words is one step.
func (r *Reader) chainOf(ids []readout.AttributionID) []Step {
	var out []Step
	for _, id := range ids {
		a := r.index.Attribution(id)
		if a == nil || len(out) == maxChain {
			continue
		}
		s := r.step(a)
		if n := len(out); n > 0 && s.Actor != "" && out[n-1].Actor == s.Actor {
			out[n-1] = s
			continue
		}
		out = append(out, s)
	}
	return out
}

func (r *Reader) step(a *readout.Attribution) Step {
	s := Step{ID: string(a.ID), Party: r.speaker(a)}
	if a.Speaker.Text == "" && s.Name == "" && a.Cue.Text != "" {
		s.Text = "somebody not named (“" + oneLine(a.Cue.Text) + "”)"
	}
	return s
}

// oneLine returns text with its white space as single blanks.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// clip cuts text at a word after about n runes and says so.
func clip(text string, n int) string {
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	cut := string(runes[:n])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return cut + " …"
}
