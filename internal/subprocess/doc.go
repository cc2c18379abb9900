// Package subprocess has work done by helper processes of the same program,
// which have limits on memory, stack and time and may die of what they are
// given: what a stranger wrote costs its own answer and nothing else.
//
// The program that wants the work has a [Pool]; the helper runs [Serve]. Both
// speak in frames over the helper's standard input and output.
package subprocess

import (
	"encoding/binary"
	"fmt"
	"io"
)

// maxFrame is how many bytes a request or an answer has at most.
const maxFrame = 256 << 20

// The kinds of an answer.
const (
	answered byte = iota
	refused       // the answer is the text of an error
)

// writeFrame writes a kind and a text.
func writeFrame(w io.Writer, kind byte, data []byte) error {
	if len(data) > maxFrame {
		return fmt.Errorf("%d bytes are more than a helper takes", len(data))
	}
	head := append([]byte{kind}, 0, 0, 0, 0)
	binary.BigEndian.PutUint32(head[1:], uint32(len(data)))
	if _, err := w.Write(head); err != nil {
		return err
	}
	_, err := w.Write(data)
	return err
}

// readFrame reads what writeFrame wrote.
func readFrame(r io.Reader) (kind byte, data []byte, err error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	size := binary.BigEndian.Uint32(head[1:])
	if size > maxFrame {
		return 0, nil, fmt.Errorf("a frame of %d bytes", size)
	}
	data = make([]byte, size)
	_, err = io.ReadFull(r, data)
	return head[0], data, err
}
