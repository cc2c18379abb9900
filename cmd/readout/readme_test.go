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
