package input

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// collect reads data as standard input and returns what came of it.
func collect(data []byte) (rows []Row, bad []*Error) {
	Read([]string{"-"}, bytes.NewReader(data), Sink{
		Row: func(r Row) bool { rows = append(rows, r); return true },
		Bad: func(err *Error) { bad = append(bad, err) },
	})
	return rows, bad
}

// packed returns text in gzip.
func packed(text string) []byte {
	var buf bytes.Buffer
	zw := gzip.NewWriter(&buf)
	zw.Write([]byte(text))
	zw.Close()
	return buf.Bytes()
}

func TestKindIsToldByContent(t *testing.T) {
	tests := []struct {
		name       string
		data       []byte
		text, html string
	}{
		{"text", []byte("Ruiz resigned."), "Ruiz resigned.", ""},
		{"text after a byte order mark", []byte("\xef\xbb\xbfRuiz resigned."), "Ruiz resigned.", ""},
		{"text that opens with a bracket", []byte("{sic} he wrote"), "{sic} he wrote", ""},
		{"text that opens with a lesser sign", []byte("<3 was the whole letter"), "<3 was the whole letter", ""},
		{"a page", []byte("\n <!DOCTYPE html><p>A"), "", "\n <!DOCTYPE html><p>A"},
		{"a page without a head", []byte("<div>A</div>"), "", "<div>A</div>"},
		{"a row", []byte(`{"text": "A"}`), "A", ""},
		{"a row with a page", []byte(`{"html": "<p>A"}`), "", "<p>A"},
		{"packed text", packed("Ruiz resigned."), "Ruiz resigned.", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows, bad := collect(tt.data)
			if len(rows) != 1 || len(bad) > 0 || rows[0].Text != tt.text || string(rows[0].HTML) != tt.html {
				t.Errorf("rows %+v, errors %v", rows, bad)
			}
		})
	}
}

func TestRowsKeepWhatTheyHold(t *testing.T) {
	rows, bad := collect([]byte(`{"ref": 7, "url": "https://n.example/1", "text": "A", "desk": {"x": [1]}, "title": null}` + "\n\n" + `{"text": "B"}`))
	if len(rows) != 2 || len(bad) > 0 {
		t.Fatalf("rows %v, errors %v", rows, bad)
	}
	if r := rows[0]; r.Ref != "7" || r.URL != "https://n.example/1" || string(r.Extra["desk"]) != `{"x": [1]}` || r.Title != "" {
		t.Errorf("row %+v", r)
	}
	if rows[1].Place != "standard input:3" {
		t.Errorf("the second row is at %q, want line 3", rows[1].Place)
	}
}

// TestAHeadlineIsATitle holds that a row may call its title a headline, and that a title
// goes before it.
func TestAHeadlineIsATitle(t *testing.T) {
	rows, bad := collect([]byte(`{"text": "A", "headline": "Ferry leaves"}` + "\n" + `{"text": "B", "title": "T", "headline": "H"}` + "\n" + `{"text": "C", "headline": {"x": 1}}`))
	if len(rows) != 3 || len(bad) > 0 {
		t.Fatalf("rows %v, errors %v", rows, bad)
	}
	if rows[0].Title != "Ferry leaves" || rows[0].Extra != nil || rows[1].Title != "T" || string(rows[1].Extra["headline"]) != `"H"` || rows[2].Title != "" || string(rows[2].Extra["headline"]) != `{"x": 1}` {
		t.Errorf("rows %+v", rows)
	}
}

func TestBadInputsSayWhatToDo(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"a PDF", "%PDF-1.7 …", "pdftotext"},
		{"a picture", "\x89PNG\r\n", "give the story's text"},
		{"not UTF-8", "Caf\xe9", "iconv"},
		{"NUL bytes", "A\x00B", "NUL"},
		{"nothing", " \n ", "empty"},
		{"UTF-16", "\xff\xfeA\x00", "UTF-16"},
		{"a broken row", `{"text": "A"`, "one object a line"},
		{"a list", `{"text": ["A"]}`, "want a string"},
		{"a row without text", `{"title": "A"}`, "neither"},
		{"a row that is not UTF-8", "{\"text\": \"\xe9\"}", "iconv"},
		{"cut gzip", string(packed(strings.Repeat("Ruiz resigned. ", 900))[:40]), "broken off"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows, bad := collect([]byte(tt.data))
			if len(rows) != 0 || len(bad) != 1 || !strings.Contains(bad[0].Error(), tt.want) {
				t.Errorf("rows %d, errors %v, want one that says %q", len(rows), bad, tt.want)
			}
		})
	}
}

func TestFoldersAreReadInOrder(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.txt", "a/2.txt", "a/1.txt"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("text of "+name), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(dir, filepath.Join(dir, "circle")); err != nil {
		t.Skip("no links here")
	}
	var got []string
	var bad []*Error
	Read([]string{dir}, nil, Sink{
		Row: func(r Row) bool { got = append(got, r.Text); return true },
		Bad: func(err *Error) { bad = append(bad, err) },
	})
	if want := "text of a/1.txt, text of a/2.txt, text of b.txt"; strings.Join(got, ", ") != want {
		t.Errorf("read %q, want %q", got, want)
	}
	if len(bad) != 1 || !strings.Contains(bad[0].Error(), "not followed") {
		t.Errorf("errors %v, want one for the link to a folder", bad)
	}
}

func TestReadStopsWhenNoMoreIsWanted(t *testing.T) {
	n := 0
	Read([]string{"-"}, strings.NewReader(strings.Repeat("{\"text\":\"A\"}\n", 100)), Sink{
		Row: func(Row) bool { n++; return n < 3 },
		Bad: func(err *Error) { t.Error(err) },
	})
	if n != 3 {
		t.Errorf("%d rows were read after no more were wanted", n)
	}
}

func FuzzParseRow(f *testing.F) {
	f.Add([]byte(`{"text":"A","ref":1e9,"x":[{}]}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		in, err := ParseRow(line)
		if err == nil && in.Text == "" && len(in.HTML) == 0 {
			t.Error("a row without text passed")
		}
	})
}
