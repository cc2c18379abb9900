// Package data embeds the project's lists: names of countries, peoples,
// bodies, groups, offices and their holders, titles, outlets and cities. Each
// list names its origin, licence and date in its first lines. build/build.py
// makes them, from public tables and from what the project wrote itself
// (build/own), and tools/outlines the outlines of countries.
package data

import (
	"embed"
	"fmt"
	"path"
	"strings"
	"unsafe"

	"github.com/klauspost/compress/zstd"
)

//go:embed *.tsv *.tsv.zst */*.txt
var files embed.FS

// Language returns the texts of a language's lists by their names, none if
// there is no such language. Package language reads them.
func Language(code string) map[string]string {
	out := map[string]string{}
	entries, _ := files.ReadDir(code)
	for _, e := range entries {
		text, err := files.ReadFile(path.Join(code, e.Name()))
		if err != nil {
			panic(err) // an embedded file can always be read
		}
		out[strings.TrimSuffix(e.Name(), ".txt")] = string(text)
	}
	return out
}

// Languages returns the codes of the languages that have lists.
func Languages() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(err) // an embedded folder can always be read
	}
	var codes []string
	for _, e := range entries {
		if e.IsDir() {
			codes = append(codes, e.Name())
		}
	}
	return codes
}

// Text returns a list as it stands, comments first. The name is the file's
// without its endings. It panics if there is no such list or it is damaged:
// the lists are part of the program.
func Text(name string) string {
	text, err := read(name)
	if err != nil {
		panic(fmt.Sprintf("list %s: %v", name, err))
	}
	return unsafe.String(unsafe.SliceData(text), len(text)) // nobody else holds the bytes
}

// Rows returns the rows of a list, comments left out, each split at its tabs.
// It panics as Text does.
func Rows(name string) [][]string {
	text := Text(name)
	rows := make([][]string, 0, strings.Count(text, "\n"))
	for line := range strings.Lines(text) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && line[0] != '#' {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	return rows
}

// read returns a list's text, unpacked.
func read(name string) ([]byte, error) {
	if text, err := files.ReadFile(name + ".tsv"); err == nil {
		return text, nil
	}
	packed, err := files.ReadFile(name + ".tsv.zst") // the large ones: a sixth less than with gzip
	if err != nil {
		return nil, err
	}
	r, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return r.DecodeAll(packed, nil)
}

// Names returns the names of all lists.
func Names() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(err) // an embedded folder can always be read
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() {
			continue // the words of a language
		}
		names = append(names, strings.TrimSuffix(strings.TrimSuffix(e.Name(), ".zst"), ".tsv"))
	}
	return names
}
