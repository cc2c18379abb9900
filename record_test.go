package readout

import (
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestRecordDocumented checks that doc/record.md names every field of the JSON.
func TestRecordDocumented(t *testing.T) {
	doc, err := os.ReadFile("doc/record.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[reflect.Type]bool{}
	var walk func(rt reflect.Type)
	walk = func(rt reflect.Type) {
		for rt.Kind() == reflect.Slice || rt.Kind() == reflect.Pointer || rt.Kind() == reflect.Map {
			rt = rt.Elem()
		}
		if rt.Kind() != reflect.Struct || seen[rt] || rt == spanType {
			return
		}
		seen[rt] = true
		for i := range rt.NumField() {
			field := rt.Field(i)
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			if name == "-" {
				continue
			}
			if name != "" && !strings.Contains(string(doc), "`"+name+"`") {
				t.Errorf("doc/record.md does not describe %s of %s", name, rt)
			}
			walk(field.Type)
		}
	}
	walk(reflect.TypeFor[Record]())
}

// sample is a record with a span in every kind of place.
func sample() *Record {
	text := "Léa Ruiz said: “No.”"
	speaker, cue, content := Span{0, 9}, Span{10, 14}, Span{16, 25}
	v := Version{Language: "en", Text: text}
	v.Seal()
	return &Record{
		Format: Format, Version: v,
		Mentions: []Mention{{ID: "m1", Span: speaker, Text: speaker.In(text), Type: "PER", Form: "name", Actor: "u1"}},
		Actors:   []Actor{{ID: "u1", Name: "Léa Ruiz", Kind: "person", Basis: "story"}},
		Attributions: []Attribution{{ID: "a1",
			Speaker: Speaker{Words: WordsOf(text, speaker), Actor: "u1", Kind: NamedSpeaker},
			Cue:     WordsOf(text, cue), Content: WordsOf(text, content),
			Quoted: Direct, Act: Say, Status: Asserted, Confidence: 0.9, Why: "a test"}},
	}
}

func TestJSONCountsCodePoints(t *testing.T) {
	data, err := sample().MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Version      struct{ Text string }
		Attributions []struct{ Speaker, Content Words }
		Events       []any
	}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	runes := []rune(got.Version.Text)
	for _, w := range []Words{got.Attributions[0].Speaker, got.Attributions[0].Content} {
		if words := string(runes[w.Spans[0].Start:w.Spans[0].End]); words != w.Text {
			t.Errorf("span %v of the runes is %q, want %q", w.Spans[0], words, w.Text)
		}
	}
	if got.Events == nil {
		t.Error("an empty list is missing from the JSON")
	}
}

func TestJSONComesBack(t *testing.T) {
	want := sample()
	data, err := want.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var got Record
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	again, err := got.MarshalJSON()
	if err != nil || string(again) != string(data) {
		t.Errorf("written again: %s (%v)\nwant %s", again, err, data)
	}
	if got.Attributions[0].Content.Spans[0] != want.Attributions[0].Content.Spans[0] {
		t.Errorf("content at %v, want bytes %v", got.Attributions[0].Content.Spans, want.Attributions[0].Content.Spans)
	}
}

func TestCheckFindsSpansThatDoNotFit(t *testing.T) {
	for name, span := range map[string]Span{
		"inside a rune": {0, 2}, "past the end": {4, 99}, "backwards": {5, 4}, "negative": {-1, 2},
	} {
		rec := sample()
		rec.Attributions[0].Content.Spans[0] = span
		var bad *SpanError
		if err := rec.Check(); !errors.As(err, &bad) {
			t.Errorf("%s: Check() = %v, want a SpanError", name, err)
		}
	}
}

func TestCheckFindsIdsThatNameNothing(t *testing.T) {
	rec := sample()
	rec.Attributions[0].Within = "a7"
	var bad *RefError
	if err := rec.Check(); !errors.As(err, &bad) || bad.Ref != "a7" {
		t.Errorf("Check() = %v, want a RefError for a7", err)
	}
}

func TestUnmarshalRefusesOtherFormats(t *testing.T) {
	for _, data := range []string{`{"format":"readout/2"}`, `{"format":"readout/1","problems":[{"span":[0,5]}]}`} {
		var rec Record
		if err := json.Unmarshal([]byte(data), &rec); err == nil {
			t.Errorf("%s was read, want an error", data)
		}
	}
}

func TestSealTellsTextsApart(t *testing.T) {
	a, b := Version{Text: "one"}, Version{Text: "one", URL: "https://news.example/1"}
	a.Seal()
	b.Seal()
	if a.ID == b.ID || a.SHA256 != b.SHA256 {
		t.Errorf("ids %s %s, hashes %s %s: want other ids, same hash", a.ID, b.ID, a.SHA256, b.SHA256)
	}
}

func TestKeepLeavesNoDanglingIds(t *testing.T) {
	rec := sample()
	rec.Keep(func(layer string) bool { return layer == "attributions" })
	if err := rec.Check(); err != nil || len(rec.Mentions) != 0 || len(rec.Attributions) != 1 {
		t.Errorf("after Keep: %v, %d mentions, %d attributions", err, len(rec.Mentions), len(rec.Attributions))
	}
}

// TestJSONKeepsSentences writes sentences as spans of code points, without
// their tokens, and reads records that have none.
func TestJSONKeepsSentences(t *testing.T) {
	rec := sample()
	end := len(rec.Version.Text)
	rec.Sentences = []Sentence{{Span: Span{0, 15}, Tokens: []Token{{Span: Span{0, 4}}}}, {Span: Span{16, end}, Paragraph: 1}}
	data, err := rec.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	if want := `"sentences":[[0,14],[15,20]]`; !strings.Contains(string(data), want) {
		t.Errorf("got %s, want %s in it", data, want)
	}
	var back Record
	if err := back.UnmarshalJSON(data); err != nil {
		t.Fatal(err)
	}
	if len(back.Sentences) != 2 || back.Sentences[0].Span != rec.Sentences[0].Span || back.Sentences[1].Span != rec.Sentences[1].Span || back.Sentences[0].Tokens != nil {
		t.Errorf("got %v, want the spans of %v", back.Sentences, rec.Sentences)
	}
	if rec.Sentences[0].Tokens == nil {
		t.Error("writing took the tokens off the record")
	}
	old := strings.Replace(string(data), `"sentences":[[0,14],[15,20]],`, "", 1)
	if err := back.UnmarshalJSON([]byte(old)); err != nil || back.Sentences != nil {
		t.Errorf("a record without sentences: %v, %v", back.Sentences, err)
	}
}

// TestIDsOutsideARecordStay holds the ids that archives have given out: they do
// not depend on the ids within the record.
func TestIDsOutsideARecordStay(t *testing.T) {
	rec := sample()
	rec.Attributions = append(rec.Attributions, rec.Attributions[0])
	rec.Attributions[0].ID, rec.Attributions[1].ID = "a4", "a9"
	rec.Events = []Event{{ID: "e3", Type: "REJECT", Trigger: WordsOf(rec.Version.Text, Span{16, 25})}}
	statements, events := rec.OutsideIDs()
	if want := []string{"at_3cd996e2080f47e8da48", "at_3cd996e2080f47e8da48-2"}; !slices.Equal(statements, want) {
		t.Errorf("statements %v, want %v", statements, want)
	}
	if want := []string{"em_2556d2a2646fdfe6c097"}; !slices.Equal(events, want) {
		t.Errorf("events %v, want %v", events, want)
	}
}

// TestSpansAreReadInEveryForm holds that the quick way of reading a span and that of
// encoding/json take the same.
func TestSpansAreReadInEveryForm(t *testing.T) {
	for _, text := range []string{"[0,0]", "[3,17]", " [ 3 , 17 ] ", "[-1,4]", "[1e1,20]", "[2147483648,2147483649]", "[1.5,2]", "[01,2]", "[1,2,3]", "[1]", "[]", "[,]", "null", "[+1,2]", `["1",2]`, "[1,2"} {
		var want []int
		err := json.Unmarshal([]byte(text), &want)
		var got Span
		switch bad := json.Unmarshal([]byte(text), &got); {
		case text == "null":
		case (err != nil || len(want) != 2) != (bad != nil):
			t.Errorf("%s: %v, and %v as numbers", text, bad, err)
		case bad == nil && got != (Span{want[0], want[1]}):
			t.Errorf("%s is read as %v", text, got)
		}
	}
}
