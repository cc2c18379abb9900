package export

import (
	"hash/maphash"
	"io"
	"slices"
	"strings"
)

// Options say what an export holds and how it is written.
type Options struct {
	Format  *Format
	Tables  []*Table // for formats of tables; nil: all
	Columns []string // only these, of every table that has them; nil: all
	Text    bool     // whole texts and quotations, not only short ones
	Unmask  string   // why private persons are named; "" masks them
	BOM     bool     // a byte order mark before CSV, for Excel
	// Alone says that each record is exported as if there were no other: rows do
	// not depend on what goes together, as where an engine parts the records.
	Alone bool
	// AllStatuses asks for events of every status in formats of the field that
	// have a place for it.
	AllStatuses bool
	// Joined asks for a row a happening, not one a report, in these formats.
	Joined bool
	Safe   bool // cells of CSV that a spreadsheet would compute get an apostrophe

	// Part is the part of a lake that is written, such as "month=2024-05", as
	// engines name parts: each table is a folder with a folder for each part. ""
	// writes whole tables.
	Part string

	Query   string // what was searched, "" for all
	Program string // name and version of the program
}

// A Format is a kind of file.
type Format struct {
	Name  string // as users write it
	Doc   string
	Ext   string // ".csv"
	Media string // media type
	// encode writes the rows of one table to a file; nil for formats that are
	// no table a file.
	encode func(w io.Writer, t *Table, o *Options) (encoder, error)
	// decode calls row for every row of a file that encode wrote.
	decode func(f readerAt, t *Table, o *Options, row func([]Value) error) error
	// whole writes all to one file; nil for formats of one file a table.
	whole func(w io.Writer, o *Options) (output, error)
}

// OneFile reports whether the format puts all into one file.
func (f *Format) OneFile() bool { return f.whole != nil }

// OfTables reports whether the format has tables, so that some of them and of
// their columns can be chosen.
func (f *Format) OfTables() bool { return f.encode != nil || f.Name == "xlsx" }

// readerAt is an open file.
type readerAt interface {
	io.Reader
	io.ReaderAt
	io.Seeker
	Size() int64
}

// An encoder writes rows.
type encoder interface {
	write(row []Value) error
	close() error
}

// An output is one file in the making.
type output interface {
	add(v *view) error
	close() error
	// check reads the finished file and compares it with what was added.
	check(f readerAt) error
	// resources describes what is in the file.
	resources() []resource
}

// Formats returns all formats, in the order of the help text.
func Formats() []*Format { return slices.Clone(formats) }

// FormatNamed returns the format of a name, or nil.
func FormatNamed(name string) *Format {
	i := slices.IndexFunc(formats, func(f *Format) bool { return f.Name == strings.ToLower(name) })
	if i < 0 {
		return nil
	}
	return formats[i]
}

// formats are all formats. The function keeps the compiler from a circle.
var formats []*Format

func init() {
	formats = []*Format{
		{Name: "csv", Doc: "tables, RFC 4180", Ext: ".csv", Media: "text/csv", encode: newCSV, decode: readCSV},
		{Name: "tsv", Doc: "tables, parted by tabs", Ext: ".tsv", Media: "text/tab-separated-values", encode: newTSV, decode: readTSV},
		{Name: "jsonl", Doc: "tables, one JSON object a line", Ext: ".jsonl", Media: "application/jsonl", encode: newJSONL, decode: readJSONL},
		{Name: "parquet", Doc: "tables, Apache Parquet", Ext: ".parquet", Media: "application/vnd.apache.parquet", encode: newParquet, decode: readParquet},
		{Name: "arrow", Doc: "tables, Apache Arrow IPC streams", Ext: ".arrows", Media: "application/vnd.apache.arrow.stream", encode: newArrow, decode: readArrow},
		{Name: "xlsx", Doc: "tables, one sheet each", Ext: ".xlsx", Media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", whole: newWorkbook},
		{Name: "gexf", Doc: "who does what to whom, for Gephi", Ext: ".gexf", Media: "application/gexf+xml", whole: newGEXF},
		{Name: "graphml", Doc: "the same graph, for other programs", Ext: ".graphml", Media: "application/graphml+xml", whole: newGraphML},
		{Name: "geojson", Doc: "events on a map; only towns and exacter places have a point", Ext: ".geojson", Media: "application/geo+json", whole: newGeoJSON},
		{Name: "atom", Doc: "a feed of the stories and their changes", Ext: ".atom", Media: "application/atom+xml", whole: newAtom},
		{Name: "ical", Doc: "a calendar of what is to come", Ext: ".ics", Media: "text/calendar", whole: newICal},
		{Name: "jsonld", Doc: "articles, quotations, claims and events in the words of schema.org", Ext: ".jsonld", Media: "application/ld+json", whole: newJSONLD},
		{Name: "webannotation", Doc: "statements and events as notes to the texts, W3C Web Annotation", Ext: ".jsonld", Media: "application/ld+json", whole: newWebAnnotation},
		{Name: "prov", Doc: "where each of them comes from, W3C PROV-O", Ext: ".jsonld", Media: "application/ld+json", whole: newProv},
		{Name: "bibtex", Doc: "a bibliography of the stories", Ext: ".bib", Media: "application/x-bibtex", whole: newBibTeX},
		{Name: "ris", Doc: "the same for other programs", Ext: ".ris", Media: "application/x-research-info-systems", whole: newRIS},
		{Name: "csl", Doc: "the same as CSL-JSON", Ext: ".json", Media: "application/vnd.citationstyles.csl+json", whole: newCSL},
	}
	formats = append(formats, eventFormats()...)
}

// A tally counts rows and hashes their cells, so that a file can be compared
// with what was written to it.
type tally struct {
	rows int
	hash maphash.Hash
	buf  []byte
}

var seed = maphash.MakeSeed()

func newTally() *tally {
	t := new(tally)
	t.hash.SetSeed(seed)
	return t
}

// add takes a row.
func (t *tally) add(row []Value) {
	t.rows++
	t.buf = t.buf[:0]
	for i := range row {
		t.buf = append(row[i].Append(t.buf), 0x1f)
	}
	_, _ = t.hash.Write(append(t.buf, 0x1e))
}

// same reports whether two tallies took the same rows.
func (t *tally) same(other *tally) bool {
	return t.rows == other.rows && t.hash.Sum64() == other.hash.Sum64()
}

// Binary reports whether the format is nothing for a terminal.
func (f *Format) Binary() bool { return f.Name == "parquet" || f.Name == "arrow" || f.Name == "xlsx" }
