package export

import (
	"bufio"
	"bytes"
	"io"
)

// A Skip is what of a file is passed over: what an import before dealt with.
type Skip struct {
	Rows int
	End  int64 // the [RawStored.End] of the last of them; 0: they are gone through
}

// A lineReader reads a file line by line, and knows where each ends.
type lineReader struct {
	buf   *bufio.Reader
	n     int   // lines that were read
	at    int64 // bytes of them
	known bool  // at is right, and of the file as it lies on the disk
}

// jump goes on behind the rows that are passed over, where the file can do that and a line
// ends there.
func (r *lineReader) jump(in io.Reader, skip Skip) error {
	file, ok := in.(interface {
		io.Seeker
		io.ReaderAt
	})
	if !ok || skip.End <= 0 {
		return nil
	}
	last := make([]byte, 1)
	if _, err := file.ReadAt(last, skip.End-1); err != nil || !bytes.Equal(last, []byte("\n")) {
		return nil
	}
	if _, err := file.Seek(skip.End, io.SeekStart); err != nil {
		return err
	}
	r.buf.Reset(in)
	r.n, r.at = skip.Rows, skip.End
	return nil
}

// end returns where the last line ended, 0 if that is not known.
func (r *lineReader) end() int64 {
	if !r.known {
		return 0
	}
	return r.at
}

// next returns the next line. One that is too long is passed over and is an [errLongLine].
func (r *lineReader) next() (line []byte, err error) {
	r.n++
	long := false
	for {
		part, err := r.buf.ReadSlice('\n')
		r.at += int64(len(part))
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
