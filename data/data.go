// Package data embeds the project's lists: names of countries, peoples,
// bodies, groups, offices and their holders, titles and outlets. Each list
// names its origin, licence and date in its first lines. build/build.py makes
// those that are drawn from public tables; the others are the project's own.
package data

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
	"strings"
)

//go:embed *.tsv *.tsv.gz
var files embed.FS

// Rows returns the rows of a list, comments left out, each split at its tabs.
// The name is the file's without its endings. It panics if there is no such
// list or it is damaged: the lists are part of the program.
func Rows(name string) [][]string {
	text, err := read(name)
	if err != nil {
		panic(fmt.Sprintf("list %s: %v", name, err))
	}
	var rows [][]string
	scanner := bufio.NewScanner(bytes.NewReader(text))
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		if line := scanner.Text(); line != "" && line[0] != '#' {
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
	packed, err := files.ReadFile(name + ".tsv.gz")
	if err != nil {
		return nil, err
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// Names returns the names of all lists.
func Names() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(err) // an embedded folder can always be read
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(strings.TrimSuffix(e.Name(), ".gz"), ".tsv"))
	}
	return names
}
