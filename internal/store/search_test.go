package store

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// searchArchive holds three stories, one of them undated.
func searchArchive(t testing.TB) *Store {
	s := openTemp(t)
	for _, story := range []struct{ url, outlet, day, text, speaker, cue, content string }{
		{"https://one.example/1", "Sound Courier", "2024-05-14", "Ferry talks stall\n\nTalks went on. Harbour minister Tomas Arendt denied that the ferry had been sold. Rain fell.", "Tomas Arendt", "denied", "the ferry had been sold"},
		{"https://two.example/2", "Holm Post", "2024-06-02", "Air strikes ruled out\n\nGeneral Ida Berg denied that air strikes were planned on the border. Nobody was hurt.", "Ida Berg", "denied", "air strikes were planned on the border"},
		{"https://three.example/3", "Nowhere News", "", "Ships in fog\n\nThe ferry company's owner Eva Lind denied that a strike was planned.", "Eva Lind", "denied", "a strike was planned"},
	} {
		in := arrival(story.url, story.outlet, story.text)
		in.Version.Published = nil
		if story.day != "" {
			in.Version.Published = &readout.Time{Text: story.day, Value: story.day, Basis: readout.TimeFromPage}
		}
		in.Version.Seal()
		put(t, s, add(t, s, in), record(in.Version, "p1", story.speaker, story.cue, story.content))
	}
	return s
}

func TestSearch(t *testing.T) {
	s := searchArchive(t)
	tests := []struct{ query, kind, want string }{
		{"ferry", "text", "Ferry talks stall|The ferry company's owner Eva Lind denied that a strike was planned."},
		{`ferry -fog`, "text", "Ferry talks stall"},
		{`"air strikes" OR fog`, "text", "Air strikes ruled out|Ships in fog"},
		{`"strikes air"`, "text", ""},
		{`(ferry OR border) NOT fog`, "text", "Ferry talks stall|General Ida Berg denied that air strikes were planned on the border."},
		{`sou*`, "text", ""},
		{`hurt`, "text", "Nobody was hurt."},
		{`speaker:arendt act:deny`, "statement", "Harbour minister Tomas Arendt denied that the ferry had been sold."},
		{`speaker:berg act:deny about:"air strikes" after:2024-06-01`, "statement", "General Ida Berg denied that air strikes were planned on the border."},
		{`speaker:berg before:2024-06-01`, "statement", ""},
		{`by:"Ida Berg" border`, "statement", "General Ida Berg denied that air strikes were planned on the border."},
		{`about:strikes`, "statement", "General Ida Berg denied that air strikes were planned on the border.|The ferry company's owner Eva Lind denied that a strike was planned."},
		{`act:say,promise`, "statement", ""},
		{`type:reject actor:lind`, "event", "Ships in fog The ferry company's owner Eva Lind denied that a strike was planned."},
		{`country:NOR outlet:"holm post"`, "event", "Air strikes ruled out General Ida Berg denied that air strikes were planned on the border. Nobody was hurt."},
		{`cameo:11 country:FRA`, "event", ""},
		{`outlet:holm border`, "text", "General Ida Berg denied that air strikes were planned on the border."},
	}
	for _, test := range tests {
		t.Run(test.query, func(t *testing.T) {
			q, err := ParseQuery(test.query)
			if err != nil {
				t.Fatal(err)
			}
			if string(q.Kind) != test.kind {
				t.Errorf("searches for a %s, want a %s", q.Kind, test.kind)
			}
			res, err := s.Search(context.Background(), q, 10)
			if err != nil {
				t.Fatal(err)
			}
			found := make(map[string]bool)
			for _, h := range res.Hits {
				found[h.Sentence] = true
				stored, err := s.Load(&h.VersionRef)
				if err != nil || strings.Join(strings.Fields(h.At.In(stored.Version.Text)), " ") != h.Sentence {
					t.Errorf("the hit's span is not its sentence: %+v, %v", h, err)
				}
			}
			want := strings.Split(test.want, "|")
			if test.want == "" {
				want = nil
			}
			for _, sentence := range want {
				if !found[sentence] {
					t.Errorf("no hit %q among %v", sentence, found)
				}
			}
			if len(found) != len(want) || res.Stories != len(want) {
				t.Errorf("%d hits in %d stories, want %d: %v", len(found), res.Stories, len(want), found)
			}
		})
	}
}

func TestSearchSaysHowManyStoriesLackADate(t *testing.T) {
	s := searchArchive(t)
	q, err := ParseQuery("act:deny after:2024-01-01")
	if err != nil {
		t.Fatal(err)
	}
	res, err := s.Search(context.Background(), q, 10)
	if err != nil || res.Stories != 2 || res.Undated != 1 {
		t.Errorf("%+v, %v: want two stories and one without a date", res, err)
	}
}

func TestBadQueriesAreExplained(t *testing.T) {
	for query, want := range map[string]string{
		"":                            "nothing to search",
		"-ferry":                      "beside what to leave out",
		"speeker:kerry":               "no field speeker",
		"act:lie":                     "want one of say",
		"after:june":                  "want a day",
		"(ferry":                      "without a closing",
		"ferry)":                      "without an opening",
		"speaker:":                    "needs a value",
		"type:PROTEST speaker:kerry":  "do not go together",
		"(act:deny OR ferry)":         "by itself",
		"ferry OR":                    "",
		strings.Repeat("x ", 100):     "more than 64",
		strings.Repeat("(", 40) + "x": "too many parentheses",
		strings.Repeat("x", 5000):     "longer than",
	} {
		_, err := ParseQuery(query)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("query %.40q: %v, want %q", query, err, want)
		}
	}
}

// FuzzParseQuery looks for queries that the database does not understand.
func FuzzParseQuery(f *testing.F) {
	for _, q := range []string{`a -b "c d" (e OR f*) act:deny`, `speaker:"x y" about:z`, `NOT`, `"`, `-"`, `a:b:c`, `((((`, `OR OR`, `act:,`, "\x00", `-(a)`, `NEAR(a b)`, `a NOT NOT b`, `'`, `*`, `^a`, `{a}:b`} {
		f.Add(q)
	}
	s := searchArchive(f)
	f.Fuzz(func(t *testing.T, text string) {
		q, err := ParseQuery(text)
		if err != nil {
			return
		}
		if _, err := s.Search(context.Background(), q, 3); err != nil {
			t.Errorf("query %q as %+v: %v", text, q, err)
		}
	})
}

func TestSentences(t *testing.T) {
	text := "Mr. Holm came. “It is done.” He left the U.S. on Monday.\n\nNo. 5 sank at 3.5 knots! J. Berg said so"
	var got []string
	for _, s := range sentences(text) {
		got = append(got, s.In(text))
	}
	want := []string{"Mr. Holm came.", "“It is done.”", "He left the U.S. on Monday.", "No. 5 sank at 3.5 knots!", "J. Berg said so"}
	if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
