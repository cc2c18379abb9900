package export

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// frozen freezes a folder of two tables.
func frozen(t *testing.T, name string) string {
	t.Helper()
	folder, final := t.TempDir(), filepath.Join(t.TempDir(), name)
	for name, text := range map[string]string{"events.csv": "a,b\n1,2\n", "datapackage.json": "{}\n"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := Freeze(folder, final, []Page{{"README.md", []byte("# A study\n")}}, false); err != nil {
		t.Fatal(err)
	}
	return final
}

// The same rows give the same bytes, and every file is in the list of hashes.
func TestFreezeGivesTheSameBytes(t *testing.T) {
	one, err := os.ReadFile(frozen(t, "a.zip"))
	if err != nil {
		t.Fatal(err)
	}
	path := frozen(t, "b.zip")
	two, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, two) {
		t.Error("the same folder gives other bytes the second time")
	}
	if err := Thaw(path); err != nil {
		t.Error(err)
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	if got, want := strings.Join(names, " "), "README.md datapackage.json events.csv SHA256SUMS"; got != want {
		t.Errorf("files %q, want %q", got, want)
	}
}

// What was changed, taken out or put in after it was frozen is found.
func TestThawFindsWhatIsNotWhatWasFrozen(t *testing.T) {
	for name, change := range map[string]func(name, text string) (string, string, bool){
		"another hash": func(name, text string) (string, string, bool) {
			return name, strings.Replace(text, "1,2", "1,3", 1), true
		},
		"is missing": func(name, text string) (string, string, bool) { return name, text, name != "events.csv" },
		"does not name": func(name, text string) (string, string, bool) {
			return strings.Replace(name, "README", "readme", 1), text, true
		},
		"there is no SHA256SU": func(name, text string) (string, string, bool) { return name, text, name != "SHA256SUMS" },
	} {
		path := rewrite(t, frozen(t, "a.zip"), change)
		err := Thaw(path)
		want := name
		if name == "another hash" {
			want = "its hash is another"
		}
		if name == "does not name" {
			want = "is missing" // the one that the list names is not there
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := Thaw(filepath.Join(t.TempDir(), "none.zip")); err == nil {
		t.Error("no file, and no error")
	}
}

// A file that is there already stays as it is, and nothing is left beside it.
func TestFreezeWritesOverNothing(t *testing.T) {
	final := frozen(t, "a.zip")
	before, _ := os.ReadFile(final)
	if err := Freeze(t.TempDir(), final, nil, false); err == nil {
		t.Error("it was written over")
	}
	after, _ := os.ReadFile(final)
	left, _ := os.ReadDir(filepath.Dir(final))
	if !bytes.Equal(before, after) || len(left) != 1 {
		t.Errorf("%d files are there", len(left))
	}
	if err := Freeze(t.TempDir(), filepath.Join(t.TempDir(), "b.zip"), []Page{{"x", nil}, {"x", nil}}, false); err == nil {
		t.Error("two files of one name, and no error")
	}
}

// rewrite copies a zip through change, which says whether a file stays.
func rewrite(t *testing.T, path string, change func(name, text string) (string, string, bool)) string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		name, changed, stays := change(f.Name, string(text))
		if !stays {
			continue
		}
		e, err := w.Create(name)
		if err == nil {
			_, err = io.WriteString(e, changed)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "changed.zip")
	if err := os.WriteFile(out, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return out
}
