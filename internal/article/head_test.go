package article

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestWhatStandsAboveAStoryIsNoHeadline holds the lines that pages have above
// their headline when they are copied as text.
func TestWhatStandsAboveAStoryIsNoHeadline(t *testing.T) {
	const story = "Norway offers talks\n\nNorway said on Tuesday that it would."
	for _, test := range []struct{ above, day, by, kinds string }{
		{"Back", "", "", "navigation"},
		{"« Back to news", "", "", "navigation"},
		{"March 12, 2024", "2024-03-12", "", "timestamp-note"},
		{"Published: Tuesday, 12 March 2024", "2024-03-12", "", "timestamp-note"},
		{"MARCH 12, 2024 9:40 a.m. EST", "2024-03-12T09:40", "", "timestamp-note"},
		{"By Ada Lind", "", "Ada Lind", "contributor-note"},
		{"Back\n\nBy Ada Lind and Per Dahl | Northern Wire\n\n12 Mar 2024", "2024-03-12", "Ada Lind;Per Dahl", "navigation contributor-note timestamp-note"},
	} {
		r := FromText(Input{Text: test.above + "\n\n" + story})
		day := ""
		if r.Version.Published != nil {
			day = r.Version.Published.Value
		}
		if r.Version.Text != story || r.Version.Headline != "Norway offers talks" || day != test.day || strings.Join(r.Version.Bylines, ";") != test.by || kinds(r) != test.kinds {
			t.Errorf("%q: %q, headline %q, day %s, by %q, removed %v", test.above, r.Version.Text, r.Version.Headline, day, r.Version.Bylines, r.Removed)
		}
	}
	for _, text := range []string{story, "March 12, 2024", "By the sea, the mayor waits\n\nHe said so on Tuesday.", "12 March 2024 was a Tuesday\n\nNobody said so."} {
		if r := FromText(Input{Text: text}); r.Version.Text != text {
			t.Errorf("%q became %q", text, r.Version.Text)
		}
	}
}

func TestFrontMatter(t *testing.T) {
	const body = "Norway said on Tuesday that it would."
	text := "---\ntitle: \"Norway offers talks\"\ndate: 2024-03-12\nauthors:\n  - Ada Lind\n  - Per Dahl\ntags: [ferry, talks]\nurl: https://lamp.example/1\n---\n\n" + body
	r := FromText(Input{Text: text})
	v := r.Version
	if v.Text != "Norway offers talks\n\n"+body || v.Published.Day() != "2024-03-12" || strings.Join(v.Bylines, ";") != "Ada Lind;Per Dahl" || v.URL != "https://lamp.example/1" || kinds(r) != "other" {
		t.Errorf("%+v, removed %v", v, r.Removed)
	}
	if v := FromText(Input{Text: text, Title: "Talks", Published: "2024-03-13"}).Version; v.Headline != "Talks" || v.Published.Day() != "2024-03-13" {
		t.Errorf("what the input says does not win: %+v", v)
	}
	for _, text := range []string{
		"---\n\nNorway said on Tuesday that it would.\n\n---\n\nNobody knew why.",
		"---\ntitle: Norway offers talks\n\nNorway said on Tuesday that it would.",
	} {
		if r := FromText(Input{Text: text}); kinds(r) != "" || !strings.Contains(r.Version.Text, "---") {
			t.Errorf("%q became %q", text, r.Version.Text)
		}
	}
}

func TestNotesOfWhoReported(t *testing.T) {
	const body = "The bridge was closed on Monday, the mayor said."
	for note, names := range map[string]string{
		"(Additional reporting by Ada Lind in Oslo; Editing by Per Dahl)":                      "Ada Lind",
		"(Reporting by Ada Lind and Per Dahl; Editing by Eva Berg).":                           "Ada Lind;Per Dahl",
		"Reporting by Ada Lind in Oslo and Per Dahl in Bergen; Writing by Jon Holm":            "Ada Lind;Jon Holm",
		"Additional reporting by Ada Lind.":                                                    "Ada Lind",
		"Associated Press writers Ada Lind, Per Dahl and Eva Berg contributed to this report.": "Ada Lind;Per Dahl;Eva Berg",
		"— Courier staff writer Ada Lind contributed to this report from Oslo.":                "Ada Lind",
		"Written by Ada Lind": "Ada Lind",
	} {
		for _, text := range []string{"A headline for the test\n\n" + body + "\n\n" + note, "A headline for the test\n\n" + body + " " + note} {
			if !strings.HasPrefix(note, "(") && strings.Contains(text, body+" ") {
				continue // what stands in no brackets may be a sentence
			}
			r := FromText(Input{Text: text})
			if !strings.HasSuffix(r.Version.Text, body) || kinds(r) != "contributor-note" || strings.Join(r.Version.Contributors, ";") != names {
				t.Errorf("%q: %q, %q, removed %v", note, r.Version.Text, r.Version.Contributors, r.Removed)
			}
		}
	}
	for _, news := range []string{
		"Reporting by Reuters journalists showed that the police had lied.",
		"The report (written by Ada Lind) was never read.",
		"Written by Ada Lind in 1998, the book was forgotten.",
	} {
		if r := FromText(Input{Text: body + "\n\n" + news}); !strings.HasSuffix(r.Version.Text, news) {
			t.Errorf("%q became %q", news, r.Version.Text)
		}
	}
}

// TestWrappedTextIsUnwrapped holds that no paragraph and no quotation ends
// where a line does.
func TestWrappedTextIsUnwrapped(t *testing.T) {
	paragraphs := []string{
		"Norway offers to host talks",
		"OSLO — Norway on Tuesday offered to host talks between Kestria and its neighbour Ostra Valley after Kestrian troops massed along the river. “We have told both sides that the door is open,” Solheim told reporters in Oslo. “What happens at the river does not have to end in a war.”",
		"She said no.",
		"A senior Norwegian official, speaking on condition of anonymity, said that the two sides had met.",
	}
	want := strings.Join(paragraphs, "\n\n")
	for _, width := range []int{60, 75, 98} {
		var wrapped []string
		for _, p := range paragraphs {
			wrapped = append(wrapped, wrapText(p, width))
		}
		if got := FromText(Input{Text: strings.Join(wrapped, "\n\n")}).Version.Text; got != want {
			t.Errorf("at %d: %q", width, got)
		}
	}
	indented := "Norway offers to host talks\n\n  " + strings.ReplaceAll(wrapText(paragraphs[1], 75), "\n", "\n") + "\n  " + wrapText(paragraphs[3], 75)
	if got := FromText(Input{Text: indented}).Version.Text; got != paragraphs[0]+"\n\n"+paragraphs[1]+"\n\n"+paragraphs[3] {
		t.Errorf("indented: %q", got)
	}
	if got := FromText(Input{Text: "Talks\n\nNorway on Tuesday offered to host talks between Kestria and\nits neighbour."}).Version.Text; !strings.HasSuffix(got, "Kestria and its neighbour.") {
		t.Errorf("two lines: %q", got)
	}
	for _, kept := range []string{
		"The mayor said on Tuesday that it was so.\nThe council did not say that it was.\nNobody else said a word about it all.",
		"The list of the day:\napples\npears\nplums",
		"Roses are red\nViolets are blue\nSugar is sweet\nAnd so are you",
	} {
		if got := FromText(Input{Text: "A headline for the test\n\n" + kept}).Version.Text; got != "A headline for the test\n\n"+strings.ReplaceAll(kept, "\n", "\n\n") {
			t.Errorf("%q became %q", kept, got)
		}
	}
}

// wrapText breaks text into lines of a width.
func wrapText(text string, width int) string {
	var b strings.Builder
	at := 0
	for word := range strings.FieldsSeq(text) {
		n := len([]rune(word))
		switch {
		case at > 0 && at+1+n > width:
			b.WriteByte('\n')
			at = 0
		case at > 0:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += n
	}
	return b.String()
}

func TestADayLineDatesOnlyWhatHasNoDate(t *testing.T) {
	r := FromText(Input{Text: "March 12, 2024\n\nNorway offers talks\n\nNorway said that it would.", Published: "2024-03-13"})
	if v := r.Version; v.Published.Day() != "2024-03-13" || v.Published.Basis != readout.TimeFromFeed {
		t.Errorf("%+v", v.Published)
	}
}
