package input

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// Limits of one input. What goes beyond them is an error of that input alone.
const (
	maxStory = 64 << 20 // bytes of one story, unpacked
	maxRow   = 64 << 20 // bytes of one line of JSON Lines
	headSize = 4096     // bytes from which the kind is told
)

// errStop ends a walk when the receiver wants no more rows.
var errStop = errors.New("stop")

// A Sink takes what inputs give, in input order. Row returns false to end the
// reading; Bad takes an input that can't be read.
type Sink struct {
	Row func(Row) bool
	Bad func(*Error)
	// Waits, if it is set, is called once a pipe has said nothing for a second, from a
	// goroutine of its own.
	Waits func(place string)
}

// Read sends the stories of names to sink in order. A name is a file, a
// folder (its files in order of their names, folders within it too) or "-"
// for stdin.
func Read(names []string, stdin io.Reader, sink Sink) { ReadAs(AnyKind, names, stdin, sink) }

// ReadAs is Read for inputs whose kind is known; their content is not asked.
func ReadAs(kind Kind, names []string, stdin io.Reader, sink Sink) {
	for _, name := range names {
		if err := readName(kind, name, stdin, sink); err != nil {
			return
		}
	}
}

// scheme is the begin of an address.
var scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*://`)

// IsAddress reports whether a name of the command line is one of the web.
func IsAddress(name string) bool {
	switch strings.ToLower(scheme.FindString(name)) {
	case "http://", "https://":
		return true
	}
	return false
}

// readName reads one name of the command line; it returns errStop or nil.
func readName(kind Kind, name string, stdin io.Reader, sink Sink) error {
	switch {
	case name == "-":
		return readStream(kind, "standard input", stdin, sink)
	case IsAddress(name):
		return sink.bad(name, errors.New("an address: add it to an archive with readout add, or pipe the page into readout read -"))
	}
	info, err := os.Stat(name)
	if scheme := scheme.FindString(name); err != nil && scheme != "" {
		return sink.bad(name, fmt.Errorf("%s addresses are not read: name a file by its path", scheme))
	}
	if err != nil {
		return sink.bad(name, fmt.Errorf("%w: check the name", reason(err)))
	}
	if !info.IsDir() {
		return readFile(kind, name, info, sink)
	}
	return readFolder(kind, name, sink)
}

// readFolder reads the files of a folder and of those within it.
func readFolder(kind Kind, name string, sink Sink) error {
	return filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return sink.bad(path, fmt.Errorf("%w: check its permissions", reason(err)))
		}
		if path != name && noStory(d.Name()) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		info, err := os.Stat(path)
		if err != nil {
			return sink.bad(path, fmt.Errorf("%w: check what it links to", reason(err)))
		}
		if info.IsDir() { // a link to a folder could lead in a circle
			return sink.bad(path, errors.New("a link to a folder is not followed: name the folder itself"))
		}
		if !info.Mode().IsRegular() { // a pipe without a writer would never end
			return sink.bad(path, fmt.Errorf("not a file but %s: nothing to read", modeName(info.Mode())))
		}
		return readFile(kind, path, info, sink)
	})
}

// noStory reports names in a folder that are not read unless they are given:
// hidden ones, and those of a program's sources and their notes.
func noStory(name string) bool {
	stem, ext := name, filepath.Ext(name)
	stem = strings.TrimSuffix(stem, ext)
	switch {
	case strings.HasPrefix(name, "."), stem == "README", stem == "LICENSE":
		return true
	}
	switch ext {
	case ".go", ".py", ".js", ".css", ".sh":
		return true
	}
	return false
}

// reason takes the operation and the path, which messages name already, off err.
func reason(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}

// readFile reads one file, or a pipe that the user named.
func readFile(kind Kind, path string, info fs.FileInfo, sink Sink) error {
	if !info.Mode().IsRegular() && info.Mode()&fs.ModeNamedPipe == 0 && info.Mode()&fs.ModeCharDevice == 0 {
		return sink.bad(path, fmt.Errorf("not a file but %s: nothing to read", modeName(info.Mode())))
	}
	f, err := sink.open(path, info)
	if err != nil {
		return sink.bad(path, fmt.Errorf("%w: check its permissions", reason(err)))
	}
	defer f.Close()
	if !info.Mode().IsRegular() {
		return readStream(kind, path, f, sink)
	}
	whole := sink
	whole.Row = func(row Row) bool {
		if row.Place == path { // parts have a place of their own
			row.File = path
		}
		return sink.Row(row)
	}
	return readStream(kind, path, f, whole)
}

// waitsAfter is how long a pipe may keep its reader waiting unsaid.
var waitsAfter = time.Second

// open opens a file, or a pipe, which waits for somebody who writes to it.
func (s *Sink) open(path string, info fs.FileInfo) (*os.File, error) {
	if s.Waits != nil && info.Mode()&fs.ModeNamedPipe != 0 {
		timer := time.AfterFunc(waitsAfter, func() { s.Waits(path) })
		defer timer.Stop()
	}
	return os.Open(path)
}

// modeName names what is no regular file.
func modeName(m fs.FileMode) string {
	switch {
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeNamedPipe != 0:
		return "a pipe"
	case m&fs.ModeDevice != 0:
		return "a device"
	}
	return "something special"
}

// readStream tells the kind of r's content, unless it is known, and reads it.
func readStream(kind Kind, place string, r io.Reader, sink Sink) error {
	br := bufio.NewReaderSize(r, 1<<16)
	look := headSize
	if kind == rowsKind || kind == arrowKind { // whoever sends rows one by one may wait for the first answer
		look = 2
	}
	head, _ := br.Peek(look)
	if bytes.HasPrefix(head, []byte{0x1f, 0x8b}) {
		zr, err := unpack(br)
		if err != nil {
			return sink.bad(place, fmt.Errorf("damaged gzip file (%w): fetch it again", err))
		}
		br = bufio.NewReaderSize(zr, 1<<16)
		head, _ = br.Peek(look)
	}
	if kind != rowsKind && kind != arrowKind { // of which each is judged alone
		if err := refuse(head); err != nil {
			return sink.bad(place, err)
		}
	}
	if kind == AnyKind {
		kind = kindOf(head)
	}
	switch kind {
	case rowsKind:
		return readRows(place, br, sink)
	case warcKind:
		return readWARC(place, br, sink)
	case arrowKind:
		return readArrow(place, br, sink)
	case mailKind:
		return readMail(place, br, sink)
	default:
		return readStory(place, br, kind, sink)
	}
}

// readStory reads one story that fills its input.
func readStory(place string, r io.Reader, k Kind, sink Sink) error {
	data, err := io.ReadAll(io.LimitReader(r, maxStory+1))
	switch {
	case err != nil:
		return sink.bad(place, fmt.Errorf("broken off after %d bytes (%w): fetch it again", len(data), err))
	case len(data) > maxStory:
		return sink.bad(place, fmt.Errorf("larger than %d MiB unpacked, which no story is: split it, or give JSON Lines", maxStory>>20))
	}
	row := Row{Place: place}
	switch k {
	case htmlKind:
		row.HTML = data
		return sink.row(row)
	case feedKind:
		return readFeed(place, data, sink)
	case listKind:
		return sink.bad(place, errors.New("a list of feeds: readout watch follows what it lists"))
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if err := checkText(data); err != nil {
		return sink.bad(place, err)
	}
	row.Text = string(data)
	return sink.row(row)
}

// readRows reads JSON Lines; a broken line is reported and the next one read.
func readRows(place string, r *bufio.Reader, sink Sink) error {
	for number := 1; ; number++ {
		line, size, err := readLine(r)
		at := fmt.Sprintf("%s:%d", place, number)
		var stop error
		switch {
		case size > maxRow:
			stop = sink.badRow(at, line, fmt.Errorf("the row has more than %d MiB: split it", maxRow>>20))
		case len(bytes.TrimSpace(line)) > 0:
			if number == 1 {
				line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
			}
			in, rowErr := ParseRow(line)
			if rowErr != nil {
				stop = sink.badRow(at, line, rowErr)
			} else {
				stop = sink.row(Row{Input: in, Place: at})
			}
		}
		if stop != nil {
			return stop
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return sink.bad(place, fmt.Errorf("broken off in line %d (%w): fetch it again", number, err))
		}
	}
}

// readLine returns the next line without its end and its size in bytes. Of a
// line longer than maxRow only the begin is kept.
func readLine(r *bufio.Reader) (line []byte, size int, err error) {
	for {
		part, err := r.ReadSlice('\n')
		size += len(part)
		if size <= maxRow {
			line = append(line, part...)
		} else if len(line) > headSize {
			line = bytes.Clone(line[:headSize])
		}
		if err != bufio.ErrBufferFull {
			return bytes.TrimRight(line, "\r\n"), size, err
		}
	}
}

// row hands a row on and turns "no more" into errStop.
func (s Sink) row(r Row) error {
	if !s.Row(r) {
		return errStop
	}
	return nil
}

// badRow hands a row of JSON Lines on that can't be read.
func (s Sink) badRow(place string, line []byte, err error) error {
	s.Bad(&Error{Place: place, Err: err, Row: true, Ref: refOf(line)})
	return nil
}

// bad hands an input on that can't be read.
func (s Sink) bad(place string, err error) error {
	s.Bad(&Error{Place: place, Err: err})
	return nil
}
