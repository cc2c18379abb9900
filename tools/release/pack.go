package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// A file is one of an archive.
type file struct {
	name string
	data []byte
	mode os.FileMode
}

// readExtra makes the manual and the completions, and reads the documents that
// go with the program. A program of this machine makes them: the same for all.
func (r *release) readExtra() error {
	dir, err := os.MkdirTemp("", "readout-extra-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	maker := filepath.Join(dir, "readout") // with the verb "man", and not one of the files
	if _, err := r.run([]string{"CGO_ENABLED=0"}, "go", "build", "-tags=man", "-trimpath", "-o", maker, "./cmd/readout"); err != nil {
		return err
	}
	if _, err := r.run(nil, maker, "man", dir, r.day.Format("2006-01-02")); err != nil {
		return err
	}
	pages, err := filepath.Glob(filepath.Join(dir, "*.1"))
	if err != nil || len(pages) == 0 {
		return fmt.Errorf("the program wrote no manual (%v)", err)
	}
	for _, page := range pages {
		data, err := os.ReadFile(page)
		if err != nil {
			return err
		}
		r.extra = append(r.extra, file{"man/" + filepath.Base(page), data, 0o644})
	}
	for shell, name := range map[string]string{"bash": "readout.bash", "zsh": "_readout", "fish": "readout.fish"} {
		data, err := r.run(nil, maker, "completion", shell)
		if err != nil {
			return err
		}
		r.extra = append(r.extra, file{"completions/" + name, data, 0o644})
	}
	for _, name := range []string{"LICENSE", "README.md", "CHANGELOG.md", "third_party/trafilatura/LICENSE"} {
		data, err := os.ReadFile(filepath.Join(r.root, name))
		if err != nil {
			return err
		}
		r.extra = append(r.extra, file{strings.ReplaceAll(name, "third_party/trafilatura/", "trafilatura-"), data, 0o644})
	}
	sortFiles(r.extra)
	return nil
}

// tar packs files into a folder of the archive's name.
func (r *release) tar(path string, files []file) error {
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	defer out.Close()
	zw, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}
	tw := tar.NewWriter(zw)
	folder := strings.TrimSuffix(filepath.Base(path), ".tar.gz")
	for _, f := range files {
		if err := tw.WriteHeader(&tar.Header{Name: folder + "/" + f.name, Size: int64(len(f.data)), Mode: int64(f.mode), ModTime: r.day, Format: tar.FormatUSTAR}); err != nil {
			return err
		}
		if _, err := tw.Write(f.data); err != nil {
			return err
		}
	}
	for _, c := range []io.Closer{tw, zw, out} {
		if err := c.Close(); err != nil {
			return err
		}
	}
	return nil
}

// zip packs files, for Windows.
func (r *release) zip(path string, files []file) error {
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	defer out.Close()
	zw := zip.NewWriter(out)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: r.day}
		h.SetMode(f.mode)
		w, err := zw.CreateHeader(h)
		if err != nil {
			return err
		}
		if _, err := w.Write(f.data); err != nil {
			return err
		}
	}
	if err := zw.Close(); err != nil {
		return err
	}
	return out.Close()
}

// bill writes what the program is made of, as CycloneDX. The tool's own time
// and number are taken out, so that the file too is the same for the same sources.
func (r *release) bill() error {
	raw, err := r.run([]string{"GOFLAGS=-trimpath"}, "go", "tool", "-modfile=tools/go.mod", "cyclonedx-gomod", "app", "-json", "-licenses", "-noserial", "-main", "cmd/readout", ".")
	if err != nil {
		return err
	}
	var bom map[string]any
	if err := json.Unmarshal(raw, &bom); err != nil {
		return fmt.Errorf("cyclonedx-gomod: %w", err)
	}
	delete(bom, "serialNumber")
	if meta, ok := bom["metadata"].(map[string]any); ok {
		delete(meta, "timestamp")
		if main, ok := meta["component"].(map[string]any); ok {
			main["version"] = r.version
		}
	}
	data, err := json.MarshalIndent(bom, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(r.out, "readout_"+r.version+".cdx.json"), append(data, '\n'), 0o666)
}

// sums writes the checksums of all files.
func (r *release) sums() error {
	const name = "SHA256SUMS"
	entries, err := os.ReadDir(r.out)
	if err != nil {
		return err
	}
	var out strings.Builder
	for _, e := range entries {
		if e.Name() == name || !e.Type().IsRegular() {
			continue
		}
		data, err := os.ReadFile(filepath.Join(r.out, e.Name()))
		if err != nil {
			return err
		}
		fmt.Fprintf(&out, "%x  %s\n", sha256.Sum256(data), e.Name())
	}
	return os.WriteFile(filepath.Join(r.out, name), []byte(out.String()), 0o666)
}
