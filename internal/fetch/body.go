package fetch

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ratioFrom is the size from which on the ratio of compression is looked at:
// a short text of one letter is no attack.
const ratioFrom = 256 << 10

// body reads the body of an answer within the limits.
func (l Limits) body(r io.Reader, encoding string) ([]byte, error) {
	packed := &counter{r: io.LimitReader(r, l.Body+1)}
	var data []byte
	var err error
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "", "identity":
		data, err = io.ReadAll(packed)
	case "gzip", "x-gzip":
		data, err = l.unpack(packed)
	default:
		return nil, fmt.Errorf("the answer is packed as %q, which was not asked for", encoding)
	}
	if packed.n > l.Body {
		return nil, fmt.Errorf("the answer has more than %d MiB", l.Body>>20)
	}
	return data, err
}

// unpack reads gzip within the limits.
func (l Limits) unpack(packed *counter) ([]byte, error) {
	zr, err := gzip.NewReader(packed)
	if err != nil {
		return nil, fmt.Errorf("the answer is damaged: %w", err)
	}
	var data []byte
	buf := make([]byte, 64<<10)
	for {
		n, err := zr.Read(buf)
		data = append(data, buf[:n]...)
		size := int64(len(data))
		switch {
		case size > l.Unpacked:
			return nil, fmt.Errorf("the answer has more than %d MiB unpacked", l.Unpacked>>20)
		case size > ratioFrom && size > l.Ratio*packed.n:
			return nil, fmt.Errorf("the answer unpacks to more than %d times its size", l.Ratio)
		case errors.Is(err, io.EOF):
			return data, nil
		case err != nil:
			return nil, fmt.Errorf("the answer is damaged: %w", err)
		}
	}
}

// A counter counts the bytes that are read.
type counter struct {
	r io.Reader
	n int64
}

// Read reads and counts.
func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
