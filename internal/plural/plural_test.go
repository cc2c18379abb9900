package plural

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestOf(t *testing.T) {
	for n, want := range map[int]string{0: "0 stories", 1: "1 story", 2: "2 stories", -1: "-1 stories"} {
		if got := Of(n, "story", "stories"); got != want {
			t.Errorf("Of(%d) = %q, want %q", n, got, want)
		}
	}
}

// fixed are words that a text of the program has behind a count that can't be
// one: a limit, or a number that is larger by its condition.
var fixed = map[string]bool{
	"%d times": true, "%d MiB": true, "%d bytes": true, "%d characters": true, "%d terms": true, "%d redirects": true, "%d tags": true,
	"%d elements": true, "%d attributes": true, "%d columns": true, "%d words": true,
}

// counted is a count before a word in the plural.
var counted = regexp.MustCompile(`%d (?:more |further |other )?([a-z]{3,}s)\b`)

// users are the packages whose texts people read; the others' are of weights,
// of documents' inner form or of tests.
var users = []string{"../../cmd/readout", "../web", "../api", "../store", "../export", "../show", "../mcp", "../ingest", "../compare", "../claim", "../lexicon"}

// TestNoCountStandsBeforeAPluralUnasked finds texts in which a count of one
// would stand before a word in the plural.
func TestNoCountStandsBeforeAPluralUnasked(t *testing.T) {
	for _, folder := range users {
		files, err := filepath.Glob(folder + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no files (%v)", folder, err)
		}
		for _, file := range files {
			if !strings.HasSuffix(file, "_test.go") {
				texts(t, file)
			}
		}
	}
}

func texts(t *testing.T, file string) {
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return true
		}
		text, _ := strconv.Unquote(lit.Value)
		for _, m := range counted.FindAllString(text, -1) {
			if !fixed[m] && !strings.Contains(text, "of "+m) && !strings.Contains(text, "first "+m) {
				t.Errorf("%s: %q: a count of one would read wrong: use plural.Of", set.Position(lit.Pos()), m)
			}
		}
		return true
	})
}
