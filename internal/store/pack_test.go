package store

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/many"
)

// TestWhatIsUnpackedIsReadAsByTheStandardLibrary holds what two decoders make of the
// same bytes, odd ones too.
func TestWhatIsUnpackedIsReadAsByTheStandardLibrary(t *testing.T) {
	in := arrival("https://news.example/1", "A", ferryText)
	rec := record(in.Version, "p1", "Tomas Arendt", "denied", "the ferry had been sold")
	plain, err := json.Marshal(plainRecord(*rec))
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range []string{string(plain), ` {"format":"a\u2028\"\\\/é😀\ud83d\ude00","sentences":[[0,4],[5,9]],"mentions":null,"unknown":{"a":[1,2.5e3,true]}} `,
		"{\"format\":\"\xff\xfe\"}", `{"format":"\ud800"}`, `{"actors":[{"name":"A","sectors":["x"],"office":{"title":"t"}}]}`, `{}`, `{"format":5}`, `{"format":"a"} x`, `{"format":`, ``} {
		var want, got plainRecord
		wrong, bad := json.Unmarshal([]byte(data), &want), decodeOwn([]byte(data), &got)
		if (wrong == nil) != (bad == nil) || wrong == nil && !reflect.DeepEqual(got, want) {
			t.Errorf("%.80q: %+v, %v, want %+v, %v", data, got, bad, want, wrong)
		}
	}
}

// TestRecordsArePackedAsTheyWere compares what is packed of records with what
// encoding/json writes of them.
func TestRecordsArePackedAsTheyWere(t *testing.T) {
	src := many.Samples()
	for i := range 60 {
		rec := src.Record(i)
		rec.Actors[0].Name += " <b>&\u2028\xff\"" // what is escaped
		packed, err := PackRecord(rec)
		if err != nil {
			t.Fatal(err)
		}
		got, err := unpack(packed.body)
		if err != nil {
			t.Fatal(err)
		}
		plain := plainRecord(*rec)
		plain.Version = readout.Version{}
		want, err := json.Marshal(&plain)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Fatalf("record %d: %s", i, firstDifference(string(got), string(want)))
		}
	}
}

// TestTheTextOfAVersionAlone reads the text of a packed version without the rest.
func TestTheTextOfAVersionAlone(t *testing.T) {
	in := arrival("https://one.example/1", "Sound Courier", ferryText+" “Never” – 3\u2009%")
	if err := in.Pack(); err != nil {
		t.Fatal(err)
	}
	if text, err := textOf(in.packed.body); err != nil || text != in.Version.Text {
		t.Errorf("%q, %v; want %q", text, err, in.Version.Text)
	}
	if _, err := textOf(in.packed.body[:len(in.packed.body)-3]); err == nil {
		t.Error("half a version has a text")
	}
}
