package export

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// exported returns what a format makes of one record with a statement and an event.
func exportedAs(t *testing.T, format string) map[string]any {
	t.Helper()
	const text = "Élan reports. Ned Holm said that the army left."
	at := func(words string) readout.Words {
		i := strings.Index(text, words)
		return readout.Words{Spans: []readout.Span{{Start: i, End: i + len(words)}}, Text: words}
	}
	rec := people("st_1", "ve_1", "Ned Holm")
	rec.Version.Text, rec.Version.URL, rec.Version.Headline, rec.Version.Outlet = text, "https://news.example/a", "Élan reports", "Élan"
	rec.Version.SHA256, rec.Version.Bylines = "ab", []string{"Una Berg"}
	rec.Version.Published = &readout.Time{Value: "2024-03-12T09:00"}
	rec.Pipeline = "0.1.0 test"
	rec.Mentions, rec.Problems = nil, nil
	rec.Attributions = []readout.Attribution{{ID: "a1", Cue: at("said"), Content: at("that the army left"), Act: "say", Speaker: readout.Speaker{Words: at("Ned Holm")}}}
	rec.Events = []readout.Event{{ID: "e1", Type: "RETREAT", Trigger: at("left"), By: []readout.AttributionID{"a1"}, Status: readout.Asserted}}
	var out strings.Builder
	p, err := Stream(&out, Options{Format: FormatNamed(format), Unmask: "a test"})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Add(&Item{Record: rec}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Close(); err != nil {
		t.Fatal(err)
	}
	doc := map[string]any{}
	raw := out.String()
	if strings.HasPrefix(raw, "[") {
		raw = `{"items":` + raw + `}`
	}
	if err := json.Unmarshal([]byte(raw), &doc); err != nil {
		t.Fatalf("%v: %s", err, out.String())
	}
	return doc
}

// as writes a value as JSON, keys in order.
func as(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

func TestAnnotationsStandAtTheirWords(t *testing.T) {
	doc := exportedAs(t, "webannotation")
	if doc["@context"] != "http://www.w3.org/ns/anno.jsonld" || doc["type"] != "AnnotationPage" {
		t.Errorf("no page of annotations: %v", doc)
	}
	items := doc["items"].([]any)
	if len(items) != 2 {
		t.Fatalf("%d annotations, want a statement and an event", len(items))
	}
	got := as(items[0])
	for _, want := range []string{`"type":"Annotation"`, `"source":"urn:readout:ve_1"`, `"scope":"https://news.example/a"`,
		`{"end":46,"start":28,"type":"TextPositionSelector"}`, // code points: the first letter has two bytes
		`{"exact":"that the army left","type":"TextQuoteSelector"}`, `"purpose":"describing"`} {
		if !strings.Contains(got, want) {
			t.Errorf("the statement has no %s: %s", want, got)
		}
	}
	if got := as(items[1]); !strings.Contains(got, `"purpose":"tagging","type":"TextualBody","value":"RETREAT"`) {
		t.Errorf("the event has no tag: %s", got)
	}
}

func TestProvenanceLeadsToThePage(t *testing.T) {
	graph := exportedAs(t, "prov")["@graph"].([]any)
	got := as(graph)
	for _, want := range []string{`"@id":"urn:readout:ve_1","@type":"prov:Entity"`, `"prov:wasDerivedFrom":{"@id":"https://news.example/a"}`,
		`"prov:used":{"@id":"urn:readout:ve_1"}`, `"@type":"prov:SoftwareAgent","dcterms:title":"0.1.0 test"`, `"prov:wasGeneratedBy":{"@id":"urn:readout:ve_1:reading"}`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s: %s", want, got)
		}
	}
	if len(graph) != 5 || !strings.Contains(as(graph[4]), `"prov:wasQuotedFrom":{"@id":"`+graph[3].(map[string]any)["@id"].(string)) {
		t.Errorf("%d nodes, want page, text, reading, statement and an event that the statement tells: %s", len(graph), got)
	}
}

func TestCitationsForWordProcessors(t *testing.T) {
	items := exportedAs(t, "csl")["items"].([]any)
	want := `{"URL":"https://news.example/a","author":[{"literal":"Una Berg"}],"container-title":"Élan","id":"ve_1","issued":{"date-parts":[[2024,3,12]]}`
	if len(items) != 1 || !strings.HasPrefix(as(items[0]), want) {
		t.Errorf("%s, want %s…", as(items), want)
	}
}
