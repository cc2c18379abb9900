package readout

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/seed-f92ea4cf/readout"

// layers lists what each package may import from this module. "." is the root
// package; "x/*" stands for all packages below x. ARCHITECTURE.md has the reasons.
// Folders with a go.mod of their own are no part of it. Rows are added with the
// first code of a package; this is the table of the first release.
var layers = map[string][]string{
	".":                 {},
	"internal/nn":       {},
	"internal/golden":   {},
	"internal/growth":   {},
	"data":              {},
	"models":            {},
	"internal/lexicon":  {".", "data", "internal/language", "internal/plural"},
	"internal/language": {"data", "models"},
	"internal/syntax":   {".", "internal/language", "internal/trace"},
	"internal/trace":    {".", "internal/language", "internal/sorting"},
	"internal/explain":  {".", "internal/trace"},
	"internal/modality": {".", "internal/language", "internal/syntax"},
	"internal/plover":   {"data"},
	"internal/scores":   {"internal/lexicon", "internal/nn"},
	"internal/plural":   {},
	"internal/lines":    {},
	"internal/ordered":  {},
	"internal/sorting":  {},

	"internal/subprocess":    {},
	"internal/hostile":       {},
	"internal/many":          {".", "internal/thread"},
	"internal/many/records":  {".", "internal/ingest", "internal/many", "internal/store"},
	"internal/many/joins":    {".", "internal/export", "internal/ingest", "internal/many", "internal/store"},
	"internal/export/events": {".", "internal/plover"},

	"internal/petrarch": {},
	"internal/question": {".", "data", "internal/language", "internal/lexicon", "internal/lines", "internal/sorting"},
	"internal/score":    {"."},
	"internal/stage/*":  {".", "internal/question", "internal/thread", "data", "internal/nn", "internal/lexicon", "internal/scores", "internal/language", "internal/syntax", "internal/trace", "internal/modality", "internal/plover", "internal/petrarch"},
	"internal/learn":    {".", "internal/review"},
	"pipeline":          {".", "internal/learn", "internal/question", "internal/thread", "internal/stage/*", "internal/nn", "internal/lexicon", "internal/language", "internal/syntax", "internal/trace", "internal/modality", "internal/petrarch", "models"},
	"internal/article":  {".", "third_party/trafilatura", "internal/plural"},
	"internal/input":    {".", "internal/article"},
	"internal/claim":    {"."},
	"internal/show":     {".", "internal/thread", "internal/claim", "internal/explain", "internal/trace", "internal/sorting"},
	"internal/conllu":   {".", "internal/sorting"},
	"internal/export":   {".", "internal/ics", "internal/lexicon", "internal/plural", "internal/question", "internal/thread", "internal/claim", "internal/export/events", "internal/sorting"},
	"internal/thread":   {".", "internal/question", "data", "internal/language", "internal/lines", "internal/sorting"},
	"internal/joined":   {".", "internal/question", "internal/thread", "internal/compare", "internal/sorting"},
	"internal/timeline": {".", "internal/mailer", "internal/ics", "internal/thread", "internal/joined", "internal/plural", "internal/sorting"},
	"internal/ics":      {},
	"internal/fetch":    {},
	"internal/mailer":   {},
	"internal/alert":    {"internal/mailer"},
	"internal/review":   {".", "internal/plover", "internal/sorting"},
	"internal/people":   {},
	"internal/store":    {"internal/alert", "internal/compare", "internal/people", "internal/question", ".", "internal/review", "internal/language", "internal/plover", "internal/thread", "internal/plural", "internal/sorting"},
	"internal/compare":  {".", "data", "internal/language"},
	"internal/ingest":   {".", "internal/thread", "pipeline", "internal/article", "internal/input", "internal/fetch", "internal/store", "internal/compare", "internal/ordered", "internal/plural"},
	"internal/ask":      {"internal/alert", "internal/people", "internal/question", ".", "internal/review", "internal/joined", "internal/timeline", "internal/thread", "internal/claim", "internal/store", "internal/compare"},
	"internal/mcp":      {".", "internal/ask", "internal/joined", "internal/timeline", "internal/thread", "internal/store", "internal/compare", "internal/export"},
	"internal/api":      {"internal/alert", ".", "internal/review", "internal/ask", "internal/store", "internal/timeline"},
	"internal/atlas":    {"data"},
	"internal/courier":  {"internal/alert", "internal/ask", "internal/fetch", "internal/mailer", "internal/people", "internal/store"},
	"internal/web":      {"internal/alert", ".", "internal/atlas", "internal/plover", "internal/review", "internal/people", "internal/mailer", "internal/timeline", "internal/ask", "internal/question", "internal/thread", "internal/claim", "internal/store", "internal/compare", "internal/ingest", "internal/export", "internal/joined", "internal/thread", "internal/api"},
	"examples":          {},
	"cmd/readout":       {".", "pipeline", "internal/*", "models", "examples", "doc"},
	"doc":               {},
	"eval":              {},

	"third_party/trafilatura":          {"third_party/trafilatura/etree", "third_party/trafilatura/selector"},
	"third_party/trafilatura/etree":    {},
	"third_party/trafilatura/selector": {},
}

// outside lists standard packages that reach the outside world.
// The root package and the stages must not import them.
var outside = []string{"database/*", "io/fs", "log", "log/*", "net", "net/*", "os", "os/*"}

func TestLayers(t *testing.T) {
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && file != "." {
			if _, err := os.Stat(filepath.Join(file, "go.mod")); err == nil {
				return fs.SkipDir // a module of its own
			}
		}
		if err != nil || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		pkg := path.Dir(filepath.ToSlash(file))
		if strings.HasPrefix(pkg, "data/build") || strings.HasPrefix(pkg, "tools") || strings.HasPrefix(pkg, "train/") {
			return nil // programs that make the lists, run by hand
		}
		row := pkg
		if strings.HasPrefix(pkg, "internal/stage/") {
			row = "internal/stage/*"
		}
		allowed, ok := layers[row]
		if !ok {
			t.Errorf("package %s is not in layers", pkg)
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			imp, _ := strconv.Unquote(spec.Path.Value)
			dep, ours := strings.CutPrefix(imp+"/", module+"/")
			dep = path.Clean(dep)
			if ours && !match(allowed, dep) {
				t.Errorf("%s: %s may not import %s", file, pkg, dep)
			}
			if (row == "." || row == "internal/stage/*") && match(outside, imp) {
				t.Errorf("%s: %s may not import %s: it does no I/O", file, pkg, imp)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// match reports whether name is in list or below a "x/*" of it.
func match(list []string, name string) bool {
	return slices.ContainsFunc(list, func(p string) bool {
		prefix, below := strings.CutSuffix(p, "*")
		return p == name || below && strings.HasPrefix(name, prefix)
	})
}

// TestArchitecture checks that ARCHITECTURE.md names every package.
func TestArchitecture(t *testing.T) {
	doc, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range layers {
		if !bytes.Contains(doc, []byte("`"+pkg+"`")) {
			t.Errorf("ARCHITECTURE.md does not name `%s`", pkg)
		}
	}
}

// TestItCanBeInstalled checks that go.mod has no replace: with one, Go refuses
// to install the program at a version.
func TestItCanBeInstalled(t *testing.T) {
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(string(mod), "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "replace") || strings.Contains(line, " => ") {
			t.Errorf("go.mod: %q: go install …/cmd/readout@VERSION refuses a module that replaces others", line)
		}
	}
}

// TestEnvironment checks that doc/engineering.md names every variable of the
// environment that the program or its tests look at, and no other.
func TestEnvironment(t *testing.T) {
	page, err := os.ReadFile("doc/engineering.md")
	if err != nil {
		t.Fatal(err)
	}
	name := regexp.MustCompile(`READOUT_[A-Z_]+`)
	asked := map[string]bool{}
	err = filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") {
			return err
		}
		src, err := os.ReadFile(file)
		for _, n := range name.FindAllString(string(src), -1) {
			if n != "READOUT_" && !strings.HasSuffix(n, "_") {
				asked[n] = true
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	for _, n := range name.FindAllString(string(page), -1) {
		told[n] = true
	}
	for n := range asked {
		if !told[n] {
			t.Errorf("doc/engineering.md does not say what %s does", n)
		}
	}
	for n := range told {
		if !asked[n] {
			t.Errorf("doc/engineering.md names %s, which nothing looks at", n)
		}
	}
}

// TestTheCitationIsOfThisVersion checks that CITATION.cff names the program's version.
func TestTheCitationIsOfThisVersion(t *testing.T) {
	cff, err := os.ReadFile("CITATION.cff")
	if err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile("pipeline/pipeline.go")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`const Version = "(.*)"`).FindSubmatch(src)
	if m == nil || !bytes.Contains(cff, []byte("\nversion: "+string(m[1])+"\n")) {
		t.Errorf("CITATION.cff does not name the version %s of pipeline.go", m)
	}
}
