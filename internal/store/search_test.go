package store

import (
	"context"
	"errors"
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
				stored, err := s.Load(t.Context(), &h.VersionRef)
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
		"after:2022-13":               "want a day",
		"date:2022-02-30":             "want a day",
		"date:2022-05..2022-04":       "want a day",
		"date:..":                     "want a day",
		"date:2022-05..":              "",
		"date:..2022-05-03":           "",
		"date:2022-05..2022":          "",
		"kind:banana":                 "want one of named role",
		"kind:rule":                   "perhaps role;",
		"type:banana":                 "want one of ACCUSE",
		"type:protst":                 "perhaps PROTEST;",
		"type:protest":                "",
		"mode:phon":                   "perhaps phone",
		"cameo:99":                    "no such value",
		"cameo:14":                    "",
		"status:denyed":               "perhaps denied;",
		"quoted:directly":             "perhaps direct",
		"country:Ukraine":             "Ukraine is UKR",
		"country:Ukrain":              "perhaps UKR (Ukraine)",
		"country:UKN":                 "UKR (Ukraine)",
		"country:nowhere":             "three letters",
		"country:ukr,fra":             "",
		"story:ferry":                 "begins with st_",
		"(ferry":                      "without a closing",
		"ferry)":                      "without an opening",
		"speaker:":                    "needs a value",
		"type:PROTEST speaker:kerry":  "do not go together",
		"(act:deny OR ferry)":         "by itself",
		"ferry OR":                    "OR needs words on both sides",
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

// TestHitsShowTheRecordsSentences looks for words of a text before and after it
// is read: first a hit shows the line, then the sentence as the record has it.
func TestHitsShowTheRecordsSentences(t *testing.T) {
	const text = "The ferry sank. It was old\n\nNo. 5 sank at 3.5 knots! J. Berg said so."
	s := openTemp(t)
	var ref *VersionRef
	err := s.Update(t.Context(), func(tx *Tx) (err error) {
		story, err := tx.AddStory("Post", []string{"url:https://post.example/1"})
		if err != nil {
			return err
		}
		v := &readout.Version{Language: "en", Text: text}
		v.Seal()
		ref, err = tx.AddVersion(story, &Arrival{Capture: Capture{Kind: "text", Data: []byte(text), Meta: []byte("{}")}, Version: v, Change: First})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	shows := func(words, want string) {
		t.Helper()
		q, err := ParseQuery(words)
		if err != nil {
			t.Fatal(err)
		}
		res, err := s.Search(t.Context(), q, 5)
		if err != nil || len(res.Hits) != 1 || res.Hits[0].Sentence != want {
			t.Errorf("%s: %+v, %v, want %q", words, res, err, want)
		}
	}
	shows("knots", "No. 5 sank at 3.5 knots! J. Berg said so.")
	var sents []readout.Sentence
	for _, words := range []string{"The ferry sank.", "It was old", "No. 5 sank at 3.5 knots!", "J. Berg said so."} {
		at := strings.Index(text, words)
		sents = append(sents, readout.Sentence{Span: readout.Span{Start: at, End: at + len(words)}})
	}
	v, err := s.Load(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Update(t.Context(), func(tx *Tx) error {
		return tx.PutRecord(ref, &readout.Record{Format: readout.Format, Pipeline: "hand 1", Version: *v.Version, Sentences: sents})
	})
	if err != nil {
		t.Fatal(err)
	}
	shows("knots", "No. 5 sank at 3.5 knots!")
	shows("berg", "J. Berg said so.")
}

// countedArchive holds three stories of 900 statements and events each, the
// newest of them first in. The events are of the year of the story, of 1777, of
// 2052, of a whole year, and of no date.
func countedArchive(t *testing.T) *Store {
	t.Helper()
	s := openTemp(t)
	for i, day := range []string{"2023-03-02", "2021-01-15", "2022-02-20"} {
		text := fmt.Sprintf("Story %d\n\nTomas Arendt denied that the ferry had been sold.", i)
		in := arrival(fmt.Sprintf("https://news%d.example/1", i), fmt.Sprintf("news%d.example", i), text)
		in.Version.Published.Value = day
		in.Version.Seal()
		rec := record(in.Version, "p1", "Tomas Arendt", "denied", "the ferry had been sold")
		rec.Version = *in.Version
		a, e := rec.Attributions[0], rec.Events[0]
		rec.Attributions, rec.Events = nil, nil
		dates := []*readout.Date{{From: day}, {From: "1777-07-04"}, {From: "2052-01-01"}, {From: "2022-01-01", To: "2022-12-31"}, nil}
		for n := range 900 {
			a.ID, e.ID = readout.AttributionID(fmt.Sprintf("a%d", n+1)), readout.EventID(fmt.Sprintf("e%d", n+1))
			e.Date = nil
			if d := dates[n%len(dates)]; d != nil {
				own := *d
				own.Text, own.Basis, own.Precision = "then", readout.DateFromText, readout.Day
				e.Date = &own
			}
			rec.Attributions, rec.Events = append(rec.Attributions, a), append(rec.Events, e)
		}
		put(t, s, add(t, s, in), rec)
	}
	return s
}

// TestCountsAreOfAllThatFits sees that counts and facets stop at no sample, and
// that the newest story comes first, not the one that came in last.
func TestCountsAreOfAllThatFits(t *testing.T) {
	s, ctx := countedArchive(t), context.Background()
	q, err := ParseQuery("act:deny")
	if err != nil {
		t.Fatal(err)
	}
	res, err := s.Search(ctx, q, 5)
	if err != nil || res.Found != 2700 || res.Stories != 3 || res.Outlets != 3 || res.Capped {
		t.Errorf("%+v, %v", res, err)
	}
	if h := res.Hits[0]; h.Day != "2023-03-02" || h.Local != "a1" {
		t.Errorf("first comes %s of %s", h.Local, h.Day)
	}
	facets, values, err := s.Facets(ctx, q, 8)
	if err != nil {
		t.Fatal(err)
	}
	count := make(map[string]int)
	for _, f := range facets {
		count[f.Field+" "+f.Value] = f.Count
	}
	if count["act deny"] != 2700 || count["outlet news0.example"] != 900 || count["month 2021-01"] != 900 || values["outlet"] != 3 {
		t.Errorf("%v", count)
	}
	var days []string
	for page := (&Page{Limit: 700}); page != nil; {
		var hits []*Hit
		if hits, page, err = s.SearchPage(ctx, q, *page, true, nil); err != nil {
			t.Fatal(err)
		}
		for _, h := range hits {
			if n := len(days); n == 0 || days[n-1] != h.Day {
				days = append(days, h.Day)
			}
		}
	}
	if got := strings.Join(days, " "); got != "2023-03-02 2022-02-20 2021-01-15" {
		t.Errorf("the stories come as of %s", got)
	}
}

// TestEventsAreCountedByTheDateThatIsAskedFor sees that the time of the filter
// is that of the bins, and that nothing is drawn into months where no story was.
func TestEventsAreCountedByTheDateThatIsAskedFor(t *testing.T) {
	s, ctx := countedArchive(t), context.Background()
	for _, test := range []struct {
		query, bins                     string
		earlier, later, coarse, undated int
	}{
		{"type:REJECT", "2021-01:180 2022-02:180 2023-03:180", 540, 540, 540, 540},
		{"type:REJECT date:2021..2022", "2021-01:180 2022-02:180", 0, 0, 540, 0},
		{"type:REJECT date:2022-02..", "2022-02:180 2023-03:180 2052-01:540", 0, 0, 540, 0},
		{"type:REJECT date:..1800", "1777-07:540", 0, 0, 0, 0},
		{"type:REJECT date:2023-03-02", "2023-03:180", 0, 0, 0, 0},
	} {
		q, err := ParseQuery(test.query)
		if err != nil {
			t.Fatal(err)
		}
		tl, err := s.OverTime(ctx, q, Months, false)
		if err != nil {
			t.Fatal(err)
		}
		var bins []string
		for _, b := range tl.Bins {
			bins = append(bins, fmt.Sprintf("%s:%d", b.When, b.Count))
		}
		if got := strings.Join(bins, " "); got != test.bins || tl.Earlier != test.earlier || tl.Later != test.later || tl.Coarse != test.coarse || tl.Undated != test.undated {
			t.Errorf("%s: %s, %+v", test.query, got, tl)
		}
	}
}

// TestAnExportFindsWhatASearchFinds reads as rows what a search counts.
func TestAnExportFindsWhatASearchFinds(t *testing.T) {
	s, ctx := countedArchive(t), context.Background()
	for _, text := range []string{"speaker:arendt", "about:ferry", "type:REJECT", "type:REJECT date:2021", "ferry", "ferry outlet:news1", "act:deny before:2022"} {
		q, err := ParseQuery(text)
		if err != nil {
			t.Fatal(err)
		}
		res, err := s.Search(ctx, q, 1)
		if err != nil {
			t.Fatal(err)
		}
		rows, versions := 0, 0
		if err := s.EachRow(ctx, Rows{Query: q}, func(r *Row) error { rows, versions = rows+len(r.Hits), versions+1; return nil }); err != nil {
			t.Fatal(err)
		}
		if q.Kind == Texts {
			rows = versions
		}
		if n, err := s.Count(ctx, Rows{Query: q}); err != nil || n != versions || versions != res.Stories || rows != res.Found {
			t.Errorf("%s: %d rows of %d versions, counted %d, %v; the search finds %d in %d", text, rows, versions, n, err, res.Found, res.Stories)
		}
	}
}

// TestIdsOfAQueryAreThoseOfToday searches by ids that were merged, and by such as
// lead nowhere.
func TestIdsOfAQueryAreThoseOfToday(t *testing.T) {
	s, ctx := searchArchive(t), context.Background()
	lind, err := s.ActorsNamed(ctx, "Eva Lind")
	if err != nil || len(lind) != 1 {
		t.Fatal(lind, err)
	}
	berg, err := s.ActorsNamed(ctx, "Ida Berg")
	if err != nil || len(berg) != 1 {
		t.Fatal(berg, err)
	}
	refs, err := s.Queue(ctx, "none", nil, 10)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Update(ctx, func(tx *Tx) error {
		if err := tx.JoinActors(berg[0].ID, lind[0].ID, "a test"); err != nil {
			return err
		}
		one, err := tx.StoryOf(refs[0])
		if err != nil {
			return err
		}
		two, err := tx.StoryOf(refs[1])
		if err != nil {
			return err
		}
		return tx.JoinStories(one, two, "a test")
	})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{"speaker:" + berg[0].ID: 2, "speaker:" + lind[0].ID: 2, "actor:" + lind[0].ID + " type:REJECT": 2,
		"story:" + string(refs[1].Story): 1, "speaker:ac_00": -1, "story:st_00": -1, "actor:ac_00": -1} {
		q, err := ParseQuery(text)
		if err != nil {
			t.Fatal(err)
		}
		q.All = strings.HasPrefix(text, "story:")
		if q.All && want > 0 {
			want = 2 // versions of both stories
		}
		res, err := s.Search(ctx, q, 10)
		if want < 0 {
			if !errors.Is(err, ErrNotFound) {
				t.Errorf("%s: %v", text, err)
			}
			if _, err := s.Count(ctx, Rows{Query: q}); !errors.Is(err, ErrNotFound) {
				t.Errorf("%s, exported: %v", text, err)
			}
			continue
		}
		if err != nil || res.Found != want {
			t.Errorf("%s: %+v, %v; want %d", text, res, err, want)
		}
	}
}
