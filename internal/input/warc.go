package input

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
	"time"
)

// maxWARCHeader bounds the header of one record.
const maxWARCHeader = 256 << 10

// A warcReader walks over the records of a WARC file. A record that is cut
// short does not take the ones behind it along.
type warcReader struct {
	place string
	r     *bufio.Reader
	n     int // records so far
	sink  Sink

	stories int // those of them that were sent
	skipped int // bytes before the last header that are no record
}

// readWARC sends the pages and texts of a WARC file. Requests, metadata and
// answers that are no story (pictures, errors, redirects) are passed over.
func readWARC(place string, r io.Reader, sink Sink) error {
	w := &warcReader{place: place, r: bufio.NewReaderSize(r, 1<<16), sink: sink}
	for {
		head, err := w.header()
		if w.skipped > 0 {
			at := fmt.Sprintf("%s: behind record %d", place, w.n)
			if stop := sink.bad(at, fmt.Errorf("%d bytes are no record and were passed over: fetch the file again", w.skipped)); stop != nil {
				return stop
			}
		}
		if errors.Is(err, io.EOF) {
			if w.stories == 0 {
				return sink.bad(place, fmt.Errorf("none of its %d records is a page or a text", w.n))
			}
			return nil
		}
		if err != nil {
			return sink.bad(place, fmt.Errorf("broken off after %d records (%w): fetch it again", w.n, err))
		}
		w.n++
		block, err := w.block(head)
		at := fmt.Sprintf("%s: record %d", place, w.n)
		if err != nil {
			if stop := sink.bad(at, err); stop != nil {
				return stop
			}
			continue
		}
		if err := w.story(at, head, block); err != nil {
			return err
		}
	}
}

// header reads the next record's header. What stands before it and is none is
// passed over. It returns io.EOF where there is no further record.
func (w *warcReader) header() (textproto.MIMEHeader, error) {
	w.skipped = 0
	for begun := false; ; { // a line without end comes in pieces
		line, err := w.r.ReadSlice('\n')
		if !begun && bytes.HasPrefix(line, []byte("WARC/1.")) && err == nil {
			break
		}
		w.skipped += len(bytes.TrimSpace(line))
		if begun = errors.Is(err, bufio.ErrBufferFull); err != nil && !begun {
			return nil, err
		}
	}
	var text bytes.Buffer
	for {
		line, err := w.r.ReadSlice('\n')
		if text.Write(line); text.Len() > maxWARCHeader {
			return nil, errors.New("a header without end")
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return nil, io.ErrUnexpectedEOF
		}
		if len(bytes.TrimSpace(line)) == 0 {
			break
		}
	}
	head, err := textproto.NewReader(bufio.NewReader(&text)).ReadMIMEHeader()
	if err != nil && len(head) == 0 {
		return textproto.MIMEHeader{}, nil
	}
	return head, nil
}

// block reads a record's content. If the content is shorter than its header
// says, the next record is looked for within what was read.
func (w *warcReader) block(head textproto.MIMEHeader) ([]byte, error) {
	size, err := strconv.ParseInt(strings.TrimSpace(head.Get("Content-Length")), 10, 64)
	if err != nil || size < 0 {
		return nil, errors.New("the record does not say how long it is: it is left out")
	}
	if size > maxStory {
		if _, err := io.CopyN(io.Discard, w.r, size); err != nil {
			return nil, errors.New("the record is cut short: fetch the file again")
		}
		return nil, nil // a film or a data set
	}
	block, err := io.ReadAll(io.LimitReader(w.r, size))
	tail, _ := w.r.Peek(4)
	if int64(len(block)) == size && (bytes.HasPrefix(tail, []byte("\r\n")) || bytes.HasPrefix(tail, []byte("\n")) || len(tail) == 0) {
		return block, err
	}
	if at := bytes.Index(block, []byte("\nWARC/1.")); at >= 0 { // the next record began inside
		w.r = bufio.NewReaderSize(io.MultiReader(bytes.NewReader(block[at+1:]), w.r), 1<<16)
	}
	return nil, fmt.Errorf("the record is cut short (%d bytes are announced): it is left out, fetch the file again", size)
}

// story sends what a record holds, if it is a page or a text.
func (w *warcReader) story(place string, head textproto.MIMEHeader, block []byte) error {
	row := Row{Place: place}
	row.URL = strings.Trim(strings.TrimSpace(head.Get("WARC-Target-URI")), "<>")
	row.Captured = strings.TrimSpace(head.Get("WARC-Date"))
	row.Seen, _ = time.Parse(time.RFC3339, row.Captured)
	kind := strings.TrimSpace(head.Get("Content-Type"))
	switch head.Get("WARC-Type") {
	case "response":
		if !strings.HasPrefix(row.URL, "http") {
			return nil // a name server's answer, say
		}
		var err error
		if block, kind, err = unwrapHTTP(block); err != nil {
			return w.sink.bad(place, err)
		}
	case "resource", "conversion":
	default:
		return nil
	}
	media, _, _ := strings.Cut(strings.ToLower(kind), ";")
	switch strings.TrimSpace(media) {
	case "text/html", "application/xhtml+xml":
		row.HTML, row.ContentType = block, kind
	case "text/plain":
		row.Text = strings.ToValidUTF8(string(bytes.ReplaceAll(block, []byte{0}, nil)), "\uFFFD")
	default:
		return nil
	}
	if len(bytes.TrimSpace(block)) == 0 {
		return nil
	}
	w.stories++
	return w.sink.row(row)
}

// unwrapHTTP returns the body and the content type of a stored answer; the
// body is nil if the answer was not "200 OK".
func unwrapHTTP(block []byte) ([]byte, string, error) {
	res, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(block)), nil)
	if err != nil {
		return nil, "", fmt.Errorf("the record holds no answer of a server (%w): it is left out", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, "", nil
	}
	raw := block
	if at := bytes.Index(block, []byte("\r\n\r\n")); at >= 0 {
		raw = block[at+4:]
	}
	body, err := io.ReadAll(res.Body)
	if err != nil { // many writers store the body unpacked and leave the header as it was
		body = raw
	}
	if strings.Contains(strings.ToLower(res.Header.Get("Content-Encoding")), "gzip") && bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		zr, err := unpack(bytes.NewReader(body))
		if err != nil {
			return nil, "", fmt.Errorf("the page is packed and damaged (%w): it is left out", err)
		}
		if body, err = io.ReadAll(io.LimitReader(zr, maxStory+1)); err != nil {
			return nil, "", fmt.Errorf("the page is packed and cut short (%w): it is left out", err)
		}
		if len(body) > maxStory {
			return nil, "", fmt.Errorf("the page has more than %d MiB unpacked: it is left out", maxStory>>20)
		}
	}
	return body, res.Header.Get("Content-Type"), nil
}
