// Package doc holds the project's pages, for "readout help TOPIC" and the site.
package doc

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed *.md
var pages embed.FS

// A Page is one of the pages.
type Page struct {
	Name  string // "record" of record.md
	Title string // its first heading
	Text  string // Markdown
}

// Pages returns all pages in order of their names.
func Pages() []Page {
	files, err := fs.Glob(pages, "*.md")
	if err != nil {
		panic(err) // the pattern is bad
	}
	out := make([]Page, 0, len(files))
	for _, f := range files {
		text, err := pages.ReadFile(f)
		if err != nil {
			panic(err) // an embedded file can be read
		}
		first, _, _ := strings.Cut(string(text), "\n")
		out = append(out, Page{strings.TrimSuffix(f, ".md"), strings.TrimPrefix(first, "# "), string(text)})
	}
	return out
}
