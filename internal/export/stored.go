package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/gzip"
	"github.com/parquet-go/parquet-go"
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/plural"
)

// A Stored is a record as a file holds it.
type Stored struct {
	Record *readout.Record
	Origin json.RawMessage // what the archive that it is from knew of it; nil for none
}

// EachStored calls each for every record of a file: JSON Lines of records or
// of the table records, gzip too, or that table as Parquet, or a stream of Arrow
// with a column record. A folder is an
// export; "-" is stdin. What is no record is given with an error, and the
// others go on; a file in which no record is found is one error, whatever
// number of lines it has.
func EachStored(name string, stdin io.Reader, each func(place string, st *Stored, err error) error) error {
	if name == "-" {
		return eachLineStored("standard input", stdin, each)
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if info.IsDir() {
		for _, file := range []string{"records.parquet", "records.jsonl"} {
			if _, err := os.Stat(filepath.Join(name, file)); err == nil {
				return EachStored(filepath.Join(name, file), stdin, each)
			}
		}
		return errors.New("no export with records: it takes the formats jsonl and parquet, and --with-text")
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	magic := make([]byte, 4)
	if n, _ := f.ReadAt(magic, 0); n == 4 && string(magic) == "PAR1" {
		return eachParquetStored(name, &openFile{f, info.Size()}, each)
	}
	return eachLineStored(name, f, each)
}

// maxLine is how long a line of JSON may be.
const maxLine = 256 << 20

var errLongLine = fmt.Errorf("the line is longer than %d MiB", maxLine>>20)

// mostUnread is how many lines without a record are looked at before a file is
// taken for one of another kind.
const mostUnread = 100

// unread holds the errors of a file's first lines back, until a record shows
// that it is a file of records.
type unread struct {
	each   func(string, *Stored, error) error
	held   []func() error // what each is to be told
	first  error          // of the first line
	opened bool           // a record was there
}

// take takes what a line holds.
func (u *unread) take(place string, st *Stored, err error) error {
	if !u.opened && err != nil {
		if u.first == nil {
			u.first = fmt.Errorf("%s: %w", place, err)
		}
		if u.held = append(u.held, func() error { return u.each(place, nil, err) }); len(u.held) < mostUnread {
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
	return u.each(place, st, err)
}

// end returns what is wrong with a file that is at its end.
func (u *unread) end() error {
	if len(u.held) == 0 {
		return nil
	}
	return u.none("it has none in " + plural.Of(len(u.held), "line", "lines"))
}

func (u *unread) none(why string) error {
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
func eachLineStored(name string, in io.Reader, each func(string, *Stored, error) error) error {
	lines := unread{each: each}
	buf := bufio.NewReaderSize(in, 1<<20)
	if head, _ := buf.Peek(4); bytes.Equal(head, arrowMark) {
		return eachArrowStored(name, buf, each)
	}
	if head, _ := buf.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		unzipped, err := gzip.NewReader(buf)
		if err != nil {
			return err
		}
		buf = bufio.NewReaderSize(unzipped, 1<<20)
	}
	for n := 1; ; n++ {
		line, err := readLine(buf)
		if err == io.EOF {
			return lines.end()
		}
		if err != nil && !errors.Is(err, errLongLine) {
			return err
		}
		if line = bytes.TrimSpace(line); len(line) == 0 && err == nil {
			continue
		}
		var st *Stored
		if err == nil {
			st, err = storedLine(line)
		}
		if err := lines.take(fmt.Sprintf("%s:%d", name, n), st, err); err != nil {
			return err
		}
	}
}

// storedLine reads a line: a record, or a row of the table records.
func storedLine(line []byte) (*Stored, error) {
	var row struct {
		Format string          `json:"format"`
		Record json.RawMessage `json:"record"`
		Origin json.RawMessage `json:"origin"`
	}
	if err := json.Unmarshal(line, &row); err != nil {
		return nil, fmt.Errorf("no record: %w", err)
	}
	if row.Format == "" && row.Record != nil {
		return newStored(row.Record, row.Origin)
	}
	return newStored(line, nil)
}

// newStored reads a record.
func newStored(record, origin []byte) (*Stored, error) {
	st := &Stored{Record: new(readout.Record)}
	if err := st.Record.UnmarshalJSON(record); err != nil {
		return nil, fmt.Errorf("no record: %w; readout read --json writes them", err)
	}
	if len(origin) > 0 && string(origin) != "null" {
		st.Origin = origin
	}
	return st, nil
}

// eachParquetStored reads the table records.
func eachParquetStored(name string, f readerAt, each func(string, *Stored, error) error) error {
	file, err := parquet.OpenFile(f, f.Size())
	if err != nil {
		return err
	}
	record, origin := -1, -1
	for i, field := range file.Schema().Fields() {
		switch field.Name() {
		case "record":
			record = i
		case "origin":
			origin = i
		}
	}
	if record < 0 || origin < 0 {
		return errors.New("this is no table of records: readout export --with-text makes it, as records.parquet")
	}
	n := 0
	return eachParquetRow(file, func(row parquet.Row) error {
		n++
		var parts [2][]byte
		for _, c := range row {
			switch {
			case c.IsNull():
			case c.Column() == record:
				parts[0] = bytes.Clone(c.ByteArray())
			case c.Column() == origin:
				parts[1] = bytes.Clone(c.ByteArray())
			}
		}
		st, err := newStored(parts[0], parts[1])
		return each(fmt.Sprintf("%s: row %d", name, n), st, err)
	})
}

// readLine reads a line and refuses one that is too long.
func readLine(in *bufio.Reader) (line []byte, err error) {
	long := false
	for {
		part, err := in.ReadSlice('\n')
		if long = long || len(line)+len(part) > maxLine; long {
			line = nil
		} else {
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case long:
			return nil, errLongLine
		case err == io.EOF && len(line) > 0:
			return line, nil
		}
		return line, err
	}
}
