package models

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

func TestShippedModelsAreThoseOfTheManifest(t *testing.T) {
	man, err := ReadManifest(FS())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range man.Parts {
		if _, _, err := ReadPart(FS(), m.Name); err != nil {
			t.Error(err)
		}
	}
	for _, m := range man.Models {
		if _, _, err := Read(FS(), m.Name); err != nil {
			t.Error(err)
		}
	}
	for _, m := range append(man.Models, man.Parts...) {
		if m.Licence == "" || len(m.TrainedOn) == 0 || m.Command == "" || len(m.Scores) == 0 {
			t.Errorf("%s: the manifest must name licence, trained_on, command and scores", m.Name)
		}
	}
}

// TestCommandsOfTheManifestExist checks that weights are made by programs of
// this module: each step names a folder or a file below train/.
func TestCommandsOfTheManifestExist(t *testing.T) {
	man, err := ReadManifest(FS())
	if err != nil {
		t.Fatal(err)
	}
	program := regexp.MustCompile(`go run (\./train/\w+)|(?:-m|and|then) (train(?:\.\w+)+)`)
	for _, m := range append(man.Models, man.Parts...) {
		steps := program.FindAllStringSubmatch(m.Command, -1)
		if len(steps) == 0 || strings.Contains(m.Command, "go test") {
			t.Errorf("%s: %q names no program below train/", m.Name, m.Command)
		}
		for _, step := range steps {
			path := filepath.Join("..", step[1])
			if step[1] == "" {
				path = filepath.Join("..", strings.ReplaceAll(step[2], ".", "/")+".py")
			}
			if _, err := os.Stat(path); err != nil {
				t.Errorf("%s: %q: %v", m.Name, step[0], err)
			}
		}
	}
}

func TestRead(t *testing.T) {
	weights := []byte("weights")
	sum := sha256.Sum256(weights)
	manifest := func(bytes int, hash string) string {
		return fmt.Sprintf(`{"format": "readout-models/1", "models": [{"name": "fast", "file": "weights/f", "bytes": %d, "sha256": %q}]}`, bytes, hash)
	}
	for _, tt := range []struct{ name, model, manifest, want string }{
		{"bytes of the manifest", "fast", manifest(7, hex.EncodeToString(sum[:])), ""},
		{"a model that is not listed", "accurate", manifest(7, hex.EncodeToString(sum[:])), ErrNone.Error()},
		{"a file of another size", "fast", manifest(8, hex.EncodeToString(sum[:])), "has 7 bytes, the manifest says 8"},
		{"a file with other bytes", "fast", manifest(7, strings.Repeat("0", 64)), "SHA-256"},
		{"a manifest of another format", "fast", `{"format": "x"}`, `format "x"`},
		{"a manifest that is no JSON", "fast", `{`, "manifest.json"},
		{"no manifest", "fast", "", fs.ErrNotExist.Error()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fsys := fstest.MapFS{"weights/f": {Data: weights}}
			if tt.manifest != "" {
				fsys["manifest.json"] = &fstest.MapFile{Data: []byte(tt.manifest)}
			}
			b, _, err := Read(fsys, tt.model)
			if tt.want == "" && (err != nil || string(b) != "weights") {
				t.Errorf("Read = %q, %v", b, err)
			}
			if tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
	if _, _, err := Read(FS(), "no model has this name"); !errors.Is(err, ErrNone) {
		t.Errorf("error %v, want ErrNone", err)
	}
}
