package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTheReadmesExamplesRun runs the commands that README shows, in order and
// on one archive. What serves until it is stopped is left out, and what needs
// a tool that is not here.
func TestTheReadmesExamplesRun(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the samples several times")
	}
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := workplace(t)
	ran := 0
	blocks := regexp.MustCompile("(?ms)^```[a-z]*\n(.*?)^```$")
	for _, m := range blocks.FindAllStringSubmatch(string(text), -1) {
		block := m[1]
		command := strings.ReplaceAll(strings.TrimPrefix(block, "$ "), "go run ./cmd/readout", "bin/readout")
		if !strings.Contains(block, "go run ./cmd/readout") || strings.Contains(block, "readout serve") {
			continue
		}
		if _, err := exec.LookPath("jq"); err != nil && strings.Contains(block, "jq") {
			continue
		}
		cmd := exec.Command("sh", "-e", "-c", command)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "READOUT_DATA="+filepath.Join(dir, "readme.db"))
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", command, err, out)
		}
		if strings.Contains(command, "readout diff") && !strings.Contains(string(out), "v1 → v2") {
			t.Errorf("%s: %s", command, out)
		}
		ran++
	}
	if ran < 3 {
		t.Errorf("%d examples ran", ran)
	}
}

// TestTheReadmesSampleIsPrinted sees that the page that README shows of the
// sample story is what the program prints today, but for what "…" leaves out.
func TestTheReadmesSampleIsPrinted(t *testing.T) {
	if testing.Short() {
		t.Skip("reads with the accurate model")
	}
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	const command = "$ go run ./cmd/readout read --date 2024-03-12 examples/wire.txt\n```\n\n```\n"
	_, sample, found := strings.Cut(string(text), command)
	sample, _, ended := strings.Cut(sample, "\n```")
	if !found || !ended {
		t.Fatal("README shows no page of the sample")
	}
	cmd := exec.Command(os.Args[0], "read", "--date", "2024-03-12", "examples/wire.txt")
	cmd.Dir = "../.."
	cmd.Env = append(os.Environ(), "READOUT_TEST_MAIN=1")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	rest := "\n" + string(out)
	for line := range strings.Lines(sample + "\n") {
		if strings.TrimSpace(line) == "…" || strings.TrimSpace(line) == "" {
			continue
		}
		_, after, ok := strings.Cut(rest, "\n"+line)
		if !ok {
			t.Fatalf("README has %q, which is not printed, or not there", line)
		}
		rest = "\n" + after
	}
}
