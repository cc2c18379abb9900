package store

import (
	"encoding/json"
	"reflect"
	"testing"
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
