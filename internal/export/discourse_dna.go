package export

import (
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout/internal/question"
)

// A dnaTable is a file of the tables that Discourse Network Analyzer keeps.
type dnaTable struct {
	name   string
	header []string
	rows   [][]string
}

// dna makes the tables of the statement type "DNA Statement": person,
// organization, concept, agreement. left is how many positions are neither for
// nor against, which agreement has no value for.
func (d *Discourse) dna() (tables []*dnaTable, left int) {
	docs := &dnaTable{name: "documents", header: []string{"id", "title", "text", "coder", "author", "source", "section", "notes", "type", "date"}}
	statements := &dnaTable{name: "statements", header: []string{"id", "document_id", "start", "stop", "statement_type", "coder", "person", "organization", "concept", "agreement"}}
	agreement := &dnaTable{name: "agreement", header: []string{"statement_id", "value"}}
	person, organization, concept := newEntities("person"), newEntities("organization"), newEntities("concept")
	texts := make(map[string]*dnaText)
	for i := range d.positions {
		p := &d.positions[i]
		if sign(p.Stance) == 0 {
			left++
			continue
		}
		doc := texts[p.Version]
		if doc == nil {
			doc = &dnaText{id: strconv.Itoa(len(docs.rows) + 1), row: len(docs.rows)}
			texts[p.Version] = doc
			v := p.said.version
			docs.rows = append(docs.rows, []string{doc.id, firstOf(v.Headline, p.Version), "", "1", strings.Join(v.Bylines, "; "), p.outlet(), "", strings.TrimSpace(p.Version + " " + v.URL), "", dnaTime(p.Day())})
		}
		start, stop := doc.add(p.sentence)
		who, body := dnaHolder(p.Claim)
		value := "0"
		if p.Stance == question.For {
			value = "1"
		}
		id := strconv.Itoa(len(statements.rows) + 1)
		statements.rows = append(statements.rows, []string{id, doc.id, strconv.Itoa(start), strconv.Itoa(stop), "DNA Statement", "1", person.add(who), organization.add(body),
			concept.add(question.Who{Name: p.question}), value})
		agreement.rows = append(agreement.rows, []string{id, value})
	}
	for _, doc := range texts {
		docs.rows[doc.row][2] = doc.text.String()
	}
	return []*dnaTable{docs, statements, &person.dnaTable, &organization.dnaTable, &concept.dnaTable, agreement}, left
}

// A dnaText is the text of a document: the sentences that are statements, each
// on a line, as the whole story is not ours to hand on.
type dnaText struct {
	id     string
	row    int
	text   strings.Builder
	length int // in code points
	at     []string
	starts []int
}

// add returns where a sentence stands, which is added unless it is there.
func (t *dnaText) add(sentence string) (start, stop int) {
	n := utf8.RuneCountInString(sentence)
	if i := slices.Index(t.at, sentence); i >= 0 {
		return t.starts[i], t.starts[i] + n
	}
	if t.length > 0 {
		t.text.WriteByte('\n')
		t.length++
	}
	start = t.length
	t.at, t.starts = append(t.at, sentence), append(t.starts, start)
	t.text.WriteString(sentence)
	t.length += n
	return start, t.length
}

// dnaHolder returns the person who has the words, and the state or body for which
// he speaks; a nameless source is none of them.
func dnaHolder(c *question.Claim) (person, body question.Who) {
	for _, w := range []question.Who{c.Speaker, c.Actor} {
		if w.Kind == "person" && c.Voice == question.Own && person.Name == "" {
			person = w
		}
	}
	switch {
	case c.Actor.Kind == "person":
		person = c.Actor
	default:
		body = c.Actor
	}
	return person, body
}

// dnaTime returns a day as a time of DNA.
func dnaTime(day string) string {
	if day == "" {
		return ""
	}
	return day + " 00:00:00"
}

// dnaEntities are the values of a variable.
type dnaEntities struct {
	dnaTable
	have map[string]string // names by keys
}

func newEntities(name string) *dnaEntities {
	return &dnaEntities{dnaTable{name: name, header: []string{"id", "value", "color", "type", "alias", "notes"}}, make(map[string]string)}
}

// add adds a value once and returns it: whoever is called otherwise later has the
// name that comes first.
func (e *dnaEntities) add(w question.Who) string {
	if w.Name == "" {
		return ""
	}
	name, ok := e.have[w.Key()]
	if !ok {
		name = w.Name
		e.have[w.Key()] = name
		e.rows = append(e.rows, []string{strconv.Itoa(len(e.rows) + 1), name, "#000000", w.Kind, strings.Join(w.Others, "; "), strings.TrimSpace(w.Country + " " + w.ID)})
	}
	return name
}

// WriteDNA writes the tables documents, statements, person, organization, concept
// and agreement of Discourse Network Analyzer as CSV into a folder, which is made.
// It returns how many positions are neither for nor against, and left out.
func (d *Discourse) WriteDNA(folder string, force bool) (files []Written, left int, err error) {
	tables, left := d.dna()
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return nil, left, err
	}
	var open []*file
	defer func() {
		for _, f := range open {
			f.remove() // what has its name has no other one any more
		}
	}()
	for _, t := range tables {
		f, err := newFile(filepath.Join(folder, t.name+".csv"), force)
		if err != nil {
			return nil, left, err
		}
		open = append(open, f)
		if err := t.write(f); err != nil {
			return nil, left, err
		}
		if err := f.finish(); err != nil {
			return nil, left, err
		}
		files = append(files, Written{Path: f.final, Name: t.name, Rows: len(t.rows)})
	}
	for _, f := range open {
		if err := f.publish(); err != nil {
			return nil, left, err
		}
	}
	return files, left, nil
}

// write writes a table as CSV.
func (t *dnaTable) write(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(t.header); err != nil {
		return err
	}
	return out.WriteAll(t.rows)
}
