package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// fence matches a block of code of a page.
var fence = regexp.MustCompile("(?ms)^```([a-z]+) ?([a-z]*)\n(.*?)^```$")

// A page is a page of doc/ with code to run.
type page struct {
	file, lang, suffix string
	program            []string // runs a script
	probe              func(module string) []string
	modules            []string // that the page can't do without
	want               []string // patterns of what it prints for the known series
}

var pages = []page{
	{file: "python.md", lang: "python", suffix: ".py", modules: []string{"pandas", "pyarrow", "matplotlib"},
		probe: func(module string) []string { return []string{"-c", "import " + module} },
		want:  []string{`2024-01-08 +1 +0 +3\n`, `2024-01-15 +1 +0 +1\n`, `2024-02-05 +0 +2 +3\n`, `REJECT: rejected`}},
	{file: "r.md", lang: "r", suffix: ".R", want: []string{`2024-01-08 +1 +0\n`, `2024-01-15 +1 +0\n`, `2024-02-05 +0 +2\n`, `REJECT: rejected`}},
}

// TestPagesRun runs every line of the pages for Python and R, first as they
// stand, then with records whose series is known.
func TestPagesRun(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Python and R")
	}
	for _, p := range pages {
		t.Run(p.lang, func(t *testing.T) {
			p.interpreter(t)
			code, err := os.ReadFile("../../doc/" + p.file)
			if err != nil {
				t.Fatal(err)
			}
			p.run(t, workplace(t), string(code))
			dir := workplace(t)
			known := strings.Replace(string(code), "readout add --archive talks.db examples/talks.jsonl", "readout import --archive talks.db known.jsonl", 1)
			knownRecords(t, dir)
			out := p.run(t, dir, known)
			for _, want := range p.want {
				if !regexp.MustCompile(want).MatchString(out) {
					t.Errorf("no %q in\n%s", want, out)
				}
			}
			if _, err := os.Stat(filepath.Join(dir, "weekly.png")); err != nil {
				t.Error("no plot:", err)
			}
		})
	}
}

// interpreter finds what runs the page's code, and skips the test where it is
// not there, unless READOUT_READERS=all wants it.
func (p *page) interpreter(t *testing.T) {
	missing := t.Skipf
	if os.Getenv("READOUT_READERS") == "all" {
		missing = t.Fatalf
	}
	name := map[string]string{"python": "python3", "r": "Rscript"}[p.lang]
	if own := os.Getenv("READOUT_PYTHON"); own != "" && p.lang == "python" {
		name = own
	}
	path, err := exec.LookPath(name)
	if err != nil {
		missing("no %s: %v", name, err)
	}
	p.program = []string{path}
	for _, module := range p.modules {
		if !p.has(module) {
			missing("%s has no %s", name, module)
		}
	}
}

func (p *page) has(module string) bool {
	return exec.Command(p.program[0], p.probe(module)...).Run() == nil
}

// workplace returns a folder with the sample stories and the program in bin.
func workplace(t *testing.T) string {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	examples, err := filepath.Abs("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "bin"), 0o777); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{self: "bin/readout", examples: "examples"} {
		if err := os.Symlink(from, filepath.Join(dir, to)); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	return dir
}

// run runs the page's shell lines and then its code, and returns what the
// code prints.
func (p *page) run(t *testing.T, dir, text string) string {
	t.Helper()
	var shell, code bytes.Buffer
	for _, m := range fence.FindAllStringSubmatch(text, -1) {
		switch {
		case m[1] == "sh":
			shell.WriteString(m[3])
		case m[1] == p.lang && (m[2] == "" || p.has(m[2])):
			code.WriteString(m[3])
		}
	}
	p.exec(t, dir, exec.Command("sh", "-e", "-c", shell.String()))
	script := filepath.Join(dir, "page"+p.suffix)
	if err := os.WriteFile(script, code.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return p.exec(t, dir, exec.Command(p.program[0], script))
}

func (p *page) exec(t *testing.T, dir string, cmd *exec.Cmd) string {
	t.Helper()
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PATH="+filepath.Join(dir, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"), "MPLCONFIGDIR="+dir)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s%s", err, out, stderr.String())
	}
	return string(out)
}

// known are the events of the sample stories by the caller's ref: type, who
// does it, and the words.
var known = map[string][3]string{
	"m1": {"REJECT", "NOR", "rejected"}, "m2": {"REJECT", "NOR", "rejected"}, "m3": {"REJECT", "NOR", "rejected"}, "s2": {"REJECT", "DNK", "rejected"},
	"k2": {"AGREE", "NOR", "agreed"}, "a1": {"AGREE", "DNK", "agreed"}, "a2": {"AGREE", "DNK", "agreed"}, "d1": {"AGREE", "NOR", "agreed"},
	"k3": {"REJECT", "NOR", "rejected"}, "s3": {"AGREE", "DNK", "agreed"},
}

// knownRecords writes the records of the sample stories with these events.
func knownRecords(t *testing.T, dir string) {
	cmd := exec.Command(filepath.Join(dir, "bin/readout"), "read", "--json", "examples/talks.jsonl")
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var b []byte
	for line := range strings.Lines(string(out)) {
		var rec readout.Record
		if err := json.Unmarshal([]byte(line), &rec); err != nil {
			t.Fatal(err)
		}
		rec.Events = nil
		if k, ok := known[rec.Version.Ref]; ok {
			rec.Events = []readout.Event{knownEvent(&rec, k)}
		}
		if b, err = rec.AppendJSON(b); err != nil {
			t.Fatal(err)
		}
		b = append(b, '\n')
	}
	if err := os.WriteFile(filepath.Join(dir, "known.jsonl"), b, 0o666); err != nil {
		t.Fatal(err)
	}
}

func knownEvent(rec *readout.Record, k [3]string) readout.Event {
	at := strings.Index(rec.Version.Text, k[2])
	span := readout.Span{Start: at, End: at + len(k[2])}
	to := map[string]string{"NOR": "DNK", "DNK": "NOR"}[k[1]]
	return readout.Event{ID: "e1", Type: readout.EventType(k[0]), Trigger: readout.WordsOf(rec.Version.Text, span), Sentence: span, Status: readout.Asserted,
		Actor: []readout.Role{{Text: k[1], Country: k[1]}}, Recipient: []readout.Role{{Text: to, Country: to}}, Confidence: 1}
}
