package stand

import (
	"bytes"
	"testing"
)

// TestPairsAreReadBack holds that a model is what was written, and that weights
// which are cut short or longer are refused.
func TestPairsAreReadBack(t *testing.T) {
	table := make([]int8, PairPlaces*sideCount)
	table[PairPlace("between blame")*sideCount+int(PAgainstQ)] = 100
	data := NewPairs(0.05, [sideCount]float32{1}, table).Bytes()
	p, err := ReadPairs(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(data) > len(table)/100 {
		t.Errorf("a table of nearly nothing has %d bytes", len(data))
	}
	if got := Best(p.Scores([]string{"between blame", "between blame"})); got != PAgainstQ {
		t.Errorf("the feature's side is %v", got)
	}
	if got := Best(p.Scores(nil)); got != Neutral {
		t.Errorf("without features: %v", got)
	}
	if !bytes.Equal(p.Bytes(), data) {
		t.Error("what was read is written otherwise")
	}
	for _, bad := range [][]byte{nil, data[:100], data[:len(data)-1], append(bytes.Clone(data), 0), append([]byte("none"), data[4:]...)} {
		if _, err := ReadPairs(bad); err == nil {
			t.Errorf("%d bytes are taken", len(bad))
		}
	}
}
