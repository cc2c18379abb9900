package timeline

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/emersion/go-message"
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/thread"
	"golang.org/x/net/html"
)

// hostile is a text that would do harm where it is not escaped.
const hostile = `<script>alert(1)</script> & "quoted" =1+1 [x](javascript:alert(1)) ` + "\x00\x1b[31m\u202e"

// sample returns a timeline of n entries; the first has everything that may be
// set, in words that would do harm.
func sample(n int) *Timeline {
	t := &Timeline{ID: "tl_1", Title: "The strike " + hostile, Note: "A note.\n\n" + hostile, Changed: "2031-06-01T10:00:00Z"}
	for i := range n {
		day := fmt.Sprintf("%d-%02d-%02d", 2031+i/360, 1+i/30%12, 1+i%28)
		e := Entry{Key: fmt.Sprintf("n%d", i+1), Day: &joined.DayRow{From: day, To: day, Precision: readout.Day}, Event: fmt.Sprintf("ev_%d", i), Status: thread.FinalAsserted,
			Outlet: "The Wire", Posted: day, URL: fmt.Sprintf("https://wire.example/%d", i), Version: fmt.Sprintf("ve_%d", i), Text: fmt.Sprintf("Sentence number %d stands here.", i), Lines: 1, Stories: 1}
		t.Entries = append(t.Entries, e)
	}
	if n > 1 {
		e := &t.Entries[0]
		e.Title, e.Note, e.Text, e.By = hostile, "1. First\n"+hostile, "=HYPERLINK(1) "+hostile, []string{hostile}
		e.Warnings, e.Status = []string{Forgotten}, thread.FinalDisputed
		e.Differ = []joined.ConflictRow{{ID: "cf_1", What: hostile, A: joined.SideRow{Outlet: "A", Text: hostile}, B: joined.SideRow{Outlet: "B", Text: "Four."}}}
		e.URL = "javascript:alert(1)"
		t.Entries[1].Day = nil
	}
	return t
}

// write writes a timeline in a form.
func write(t *testing.T, name string, tl *Timeline) []byte {
	t.Helper()
	f, ok := FormNamed(name)
	if !ok {
		t.Fatalf("no form %s", name)
	}
	data, _, err := f.Write(tl)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// checkHTML checks that a page has no script, no address but of the web or
// within itself, loads nothing, and returns its text.
func checkHTML(t *testing.T, page []byte) string {
	t.Helper()
	var text strings.Builder
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type == html.TextNode {
			text.WriteString(n.Data)
		}
		switch n.Data {
		case "script", "img", "iframe", "object", "embed", "link", "form", "base":
			if n.Type == html.ElementNode {
				t.Errorf("<%s> in the page", n.Data)
			}
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "href" && !strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "#") {
				t.Errorf("%s=%q", a.Key, a.Val)
			}
		}
	}
	return text.String()
}

// TestEveryFormHasEveryEntry writes two thousand entries in all forms; each is
// in each, with its source, and those without a day are counted where a form
// has no place for them.
func TestEveryFormHasEveryEntry(t *testing.T) {
	tl := sample(Most)
	for _, f := range Forms() {
		data, left, err := f.Write(tl)
		if err != nil {
			t.Fatal(err)
		}
		if want := map[bool]int{true: 1}[f.Dated]; left != want {
			t.Errorf("%s: %d left out, want %d", f.Name, left, want)
		}
		bodies := map[string]string{f.Name: string(data)}
		switch f.Name {
		case "mail":
			bodies = mailParts(t, data)
		case "docx":
			text, rels := docxParts(t, data)
			bodies = map[string]string{f.Name: text + rels}
		case "ical":
			bodies = map[string]string{f.Name: strings.ReplaceAll(string(data), "\r\n ", "")}
		case "text":
			bodies = map[string]string{f.Name: strings.Join(strings.Fields(string(data)), " ")}
		}
		for name, body := range bodies {
			for i := 2; i < Most; i++ {
				if e := &tl.Entries[i]; !strings.Contains(body, e.Text) || !strings.Contains(body, e.URL) {
					t.Fatalf("%s: entry %d or its address is missing", name, i)
				}
			}
		}
	}
}

// mailParts returns the texts of a mail by their media type.
func mailParts(t *testing.T, data []byte) map[string]string {
	t.Helper()
	m, err := message.Read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[string]string)
	parts := m.MultipartReader()
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		media, _, _ := p.Header.ContentType()
		body, err := io.ReadAll(p.Body)
		if err != nil {
			t.Fatal(err)
		}
		out[media] = string(body)
		if media == "text/plain" {
			out[media] = strings.Join(strings.Fields(string(body)), " ")
		}
	}
	if len(out) != 2 {
		t.Errorf("%d parts", len(out))
	}
	for line := range bytes.SplitSeq(data, []byte("\r\n")) {
		if len(line) > 998 {
			t.Errorf("a line of %d bytes", len(line))
		}
	}
	return out
}

// docxParts returns the text and the addresses of a document.
func docxParts(t *testing.T, data []byte) (text, rels string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		dec := xml.NewDecoder(r)
		for {
			tok, err := dec.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
			switch tok := tok.(type) {
			case xml.CharData:
				if f.Name == "word/document.xml" {
					text += string(tok) + "\n"
				}
			case xml.StartElement:
				for _, a := range tok.Attr {
					if a.Name.Local == "Target" {
						rels += a.Value + "\n"
					}
				}
			}
		}
	}
	return text, rels
}

// TestNothingIsExecuted writes words that would do harm: no form lets them.
func TestNothingIsExecuted(t *testing.T) {
	tl := sample(3)
	text := checkHTML(t, write(t, "page", tl))
	if !strings.Contains(text, "<script>alert(1)</script>") {
		t.Error("the words are not shown as they are")
	}
	checkHTML(t, []byte(mailParts(t, write(t, "mail", tl))["text/html"]))
	if md := string(write(t, "markdown", tl)); strings.Contains(md, "<script") || strings.Contains(md, "[x](") || strings.Contains(md, "\n1. First") {
		t.Errorf("Markdown:\n%s", md)
	}
	rows, err := csv.NewReader(bytes.NewReader(write(t, "csv", tl))).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatal(len(rows), err)
	}
	for _, cell := range rows[1] {
		if strings.HasPrefix(cell, "=") {
			t.Errorf("a formula: %q", cell)
		}
	}
	if rows[1][9] != "" {
		t.Errorf("the address %q", rows[1][9])
	}
	var js struct {
		Events []struct {
			Text struct{ Headline, Text string }
		}
	}
	if err := json.Unmarshal(write(t, "timelinejs", tl), &js); err != nil || len(js.Events) != 2 {
		t.Fatal(err, len(js.Events))
	}
	checkHTML(t, []byte(js.Events[0].Text.Headline+js.Events[0].Text.Text))
	if text, rels := docxParts(t, write(t, "docx", tl)); strings.Contains(rels, "javascript") || !strings.Contains(text, "<script>") {
		t.Error("the document:", rels)
	}
	for _, name := range []string{"page", "text", "markdown", "csv", "ical", "timelinejs"} {
		if i := bytes.IndexAny(write(t, name, tl), "\x00\x1b\u202e"); i >= 0 {
			t.Errorf("%s: a control character at %d", name, i)
		}
	}
}

// TestACalendarsLines keeps to the format's width and names an entry the same
// each time.
func TestACalendarsLines(t *testing.T) {
	data := write(t, "ical", sample(3))
	for line := range bytes.SplitSeq(data, []byte("\r\n")) {
		if len(line) > 75 || bytes.ContainsAny(line, "\n\r") {
			t.Errorf("line %q", line)
		}
	}
	if n := bytes.Count(data, []byte("BEGIN:VEVENT")); n != 2 || !bytes.Contains(data, []byte("UID:tl_1.n3@readout")) {
		t.Errorf("%d entries:\n%s", n, data)
	}
}

// TestALabelGoesWithATimeline writes a timeline that not everybody may see in each form that
// people read, and one without a label.
func TestALabelGoesWithATimeline(t *testing.T) {
	for _, label := range []string{"", "AMBER+STRICT"} {
		tl := sample(3)
		tl.Label = label
		document, _ := docxParts(t, write(t, "docx", tl))
		texts := map[string]string{"docx": document}
		for _, name := range []string{"page", "text", "markdown", "mail"} {
			texts[name] = strings.ReplaceAll(string(write(t, name, tl)), "&#43;", "+")
		}
		for name, text := range texts {
			if got := strings.Contains(text, "TLP:AMBER+STRICT"); got != (label != "") {
				t.Errorf("%s of a timeline labelled %q has the label: %v", name, label, got)
			}
		}
	}
}

// TestTheAxis draws a dot an entry within the picture, its labels in order, and
// has all of them in the table; one day is no axis.
func TestTheAxis(t *testing.T) {
	for _, n := range []int{2, 5, 40, 2000} {
		tl := sample(n)
		a := tl.Axis()
		if n == 2 {
			if a != nil {
				t.Error("an axis of one day")
			}
			continue
		}
		if len(a.Dots) != n-1 || len(a.Ticks) == 0 || len(a.Ticks) > mostTicks+2 {
			t.Errorf("%d entries: %d dots, %d ticks", n, len(a.Dots), len(a.Ticks))
		}
		rows := 0
		for _, r := range a.Rows {
			rows += len(r.Entries)
		}
		if rows != n {
			t.Errorf("%d rows of %d", rows, n)
		}
		for _, d := range a.Dots {
			if d.X < 0 || d.X > a.W || d.Y < 0 || d.Y > a.Base {
				t.Errorf("%d entries: a dot at %v, %v of %v, %v", n, d.X, d.Y, a.W, a.Base)
				break
			}
		}
	}
}

// TestNoEntries writes a timeline without any in every form.
func TestNoEntries(t *testing.T) {
	for _, f := range Forms() {
		if data, _, err := f.Write(&Timeline{Title: "Empty"}); err != nil || len(data) == 0 {
			t.Errorf("%s: %d bytes, %v", f.Name, len(data), err)
		}
	}
}
