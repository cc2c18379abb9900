package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-f92ea4cf/readout/doc"
	"github.com/seed-f92ea4cf/readout/internal/export"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// frozenDoc describes the format in the help text.
const frozenDoc = "a study to deposit (Zenodo, Dataverse): all tables, what made them, and hashes, in one file"

// freeze says that the export is packed into one file when it is done: its
// tables are written as CSV into a folder beside that file first.
func (f *exportFlags) freeze() error {
	if f.as != export.FrozenName {
		if f.title != "" || len(f.authors) > 0 {
			return fmt.Errorf("--title and --author: of --as %s alone", export.FrozenName)
		}
		return nil
	}
	switch {
	case f.out == "" || f.out == "-":
		return fmt.Errorf("--as %s: name the file with -o, such as study.zip", export.FrozenName)
	case len(f.tables) > 0 || len(f.columns) > 0:
		return fmt.Errorf("--as %s holds all tables and columns: leave --table and --columns out", export.FrozenName)
	}
	if _, err := os.Lstat(f.out); err == nil && !f.force {
		return &exitError{code: exitWrite, err: fmt.Errorf("%s: %w", f.out, export.ErrExists)}
	}
	f.frozen, f.as = f.out, "csv"
	if err := os.MkdirAll(filepath.Dir(f.frozen), 0o777); err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	var err error
	if f.out, err = os.MkdirTemp(filepath.Dir(f.frozen), ".readout-study-"); err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	return nil
}

// pack makes the one file of the folder that the tables were written to; s is
// nil without an archive.
func (f *exportFlags) pack(ctx context.Context, s *store.Store, query string) error {
	about, err := f.about(ctx, s, query)
	if err != nil {
		return err
	}
	raw, err := json.MarshalIndent(about, "", "  ")
	if err != nil {
		return err
	}
	pages := []export.Page{{Name: "README.md", Data: []byte(about.readme())}, {Name: "study.json", Data: append(raw, '\n')}, {Name: "CITATION.cff", Data: []byte(about.citation())}}
	for _, p := range doc.Pages() {
		if p.Name == "tables" || p.Name == "record" {
			pages = append(pages, export.Page{Name: p.Name + ".md", Data: []byte(p.Text)})
		}
	}
	if err := export.Freeze(f.out, f.frozen, pages, f.force); err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	if !f.quiet {
		fmt.Fprintf(os.Stderr, "%s: read back, all hashes are right\n", printable(f.frozen))
	}
	return nil
}

// A study says what a frozen export holds and what made it. It names no time
// of its own, so that the same archive gives the same bytes.
type study struct {
	Title   string         `json:"title"`
	Authors []string       `json:"authors,omitempty"`
	Query   string         `json:"query,omitempty"`
	Command string         `json:"command"`
	Made    *versionReport `json:"made_with"`
	Archive *studyArchive  `json:"archive,omitempty"`
}

// A studyArchive is the archive that a study was taken from.
type studyArchive struct {
	Reading   reading         `json:"read_with"`
	Decisions []studyDecision `json:"decisions"` // of people, which the tables follow
}

type studyDecision struct {
	At     string `json:"at"`
	Kind   string `json:"kind"`
	ID     string `json:"id"`
	Other  string `json:"other,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// mostDecisions bounds how many decisions of people a study lists: no archive
// that people work on by hand has so many.
const mostDecisions = 1_000_000

func (f *exportFlags) about(ctx context.Context, s *store.Store, query string) (*study, error) {
	made, err := reportVersion()
	if err != nil {
		return nil, err
	}
	about := &study{Title: f.title, Authors: f.authors, Query: query, Made: made, Command: f.command(query)}
	if about.Title == "" {
		about.Title = "News as read by Readout"
	}
	if s == nil {
		return about, nil
	}
	read, _, err := readingOf(ctx, s)
	if err != nil {
		return nil, archiveError(err)
	}
	list, err := s.Decisions(ctx, mostDecisions)
	if err != nil {
		return nil, archiveError(err)
	}
	about.Archive = &studyArchive{Reading: read, Decisions: []studyDecision{}}
	for _, d := range list {
		about.Archive.Decisions = append(about.Archive.Decisions, studyDecision{d.At.Format("2006-01-02T15:04:05Z07:00"), d.Kind, d.ID, d.Other, d.Reason})
	}
	return about, nil
}

// command returns the command line that makes the study again.
func (f *exportFlags) command(query string) string {
	words := []string{"readout export --as " + export.FrozenName}
	for _, flag := range []struct {
		name string
		on   bool
	}{{"--with-text", f.text}, {"--all", f.all}, {"--whole", f.whole}} {
		if flag.on {
			words = append(words, flag.name)
		}
	}
	if f.title != "" {
		words = append(words, "--title", shellQuoted(f.title))
	}
	for _, a := range f.authors {
		words = append(words, "--author", shellQuoted(a))
	}
	if f.unmask != "" {
		words = append(words, "--unmask", shellQuoted(f.unmask))
	}
	words = append(words, "-o", filepath.Base(f.frozen))
	if query != "" {
		words = append(words, shellQuoted(query))
	}
	return strings.Join(words, " ")
}

// shellQuoted returns s as one word of a POSIX shell.
func shellQuoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// readme returns the page that a reader opens first.
func (a *study) readme() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", a.Title)
	if len(a.Authors) > 0 {
		fmt.Fprintf(&b, "%s\n\n", strings.Join(a.Authors, ", "))
	}
	b.WriteString("Who said and did what to whom, when, where, according to whom, and how sure, as a program read it in news stories; each value with the words that say it.\n\n")
	if a.Query != "" {
		fmt.Fprintf(&b, "The stories, statements and events that this search finds: `%s`\n\n", a.Query)
	}
	b.WriteString("| file | what it holds |\n|---|---|\n" +
		"| `*.csv` | the tables, in UTF-8; `tables.md` says what each column means, `datapackage.json` the same for programs (Frictionless Data Package) |\n" +
		"| `study.json` | program, networks and lists with their hashes and dates, the search, and what people decided (joins and parts of actors and events) |\n" +
		"| `record.md` | how values are tied to words, and what the words for certainty mean |\n" +
		"| `CITATION.cff` | how to cite it |\n| `SHA256SUMS` | the hash of each file: `sha256sum -c SHA256SUMS` |\n\n")
	fmt.Fprintf(&b, "Made with Readout %s by `%s`. The same archive and program give the same bytes.\n\n", a.Made.Program, a.Command)
	b.WriteString("Reports are not facts, absence of coverage is not absence of events, and all values were made by a machine. Count lines of reporting (`line_id`), not rows. " +
		"Do not base a decision about a person on this alone. Private persons are masked and quotations cut unless `datapackage.json` says otherwise.\n")
	return b.String()
}

// citation returns the Citation File Format. Who made the study is for its
// makers to say: without authors the program's maintainers stand for the data
// that it made.
func (a *study) citation() string {
	var b strings.Builder
	fmt.Fprintf(&b, "cff-version: 1.2.0\nmessage: Cite this dataset, and Readout with the version and the models that study.json names.\ntype: dataset\ntitle: %s\nauthors:\n", quoted(a.Title))
	authors := a.Authors
	if len(authors) == 0 {
		authors = []string{"The makers of this dataset"}
	}
	for _, name := range authors {
		fmt.Fprintf(&b, "  - name: %s\n", quoted(name))
	}
	fmt.Fprintf(&b, "references:\n  - type: software\n    title: Readout\n    version: %s\n    authors:\n      - name: The Readout maintainers\n    repository-code: https://github.com/seed-f92ea4cf/readout\n", quoted(a.Made.Program))
	return b.String()
}

// quoted returns s as a scalar of YAML; JSON's strings are YAML's.
func quoted(s string) string {
	out, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string has a form in JSON
	}
	return string(out)
}

// thaw removes the folder that a frozen export was written to.
func (f *exportFlags) thaw() error {
	if f.frozen == "" {
		return nil
	}
	return os.RemoveAll(f.out)
}
