package compare

import (
	"encoding/binary"
	"errors"
	"slices"
)

// AppendBytes appends a form as [FormOfBytes] reads it.
func (f *Form) AppendBytes(to []byte) []byte {
	lists := [][]uint64{f.all, f.names, f.own}
	if len(f.own) == len(f.all) { // then they are one: runs outside quotations are among all runs
		lists = lists[:2]
	}
	to = append(to, byte(len(lists)))
	for _, list := range lists {
		to = slices.Grow(binary.AppendUvarint(to, uint64(len(list))), 8*len(list))
		at := len(to)
		to = to[:at+8*len(list)]
		for i, h := range list {
			binary.LittleEndian.PutUint64(to[at+8*i:], h)
		}
	}
	return to
}

// errFormBytes is the error for bytes that hold no form.
var errFormBytes = errors.New("these bytes hold no form of a text")

// FormOfBytes reads what [Form.AppendBytes] wrote.
func FormOfBytes(data []byte) (*Form, error) {
	if len(data) == 0 || data[0] < 2 || data[0] > 3 {
		return nil, errFormBytes
	}
	lists := make([][]uint64, data[0])
	data = data[1:]
	for i := range lists {
		n, size := binary.Uvarint(data)
		if size <= 0 || n > uint64(len(data)-size)/8 {
			return nil, errFormBytes
		}
		data = data[size:]
		lists[i] = make([]uint64, n)
		for k := range lists[i] {
			lists[i][k] = binary.LittleEndian.Uint64(data[8*k:])
		}
		data = data[8*n:]
	}
	f := &Form{all: lists[0], names: lists[1], own: lists[0]}
	if len(lists) == 3 {
		f.own = lists[2]
	}
	return f, nil
}
