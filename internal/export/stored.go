package export

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"
	"github.com/parquet-go/parquet-go"
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/plural"
	"github.com/seed-f92ea4cf/readout/internal/thread"
	fastjson "github.com/segmentio/encoding/json"
)

// A Stored is a record as a file holds it.
type Stored struct {
	Record *readout.Record
	Origin json.RawMessage // what the archive that it is from knew of it; nil for none
	Digest *thread.Digest  // what joining needs of it; nil for none, or for one that another program made
}

// A RawStored is a row of a file of records that was not parsed yet.
type RawStored struct {
	N      int    // of the row or line in its file, from 1
	Place  string // for messages
	Lines  bool   // it is of a file of lines, which may turn out to be none of records
	End    int64  // where in its file it ends, in bytes; 0 where that says nothing: of a table, of what is packed
	line   []byte // JSON, of one line
	record []byte // or the cells of a table
	origin []byte
	digest []byte
	err    error
}

// Size is how many bytes the row has.
func (r *RawStored) Size() int { return len(r.line) + len(r.record) + len(r.origin) + len(r.digest) }

// Parse returns the record of a row.
func (r *RawStored) Parse() (*Stored, error) {
	switch {
	case r.err != nil:
		return nil, r.err
	case r.line != nil:
		return storedLine(r.line)
	}
	return newStored(r.record, r.origin, r.digest)
}

// EachStored calls each for every record of a file: JSON Lines of records or
// of the table records, gzip too, or that table as Parquet, or a stream of Arrow
// with a column record. A folder is an export, or what Spark wrote; "-" is
// stdin. What is no record is given with an error, and the others go on; a file
// in which no record is found is one error, whatever number of lines it has.
func EachStored(name string, stdin io.Reader, each func(place string, st *Stored, err error) error) error {
	files, err := StoredFiles(name)
	if err != nil {
		return err
	}
	for _, file := range files {
		held := NewHeld(func(raw *RawStored, st *Stored, err error) error { return each(raw.Place, st, err) })
		err := EachRaw(file, stdin, Skip{}, func(raw *RawStored) error {
			st, err := raw.Parse()
			return held.Take(raw, st, err)
		})
		if err := cmp.Or(err, held.End()); err != nil {
			return err
		}
	}
	return nil
}

// EachRaw calls each for every row of a file that [StoredFiles] names, but for
// those that skip says, and leaves it to the caller to parse rows, as many at a
// time as it likes, and to hand them to a [Held] in order.
func EachRaw(name string, stdin io.Reader, skip Skip, each func(*RawStored) error) error {
	if name == "-" {
		return eachLineStored("standard input", stdin, skip, each)
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	magic := make([]byte, 4)
	if n, _ := f.ReadAt(magic, 0); n == 4 && string(magic) == "PAR1" {
		return eachParquetStored(name, &openFile{f, info.Size()}, skip.Rows, each)
	}
	return eachLineStored(name, f, skip, each)
}

// StoredFiles returns the files that hold the records of what a user names, in
// order: of a folder that is an export, its table records, in parts or not; of one
// that an engine wrote, all Parquet below it.
func StoredFiles(name string) ([]string, error) {
	if name == "-" {
		return []string{name}, nil
	}
	info, err := os.Stat(name)
	if err != nil || !info.IsDir() {
		return []string{name}, err
	}
	for _, file := range []string{"records.parquet", "records.jsonl", "records"} {
		if _, err := os.Stat(filepath.Join(name, file)); err == nil {
			return StoredFiles(filepath.Join(name, file))
		}
	}
	var files []string
	tables := false // an export without records: its tables are Parquet too
	err = filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
		base := filepath.Base(path)
		switch {
		case err != nil:
			return err
		case path != name && strings.IndexAny(base, "._") == 0: // what engines and unfinished exports leave
			if d.IsDir() {
				return fs.SkipDir
			}
		case base == "datapackage.json":
			tables = true
		case !d.IsDir() && strings.HasSuffix(base, ".parquet"):
			files = append(files, path)
		}
		return nil
	})
	if err == nil && (tables || len(files) == 0) {
		err = errors.New("no export with records: it takes the formats jsonl and parquet, and --with-text")
	}
	return files, err
}

// maxLine is how long a line of JSON may be.
const maxLine = 256 << 20

var errLongLine = fmt.Errorf("the line is longer than %d MiB", maxLine>>20)

// mostUnread is how many lines without a record are looked at before a file is
// taken for one of another kind.
const mostUnread = 100

// A Held holds the errors of a file's first lines back, until a record shows
// that it is a file of records.
type Held struct {
	each   func(*RawStored, *Stored, error) error
	held   []func() error // what each is to be told
	first  error          // of the first line
	opened bool           // a record was there
}

// NewHeld returns a Held that hands on to each.
func NewHeld(each func(*RawStored, *Stored, error) error) *Held { return &Held{each: each} }

// Open says that a record of the file was there already.
func (u *Held) Open() { u.opened = true }

// Take takes what a row holds. Rows come in order.
func (u *Held) Take(raw *RawStored, st *Stored, err error) error {
	if raw.Lines && !u.opened && err != nil {
		if u.first == nil {
			u.first = fmt.Errorf("%s: %w", raw.Place, err)
		}
		if u.held = append(u.held, func() error { return u.each(raw, nil, err) }); len(u.held) < mostUnread {
			return nil
		}
		return u.none(fmt.Sprintf("none of its first %d lines is one", mostUnread))
	}
	for _, tell := range u.held {
		if err := tell(); err != nil {
			return err
		}
	}
	u.held, u.opened = nil, true
	return u.each(raw, st, err)
}

// End returns what is wrong with a file that is at its end.
func (u *Held) End() error {
	if len(u.held) == 0 {
		return nil
	}
	return u.none("it has none in " + plural.Of(len(u.held), "line", "lines"))
}

func (u *Held) none(why string) error {
	return &NoRecordsError{Why: why, First: u.first}
}

// A NoRecordsError says that a file is none of records.
type NoRecordsError struct {
	Why   string
	First error // of the first line
}

// Error says what the file lacks, and what takes what it may be.
func (e *NoRecordsError) Error() string {
	return fmt.Sprintf("no file of records: %s (%v); readout read --json and readout export --with-text --as jsonl write such files; stories, as text, pages, feeds or JSON Lines, are for readout add", e.Why, e.First)
}

// eachLineStored reads JSON Lines.
func eachLineStored(name string, in io.Reader, skip Skip, each func(*RawStored) error) error {
	buf := bufio.NewReaderSize(in, 1<<20)
	if head, _ := buf.Peek(4); bytes.Equal(head, arrowMark) {
		return eachArrowStored(name, buf, skip.Rows, each)
	}
	packed := false
	if head, _ := buf.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		unzipped, err := gzip.NewReader(buf)
		if err != nil {
			return err
		}
		packed, buf = true, bufio.NewReaderSize(unzipped, 1<<20)
	}
	lines := &lineReader{buf: buf, known: !packed}
	if !packed {
		if err := lines.jump(in, skip); err != nil {
			return err
		}
	}
	for {
		line, err := lines.next()
		if err == io.EOF {
			return nil
		}
		if err != nil && !errors.Is(err, errLongLine) {
			return err
		}
		if line = bytes.TrimSpace(line); lines.n <= skip.Rows || len(line) == 0 && err == nil {
			continue
		}
		if err := each(&RawStored{N: lines.n, Place: fmt.Sprintf("%s:%d", name, lines.n), Lines: true, End: lines.end(), line: line, err: err}); err != nil {
			return err
		}
	}
}

// recordMark is how a record begins as this program writes it.
var recordMark = []byte(`{"format":"` + readout.Format + `"`)

// decode is json.Unmarshal in half the time. What it leaves of data in values is
// not copied: rows are not used again.
func decode(data []byte, into any) error {
	if !utf8.Valid(data) { // encoding/json puts a sign in the place of what is no text
		return json.Unmarshal(data, into)
	}
	rest, err := fastjson.Parse(data, into, fastjson.ZeroCopy)
	if err == nil && len(bytes.TrimSpace(rest)) > 0 {
		err = errors.New("something stands behind the value")
	}
	return err
}

// storedLine reads a line: a record, or a row of the table records.
func storedLine(line []byte) (*Stored, error) {
	if bytes.HasPrefix(line, recordMark) {
		return newStored(line, nil, nil)
	}
	var row struct {
		Format string          `json:"format"`
		Record json.RawMessage `json:"record"`
		Origin json.RawMessage `json:"origin"`
		Digest json.RawMessage `json:"digest"`
	}
	if err := decode(line, &row); err != nil {
		return nil, fmt.Errorf("no record: %w", err)
	}
	if row.Format == "" && row.Record != nil {
		return newStored(row.Record, row.Origin, row.Digest)
	}
	return newStored(line, nil, nil)
}

// newStored reads a record.
func newStored(record, origin, digest []byte) (*Stored, error) {
	st := &Stored{Record: new(readout.Record)}
	if err := st.Record.UnmarshalWith(record, decode); err != nil {
		return nil, fmt.Errorf("no record: %w; readout read --json writes them", err)
	}
	if len(origin) > 0 && string(origin) != "null" {
		st.Origin = origin
	}
	if len(digest) == 0 || string(digest) == "null" {
		return st, nil
	}
	var err error
	if st.Digest, err = thread.ParseWhole(digest); err != nil {
		return nil, err
	}
	if st.Digest != nil && st.Digest.Pipeline != st.Record.Pipeline {
		st.Digest = nil
	}
	return st, nil
}

// eachParquetStored reads the table records.
func eachParquetStored(name string, f readerAt, skip int, each func(*RawStored) error) error {
	file, err := parquet.OpenFile(f, f.Size())
	if err != nil {
		return err
	}
	record, origin, digest := -1, -1, -1
	for i, field := range file.Schema().Fields() {
		switch field.Name() {
		case "record":
			record = i
		case "origin":
			origin = i
		case "digest":
			digest = i
		}
	}
	if record < 0 {
		return errors.New("this is no table of records: readout export --with-text makes it, as records.parquet")
	}
	n := skip
	return eachParquetRow(file, skip, func(row parquet.Row) error {
		n++
		raw := &RawStored{N: n, Place: fmt.Sprintf("%s: row %d", name, n)}
		for _, c := range row {
			switch {
			case c.IsNull():
			case c.Column() == record:
				raw.record = bytes.Clone(c.ByteArray())
			case c.Column() == origin:
				raw.origin = bytes.Clone(c.ByteArray())
			case c.Column() == digest:
				raw.digest = bytes.Clone(c.ByteArray())
			}
		}
		return each(raw)
	})
}
