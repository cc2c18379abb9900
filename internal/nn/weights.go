package nn

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"unsafe"
)

// Weights are the content of a weights file: one network's sizes, lists of
// strings and tensors. train/FORMAT.md describes the file.
type Weights struct {
	Model  string              // its name
	SHA256 string              // hash of the tensors' bytes, hexadecimal
	Labels map[string][]string // label sets of the heads, by number
	Vocab  []string            // word pieces, by number
	Base   *Base               // what the file leaves out, nil if it is whole
	config json.RawMessage
	tensor map[string]entry
	data   []byte
	base   *Weights // holds what is not here
}

// A Base names the weights file that has the tensors and the word pieces which
// another one shares with it and leaves out.
type Base struct {
	Model  string `json:"model"`
	SHA256 string `json:"sha256"` // of its tensors' bytes, hexadecimal
}

// Borrow takes what w lacks from base. It fails if base is not the file that w
// was made beside.
func (w *Weights) Borrow(base *Weights) error {
	if w.Base == nil || w.Base.SHA256 != base.SHA256 {
		return bad("header", "it does not belong to the file of model %q with SHA-256 %s", base.Model, base.SHA256)
	}
	w.base = base
	if len(w.Vocab) == 0 {
		w.Vocab = base.Vocab
	}
	return nil
}

// The beginning of a weights file: magic, format, length of the header.
const (
	magic        = "ROWT"
	formatNumber = 1
	fixedSize    = 12
	alignment    = 64 // of the data, and of each tensor in it
	maxHeader    = 64 << 20
)

// header is the JSON part of the file.
type header struct {
	Model   string              `json:"model"`
	Config  json.RawMessage     `json:"config"`
	Labels  map[string][]string `json:"labels"`
	Vocab   []string            `json:"vocab"`
	Base    *Base               `json:"base,omitempty"`
	Tensors []entry             `json:"tensors"`
	SHA256  string              `json:"sha256"`
	About   json.RawMessage     `json:"about,omitempty"`
}

// entry describes one tensor.
type entry struct {
	Name   string `json:"name"`
	Type   string `json:"type"`
	Shape  []int  `json:"shape"`
	Offset int    `json:"offset"`
	Scale  string `json:"scale,omitempty"`
}

// A WeightsError says what is wrong with a weights file. The file is damaged,
// or it is of another version of the program.
type WeightsError struct {
	Part string // "header", or the name of a tensor
	Why  string
}

// Error says which part of the file is wrong, and why.
func (e *WeightsError) Error() string { return "weights file: " + e.Part + ": " + e.Why }

// bad returns a WeightsError.
func bad(part, format string, args ...any) error {
	return &WeightsError{Part: part, Why: fmt.Sprintf(format, args...)}
}

// ReadWeights reads a weights file. The result refers to b, which must not
// change. A damaged file gives a [WeightsError].
func ReadWeights(b []byte) (*Weights, error) {
	if len(b) < fixedSize || string(b[:4]) != magic {
		return nil, bad("header", "it does not begin with %q: this is no weights file", magic)
	}
	if n := binary.LittleEndian.Uint32(b[4:]); n != formatNumber {
		return nil, bad("header", "it has format %d; this program reads format %d", n, formatNumber)
	}
	size := int64(binary.LittleEndian.Uint32(b[8:]))
	if size > maxHeader || fixedSize+size > int64(len(b)) {
		return nil, bad("header", "it should have %d bytes; the file has %d in all", size, len(b))
	}
	var h header
	dec := json.NewDecoder(bytes.NewReader(b[fixedSize : fixedSize+size]))
	if err := dec.Decode(&h); err != nil {
		return nil, bad("header", "%v", err)
	}
	start := (fixedSize + int(size) + alignment - 1) / alignment * alignment
	if start > len(b) {
		return nil, bad("header", "no data follow it")
	}
	w := &Weights{Model: h.Model, SHA256: h.SHA256, Labels: h.Labels, Vocab: h.Vocab, Base: h.Base, config: h.Config,
		tensor: make(map[string]entry, len(h.Tensors)), data: b[start:]}
	if sum := sha256.Sum256(w.data); hex.EncodeToString(sum[:]) != h.SHA256 {
		return nil, bad("data", "its SHA-256 is %x, the header says %s", sum, h.SHA256)
	}
	for _, e := range h.Tensors {
		if err := w.checkEntry(e); err != nil {
			return nil, err
		}
		w.tensor[e.Name] = e
	}
	return w, nil
}

// checkEntry reports whether a tensor lies within the data.
func (w *Weights) checkEntry(e entry) error {
	if _, again := w.tensor[e.Name]; again {
		return bad(e.Name, "it is there twice")
	}
	size := 1
	switch e.Type {
	case "int8":
	case "float32":
		size = 4
	default:
		return bad(e.Name, "it has type %q; this program reads int8 and float32", e.Type)
	}
	for _, n := range e.Shape {
		if n <= 0 || n > len(w.data)/size {
			return bad(e.Name, "its shape %v does not fit data of %d bytes", e.Shape, len(w.data))
		}
		size *= n
	}
	if e.Offset < 0 || e.Offset%alignment != 0 || e.Offset > len(w.data)-size {
		return bad(e.Name, "%d bytes at %d do not fit data of %d bytes", size, e.Offset, len(w.data))
	}
	return nil
}

// Config decodes the network's sizes into v, a pointer to a struct.
func (w *Weights) Config(v any) error {
	if err := json.Unmarshal(w.config, v); err != nil {
		return bad("config", "%v", err)
	}
	return nil
}

// find returns a tensor's entry and bytes if it has this type and shape.
func (w *Weights) find(name, kind string, shape []int) (entry, []byte, error) {
	e, ok := w.tensor[name]
	if !ok && w.base != nil {
		return w.base.find(name, kind, shape)
	}
	if !ok {
		return e, nil, bad(name, "it is missing")
	}
	same := e.Type == kind && len(e.Shape) == len(shape)
	for i := 0; same && i < len(shape); i++ {
		same = e.Shape[i] == shape[i]
	}
	if !same {
		return e, nil, bad(name, "it is %s %v; the network needs %s %v", e.Type, e.Shape, kind, shape)
	}
	size := 1
	if kind == "float32" {
		size = 4
	}
	for _, n := range shape {
		size *= n
	}
	return e, w.data[e.Offset : e.Offset+size], nil
}

// Has reports whether there is a tensor of this name.
func (w *Weights) Has(name string) bool {
	_, ok := w.tensor[name]
	return ok || w.base != nil && w.base.Has(name)
}

// Shape returns the sizes of the tensor of this name, nil if there is none.
func (w *Weights) Shape(name string) []int {
	e, ok := w.tensor[name]
	if !ok && w.base != nil {
		return w.base.Shape(name)
	}
	return slices.Clone(e.Shape)
}

// Floats returns a float32 tensor of this shape.
func (w *Weights) Floats(name string, shape ...int) ([]float32, error) {
	_, b, err := w.find(name, "float32", shape)
	if err != nil {
		return nil, err
	}
	f := make([]float32, len(b)/4)
	for i := range f {
		f[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[i*4:]))
		if x := float64(f[i]); math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, bad(name, "number %d is %v", i, x)
		}
	}
	return f, nil
}

// Bytes returns an int8 tensor of this shape and the scale of each row. The
// tensor is read-only: it is the file's memory.
func (w *Weights) Bytes(name string, rows, cols int) ([]int8, []float32, error) {
	e, b, err := w.find(name, "int8", []int{rows, cols})
	if err != nil {
		return nil, nil, err
	}
	scale, err := w.Floats(e.Scale, rows)
	if err != nil {
		return nil, nil, err
	}
	return unsafe.Slice((*int8)(unsafe.Pointer(unsafe.SliceData(b))), len(b)), scale, nil
}

// Table returns a tensor of this shape as floats: a float32 one as it is, an
// int8 one times the scale of each row, which is a quarter of the size and
// serves where rows are added up.
func (w *Weights) Table(name string, rows, cols int) ([]float32, error) {
	if !w.eight(name) {
		return w.Floats(name, rows, cols)
	}
	q, scale, err := w.Bytes(name, rows, cols)
	if err != nil {
		return nil, err
	}
	f := make([]float32, len(q))
	for i, x := range q {
		f[i] = float32(x) * scale[i/cols]
	}
	return f, nil
}

// eight reports whether the tensor of this name is one of int8.
func (w *Weights) eight(name string) bool {
	e, ok := w.tensor[name]
	return ok && e.Type == "int8" || !ok && w.base != nil && w.base.eight(name)
}

// Linear returns the layers of these names as one: their outputs stand side by
// side. Name "a" means the tensors a.weight, out × in, and a.bias. outs holds
// the outputs of each.
func (w *Weights) Linear(in int, names []string, outs []int) (*Linear, error) {
	var q []int8
	var scale, bias []float32
	for i, name := range names {
		qi, si, err := w.Bytes(name+".weight", outs[i], in)
		if err != nil {
			return nil, err
		}
		bi, err := w.Floats(name+".bias", outs[i])
		if err != nil {
			return nil, err
		}
		if len(names) == 1 {
			q = qi
		} else {
			q = append(q, qi...)
		}
		scale, bias = append(scale, si...), append(bias, bi...)
	}
	return NewLinear(in, len(scale), q, scale, bias)
}

// Norm returns the layer norm name: the tensors name.weight and name.bias.
func (w *Weights) Norm(name string, size int, eps float32) (*Norm, error) {
	gain, err := w.Floats(name+".weight", size)
	if err != nil {
		return nil, err
	}
	bias, err := w.Floats(name+".bias", size)
	if err != nil {
		return nil, err
	}
	return &Norm{Gain: gain, Bias: bias, Eps: eps}, nil
}
