// Package models holds the weights that the program ships, and their card.
//
// manifest.json lists the weights with size, hash, licence, the texts they
// were trained on, the command that made them and their scores; CARD.md says
// the same for readers. [Read] returns a model's bytes only if they are those
// of the manifest.
package models

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
)

//go:embed manifest.json weights
var files embed.FS

// FS returns the files that the program ships: manifest.json and the weights
// that it lists.
func FS() fs.FS { return files }

// ErrNone says that there is no model of the name that was asked for. The
// program reads without one, less well.
var ErrNone = errors.New("no such model")

// A Manifest lists models.
type Manifest struct {
	Format string  `json:"format"` // always "readout-models/1"
	Models []Model `json:"models"`
	// Parts are the weights of the stages beside the networks, by language:
	// "en/segment".
	Parts []Model `json:"parts"`
}

// A Model describes one weights file.
type Model struct {
	Name      string            `json:"name"`               // "accurate" or "fast", or of a part
	Language  string            `json:"language,omitempty"` // code of ISO 639-1; "en" if it is left out
	File      string            `json:"file"`               // path from the manifest
	Bytes     int64             `json:"bytes"`
	SHA256    string            `json:"sha256"` // hexadecimal
	Licence   string            `json:"licence"`
	TrainedOn []string          `json:"trained_on"`
	Command   string            `json:"command"`
	Scores    map[string]string `json:"scores"`
}

// manifestFormat is the format that this program reads.
const manifestFormat = "readout-models/1"

// ReadManifest reads manifest.json.
func ReadManifest(fsys fs.FS) (*Manifest, error) {
	b, err := fs.ReadFile(fsys, "manifest.json")
	if err != nil {
		return nil, fmt.Errorf("models: %w", err)
	}
	var m Manifest
	if err := json.Unmarshal(b, &m); err != nil {
		return nil, fmt.Errorf("models: manifest.json: %w", err)
	}
	if m.Format != manifestFormat {
		return nil, fmt.Errorf("models: manifest.json has format %q; this program reads %q", m.Format, manifestFormat)
	}
	return &m, nil
}

// Read returns a model's weights and its entry in the manifest. The error is
// [ErrNone] if the manifest does not list it.
func Read(fsys fs.FS, name string) ([]byte, *Model, error) {
	man, err := ReadManifest(fsys)
	if err != nil {
		return nil, nil, err
	}
	return read(fsys, man.Models, name)
}

// ReadPart returns the weights of a part and its entry in the manifest. The
// error is [ErrNone] if the manifest does not list it.
func ReadPart(fsys fs.FS, name string) ([]byte, *Model, error) {
	man, err := ReadManifest(fsys)
	if err != nil {
		return nil, nil, err
	}
	return read(fsys, man.Parts, name)
}

// read returns the weights of the entry with a name.
func read(fsys fs.FS, list []Model, name string) ([]byte, *Model, error) {
	for i := range list {
		m := &list[i]
		if m.Name != name {
			continue
		}
		b, err := fs.ReadFile(fsys, path.Clean(m.File))
		if err != nil {
			return nil, nil, fmt.Errorf("models: %s: %w", name, err)
		}
		if err := m.check(b); err != nil {
			return nil, nil, err
		}
		return b, m, nil
	}
	return nil, nil, fmt.Errorf("models: %q: %w", name, ErrNone)
}

// check reports whether b are the bytes that the manifest means.
func (m *Model) check(b []byte) error {
	if int64(len(b)) != m.Bytes {
		return fmt.Errorf("models: %s has %d bytes, the manifest says %d: the file is damaged or of another version", m.File, len(b), m.Bytes)
	}
	if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != m.SHA256 {
		return fmt.Errorf("models: %s has SHA-256 %x, the manifest says %s: the file is damaged or of another version", m.File, sum, m.SHA256)
	}
	return nil
}
