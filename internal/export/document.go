package export

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/plural"
)

// A document is a file that is written from its head to its end, entry after
// entry.
type document struct {
	w       io.Writer
	form    *Format
	buf     []byte
	entries int
	notes   []string
	name    string // of the resource
	doc     string
	// each appends the entries of an item; end appends the end of the file.
	each func(d *document, v *view)
	end  string
	// read counts the entries of a finished file.
	read func(r io.Reader) (int, error)
	lost map[string]int // what the format could not hold, by reason
}

func (d *document) add(v *view) error {
	d.buf = d.buf[:0]
	d.each(d, v)
	_, err := d.w.Write(d.buf)
	return err
}

// put appends words to the file.
func (d *document) put(format string, args ...any) { d.buf = fmt.Appendf(d.buf, format, args...) }

// lose counts something that the format can't hold.
func (d *document) lose(why string) {
	if d.lost == nil {
		d.lost = make(map[string]int)
	}
	d.lost[why]++
}

func (d *document) close() error {
	_, err := io.WriteString(d.w, d.end)
	return err
}

// check counts the entries.
func (d *document) check(f readerAt) error {
	n, err := d.read(f)
	if err == nil && n != d.entries {
		err = fmt.Errorf("%s written and %d read back", plural.Of(d.entries, "entry was", "entries were"), n)
	}
	return err
}

func (d *document) resources() []resource {
	notes := d.notes
	for _, why := range sortedKeys(d.lost) {
		notes = append(notes, fmt.Sprintf("%d left out: %s", d.lost[why], why))
	}
	return []resource{{Name: d.name, Path: d.name + d.form.Ext, Description: d.doc, Format: strings.TrimPrefix(d.form.Ext, "."),
		Mediatype: d.form.Media, Encoding: "utf-8", Rows: d.entries, Notes: notes}}
}

// newDocument writes the head of a document.
func newDocument(w io.Writer, d document, head string) (output, error) {
	d.w = w
	_, err := io.WriteString(w, head)
	return &d, err
}

// esc returns s as XML has it in text and in attributes.
func esc(s string) string {
	s = clean(s, true)
	if !strings.ContainsAny(s, "&<>\"'\n") {
		return s
	}
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// countXML reads a file of XML to its end and counts the elements of a name.
func countXML(name string) func(io.Reader) (int, error) {
	return func(r io.Reader) (int, error) {
		n, dec := 0, xml.NewDecoder(r)
		for {
			tok, err := dec.RawToken()
			if err == io.EOF {
				return n, nil
			}
			if err != nil {
				return n, err
			}
			if start, ok := tok.(xml.StartElement); ok && start.Name.Local == name {
				n++
			}
		}
	}
}

// countLines counts the lines of a file that begin with a prefix.
func countLines(prefix string) func(io.Reader) (int, error) {
	return func(r io.Reader) (int, error) {
		n := 0
		err := eachLine(r, func(line string) {
			if strings.HasPrefix(line, prefix) {
				n++
			}
		})
		return n, err
	}
}
