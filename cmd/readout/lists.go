package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/pipeline"
	"github.com/spf13/cobra"
)

// A listFlags names lists that the user loads.
type listFlags struct {
	actors, places []string
}

// add registers the flags on cmd.
func (f *listFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&f.actors, "lists", nil, "`FILE` of actors of yours (TSV), before the lists of the program; may be repeated")
	cmd.Flags().StringArrayVar(&f.places, "places", nil, "`FILE` of places of yours (TSV); may be repeated")
}

// open opens a Reader that looks into the user's lists first. What is wrong
// with a line of them is told on standard error, and the line is skipped.
func (f *listFlags) open(model string) (*pipeline.Reader, error) {
	reader, err := openReader(model)
	if err != nil || len(f.actors)+len(f.places) == 0 {
		return reader, err
	}
	lex, sum := lexicon.Load(), sha256.New()
	var lists []*lexicon.List
	for _, group := range []struct {
		files []string
		load  func(io.Reader, string) (*lexicon.List, []error)
	}{{f.actors, lex.LoadUser}, {f.places, lex.LoadUserPlaces}} {
		for _, name := range group.files {
			in, err := openList(name)
			if err != nil {
				return nil, err
			}
			list, errs := group.load(io.TeeReader(in, sum), name)
			in.Close()
			reportLines(errs)
			lists = append(lists, list)
		}
	}
	return reader.WithLists(fmt.Sprintf("%x", sum.Sum(nil)), lists...), nil
}

// reportLines tells what is wrong with lines of a list.
func reportLines(errs []error) {
	for _, err := range errs {
		fmt.Fprintf(os.Stderr, "readout: %v\n", err)
	}
}

// openList opens a list, packed or not.
func openList(name string) (io.ReadCloser, error) {
	f := os.Stdin
	if name != "-" {
		var err error
		if f, err = openNamed(name); err != nil {
			return nil, err
		}
	}
	buf := bufio.NewReaderSize(f, 1<<16)
	magic, _ := buf.Peek(2) // a shorter file is not packed
	if bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		zr, err := gzip.NewReader(buf)
		if err != nil {
			f.Close()
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		buf = bufio.NewReaderSize(zr, 1<<16)
	}
	if head, _ := buf.Peek(4096); !plain(head) {
		f.Close()
		return nil, &exitError{code: exitInputs, err: fmt.Errorf("%s: no text in UTF-8, so no list: a list is a row a line, its cells parted by tabs; save a table or a text in another encoding so", name)}
	}
	return readCloser{buf, f}, nil
}

// plain reports whether bytes with which a file begins are text in UTF-8: no
// control characters but white space.
func plain(head []byte) bool {
	for len(head) > 0 {
		r, size := utf8.DecodeRune(head)
		if r == utf8.RuneError && size == 1 && len(head) >= utf8.UTFMax || r < ' ' && !strings.ContainsRune("\t\n\v\f\r", r) {
			return false
		}
		head = head[size:]
	}
	return true
}

// openNamed opens a file that the user names. A folder opens too and fails at
// the first byte, which would be read as an empty list.
func openNamed(name string) (*os.File, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		f.Close()
		return nil, fmt.Errorf("%s: this is a folder: name a file in it", name)
	}
	return f, nil
}

// A readCloser reads from one thing and closes another.
type readCloser struct {
	io.Reader
	io.Closer
}

// newListsCommand returns the verb for lists.
func newListsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "lists",
		Short: "Show the lists of the program, check yours, make lists from a Wikidata extract",
		Long: `Lists shows the lists that the program carries, with their source, licence and
date. "lists check" reads a list of yours and names the lines it would skip.
"lists import" makes lists of an extract of a Wikidata dump.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return showLists(os.Stdout) },
	}
	cmd.AddCommand(newListsCheckCommand(), newListsImportCommand())
	return cmd
}

// showLists prints the embedded lists. Licences and sources are sentences, some of
// them long, so that no column is made of them.
func showLists(w io.Writer) error {
	tab := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tab, "LIST\tROWS\tDATE\tLICENCE; SOURCE")
	for _, l := range lexicon.Lists() {
		fmt.Fprintf(tab, "%s\t%d\t%s\t%s; %s\n", l.Name, l.Rows, l.Date, l.Licence, l.Source)
	}
	return tab.Flush()
}

// newListsCheckCommand returns the verb that checks lists.
func newListsCheckCommand() *cobra.Command {
	places := false
	cmd := &cobra.Command{
		Use:   "check [--places] FILE…",
		Short: "Name the lines of your lists that would be skipped, and why",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("name the lists to check")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			lex := lexicon.Load()
			load := lex.LoadUser
			if places {
				load = lex.LoadUserPlaces
			}
			bad := false
			for _, name := range args {
				in, err := openList(name)
				if err != nil {
					return err
				}
				list, errs := load(in, name)
				in.Close()
				reportLines(errs)
				bad = bad || len(errs) > 0
				fmt.Printf("%s: %s\n", name, plural(list.Len(), "name", "names"))
			}
			if bad {
				return &exitError{code: exitInputs}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&places, "places", false, "the files are lists of places")
	return cmd
}

// newListsImportCommand returns the verb that makes lists from Wikidata.
func newListsImportCommand() *cobra.Command {
	out := "."
	cmd := &cobra.Command{
		Use:   "import DUMP",
		Short: "Make actors.tsv and places.tsv of a Wikidata extract (JSON lines, gzip too)",
		Long: `Import reads entities of Wikidata, one a line as JSON, from a file or - for
standard input, and writes actors.tsv and places.tsv: people with country and
offices, organizations, and what has coordinates. Read them with --lists and --places.`,
		Example: `  readout lists import extract.json.gz -o lists
  readout read --lists lists/actors.tsv --places lists/places.tsv story.txt`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return importLists(args[0], out) },
	}
	cmd.Flags().StringVarP(&out, "output", "o", ".", "`FOLDER` for the lists")
	return cmd
}

// importLists makes lists of a dump. A list gets its name when it is complete.
func importLists(name, folder string) error {
	in, err := openList(name)
	if err != nil {
		return err
	}
	defer in.Close()
	made, errs := lexicon.Load().ImportWikidata(in, name)
	reportLines(errs)
	head := "# source: Wikidata, " + filepath.Base(name) + "\n# licence: CC0\n"
	actors := head + "# columns: name\taliases\tkind\tcountry\tsector\twikidata\tterms\n"
	places := head + "# columns: name\taliases\tprecision\tcountry\tadmin1\tlat\tlon\tgeonames\tfeature\n"
	err = errors.Join(os.MkdirAll(folder, 0o777), writeList(filepath.Join(folder, "actors.tsv"), actors, made.Actors), writeList(filepath.Join(folder, "places.tsv"), places, made.Places))
	if err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	fmt.Fprintf(os.Stderr, "readout: %s, %s; %s no English name\n", plural(len(made.Actors), "actor", "actors"), plural(len(made.Places), "place", "places"),
		plural(made.Skipped, "entity is neither or has", "entities are neither or have"))
	if len(errs) > 0 {
		return &exitError{code: exitInputs}
	}
	return nil
}

// writeList writes a list under a name of its own and then names it.
func writeList(file, head string, rows []string) error {
	text := head
	if len(rows) > 0 {
		text += strings.Join(rows, "\n") + "\n"
	}
	if err := os.WriteFile(file+".new", []byte(text), 0o666); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}
