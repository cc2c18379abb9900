package input

import (
	"compress/gzip"
	"fmt"
	"io"
)

// Limits of compression. Text packs to a fifth, rows that repeat themselves to
// a fiftieth; what unpacks to much more was made to do harm.
const (
	ratioFrom = 4 << 20 // unpacked bytes from which on the ratio is looked at
	maxRatio  = 200
)

// An unpacker reads gzip within the limits.
type unpacker struct {
	zr               *gzip.Reader
	packed, unpacked int64
	src              io.Reader
}

// unpack returns what r holds unpacked.
func unpack(r io.Reader) (io.Reader, error) {
	u := &unpacker{src: r}
	var err error
	if u.zr, err = gzip.NewReader((*packedReader)(u)); err != nil {
		return nil, err
	}
	return u, nil
}

// Read reads unpacked bytes; it fails where the limits are passed.
func (u *unpacker) Read(p []byte) (int, error) {
	n, err := u.zr.Read(p)
	u.unpacked += int64(n)
	if u.unpacked > ratioFrom && u.unpacked > maxRatio*u.packed {
		return n, fmt.Errorf("it unpacks to more than %d times its size: unpack it first, with gunzip, if you trust it", maxRatio)
	}
	return n, err
}

// A packedReader counts the packed bytes that an unpacker reads.
type packedReader unpacker

// Read reads packed bytes.
func (r *packedReader) Read(p []byte) (int, error) {
	n, err := r.src.Read(p)
	r.packed += int64(n)
	return n, err
}
