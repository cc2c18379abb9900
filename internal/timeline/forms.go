package timeline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout/internal/plural"
)

// A Form is a way in which a timeline goes out. What it writes holds the whole
// timeline and needs nothing else: neither the archive nor the network.
type Form struct {
	Name, Ext, Media, Doc string
	// Dated is set if entries without a day have no place in it.
	Dated bool
	write func(*Timeline) ([]byte, error)
}

// forms in the order in which they are offered.
var forms = []Form{
	{"page", ".html", "text/html; charset=utf-8", "one file with everything in it, to publish and to print", false, writePage},
	{"text", ".txt", "text/plain; charset=utf-8", "plain text", false, writeText},
	{"markdown", ".md", "text/markdown; charset=utf-8", "Markdown", false, writeMarkdown},
	{"docx", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "a document for Word and LibreOffice", false, writeDocx},
	{"csv", ".csv", "text/csv; charset=utf-8", "a table", false, writeCSV},
	{"ical", ".ics", "text/calendar; charset=utf-8", "a calendar", true, writeICal},
	{"timelinejs", ".timelinejs.json", "application/json", "JSON for TimelineJS", true, writeTimelineJS},
	{"mail", ".eml", "message/rfc822", "a mail, plain and HTML", false, writeMail},
	{"json", ".json", "application/json", "all fields", false, writeJSON},
}

// Forms returns the ways in which a timeline goes out.
func Forms() []Form { return slices.Clone(forms) }

// FormNames returns the names of all forms.
func FormNames() string {
	var names []string
	for _, f := range forms {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// FormNamed returns the form of a name or of a file's ending, and whether there is one.
func FormNamed(name string) (Form, bool) {
	i := slices.IndexFunc(forms, func(f Form) bool { return f.Name == name || f.Ext == name })
	if i < 0 {
		return Form{}, false
	}
	return forms[i], true
}

// Write returns a timeline in a form, and how many entries have no place in it.
func (f Form) Write(t *Timeline) (data []byte, left int, err error) {
	if f.Dated {
		for i := range t.Entries {
			if t.Entries[i].undated() {
				left++
			}
		}
	}
	data, err = f.write(t)
	if err != nil {
		err = fmt.Errorf("the timeline as %s: %w", f.Name, err)
	}
	return data, left, err
}

// undated reports whether an entry has no day.
func (e *Entry) undated() bool { return e.Day == nil || len(e.Day.From) < len("2006-01-02") }

// writeJSON writes a timeline with all its fields.
func writeJSON(t *Timeline) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(t)
	return b.Bytes(), err
}

// plain returns a text without characters that no form can hold, white space
// as single blanks.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.Map(printable, strings.ToValidUTF8(s, "\uFFFD"))), " ")
}

// paragraphs returns the paragraphs of a person's note.
func paragraphs(s string) []string {
	var out []string
	for p := range strings.SplitSeq(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		if p = plain(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// printable maps what is no character of a text to a blank or a sign for it.
func printable(r rune) rune {
	switch {
	case r == '\n', r == '\t', r == '\r', r == 0x85, r == 0x2028, r == 0x2029:
		return ' '
	case r < ' ', 0x7f <= r && r <= 0x9f, r == 0xfffe, r == 0xffff:
		return utf8.RuneError
	case 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069: // turns what follows round
		return -1
	}
	return r
}

// webAddress returns an address that may be a link, "" for others.
func webAddress(s string) string {
	if !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") || !utf8.ValidString(s) {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f || r == '<' || r == '>' || r == '"' {
			return -1
		}
		return r
	}, s)
}

// Link returns the address at which a story stands, "" if none is known.
func (e *Entry) Link() string { return webAddress(e.URL) }

// Source returns where an entry is from, link or version, so that anybody can
// look it up.
func (e *Entry) source() string {
	switch {
	case e.Link() != "":
		return e.Link()
	case e.Version != "":
		return "version " + e.Version + " of the archive"
	}
	return "no source in the archive any more"
}

// facts are what stands under an entry, a line each.
func (e *Entry) facts() []string {
	line := e.SourceText()
	if e.Lines > 1 {
		line += fmt.Sprintf(" · %d independent lines of reporting", e.Lines)
	}
	if s := e.StatusText(); s != "" {
		line += " · " + s
	}
	out := []string{plain(line)}
	for _, c := range e.Differ[:min(len(e.Differ), maxDiffer)] {
		out = append(out, "Contradicted: "+plain(c.What)+" — "+plain(c.A.Outlet)+": “"+clip(plain(c.A.Text), maxOther)+"” — "+plain(c.B.Outlet)+": “"+clip(plain(c.B.Text), maxOther)+"”")
	}
	if n := len(e.Differ) - maxDiffer; n > 0 {
		out = append(out, plural.Of(n, "further contradiction", "further contradictions")+" in the archive")
	}
	for _, w := range e.Warnings {
		out = append(out, "Note: "+w+".")
	}
	return out
}

// maxDiffer is how many contradictions stand under an entry.
const maxDiffer = 3

// maxOther is how many code points of a contradicting sentence are shown.
const maxOther = 300

// imprint is what stands under a timeline.
func (t *Timeline) imprint() string {
	s := "Sentences are those of the outlets named. Reports are not facts. Days, lines and contradictions were read by a machine (Readout)"
	if t.Changed != "" {
		s += "; chosen and edited by a person, last on " + t.Changed[:min(10, len(t.Changed))]
	}
	if t.ID != "" {
		s += "; " + t.ID
	}
	return s + "."
}
