package conllu

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	readout "github.com/seed-f92ea4cf/readout"
	"github.com/ulikunitz/xz"
)

// rows makes CoNLL-U of lines that name only the columns that count:
// "1 form" or "1 form No".
func rows(lines string) string {
	var b strings.Builder
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		col := strings.Fields(line)
		if len(col) < 2 || line[0] == '#' {
			b.WriteString(line + "\n")
			continue
		}
		space := "_"
		if len(col) > 2 {
			space = "SpaceAfter=No"
		}
		b.WriteString(col[0] + "\t" + col[1] + "\t_\t_\t_\t_\t_\t_\t_\t" + space + "\n")
	}
	return b.String() + "\n"
}

// readAll reads every document.
func readAll(in string) (docs []*Document, err error) {
	r := NewReader(strings.NewReader(in), "in.conllu")
	for {
		d, err := r.Next()
		if err == io.EOF {
			return docs, nil
		}
		if err != nil {
			return docs, err
		}
		docs = append(docs, d)
	}
}

// writeAll writes documents without chains.
func writeAll(t *testing.T, docs []*Document) string {
	t.Helper()
	var b bytes.Buffer
	w := NewWriter(&b)
	for _, d := range docs {
		if err := w.Write(d, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const sample = `# newdoc id = one
# sent_id = one-1
# speaker = Ana
1-2 Don't
1 Do
2 n't
3 go No
3.1 there
4 ! No

# sent_id = one-2
1 Stay

# newpar id = p2
# sent_id = one-3
1 Yes No
2 .

# newdoc id = two
1 End`

func TestReadTakesWordsAsTheyStand(t *testing.T) {
	docs, err := readAll(rows(sample))
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != 2 || docs[0].ID != "one" || docs[1].ID != "two" {
		t.Fatalf("got documents %+v", docs)
	}
	d := docs[0]
	if want := "Don't go!Stay\n\nYes."; d.Text != want {
		t.Errorf("got text %q, want %q", d.Text, want)
	}
	var got []string
	for _, s := range d.Sentences {
		line := ""
		for _, tok := range s.Tokens {
			if tok.Glued {
				line += "+"
			}
			line += tok.Form(d.Text) + " "
		}
		got = append(got, line)
	}
	if diff := cmp.Diff([]string{"Do +n't go ! ", "Stay ", "Yes . "}, got); diff != "" {
		t.Error(diff)
	}
	if d.Sentences[1].Paragraph != 0 || d.Sentences[2].Paragraph != 1 {
		t.Errorf("got paragraphs %d and %d, want 0 and 1", d.Sentences[1].Paragraph, d.Sentences[2].Paragraph)
	}
}

func TestWriteKeepsWhatWasRead(t *testing.T) {
	in := rows(sample)
	docs, err := readAll(in)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(in, writeAll(t, docs)); diff != "" {
		t.Error(diff)
	}
}

func TestReadTakesOddFiles(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"comments alone", "# a\n# b\n", ""},
		{"no newline at the end", strings.TrimRight(rows("1 a"), "\n"), "a"},
		{"line ends of Windows", strings.ReplaceAll(rows("1 a\n2 b"), "\n", "\r\n"), "a b"},
		{"a byte order mark", "\uFEFF" + rows("1 a"), "a"},
		{"empty lines", "\n\n" + rows("1 a") + "\n \n" + rows("1 b"), "a b"},
		{"a comment parted from its sentence", "# newdoc id = x\n\n" + rows("1 a"), "a"},
		{"a comment among words", rows("1 a\n# note\n2 b"), "a b"},
		{"a form with spaces", strings.Replace(rows("1 a"), "\ta\t", "\t10 000\t", 1), "10 000"},
		{"words that are not in the surface form", rows("1-2 zum\n1 zu\n2 dem"), "zudem"},
		{"a range of one word", rows("1-1 a\n1 a\n2 b"), "a b"},
		{"bytes that are not UTF-8", strings.Replace(rows("1 a"), "\ta\t", "\ta\xff\t", 1), "a\uFFFD"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			docs, err := readAll(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, d := range docs {
				got += d.Text
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain text", "Some words.\n", `in.conllu:1: want 10 columns parted by tabs, have 1 column: "Some words."`},
		{"nine columns", "# x\n1\ta\t_\t_\t_\t_\t_\t_\t_\n", "in.conllu:2: want 10 columns parted by tabs, have 9 columns"},
		{"a word left out", rows("1 a\n3 b"), `in.conllu:2: want the word 2, a multiword token from 2 on or an empty line, have "3"`},
		{"an id that is no number", rows("one a"), `in.conllu:1: want the word 1, a multiword token from 1 on or an empty line, have "one"`},
		{"a range that goes backwards", rows("1 a\n2-1 b"), `in.conllu:2: want a multiword token from 2 to a later word, have "2-1"`},
		{"a range within a range", rows("1-3 abc\n1 a\n2-3 bc\n2 b\n3 c"), `in.conllu:3: want the word 2 of the multiword token 1-3, have "2-3"`},
		{"a range without its words", rows("1-2 ab\n1 a"), "in.conllu:3: want the words 2 to 2 of the multiword token 1-2, have the end of the sentence"},
		{"an empty node out of place", rows("1 a\n3.1 b"), `in.conllu:2: want the empty node 1.1 or the word 2, have "3.1"`},
		{"no form", strings.Replace(rows("1 a"), "\ta\t", "\t\t", 1), "in.conllu:1: want a form in column 2, have none"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := readAll(tt.in)
			var bad *Error
			if !errors.As(err, &bad) || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %v", err, tt.want)
			}
		})
	}
}

func TestReadGoesOnAfterABrokenDocument(t *testing.T) {
	r := NewReader(strings.NewReader(rows("# newdoc id = a\n1 a")+rows("# newdoc id = b\n1 b\n3 c")+rows("1 d")+rows("# newdoc id = e\n1 e")), "f")
	var got []string
	for range 4 {
		switch d, err := r.Next(); {
		case err == io.EOF:
			got = append(got, "end")
		case err != nil:
			got = append(got, "error")
		default:
			got = append(got, d.ID+":"+d.Text)
		}
	}
	if diff := cmp.Diff([]string{"a:a", "error", "e:e", "end"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestLongDocumentsAreReadInParts(t *testing.T) {
	one := rows("1 " + strings.Repeat("x", MaxDocument/3))
	in := "# newdoc id = long\n" + strings.Repeat(one, 7)
	docs, err := readAll(in)
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != 3 || docs[0].Continued || !docs[1].Continued || !docs[2].Continued || docs[2].ID != "long" {
		t.Fatalf("got %d documents", len(docs))
	}
	if got := writeAll(t, docs); got != in {
		t.Errorf("the parts written are not what was read")
	}
}

// analysed returns a document with an analysis, as the pipeline makes it.
func analysed() *Document {
	text := "Ana didn't go.\nShe  stayed."
	tok := func(start, end int, glued bool) readout.Token {
		return readout.Token{Span: readout.Span{Start: start, End: end}, Glued: glued, Head: -1}
	}
	d := &Document{ID: "d 1", Text: text, Sentences: []readout.Sentence{
		{Span: readout.Span{Start: 0, End: 14}, Tokens: []readout.Token{tok(0, 3, false), tok(4, 7, false), tok(7, 10, true), tok(11, 13, false), tok(13, 14, false)}},
		{Span: readout.Span{Start: 15, End: 27}, Paragraph: 1, Tokens: []readout.Token{tok(15, 18, false), tok(20, 26, false), tok(26, 27, false)}},
	}}
	ana := &d.Sentences[0].Tokens[0]
	ana.Lemma, ana.UPOS, ana.XPOS, ana.Feats, ana.Head, ana.Rel, ana.Name = "Ana", "PROPN", "NNP", "Number=Sing", 3, "nsubj", "B-PER"
	d.Sentences[0].Tokens[3].Rel = "root"
	return d
}

func TestWriteText(t *testing.T) {
	var b strings.Builder
	w := NewWriter(&b)
	chains := []Chain{{{0, 0, 0}, {1, 0, 0}}, {{0, 0, 3}}}
	if err := w.Write(analysed(), chains); err != nil {
		t.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	want := `# newdoc id = d 1
# global.Entity = eid
# newpar
# sent_id = d 1-1
# text = Ana didn't go.
1 Ana Ana PROPN NNP Number=Sing 4 nsubj _ Entity=(c2(c1)|NER=B-PER
2-3 didn't _ _ _ _ _ _ _ _
2 did _ _ _ _ _ _ _ _
3 n't _ _ _ _ _ _ _ _
4 go _ _ _ _ 0 root _ Entity=c2)|SpaceAfter=No
5 . _ _ _ _ _ _ _ _

# newpar
# sent_id = d 1-2
# text = She stayed.
1 She _ _ _ _ _ _ _ Entity=(c1)
2 stayed _ _ _ _ _ _ _ SpaceAfter=No
3 . _ _ _ _ _ _ _ _

`
	if diff := cmp.Diff(want, tabsToSpaces(b.String())); diff != "" {
		t.Error(diff)
	}
}

// tabsToSpaces makes CoNLL-U readable in a test.
func tabsToSpaces(s string) string { return strings.ReplaceAll(s, "\t", " ") }

func TestBracketsNest(t *testing.T) {
	tests := []struct {
		name   string
		chains []Chain
		want   []string
	}{
		{"the longest opens first", []Chain{{{0, 0, 1}}, {{0, 0, 3}}}, []string{"(c2(c1", "c1)", "", "c2)", ""}},
		{"the one opened last closes first", []Chain{{{0, 0, 3}}, {{0, 2, 3}}}, []string{"(c1", "", "(c2", "c2)c1)", ""}},
		{"one word inside what closes", []Chain{{{0, 0, 2}}, {{0, 2, 2}}}, []string{"(c1", "", "(c2)c1)", "", ""}},
		{"one word inside what opens", []Chain{{{0, 0, 2}}, {{0, 0, 0}}}, []string{"(c1(c2)", "", "c1)", "", ""}},
		{"one closes where the next opens", []Chain{{{0, 0, 2}}, {{0, 2, 4}}}, []string{"(c1", "", "c1)(c2", "", "c2)"}},
		{"a chain inside itself", []Chain{{{0, 0, 4}, {0, 1, 2}}}, []string{"(c1", "(c1", "c1)", "", "c1)"}},
		{"a mention given twice", []Chain{{{0, 0, 1}, {0, 0, 1}}}, []string{"(c1", "c1)", "", "", ""}},
		{"a mention that crosses its own chain is left out", []Chain{{{0, 0, 2}, {0, 1, 3}, {0, 3, 4}}}, []string{"(c1", "", "c1)", "(c1", "c1)"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			marks, err := entities(analysed(), tt.chains)
			if err != nil {
				t.Fatal(err)
			}
			got := make([]string, 5)
			for i := range got {
				got[i] = marks[place{0, i}]
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWriteRefuses(t *testing.T) {
	docs, err := readAll(rows(sample))
	if err != nil {
		t.Fatal(err)
	}
	w := NewWriter(io.Discard)
	if err := w.Write(docs[0], []Chain{{{0, 2, 9}}}); err == nil {
		t.Error("a mention outside the document was written")
	}
	docs[0].Sentences[1].Tokens = docs[0].Sentences[0].Tokens
	if err := w.Write(docs[0], nil); err == nil {
		t.Error("a sentence with other words than were read was written")
	}
	w = NewWriter(brokenWriter{})
	if err := errors.Join(w.Write(docs[1], nil), w.Flush()); err == nil {
		t.Error("an error of the file was lost")
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestMentionAt(t *testing.T) {
	d := analysed()
	tests := []struct {
		name string
		span readout.Span
		want Mention
		ok   bool
	}{
		{"a word", readout.Span{Start: 0, End: 3}, Mention{0, 0, 0}, true},
		{"parts of words", readout.Span{Start: 1, End: 12}, Mention{0, 0, 3}, true},
		{"the second sentence", readout.Span{Start: 15, End: 26}, Mention{1, 0, 1}, true},
		{"white space", readout.Span{Start: 18, End: 20}, Mention{}, false},
		{"across sentences", readout.Span{Start: 11, End: 18}, Mention{}, false},
		{"past the end", readout.Span{Start: 27, End: 27}, Mention{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := MentionAt(d.Sentences, tt.span); got != tt.want || ok != tt.ok {
				t.Errorf("got %v, %v, want %v, %v", got, ok, tt.want, tt.ok)
			}
		})
	}
}

func TestChainsOf(t *testing.T) {
	d := analysed()
	span := func(s, e int) readout.Span { return readout.Span{Start: s, End: e} }
	rec := &readout.Record{Sentences: d.Sentences, Mentions: []readout.Mention{
		{Span: span(0, 3), Actor: "u1"}, {Span: span(11, 13), Actor: "u2"}, {Span: span(4, 7)}, {Span: span(15, 18), Actor: "u1"},
	}}
	want := []Chain{{{0, 0, 0}, {1, 0, 0}}, {{0, 3, 3}}}
	if diff := cmp.Diff(want, ChainsOf(rec)); diff != "" {
		t.Error(diff)
	}
}

// TestTreebanks reads and writes the shared treebanks with every column but
// the ones that count taken out.
func TestTreebanks(t *testing.T) {
	dir := os.Getenv("READOUT_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	for _, name := range []string{"en_ewt-ud-dev", "en_gum-clean-ud-dev"} {
		t.Run(name, func(t *testing.T) {
			f, err := os.Open(filepath.Join(dir, "data/ud", name+".conllu.xz"))
			if err != nil {
				t.Skipf("the corpora are not here: %v; set READOUT_SHARED", err)
			}
			defer f.Close()
			x, err := xz.NewReader(bufio.NewReader(f))
			if err != nil {
				t.Fatal(err)
			}
			data, err := io.ReadAll(x)
			if err != nil {
				t.Fatal(err)
			}
			docs, err := readAll(string(data))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strip(string(data)), strip(writeAll(t, docs))); diff != "" {
				t.Error(diff[:min(len(diff), 2000)])
			}
		})
	}
}

// strip leaves of CoNLL-U the columns 1 and 2, SpaceAfter and comments.
func strip(in string) string {
	var b strings.Builder
	for line := range strings.Lines(in) {
		line = strings.TrimSuffix(line, "\n")
		col := strings.Split(line, "\t")
		switch {
		case strings.HasPrefix(line, "# global.Entity"):
			continue
		case len(col) == 10:
			line = col[0] + "\t" + col[1]
			if hasSpaceAfterNo(col[9]) {
				line += "\tNo"
			}
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

func FuzzRead(f *testing.F) {
	f.Add(rows(sample))
	f.Add(rows("1 a\n1.1 b\n1.2 c\n2-3 de\n2 d\n3 e"))
	f.Add("# newdoc\n\n\n1\t_\n")
	f.Fuzz(func(t *testing.T, in string) {
		docs, err := readAll(in)
		if err != nil {
			return
		}
		for _, d := range docs {
			end := 0
			for _, s := range d.Sentences {
				for _, tok := range s.Tokens {
					if !tok.Fits(d.Text) || tok.Start < end {
						t.Fatalf("span %v of %q", tok.Span, d.Text)
					}
					end = tok.End
				}
			}
		}
		once := writeAll(t, docs)
		again, err := readAll(once)
		if err != nil {
			t.Fatalf("%v\nof %q", err, once)
		}
		if twice := writeAll(t, again); once != twice {
			t.Fatalf("written %q, then %q", once, twice)
		}
	})
}

func TestChainsOfLeavesOutWhatCrosses(t *testing.T) {
	text := "a b c d"
	var toks []readout.Token
	for i := range 4 {
		toks = append(toks, readout.Token{Span: readout.Span{Start: 2 * i, End: 2*i + 1}, Head: -1})
	}
	rec := &readout.Record{Sentences: []readout.Sentence{{Span: readout.Span{End: len(text)}, Tokens: toks}},
		Chains: [][]readout.Span{{{Start: 0, End: 5}, {Start: 2, End: 7}, {Start: 2, End: 3}}}}
	got := ChainsOf(rec)
	if len(got) != 1 || len(got[0]) != 2 {
		t.Errorf("chains %v, want one of two phrases", got)
	}
}
