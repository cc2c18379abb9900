package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestDayOf(t *testing.T) {
	const changes = "# Changelog\n\n## Unreleased\n\n## 0.2.0, 2026-12-01\n* A thing.\n\n## 0.2.0-rc1, 2026-11-01\n"
	if day, err := dayOf(changes, "0.2.0"); err != nil || day.Format(time.DateOnly) != "2026-12-01" {
		t.Errorf("dayOf = %v, %v", day, err)
	}
	if _, err := dayOf(changes, "0.3.0"); err == nil || !strings.Contains(err.Error(), `## 0.3.0, YYYY-MM-DD`) {
		t.Errorf("error %v of a version without a heading", err)
	}
}

func TestAnotherVersionIsRefused(t *testing.T) {
	if _, err := newRelease("../..", t.TempDir(), "99.0.0", true); err == nil || !strings.Contains(err.Error(), "pipeline.Version is not 99.0.0") {
		t.Errorf("error %v", err)
	}
}

// version returns the version of the checkout.
func version(t *testing.T) string {
	src, err := os.ReadFile("../../pipeline/pipeline.go")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`const Version = "(.*)"`).FindSubmatch(src)
	if m == nil {
		t.Fatal("pipeline.go has no version")
	}
	return string(m[1])
}

// copyTo copies the files of the checkout that git knows.
func copyTo(t *testing.T, dir string) {
	list, err := exec.Command("git", "-C", "../..", "ls-files", "-z").Output()
	if err != nil {
		t.Fatal("the files of the checkout can't be listed: ", err)
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(string(list), "\x00"), "\x00") {
		data, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	// the bill of materials asks git for the module's version
	for _, args := range [][]string{{"init", "-q"}, {"-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "--allow-empty", "-m", "as it is"}} {
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GIT_AUTHOR_DATE=2026-01-02T00:00:00Z", "GIT_COMMITTER_DATE=2026-01-02T00:00:00Z")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
}

// Two builds of the same sources in two places give the same bytes.
func TestTheSameBytesAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program twice")
	}
	var sums [2][]byte
	for i := range sums {
		root, out := filepath.Join(t.TempDir(), strings.Repeat("elsewhere", i+1)), t.TempDir()
		copyTo(t, root)
		r := &release{root: root, out: out, version: version(t), day: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)}
		if err := r.build("linux/amd64"); err != nil {
			t.Fatal(err)
		}
		var err error
		if sums[i], err = os.ReadFile(filepath.Join(out, "SHA256SUMS")); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(sums[0], sums[1]) {
		t.Errorf("two builds differ:\n%s\n%s", sums[0], sums[1])
	}
	if n := bytes.Count(sums[0], []byte("\n")); n != 3 {
		t.Errorf("%d files, want an archive, a package and a bill of materials:\n%s", n, sums[0])
	}
}

// Debian has the manual packed, and whole.
func TestTheManualIsPacked(t *testing.T) {
	page := []byte(".TH READOUT 1\n" + strings.Repeat("words ", 1000))
	to, data, err := debPath(file{name: "man/readout.1", data: page})
	if err != nil || to != "/usr/share/man/man1/readout.1.gz" {
		t.Fatal(to, err)
	}
	zr, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(zr); err != nil || !bytes.Equal(got, page) {
		t.Errorf("%d bytes come out of %d, %v", len(got), len(page), err)
	}
}

func TestAProgramThatGrewIsRefused(t *testing.T) {
	r := &release{root: t.TempDir()}
	weights := filepath.Join(r.root, "models", "weights")
	if err := os.MkdirAll(weights, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(weights, "a"), make([]byte, 1000), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := r.checkSize(1000 + maxBeside); err != nil {
		t.Error(err)
	}
	if err := r.checkSize(1001 + maxBeside); err == nil {
		t.Error("a byte too much is not seen")
	}
}

// TestTheImageHasTheProgramOfTheRelease holds the recipe of the image to the
// build tags and flags of what is released.
func TestTheImageHasTheProgramOfTheRelease(t *testing.T) {
	recipe, err := os.ReadFile("../../packaging/Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(recipe, []byte(" -tags="+tags+" ")) {
		t.Errorf("packaging/Dockerfile builds without -tags=%s", tags)
	}
	for _, flag := range flags() {
		if !bytes.Contains(recipe, []byte(" "+flag+" ")) {
			t.Errorf("packaging/Dockerfile builds without %s", flag)
		}
	}
}
