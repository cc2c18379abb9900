package data

import (
	"strings"
	"testing"
)

// TestListsNameTheirOrigin checks the first lines of every list, and that its
// rows have the columns it names, are sorted and differ.
func TestListsNameTheirOrigin(t *testing.T) {
	for _, name := range Names() {
		text, err := read(name)
		if err != nil {
			t.Fatal(err)
		}
		columns, last := 0, ""
		head := ""
		for line := range strings.Lines(string(text)) {
			line = strings.TrimRight(line, "\n")
			if strings.HasPrefix(line, "#") {
				head += line + "\n"
				if c, ok := strings.CutPrefix(line, "# columns: "); ok {
					columns = strings.Count(c, "\t") + 1
				}
				continue
			}
			if n := strings.Count(line, "\t") + 1; n != columns {
				t.Errorf("%s: %q has %d columns, want %d", name, line, n, columns)
			}
			if line <= last {
				t.Errorf("%s: %q does not come after %q", name, line, last)
			}
			last = line
		}
		for _, want := range []string{"# source: ", "# licence: ", "# date: ", "# columns: "} {
			if !strings.Contains(head, want) {
				t.Errorf("%s does not name its %s", name, strings.Trim(want, "# :"))
			}
		}
	}
}

// TestLanguagesNameTheirOrigin checks the first lines of every file of a language.
func TestLanguagesNameTheirOrigin(t *testing.T) {
	for _, code := range Languages() {
		for name, text := range Language(code) {
			for _, want := range []string{"# source: ", "# licence: ", "# date: "} {
				if head, _, _ := strings.Cut(text, "\n["); !strings.Contains(head, want) {
					t.Errorf("%s/%s does not name its %s", code, name, strings.Trim(want, "# :"))
				}
			}
		}
	}
}

func TestCountryCodes(t *testing.T) {
	for _, list := range []struct {
		name   string
		column int
	}{{"countries", 0}, {"demonyms", 2}} {
		for _, row := range Rows(list.name) {
			if code := row[list.column]; len(code) != 3 || code != strings.ToUpper(code) {
				t.Errorf("%s: %q is no code of ISO 3166-1 alpha-3", list.name, code)
			}
		}
	}
}

// most is how many bytes of the binary the lists may take.
const most = 6 << 20

func TestListsAreSmall(t *testing.T) {
	size := 0
	entries, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		size += int(info.Size())
	}
	if size > most {
		t.Errorf("the lists take %d bytes, want at most %d", size, most)
	}
	t.Logf("the lists take %.1f MB", float64(size)/(1<<20))
}
