package nn

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
)

// smallFile returns a weights file with one layer of 4 → 3, a norm and a list.
func smallFile(t testing.TB) []byte {
	t.Helper()
	w := &Writer{Model: "small", Config: map[string]int{"hidden": 4}, Labels: map[string][]string{"x": {"a", "b"}}, Vocab: []string{"[UNK]"}}
	w.Bytes("a.weight", []int8{1, 2, 3, 4, -5, -6, -7, -127, 0, 0, 0, 127}, []float32{1, 0.5, 2})
	w.Floats("a.bias", []float32{1, 2, 3}, 3)
	w.Floats("n.weight", []float32{1, 1, 1, 1}, 4)
	w.Floats("n.bias", []float32{0, 0, 0, 0}, 4)
	b, err := w.File()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestWeightsComeBack(t *testing.T) {
	w, err := ReadWeights(smallFile(t))
	if err != nil {
		t.Fatal(err)
	}
	var config struct{ Hidden int }
	if err := w.Config(&config); err != nil || config.Hidden != 4 || w.Model != "small" || w.Labels["x"][1] != "b" || w.Vocab[0] != "[UNK]" {
		t.Errorf("header came back as %+v, %+v, %v", w, config, err)
	}
	l, err := w.Linear(4, []string{"a", "a"}, []int{3, 3})
	if err != nil {
		t.Fatal(err)
	}
	x := &Matrix{Rows: 1, Cols: 4, Stride: 32, Data: make([]float32, 32)}
	copy(x.Data, []float32{1, 0, 0, 1})
	var q Quantized
	var y Matrix
	Best().Quantize(&q, x)
	Best().Linear(&y, &q, l)
	for j, want := range []float64{6, -64, 257, 6, -64, 257} {
		if math.Abs(float64(y.Row(0)[j])-want) > 1e-3 {
			t.Errorf("output %d = %v, want %v", j, y.Row(0)[j], want)
		}
	}
	if _, err := w.Norm("n", 4, 1e-12); err != nil {
		t.Error(err)
	}
}

// withHeader returns a weights file of a header and data, with the hash of the
// data in place of the word HASH.
func withHeader(head string, data []byte) []byte {
	sum := sha256.Sum256(data)
	head = strings.Replace(head, "HASH", hex.EncodeToString(sum[:]), 1)
	b := binary.LittleEndian.AppendUint32([]byte("ROWT\x01\x00\x00\x00"), uint32(len(head)))
	b = append(b, head...)
	for len(b)%alignment != 0 {
		b = append(b, 0)
	}
	return append(b, data...)
}

// split returns the header of a weights file, with HASH for the hash, and the data.
func split(t testing.TB, b []byte) (string, []byte) {
	t.Helper()
	end := fixedSize + int(binary.LittleEndian.Uint32(b[8:]))
	data := b[(end+alignment-1)/alignment*alignment:]
	sum := sha256.Sum256(data)
	return strings.Replace(string(b[fixedSize:end]), hex.EncodeToString(sum[:]), "HASH", 1), data
}

func TestDamagedWeightsAreRefused(t *testing.T) {
	good := smallFile(t)
	head, data := split(t, good)
	edit := func(old, new string) []byte { return withHeader(strings.Replace(head, old, new, 1), data) }
	flip := bytes.Clone(good)
	flip[len(flip)-1] ^= 1
	longer := bytes.Clone(good)
	binary.LittleEndian.PutUint32(longer[8:], 1<<31)
	for _, tt := range []struct {
		name string
		file []byte
		want string
	}{
		{"empty", nil, "no weights file"},
		{"of another kind", []byte("GIF89a............"), "no weights file"},
		{"of another format", append([]byte("ROWT\x02"), good[5:]...), "format 2"},
		{"cut in the header", good[:100], "should have"},
		{"cut in the data", good[:len(good)-1], "SHA-256"},
		{"with a bit flipped", flip, "SHA-256"},
		{"with a header longer than any", longer, "should have"},
		{"with a header that is no JSON", edit(`{"model"`, `["model"`), "header"},
		{"with a type that is not known", edit(`"int8"`, `"int4"`), "int4"},
		{"with a shape that is too large", edit(`"shape":[3]`, `"shape":[9000000000000000000]`), "does not fit"},
		{"with a shape whose product is too large", edit(`"shape":[3]`, `"shape":[60,60,60,60,60,60,60,60,60,60,60,60]`), "does not fit"},
		{"with a shape of nothing", edit(`"shape":[3]`, `"shape":[-3]`), "does not fit"},
		{"with an offset beyond the end", edit(`"offset":64`, `"offset":6400`), "do not fit"},
		{"with an offset before the start", edit(`"offset":64`, `"offset":-64`), "do not fit"},
		{"with a name twice", edit(`"n.bias"`, `"a.bias"`), "twice"},
		{"with an offset between tensors", edit(`"offset":64`, `"offset":65`), "do not fit"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ReadWeights(tt.file)
			var we *WeightsError
			if !errors.As(err, &we) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want a WeightsError with %q", err, tt.want)
			}
		})
	}
}

func TestTensorsOfOtherShapesAreRefused(t *testing.T) {
	w, err := ReadWeights(smallFile(t))
	if err != nil {
		t.Fatal(err)
	}
	for name, call := range map[string]func() error{
		"a missing tensor": func() error { _, err := w.Floats("b", 1); return err },
		"another shape":    func() error { _, err := w.Floats("a.bias", 4); return err },
		"another rank":     func() error { _, err := w.Floats("a.bias", 3, 1); return err },
		"another type":     func() error { _, err := w.Floats("a.weight", 3, 4); return err },
		"a layer's inputs": func() error { _, err := w.Linear(5, []string{"a"}, []int{3}); return err },
		"a missing norm":   func() error { _, err := w.Norm("m", 4, 0); return err },
	} {
		if err := call(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	bad := &Writer{}
	bad.Floats("nan", []float32{float32(math.NaN())}, 1)
	b, _ := bad.File()
	if w, err = ReadWeights(b); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Floats("nan", 1); err == nil {
		t.Error("NaN is taken for a weight")
	}
}

func TestWeightsBorrowWhatTheyLeaveOut(t *testing.T) {
	base, err := ReadWeights(smallFile(t))
	if err != nil {
		t.Fatal(err)
	}
	lean := func(hash string) *Weights {
		t.Helper()
		w := &Writer{Model: "lean", Config: struct{}{}, Base: &Base{Model: base.Model, SHA256: hash}}
		w.Floats("own", []float32{1, 2}, 2)
		b, err := w.File()
		if err != nil {
			t.Fatal(err)
		}
		got, err := ReadWeights(b)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	w := lean(base.SHA256)
	if err := w.Borrow(base); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(w.Vocab, base.Vocab) {
		t.Errorf("vocabulary %q, want that of the base, %q", w.Vocab, base.Vocab)
	}
	for name, e := range base.tensor {
		if _, _, err := w.find(name, e.Type, e.Shape); err != nil {
			t.Errorf("%s is not borrowed: %v", name, err)
		}
	}
	if _, err := w.Floats("own", 2); err != nil {
		t.Error(err)
	}
	if err := lean("another").Borrow(base); err == nil {
		t.Error("weights borrow from a file that is not theirs")
	}
	if err := base.Borrow(base); err == nil {
		t.Error("weights that are whole borrow")
	}
}

func FuzzReadWeights(f *testing.F) {
	head, data := split(f, smallFile(f))
	f.Add(head, data)
	f.Fuzz(func(t *testing.T, head string, data []byte) {
		w, err := ReadWeights(withHeader(head, data))
		if err != nil {
			return
		}
		for name, e := range w.tensor {
			if len(e.Shape) == 2 {
				_, _, _ = w.Bytes(name, e.Shape[0], e.Shape[1])
			}
			_, _ = w.Floats(name, e.Shape...)
		}
	})
}

func TestTablesAreReadInBothForms(t *testing.T) {
	w, err := ReadWeights(smallFile(t))
	if err != nil {
		t.Fatal(err)
	}
	got, err := w.Table("a.weight", 3, 4)
	if want := []float32{1, 2, 3, 4, -2.5, -3, -3.5, -63.5, 0, 0, 0, 254}; err != nil || !slices.Equal(got, want) {
		t.Errorf("an int8 table is %v, %v; want %v", got, err, want)
	}
	if _, err := w.Table("a.weight", 4, 3); err == nil {
		t.Error("a table of another shape is read")
	}
	if _, err := w.Table("b.weight", 4, 3); err == nil {
		t.Error("a table that is missing is read")
	}
}
