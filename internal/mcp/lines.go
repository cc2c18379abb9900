package mcp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
)

// Codes of JSON-RPC for what is no request.
const (
	codeParse   = -32700 // no JSON
	codeInvalid = -32600 // JSON, and no message
)

// batches is the only version of the protocol in which several messages may
// stand in one line.
const batches = "2025-03-26"

// lines hands on the lines of its input that are messages, and answers the
// others as JSON-RPC has it: the transport beneath would end with the first of
// them, and a session with one slip of its client.
type lines struct {
	in      *bufio.Reader
	closer  io.Closer
	out     io.Writer // where answers go
	limit   int       // bytes of a line
	rest    []byte    // of a line that is handed on
	batches bool      // the client speaks the version with batches
}

// newLines returns the messages of in; what is none is answered on out.
func newLines(in io.ReadCloser, out io.Writer, limit int) *lines {
	return &lines{in: bufio.NewReaderSize(in, 1<<16), closer: in, out: out, limit: limit}
}

// Read returns bytes of the next message.
func (l *lines) Read(p []byte) (int, error) {
	for len(l.rest) == 0 {
		line, err := l.line()
		var long *longLine
		switch {
		case errors.As(err, &long):
			err = l.answer(codeInvalid, nil, long.Error())
		case len(bytes.TrimSpace(line)) > 0:
			err = errors.Join(err, l.take(bytes.TrimSpace(line)))
		}
		if err != nil && len(l.rest) == 0 {
			return 0, unjoined(err)
		}
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}

// unjoined returns the end of the input as readers know it.
func unjoined(err error) error {
	if errors.Is(err, io.EOF) {
		return io.EOF
	}
	return err
}

// Close closes the input.
func (l *lines) Close() error { return l.closer.Close() }

// A longLine says that a line is longer than a message may be.
type longLine struct{ limit int }

func (e *longLine) Error() string {
	return fmt.Sprintf("the message is longer than %d MiB", e.limit>>20)
}

// line reads a line, all of it; of one that is too long nothing is kept.
func (l *lines) line() (line []byte, err error) {
	long := false
	for {
		part, err := l.in.ReadSlice('\n')
		if long = long || len(line)+len(part) > l.limit; long {
			line = nil
		} else {
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
		case long:
			return nil, &longLine{l.limit}
		default:
			return line, err
		}
	}
}

// take hands a line on, or answers it.
func (l *lines) take(line []byte) error {
	var head struct {
		ID     json.RawMessage `json:"id"`
		Params struct {
			Version string `json:"protocolVersion"`
		} `json:"params"`
	}
	if !json.Valid(line) {
		var fault *json.SyntaxError
		err := json.Unmarshal(line, &head)
		if errors.As(err, &fault) {
			err = fmt.Errorf("%w at byte %d", err, fault.Offset)
		}
		return l.answer(codeParse, nil, fmt.Sprintf("the line is no JSON (%v): write one message a line", err))
	}
	if line[0] == '[' {
		if l.batches && isBatch(line) {
			l.rest = append(line, '\n')
			return nil
		}
		return l.answer(codeInvalid, nil, "several messages in one line are not taken: write one message a line")
	}
	_ = json.Unmarshal(line, &head) // what else it is, the message's decoder says
	if _, err := jsonrpc.DecodeMessage(line); err != nil {
		return l.answer(codeInvalid, head.ID, fmt.Sprintf("the line is no message of JSON-RPC 2.0 (%v)", err))
	}
	if head.Params.Version != "" {
		l.batches = head.Params.Version == batches
	}
	l.rest = append(line, '\n')
	return nil
}

// isBatch reports whether a line holds messages and nothing else.
func isBatch(line []byte) bool {
	var list []json.RawMessage
	if json.Unmarshal(line, &list) != nil || len(list) == 0 {
		return false
	}
	ids := make(map[string]bool)
	for _, raw := range list {
		m, err := jsonrpc.DecodeMessage(raw)
		if err != nil {
			return false
		}
		if r, ok := m.(*jsonrpc.Request); ok && r.IsCall() {
			id := fmt.Sprint(r.ID.Raw())
			if ids[id] {
				return false
			}
			ids[id] = true
		}
	}
	return true
}

// answer writes the error for a line that is not handed on.
func (l *lines) answer(code int, id json.RawMessage, text string) error {
	if len(id) == 0 || id[0] == '{' || id[0] == '[' {
		id = json.RawMessage("null")
	}
	type fault struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	}
	data, err := json.Marshal(struct {
		Version string          `json:"jsonrpc"`
		ID      json.RawMessage `json:"id"`
		Error   fault           `json:"error"`
	}{"2.0", id, fault{code, text}})
	if err != nil {
		return err
	}
	_, err = l.out.Write(append(data, '\n'))
	return err
}

// whole is a writer whose writes do not mix: a message is one write.
type whole struct {
	mu sync.Mutex
	io.Writer
}

// Write writes a message.
func (w *whole) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.Writer.Write(p)
}

// Close leaves the output open: it is the program's.
func (w *whole) Close() error { return nil }
