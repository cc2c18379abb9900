package golden

import (
	"os"
	"path/filepath"
	"testing"
)

// TestKnownFailures lists a case that fails and one that does not: only what is
// listed and fails is accepted.
func TestKnownFailures(t *testing.T) {
	got := sections("# why\n\n[TestA]\none: a reason\ntwo: another\n[TestB]\n")
	if len(got) != 2 || got["TestA"]["two"] != "another" || len(got["TestB"]) != 0 {
		t.Errorf("sections: %v", got)
	}
	file := filepath.Join(t.TempDir(), "known.txt")
	if err := os.WriteFile(file, []byte("# head\n\n[TestKnownFailures]\na b: for a reason\n\n[TestOther]\nc: kept\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	k := KnownFailures(t, file)
	k.Case("a:  b", "is wrong") // colons and blanks do not count
	k.Case("fine", "")
	if t.Failed() {
		t.Error("a listed case may fail")
	}
	k.failing["new"] = true
	if err := k.write(); err != nil {
		t.Fatal(err)
	}
	delete(k.failing, "new")
	const want = "# head\n\n[TestKnownFailures]\na b: for a reason\nnew: \n\n[TestOther]\nc: kept\n"
	if text, err := os.ReadFile(file); err != nil || string(text) != want {
		t.Errorf("%q, %v; want %q", text, err, want)
	}
}
