package timeline

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// writeText writes plain text, a day once.
func writeText(t *Timeline) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(plain(t.Title) + "\n" + strings.Repeat("=", min(utf8.RuneCountInString(plain(t.Title)), textWidth)) + "\n")
	if mark := t.Mark(); mark != "" {
		b.WriteString(mark + "\n")
	}
	for _, p := range paragraphs(t.Note) {
		b.WriteString("\n" + wrap(p, "") + "\n")
	}
	day := ""
	for i := range t.Entries {
		e := &t.Entries[i]
		if d := e.DayText(); d != day || i == 0 {
			day = d
			b.WriteString("\n" + day + "\n")
		}
		if e.Title != "" {
			b.WriteString(wrap(strings.ToUpper(plain(e.Title)), "  ") + "\n")
		}
		b.WriteString(wrap(plain(e.Words()), "  ") + "\n")
		for _, f := range e.facts() {
			b.WriteString(wrap(f, "    ") + "\n")
		}
		b.WriteString("    " + e.source() + "\n")
		for _, p := range paragraphs(e.Note) {
			b.WriteString(wrap("» "+p, "    ") + "\n")
		}
	}
	b.WriteString("\n" + wrap(t.imprint(), "") + "\n")
	return b.Bytes(), nil
}

// textWidth is the width of lines of plain text.
const textWidth = 76

// wrap breaks a text into lines with an indent; a word that is too long stands alone.
func wrap(s, indent string) string {
	var b strings.Builder
	n := 0
	for w := range strings.FieldsSeq(s) {
		size := utf8.RuneCountInString(w)
		switch {
		case n == 0:
			b.WriteString(indent)
			n = len(indent)
		case n+1+size > textWidth:
			b.WriteString("\n" + indent)
			n = len(indent)
		default:
			b.WriteByte(' ')
			n++
		}
		b.WriteString(w)
		n += size
	}
	return b.String()
}

// markdown escapes what Markdown would take for its own.
var markdown = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "&", "&amp;", "#", `\#`, "|", `\|`, "~", `\~`)

// md returns a text as a paragraph of Markdown: no list, no heading begins it.
func md(s string) string {
	s = markdown.Replace(plain(s))
	digits := strings.TrimLeft(s, "0123456789")
	switch {
	case strings.HasPrefix(s, "-") || strings.HasPrefix(s, "+") || strings.HasPrefix(s, "="):
		return `\` + s
	case len(digits) < len(s) && (strings.HasPrefix(digits, ".") || strings.HasPrefix(digits, ")")):
		return s[:len(s)-len(digits)] + `\` + digits
	}
	return s
}

// writeMarkdown writes CommonMark.
func writeMarkdown(t *Timeline) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n", md(t.Title))
	if mark := t.Mark(); mark != "" {
		fmt.Fprintf(&b, "\n**%s**\n", mark)
	}
	for _, p := range paragraphs(t.Note) {
		fmt.Fprintf(&b, "\n%s\n", md(p))
	}
	day := ""
	for i := range t.Entries {
		e := &t.Entries[i]
		if d := e.DayText(); d != day || i == 0 {
			day = d
			fmt.Fprintf(&b, "\n## %s\n", day)
		}
		if e.Title != "" {
			fmt.Fprintf(&b, "\n### %s\n", md(e.Title))
		}
		fmt.Fprintf(&b, "\n%s\n", md(e.Words()))
		for k, f := range e.facts() {
			text := md(f)
			if link := e.Link(); k == 0 && link != "" {
				text = fmt.Sprintf("[%s](<%s>)", text, link)
			}
			fmt.Fprintf(&b, "\n* %s", text)
		}
		if e.Link() == "" {
			fmt.Fprintf(&b, "\n* %s", md(e.source()))
		}
		b.WriteByte('\n')
		for _, p := range paragraphs(e.Note) {
			fmt.Fprintf(&b, "\n> %s\n", md(p))
		}
	}
	fmt.Fprintf(&b, "\n---\n\n%s\n", md(t.imprint()))
	return b.Bytes(), nil
}

// csvColumns are the columns of the table.
var csvColumns = []string{"n", "day_from", "day_to", "precision", "title", "sentence", "status", "outlet", "posted", "url", "according_to", "lines", "stories",
	"contradicted", "warnings", "note", "event_id", "version_id", "start", "end"}

// writeCSV writes a table, a row an entry. What a spreadsheet would compute has
// an apostrophe before it.
func writeCSV(t *Timeline) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(csvColumns)
	for i := range t.Entries {
		e := &t.Entries[i]
		from, to, precision := "", "", ""
		if e.Day != nil {
			from, to, precision = e.Day.From, e.Day.To, string(e.Day.Precision)
		}
		var against []string
		for _, c := range e.Differ {
			against = append(against, plain(c.What))
		}
		row := []string{strconv.Itoa(i + 1), from, to, precision, plain(e.Title), plain(e.Text), string(e.Status), plain(e.Outlet), e.Posted, e.Link(), plain(strings.Join(e.By, "; ")),
			strconv.Itoa(e.Lines), strconv.Itoa(e.Stories), strings.Join(against, "; "), strings.Join(e.Warnings, "; "), strings.Join(paragraphs(e.Note), "\n"),
			e.Event, e.Version, strconv.Itoa(e.Sentence[0]), strconv.Itoa(e.Sentence[1])}
		for k := range row {
			if row[k] != "" && strings.IndexByte("=+-@'", row[k][0]) >= 0 {
				row[k] = "'" + row[k]
			}
		}
		_ = w.Write(row)
	}
	w.Flush()
	return b.Bytes(), w.Error()
}
