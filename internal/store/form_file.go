package store

import (
	"encoding/binary"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/compare"
)

// A formFile holds what is compared of texts for which there is no room in memory. To
// read one there takes a tenth of what it takes to make it again of its version. It
// is no part of the archive: it has no name, or goes when the archive is closed, and what
// it can't keep is made again.
type formFile struct {
	file *os.File
	size int64                       // bytes that were written
	at   map[int64]*[formBlock]int64 // where a text's bytes begin, from 1, by its version: blocks of neighbours
	out  []byte                      // for what is written next
}

const (
	formBlock  = 1024
	mostForm   = 64 << 10 // bytes of a text that is kept
	mostForms  = 4 << 30  // bytes of all
	formAtOnce = 2 << 10  // that are read before it is known how many there are: enough for most
)

// openForms makes the file beside the archive; nil if that can't be.
func openForms(archive string) *formFile {
	f := openBeside(archive, ".forms")
	if f == nil {
		return nil
	}
	return &formFile{file: f, at: make(map[int64]*[formBlock]int64)}
}

// close gives the file back.
func (f *formFile) close() {
	if f != nil {
		closeBeside(f.file)
	}
}

// openBeside makes a file beside the archive that has no name, or goes when the archive is
// closed; nil if that can't be. tail is what the names of such files end in.
func openBeside(archive, tail string) *os.File {
	left, _ := filepath.Glob(archive + tail + "*") // where a file that is open keeps its name, and the program was killed
	for _, name := range left {
		_ = os.Remove(name)
	}
	f, err := os.CreateTemp(filepath.Dir(archive), filepath.Base(archive)+tail+"*")
	if err != nil {
		return nil
	}
	_ = os.Remove(f.Name())
	return f
}

// closeBeside gives such a file back.
func closeBeside(f *os.File) {
	_ = f.Close()
	_ = os.Remove(f.Name())
}

// has reports whether a version's text is kept, and where.
func (f *formFile) has(vid int64) (at int64, ok bool) {
	if block := f.at[vid/formBlock]; block != nil && vid >= 0 {
		at = block[vid%formBlock]
	}
	return at - 1, at > 0
}

// keep writes texts that it does not have.
func (f *formFile) keep(texts map[int64]*formed) {
	out := f.out[:0]
	for _, vid := range slices.Sorted(maps.Keys(texts)) {
		if _, ok := f.has(vid); ok || vid < 0 {
			continue
		}
		begin := len(out)
		out = texts[vid].append(append(out, 0, 0, 0, 0))
		if len(out)-begin > mostForm || f.size+int64(len(out)) > mostForms {
			out = out[:begin]
			continue
		}
		binary.LittleEndian.PutUint32(out[begin:], uint32(len(out)-begin-4))
		block := f.at[vid/formBlock]
		if block == nil {
			block = new([formBlock]int64)
			f.at[vid/formBlock] = block
		}
		block[vid%formBlock] = f.size + int64(begin) + 1
	}
	f.out = out
	if _, err := f.file.WriteAt(out, f.size); err != nil {
		f.at, f.size = make(map[int64]*[formBlock]int64), 0
		return
	}
	f.size += int64(len(out))
}

// read returns a version's text, nil if it is not kept.
func (f *formFile) read(vid int64) *formed {
	at, ok := f.has(vid)
	if !ok {
		return nil
	}
	data := make([]byte, formAtOnce)
	n, _ := f.file.ReadAt(data, at)
	if n < 4 {
		return nil
	}
	size := int(binary.LittleEndian.Uint32(data))
	if data = data[:n]; size+4 > n {
		data = make([]byte, size+4)
		if _, err := f.file.ReadAt(data, at); err != nil {
			return nil
		}
	}
	return formedOf(data[4 : size+4])
}

// append appends a text as formedOf reads it.
func (f *formed) append(to []byte) []byte {
	for _, n := range []int64{f.ref.row, f.ref.story, int64(f.ref.N)} {
		to = binary.AppendVarint(to, n)
	}
	for _, id := range []string{string(f.ref.ID), string(f.ref.Story)} {
		to = append(binary.AppendUvarint(to, uint64(len(id))), id...)
	}
	return f.form.AppendBytes(to)
}

// formedOf returns the text that append wrote, nil if the bytes hold none.
func formedOf(data []byte) *formed {
	var numbers [3]int64
	for i := range numbers {
		n, size := binary.Varint(data)
		if size <= 0 {
			return nil
		}
		numbers[i], data = n, data[size:]
	}
	var ids [2]string
	for i := range ids {
		n, size := binary.Uvarint(data)
		if size <= 0 || n > uint64(len(data)-size) {
			return nil
		}
		ids[i], data = string(data[size:size+int(n)]), data[size+int(n):]
	}
	form, err := compare.FormOfBytes(data)
	if err != nil {
		return nil
	}
	ref := &VersionRef{ID: readout.VersionID(ids[0]), Story: readout.StoryID(ids[1]), N: int(numbers[2]), row: numbers[0], story: numbers[1]}
	return &formed{ref: ref, form: form}
}
