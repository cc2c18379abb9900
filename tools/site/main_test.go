package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The site of this checkout has no link that leads nowhere.
func TestTheSite(t *testing.T) {
	out := t.TempDir()
	if err := build("../..", out); err != nil {
		t.Fatal(err)
	}
	index, err := os.ReadFile(filepath.Join(out, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`<a href="record.html">`, `src="story.png"`, `<a href="index.html" aria-current="page">`, `aria-label="Pages"`} {
		if !strings.Contains(string(index), want) {
			t.Errorf("the first page has no %s", want)
		}
	}
	if strings.Contains(string(index), ".md\"") && !strings.Contains(string(index), repository) {
		t.Error("a link leads to Markdown")
	}
	if _, err := os.Stat(filepath.Join(out, "story.png")); err != nil {
		t.Error(err)
	}
}

func TestLinksThatLeadNowhere(t *testing.T) {
	root := t.TempDir()
	for _, part := range parts {
		for _, file := range part.files {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(root, file)), 0o777); err != nil {
				t.Fatal(err)
			}
			text := "# " + file + "\n"
			if file == "doc/cli.md" {
				text += "\n## Here\n[a](gone.md) [b](record.md#nothing) [c](#here) [d](#away)\n"
			}
			if err := os.WriteFile(filepath.Join(root, file), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	err := build(root, t.TempDir())
	if err == nil {
		t.Fatal("links that lead nowhere are not found")
	}
	for _, want := range []string{"gone.md leads nowhere", "record.md#nothing: the page has no such heading", "#away: the page has no such heading"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("not found: %s in %v", want, err)
		}
	}
	if strings.Contains(err.Error(), "#here") {
		t.Errorf("a good link is refused: %v", err)
	}
}
