package golden

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// Known is the cases of one test that are known to fail: names with reasons,
// never a count, so that another case that begins to fail is seen, and one that
// no longer does leaves the list.
type Known struct {
	t       *testing.T
	file    string
	reasons map[string]string // of this test, by case
	failing map[string]bool   // whether a case failed, by case
}

// KnownFailures returns those that file lists for the test. The file has a
// section "[Test]" for each test and in it a line "case: reason" for each case;
// a colon in a case is left out. "go test -update" rewrites the section with
// the cases that fail and keeps their reasons; new ones have none: write it.
func KnownFailures(t *testing.T, file string) *Known {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil && !*update {
		t.Fatal(err)
	}
	k := &Known{t: t, file: file, reasons: sections(string(data))[t.Name()], failing: map[string]bool{}}
	t.Cleanup(k.done)
	return k
}

// sections reads the file.
func sections(text string) map[string]map[string]string {
	out := map[string]map[string]string{}
	section := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[' && line[len(line)-1] == ']':
			section = line[1 : len(line)-1]
			out[section] = map[string]string{}
		case out[section] != nil:
			name, reason, _ := strings.Cut(line, ":")
			out[section][name] = strings.TrimSpace(reason)
		}
	}
	return out
}

// Case tells of one case: what is wrong with it, "" if nothing is. Wrong is
// printed if the list does not have the case.
func (k *Known) Case(name, wrong string) {
	k.t.Helper()
	name = strings.Join(strings.Fields(strings.ReplaceAll(name, ":", " ")), " ")
	k.failing[name] = k.failing[name] || wrong != ""
	if *update {
		return
	}
	reason, known := k.reasons[name]
	switch {
	case wrong != "" && !known:
		k.t.Errorf("%s\n%s", name, wrong)
	case wrong == "" && known && !k.failing[name]:
		k.t.Errorf("%s: is right now; take it off the list in %s (%s)", name, k.file, reason)
	}
}

// done looks for listed cases that are no more, or rewrites the list.
func (k *Known) done() {
	for name := range k.reasons {
		if _, ok := k.failing[name]; !ok && !*update && !k.t.Skipped() && !k.t.Failed() {
			k.t.Errorf("%s lists %q, which is no case of the test", k.file, name)
		}
	}
	if *update {
		if err := k.write(); err != nil {
			k.t.Error(err)
		}
	}
}

// write rewrites the test's section of the file.
func (k *Known) write() error {
	data, err := os.ReadFile(k.file)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	head, _, _ := strings.Cut(string(data), "\n[")
	if head == "" || head[0] != '#' {
		head = "# Cases that are known to fail, by test, with the reason."
	}
	all := sections(string(data))
	all[k.t.Name()] = map[string]string{}
	for name, failed := range k.failing {
		if failed {
			all[k.t.Name()][name] = k.reasons[name]
		}
	}
	var b strings.Builder
	b.WriteString(strings.TrimRight(head, "\n") + "\n")
	for _, section := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(&b, "\n[%s]\n", section)
		for _, name := range slices.Sorted(maps.Keys(all[section])) {
			fmt.Fprintf(&b, "%s: %s\n", name, all[section][name])
		}
	}
	return os.WriteFile(k.file, []byte(b.String()), 0o666)
}
