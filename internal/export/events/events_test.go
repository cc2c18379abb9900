package events

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

const portText = `Norway rules out joint patrols with Russia

OSLO, 4 June 2030 — Norway on Tuesday ruled out joint naval patrols with Russia, the defence minister said.

Envoys of Norway and Sweden met in Bergen. Police there arrested 12 to 15 dockers.

Russia may expel two diplomats.`

// port is a record with an event of each shape that the formats treat alike.
func port() *readout.Record {
	v := readout.Version{URL: "https://news.example/a", Outlet: "The Harbour Post", Headline: "Norway rules out joint patrols with Russia", Language: "en",
		Text: portText, Published: &readout.Time{Text: "2030-06-05T06:30:00Z", Value: "2030-06-05T06:30:00Z", Basis: readout.TimeFromPage}}
	v.Seal()
	rec := &readout.Record{Format: readout.Format, Pipeline: "0.0-test", Version: v}
	at := func(words string, from int) readout.Span {
		i := from + strings.Index(portText[from:], words)
		return readout.Span{Start: i, End: i + len(words)}
	}
	lat, lon := 60.39299, 5.32415
	rec.Actors = []readout.Actor{
		{ID: "ac_NOR", Name: "Norway", Kind: "country", Country: "NOR", Sectors: []string{"GOV"}, CAMEO: "NORGOV", Wikidata: "Q20"},
		{ID: "ac_RUS", Name: "Russia", Kind: "country", Country: "RUS", CAMEO: "RUS", Wikidata: "Q159"},
		{ID: "ac_SWE", Name: "Sweden", Kind: "country", Country: "SWE", CAMEO: "SWE"},
		{ID: "u1", Name: "Police", Kind: "organization", Sectors: []string{"COP"}, CAMEO: "---COP"},
		{ID: "u2", Name: "dockers", Kind: "group", Sectors: []string{"LAB"}, CAMEO: "---LAB"},
	}
	rec.Places = []readout.Place{{ID: "p1", Span: at("Bergen", 0), Text: "Bergen", Place: "pl_3161732", Name: "Bergen", GeoNames: "3161732", Feature: "PPLA2",
		Admin1: "Vestland", Country: "NOR", Lat: &lat, Lon: &lon, Precision: "town", Confidence: 0.9}}
	body := strings.Index(portText, "OSLO")
	sent := at("OSLO, 4 June 2030 — Norway on Tuesday ruled out joint naval patrols with Russia, the defence minister said.", 0)
	met := at("Envoys of Norway and Sweden met in Bergen.", 0)
	cops := at("Police there arrested 12 to 15 dockers.", 0)
	may := at("Russia may expel two diplomats.", 0)
	words := func(s string, from int) readout.Words { return readout.WordsOf(portText, at(s, from)) }
	tuesday := &readout.Date{Text: "Tuesday", Span: at("Tuesday", 0), From: "2030-06-04", To: "2030-06-04", Precision: readout.Day, Basis: readout.DateFromDateline}
	rec.Attributions = []readout.Attribution{{ID: "a1", Speaker: readout.Speaker{Words: words("the defence minister", 0), Kind: readout.RoleSpeaker},
		Cue: words("said", 0), Content: readout.WordsOf(portText, readout.Span{Start: body, End: at(", the defence", 0).Start}), Quoted: readout.Indirect,
		Act: readout.Say, Status: readout.Asserted, Confidence: 0.9, Why: "said"}}
	norway, russia, sweden := readout.Role{Text: "Norway", Actor: "ac_NOR"}, readout.Role{Text: "Russia", Actor: "ac_RUS"}, readout.Role{Text: "Sweden", Actor: "ac_SWE"}
	for _, s := range []readout.Span{at(v.Headline, 0), sent, met, cops, may} {
		rec.Sentences = append(rec.Sentences, readout.Sentence{Span: s})
	}
	rec.Events = []readout.Event{
		{ID: "e1", Type: "REJECT", Modes: []string{"assist"}, Contexts: []string{"diplomatic", "military"}, CAMEO: "1212", Quad: 3, Goldstein: -4,
			Trigger: words("ruled out", 0), Sentence: sent, Actor: []readout.Role{norway}, Recipient: []readout.Role{russia}, Date: tuesday,
			Mentions: []readout.EventMention{{Trigger: words("rules out", 0), Sentence: at(v.Headline, 0)}},
			Status:   readout.Asserted, By: []readout.AttributionID{"a1"}, Confidence: 0.8},
		{ID: "e2", Type: "CONSULT", CAMEO: "042", Modes: []string{"visit"}, Quad: 1, Goldstein: 1.9, Trigger: words("met", met.Start), Sentence: met,
			Actor: []readout.Role{norway, sweden}, Place: "p1", Status: readout.Asserted, Confidence: 0.8},
		{ID: "e3", Type: "COERCE", Modes: []string{"arrest"}, CAMEO: "173", Quad: 4, Goldstein: -5, Trigger: words("arrested", 0), Sentence: cops,
			Actor: []readout.Role{{Text: "Police", Actor: "u1"}}, Recipient: []readout.Role{{Text: "dockers", Actor: "u2"}}, Place: "p1",
			Numbers: []readout.Number{{What: "arrested", Low: 12, High: 15, Span: at("12 to 15", 0)}}, Status: readout.Asserted, Confidence: 0.8},
		{ID: "e4", Type: "SANCTION", Modes: []string{"expel"}, CAMEO: "161", Quad: 4, Goldstein: -4, Trigger: words("expel", 0), Sentence: may,
			Actor: []readout.Role{russia}, Status: readout.Possible, Confidence: 0.6},
		{ID: "e5", Type: "REJECT", CAMEO: "120", Quad: 3, Goldstein: -4, Trigger: words("ruled out", 0), Sentence: sent,
			Actor: []readout.Role{norway}, Status: readout.Asserted, Confidence: 0.3},
	}
	return rec
}

// write returns a format's file of records.
func write(o Options, recs ...*readout.Record) (string, Losses) {
	b, losses := []byte(Header(o.Format)), Losses{}
	for _, rec := range recs {
		var l Losses
		b, l = Append(b, rec, o)
		losses.Add(l)
	}
	return string(b), losses
}

func TestFormatsAreByteExact(t *testing.T) {
	issues := func(s string) map[string]int {
		return map[string]int{"NAVY": strings.Count(s, "naval"), "SHIPS": 2}
	}
	for _, f := range Formats() {
		t.Run(f, func(t *testing.T) {
			got, losses := write(Options{Format: Format(f), AllStatuses: true, Issues: issues}, port())
			got += "losses: " + losses.String() + "\n"
			file := filepath.Join("testdata", f+".txt")
			if os.Getenv("UPDATE") != "" {
				if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestARowIsAHappening writes two happenings, each by the event that tells of it
// best: with what all reports say of them, and how many these are.
func TestARowIsAHappening(t *testing.T) {
	rec := port()
	lat, lon := 59.9, 10.7
	o := Options{AllStatuses: true, Joined: map[readout.EventID]*Joined{
		"e1": {ID: "ev_refusal", Status: "disputed", Mentions: 9, Lines: 3, Stories: 4, Place: &readout.Place{Text: "Oslo", Name: "Oslo", Country: "NOR", Lat: &lat, Lon: &lon, Precision: "town"}},
		"e3": {ID: "ev_arrest", Status: readout.Asserted, Mentions: 5, Lines: 2, Stories: 3, Date: &readout.Date{From: "2030-06-03", To: "2030-06-03", Precision: readout.Day}},
	}}
	var b strings.Builder
	for _, f := range Formats() {
		o.Format = Format(f)
		got, losses := write(o, rec)
		b.WriteString("-- " + f + " --\n" + strings.TrimPrefix(got, Header(o.Format)) + "losses: " + losses.String() + "\n")
	}
	if rec.Events[0].Status != readout.Asserted || rec.Events[2].Date != nil || len(rec.Places) != 1 {
		t.Error("the record was changed")
	}
	file := filepath.Join("testdata", "joined.txt")
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

// TestSentenceNumbersAreTheRecords writes a record as it was read and as an
// archive gives it back: both files are the same, the second sentence of a
// paragraph included. A record of an older program says that it has no numbers.
func TestSentenceNumbersAreTheRecords(t *testing.T) {
	data, err := port().MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var kept readout.Record
	if err := kept.UnmarshalJSON(data); err != nil {
		t.Fatal(err)
	}
	old := port()
	old.Sentences = nil
	for _, f := range []Format{PLOVER, ICEWS, PETRARCH, Phoenix} {
		o := Options{Format: f, AllStatuses: true}
		fresh, losses := write(o, port())
		kept.Events[0].ID = "e17" // as a later reading may number it
		if got, _ := write(o, &kept); got != fresh {
			t.Errorf("%s: a kept record gives\n%s, want\n%s", f, got, fresh)
		}
		if losses[NoSentences] != 0 {
			t.Errorf("%s: %v of a record with sentences", f, losses)
		}
		if _, losses := write(o, old); losses[NoSentences] != 1 {
			t.Errorf("%s: %v of a record without sentences, want that said once", f, losses)
		}
	}
	if got, _ := write(Options{Format: Phoenix}, &kept); !strings.Contains(got, string(kept.Version.ID)+"_4\t") {
		t.Errorf("the arrest is not in sentence 4:\n%s", got)
	}
}

// TestTablesReadBack reads each table as its users do: by tabs, every row with
// as many cells as the format has columns, codes as text.
func TestTablesReadBack(t *testing.T) {
	for f, want := range map[Format]struct{ columns, code int }{POLECAT: {40, -1}, ICEWS: {20, 6}, GDELT: {61, 26}, PETRARCH: {11, 3}, Phoenix: {phoenixColumns, 13}} {
		text, _ := write(Options{Format: f}, port())
		r := csv.NewReader(strings.NewReader(text))
		r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, want.columns
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		if Header(f) != "" {
			rows = rows[1:]
		}
		if len(rows) == 0 {
			t.Fatalf("%s has no rows", f)
		}
		ids := map[string]bool{}
		for _, row := range rows {
			if want.code >= 0 {
				if code := row[want.code]; !slices.Contains([]string{"1212", "042", "043", "173", "120"}, code) {
					t.Errorf("%s: code %q", f, code)
				}
			}
			if f != PETRARCH {
				if ids[row[0]] {
					t.Errorf("%s: id %s twice", f, row[0])
				}
				ids[row[0]] = true
			}
		}
	}
	if n := len(gdeltColumns); n != 61 {
		t.Errorf("GDELT has %d columns", n)
	}
	if n := len(polecatColumns); n != 40 {
		t.Errorf("POLECAT has %d columns", n)
	}
}

func TestPLOVERReadsBack(t *testing.T) {
	text, losses := write(Options{Format: PLOVER}, port())
	if losses[NotAsserted] != 1 {
		t.Errorf("losses %v", losses)
	}
	for line := range strings.Lines(text) {
		var e map[string]any
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"id", "actor", "event", "text", "quad_code"} {
			if _, ok := e[key]; !ok {
				t.Errorf("no %s in %s", key, line)
			}
		}
	}
}

func TestTheDayIsNeverThatOfPublication(t *testing.T) {
	text, _ := write(Options{Format: ICEWS}, port())
	for _, line := range strings.Split(strings.TrimSpace(text), "\n")[1:] {
		if strings.Contains(line, "2030-06-05") {
			t.Error(line)
		}
	}
}

func TestSidesAreTakenApart(t *testing.T) {
	for _, tt := range []struct{ code, want string }{
		{"IRQREBMOSSUN", "IRQREBMOSSUN|X|IRQ|||MOS|SUN|REB||"},
		{"IGOUNO", "IGOUNO|X||UNO||||IGO||"},
		{"---COP", "COP|X||||||COP||"},
		{"USAGOVKUR", "USAGOVKUR|X|USA||KUR|||GOV||"},
	} {
		a := &readout.Actor{CAMEO: tt.code}
		if got := strings.Join(gdeltSide(&side{name: "X", actor: a, cameo: tt.code}), "|"); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.code, got, tt.want)
		}
	}
	if got := strings.Join(phoenixSide("IRQREBMOSSUN"), "|"); got != "IRQREBMOSSUN|IRQ|REB|MOS;SUN" {
		t.Error(got)
	}
	if got := strings.Join(phoenixSide("---COP"), "|"); got != "---COP||COP|" {
		t.Error(got)
	}
}
