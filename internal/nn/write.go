package nn

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"math"
)

// A Writer makes a weights file. Training writes the shipped ones; this one
// is for tests.
type Writer struct {
	Model  string
	Config any
	Labels map[string][]string
	Vocab  []string
	Base   *Base

	entries []entry
	data    []byte
}

// add appends a tensor's bytes.
func (w *Writer) add(e entry, b []byte) {
	for len(w.data)%alignment != 0 {
		w.data = append(w.data, 0)
	}
	e.Offset = len(w.data)
	w.entries = append(w.entries, e)
	w.data = append(w.data, b...)
}

// Floats adds a float32 tensor.
func (w *Writer) Floats(name string, f []float32, shape ...int) {
	var b []byte
	for _, x := range f {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	w.add(entry{Name: name, Type: "float32", Shape: shape}, b)
}

// Bytes adds an int8 tensor with the scale of each row.
func (w *Writer) Bytes(name string, q []int8, scale []float32) {
	b := make([]byte, len(q))
	for i, x := range q {
		b[i] = byte(x)
	}
	w.add(entry{Name: name, Type: "int8", Shape: []int{len(scale), len(q) / len(scale)}, Scale: name + ".scale"}, b)
	w.Floats(name+".scale", scale, len(scale))
}

// File returns the file.
func (w *Writer) File() ([]byte, error) {
	config, err := json.Marshal(w.Config)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(w.data)
	head, err := json.Marshal(header{Model: w.Model, Config: config, Labels: w.Labels, Vocab: w.Vocab, Base: w.Base,
		Tensors: w.entries, SHA256: hex.EncodeToString(sum[:])})
	if err != nil {
		return nil, err
	}
	b := binary.LittleEndian.AppendUint32([]byte(magic), formatNumber)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(head)))
	b = append(b, head...)
	for len(b)%alignment != 0 {
		b = append(b, 0)
	}
	return append(b, w.data...), nil
}
