package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goreleaser/nfpm/v2"
	"github.com/goreleaser/nfpm/v2/deb"
	"github.com/goreleaser/nfpm/v2/files"
)

func sortFiles(all []file) {
	slices.SortFunc(all, func(a, b file) int { return cmp.Compare(a.name, b.name) })
}

// deb writes the Debian package of one processor.
func (r *release) deb(arch string, program []byte) error {
	stage, err := os.MkdirTemp("", "readout-deb-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(stage)
	packaging := func(name string) string { return filepath.Join(r.root, "packaging", name) }
	var contents files.Contents
	put := func(to string, data []byte, mode os.FileMode) error {
		from := filepath.Join(stage, fmt.Sprint(len(contents)))
		contents = append(contents, &files.Content{Source: from, Destination: to, FileInfo: &files.ContentFileInfo{Mode: mode, MTime: r.day}})
		return os.WriteFile(from, data, 0o666)
	}
	if err := put("/usr/bin/readout", program, 0o755); err != nil {
		return err
	}
	for _, f := range r.extra {
		to, data, err := debPath(f)
		if err != nil {
			return err
		}
		if err := put(to, data, 0o644); err != nil {
			return err
		}
	}
	samples, err := filepath.Glob(filepath.Join(r.root, "examples", "*.*"))
	if err != nil {
		return err
	}
	for _, s := range samples {
		data, err := os.ReadFile(s)
		if err != nil || strings.HasSuffix(s, ".go") {
			continue // a folder, or sources
		}
		if err := put("/usr/share/doc/readout/examples/"+filepath.Base(s), data, 0o644); err != nil {
			return err
		}
	}
	for from, to := range map[string]string{"readout.service": "/usr/lib/systemd/system/readout.service", "sysusers.conf": "/usr/lib/sysusers.d/readout.conf"} {
		data, err := os.ReadFile(packaging(from))
		if err != nil {
			return err
		}
		if err := put(to, data, 0o644); err != nil {
			return err
		}
	}
	for _, name := range []string{"readout.env", "readout.toml"} { // the user's settings stay through upgrades
		contents = append(contents, &files.Content{Source: packaging(name), Destination: "/etc/readout/" + name, Type: files.TypeConfigNoReplace,
			FileInfo: &files.ContentFileInfo{Mode: 0o644, MTime: r.day}})
	}
	info := nfpm.WithDefaults(&nfpm.Info{Name: "readout", Arch: arch, Platform: "linux", Version: r.version, Section: "text", Priority: "optional", MTime: r.day,
		Maintainer: "The Readout maintainers <maintainers@users.noreply.r-seed-f92ea4cf.example>", Homepage: "https://github.com/seed-f92ea4cf/readout", License: "Apache-2.0",
		Description: "reads news and writes down who said and did what to whom\nOne program, offline, without accounts: statements and events of news stories, each with\nthe words that say it, in an archive of one file with pages, an API and exports.",
		Overridables: nfpm.Overridables{Contents: contents, Deb: nfpm.Deb{Compression: "gzip"},
			Scripts: nfpm.Scripts{PostInstall: packaging("postinstall.sh"), PreRemove: packaging("preremove.sh"), PostRemove: packaging("postremove.sh")}}})
	if err := nfpm.PrepareForPackager(info, "deb"); err != nil {
		return err
	}
	out, err := os.Create(filepath.Join(r.out, deb.Default.ConventionalFileName(info)))
	if err != nil {
		return err
	}
	defer out.Close()
	if err := deb.Default.Package(info, out); err != nil {
		return err
	}
	return out.Close()
}

// debPath returns where Debian has a file, and what is in it: its manual is packed.
func debPath(f file) (to string, data []byte, err error) {
	base := filepath.Base(f.name)
	switch {
	case strings.HasPrefix(f.name, "man/"):
		var b bytes.Buffer
		zw, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err != nil {
			return "", nil, err
		}
		if _, err := zw.Write(f.data); err != nil {
			return "", nil, err
		}
		if err := zw.Close(); err != nil {
			return "", nil, err
		}
		return "/usr/share/man/man1/" + base + ".gz", b.Bytes(), nil
	case f.name == "completions/readout.bash":
		return "/usr/share/bash-completion/completions/readout", f.data, nil
	case f.name == "completions/_readout":
		return "/usr/share/zsh/vendor-completions/_readout", f.data, nil
	case f.name == "completions/readout.fish":
		return "/usr/share/fish/vendor_completions.d/readout.fish", f.data, nil
	case f.name == "LICENSE":
		return "/usr/share/doc/readout/copyright", f.data, nil
	}
	return "/usr/share/doc/readout/" + base, f.data, nil
}
