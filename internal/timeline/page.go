package timeline

import (
	"bytes"
	_ "embed" // the pages
	"html/template"
)

//go:embed page.html
var pageTemplate string

//go:embed mail.html
var mailTemplate string

// funcs are what the pages call.
var funcs = template.FuncMap{"plain": plain, "paragraphs": paragraphs, "inc": func(i int) int { return i + 1 },
	"facts": func(e Entry) []string { return e.facts() }, "source": func(e Entry) string { return e.source() },
	"day": func(e Entry) string {
		if e.undated() {
			return ""
		}
		return e.Day.From[:10]
	}}

var (
	pages     = template.Must(template.Must(template.New("page").Funcs(funcs).Parse(pageTemplate)).Parse(AxisTemplate))
	mailPages = template.Must(template.New("mail").Funcs(funcs).Parse(mailTemplate))
)

// Imprint is what stands under a timeline.
func (t *Timeline) Imprint() string { return t.imprint() }

// Facts are what stands under an entry, a line each: its source, what
// contradicts it, what has become of its story.
func (e *Entry) Facts() []string { return e.facts() }

// writePage writes a page that needs no other file and no network, and prints
// on A4.
func writePage(t *Timeline) ([]byte, error) {
	var b bytes.Buffer
	err := pages.Execute(&b, t)
	return b.Bytes(), err
}
