package export

import (
	"regexp"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/question"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A draft makes a record by finding words in its text.
type draft struct {
	*readout.Record
	from int
}

// at returns the span of words, from the last find on if they repeat.
func (d *draft) at(words string) readout.Span {
	i := strings.Index(d.Version.Text[d.from:], words)
	if i < 0 {
		panic("not in the text: " + words)
	}
	return readout.Span{Start: d.from + i, End: d.from + i + len(words)}
}

func (d *draft) words(parts ...string) readout.Words {
	var spans []readout.Span
	for _, p := range parts {
		spans = append(spans, d.at(p))
	}
	return readout.WordsOf(d.Version.Text, spans...)
}

// newDraft begins the record of a text.
func newDraft(url, outlet, day, text string) *draft {
	headline, _, _ := strings.Cut(text, "\n")
	v := readout.Version{URL: url, Outlet: outlet, Headline: headline, Language: "en", Text: text, Bylines: []string{"Ida Holm", "Per Lund"},
		Published: &readout.Time{Text: day, Value: day, Basis: readout.TimeFromPage}}
	v.Seal()
	d := &draft{Record: &readout.Record{Format: readout.Format, Pipeline: "0.0-test 1234", Version: v}}
	for _, at := range fixtureSentence.FindAllStringIndex(text, -1) {
		d.Sentences = append(d.Sentences, readout.Sentence{Span: readout.Span{Start: at[0], End: at[1]}})
	}
	return d
}

// fixtureSentence is a sentence of the texts of these tests.
var fixtureSentence = regexp.MustCompile(`(?m)[^\n ].*?(?:\.\B|$)`)

const harbourText = `Norland rejects talks on the “Grey Harbour” treaty

Norland’s foreign minister, Eva Strand, said on Monday that her country “will not sit down” with Sudria.

Police in Vik arrested 12 to 15 dockers on 3 June after they blocked the quay, according to Olga Brandt, who sells fish there. Brandt said they meet again on 1 July 2031.`

// harbour is a record that has one of everything, with a private person.
func harbour() *readout.Record {
	d := newDraft("https://news.example/a?x=1&y=2", "The Harbour Post", "2030-06-04", harbourText)
	lat, lon := 59.5, -4.25
	d.Version.Updated = &readout.Time{Text: "9:18 a.m.", Value: "T09:18", Basis: readout.TimeFromText}
	d.Mentions = []readout.Mention{
		{ID: "m1", Span: d.at("Norland"), Text: "Norland", Type: "GPE", Form: "name", Actor: "ac_NLD"},
		{ID: "m2", Span: d.at("Eva Strand"), Text: "Eva Strand", Type: "PER", Form: "name", Actor: "u1"},
		{ID: "m3", Span: d.at("Sudria"), Text: "Sudria", Type: "GPE", Form: "name", Actor: "ac_SUD"},
		{ID: "m4", Span: d.at("Police"), Text: "Police", Type: "ORG", Form: "nominal", Actor: "u2"},
		{ID: "m5", Span: d.at("dockers"), Text: "dockers", Type: "PER", Form: "nominal", Actor: "u3"},
		{ID: "m6", Span: d.at("Olga Brandt"), Text: "Olga Brandt", Type: "PER", Form: "name", Actor: "u4"},
	}
	d.Actors = []readout.Actor{
		{ID: "ac_NLD", Name: "Norland", Kind: "country", Country: "NLX", CAMEO: "NLX", Wikidata: "Q1", Public: true, Basis: "list"},
		{ID: "u1", Name: "Eva Strand", Aliases: []string{"Strand"}, Kind: "person", Country: "NLX", Sectors: []string{"GOV", "DIP"}, CAMEO: "NLXGOV", Public: true,
			Basis: "story", Office: &readout.Office{Title: "foreign minister", Of: "Norland"}, Why: "The story calls her the foreign minister."},
		{ID: "ac_SUD", Name: "Sudria", Kind: "country", Country: "SUX", CAMEO: "SUX", Public: true, Basis: "list"},
		{ID: "u2", Name: "Police", Kind: "group", Country: "NLX", Sectors: []string{"COP"}, CAMEO: "NLXCOP", Basis: "story"},
		{ID: "u3", Name: "dockers", Kind: "group", Sectors: []string{"LAB"}, Basis: "story"},
		{ID: "u4", Name: "Olga Brandt", Aliases: []string{"Brandt"}, Kind: "person", Basis: "story", Why: "Olga Brandt sells fish."},
	}
	d.Dates = []readout.TimeExpr{
		{ID: "d1", Span: d.at("on Monday"), Text: "on Monday", Type: "date", Value: "2030-06-03", From: "2030-06-03", To: "2030-06-03", Precision: readout.Day, Basis: readout.DateFromPublished},
		{ID: "d2", Span: d.at("3 June"), Text: "3 June", Type: "date", Value: "2030-06-03", From: "2030-06-03", To: "2030-06-03", Precision: readout.Day, Basis: readout.DateFromPublished},
		{ID: "d3", Span: d.at("1 July 2031"), Text: "1 July 2031", Type: "date", Value: "2031-07-01", From: "2031-07-01", To: "2031-07-01", Precision: readout.Day, Basis: readout.DateFromText},
	}
	d.Places = []readout.Place{
		{ID: "p1", Span: d.at("Vik"), Text: "Vik", Place: "pl_7", Name: "Vik", GeoNames: "0077", Feature: "PPL", Country: "NLX", Lat: &lat, Lon: &lon, Precision: "town", Confidence: 0.9},
		{ID: "p2", Span: d.at("Norland"), Text: "Norland", Name: "Norland", Country: "NLX", Precision: "country", Confidence: 1},
	}
	d.Attributions = []readout.Attribution{
		{ID: "a1", Speaker: readout.Speaker{Words: d.words("Eva Strand"), Actor: "u1", Kind: readout.NamedSpeaker}, Cue: d.words("said"),
			Content: d.words("that her country “will not sit down” with Sudria"), Quoted: readout.Mixed, Act: readout.Say, Date: d.Dates[0].AsDate(),
			To: "m3", Status: readout.Asserted, Confidence: 0.95, Why: "*said* takes a clause."},
		{ID: "a2", Speaker: readout.Speaker{Words: d.words("Olga Brandt"), Actor: "u4", Kind: readout.NamedSpeaker}, Cue: d.words("according to"),
			Content: d.words("Police in Vik arrested 12 to 15 dockers on 3 June after they blocked the quay"), Quoted: readout.Indirect, Act: readout.Claim,
			Status: readout.Asserted, Confidence: 0.5, Why: "*according to* names Olga Brandt."},
		{ID: "a3", Speaker: readout.Speaker{Words: d.words("Brandt said")}, Cue: d.words("said they"), Content: d.words("they meet again on 1 July 2031"),
			Quoted: readout.Indirect, Act: readout.Say, Within: "a2", Status: readout.Asserted, Confidence: 0.25},
	}
	d.Attributions[2].Speaker = readout.Speaker{Words: readout.WordsOf(d.Version.Text, readout.Span{Start: d.at("Brandt said").Start, End: d.at("Brandt said").Start + 6}), Actor: "u4", Kind: readout.NamedSpeaker}
	d.Events = []readout.Event{
		{ID: "e1", Type: "REJECT", Modes: []string{"meet"}, Contexts: []string{"diplomatic"}, CAMEO: "012", Quad: 3, Goldstein: -4, Trigger: d.words("rejects"),
			Sentence: d.at("Norland rejects talks on the “Grey Harbour” treaty"), Actor: []readout.Role{{Mention: "m1", Text: "Norland", Actor: "ac_NLD", Country: "NLX"}},
			Recipient: []readout.Role{{Mention: "m3", Text: "Sudria", Actor: "ac_SUD"}}, Status: readout.Asserted, By: []readout.AttributionID{"a1"}, Confidence: 0.8, Date: d.Dates[0].AsDate()},
		{ID: "e2", Type: "COERCE", Modes: []string{"arrest"}, CAMEO: "173", Quad: 4, Goldstein: -5, Trigger: d.words("arrested"), Sentence: d.at("Police in Vik arrested"),
			Actor: []readout.Role{{Mention: "m4", Text: "Police", Actor: "u2"}}, Recipient: []readout.Role{{Mention: "m5", Text: "dockers", Actor: "u3"}, {Text: "Brandt’s son", Actor: "u4"}},
			Date: d.Dates[1].AsDate(), Place: "p1", Numbers: []readout.Number{{What: "arrested", Low: 12, High: 15, Span: d.at("12 to 15")}},
			Status: readout.Possible, By: []readout.AttributionID{"a2"}, Confidence: 0.75, Why: "Police arrests dockers; Brandt says so."},
		{ID: "e3", Type: "CONSULT", CAMEO: "036", Quad: 1, Goldstein: 4, Trigger: d.words("meet again"), Sentence: d.at("Brandt said they meet again"),
			Actor: []readout.Role{{Text: "they", Actor: "u3"}}, Date: d.Dates[2].AsDate(), Place: "p2", Status: readout.Planned, By: []readout.AttributionID{"a3", "a2"}, Confidence: 0.5},
	}
	d.Problems = []readout.Problem{{Span: d.at("there"), Stage: "where", Text: "*there* can be the quay or Vik; Olga Brandt does not say."}}
	if err := d.Check(); err != nil {
		panic(err)
	}
	return d.Record
}

// odd is a record of a text with all signs that files choke on.
func odd() *readout.Record {
	text := "=HYPERLINK(\"http://x.example\",\"007\")\tNA\n\n+1, said the \"spokes\x00man\" of 007 to\r the <b>&amp;</b> crowd; \U0001f600 \u2028 é#."
	d := newDraft("", "=1+1", "2030", text)
	d.Version.Ref = "007"
	d.Actors = []readout.Actor{{ID: "u1", Name: "007", Kind: "role", CAMEO: "007", Basis: "story"}}
	d.Attributions = []readout.Attribution{{ID: "a1", Speaker: readout.Speaker{Words: d.words("the \"spokes\x00man\" of 007"), Actor: "u1", Kind: readout.RoleSpeaker},
		Cue: d.words("said"), Content: d.words("+1"), Quoted: readout.Direct, Act: readout.Say, Status: readout.Asserted, Confidence: 1.0 / 3}}
	return d.Record
}

// items are the records that the golden files hold, as an archive has them.
func items() []*Item {
	at := time.Date(2030, 6, 4, 8, 0, 0, 250_000_000, time.UTC)
	return []*Item{
		{Record: harbour(), Told: harbourTells(), Sides: harbourSides(), Stand: harbourStand(), Story: Story{ID: "st_1", Outlet: "news.example", Versions: 2, AddedAt: at}, N: 2, Change: "words", Current: true,
			Label: "GREEN", Group: "cg_9", Copies: 3, SeenAt: at, AddedAt: at.Add(time.Hour), Actors: map[readout.ActorID]string{"ac_NLD": "ac_NLD", "u1": "ac_0e", "u4": "ac_0f"}},
		{Record: odd(), Label: "AMBER+STRICT", Sides: []Side{oddSide()}, Story: Story{ID: "st_2", Outlet: "=1+1", Versions: 1, AddedAt: at}, N: 1, Change: "first", Current: true, AddedAt: at},
	}
}

// harbourTells is what an archive joined: the arrest, which others tell of too,
// one of them with the name of a person who is private.
func harbourTells() []Telling {
	rec := harbour()
	arrest, sentence := &rec.Events[1], rec.Sentences[2].Span
	mention := func(e *readout.Event, by ...string) *thread.Mention {
		return &thread.Mention{Event: e.ID, Trigger: e.Trigger.Cover(), Text: e.Trigger.Text, Status: e.Status, By: by, Args: []thread.Argument{{Part: thread.Doer, Actor: thread.Actor{Name: "Police"}}}}
	}
	whole := &thread.Happening{Type: "COERCE", Modes: []string{"arrest"}, Final: thread.FinalDisputed, Lines: 3, Stories: 4, Why: "same act: arrested, detained; Olga Brandt",
		When: thread.Interval{From: "2030-06-03", To: "2030-06-03", Precision: readout.Day, Stated: true}, Where: &thread.Place{ID: "pl_7", Name: "Vik", Country: "NLX", Precision: "town"},
		Doers: []thread.Actor{{Name: "Police"}, {Name: "Tor Vang"}}, Undergoers: []thread.Actor{{ID: "ac_0f", Name: "Olga Brandt", Kind: "person"}, {ID: "ac_NLD", Name: "Norland", Kind: "country", Country: "NLX"}, {ID: "ac_10", Name: "Nils Holt", Kind: "person"}}}
	return []Telling{
		{Happening: "ev_arrest", Mention: mention(arrest, "Olga Brandt"), Sentence: sentence,
			Whole: &Happening{Happening: whole, Posted: "2030-06-03T08:00:00Z", Last: "2030-06-05", Mentions: 6, Conflicts: 1, Label: "AMBER", Private: map[string]bool{"ac_0f": true, "ac_10": true}}},
		{Happening: "ev_talks", Mention: mention(&rec.Events[0]), Sentence: rec.Sentences[0].Span}, // told better in a version that is not exported
		{Happening: "ev_blocked", Mention: &thread.Mention{Trigger: newestAt(rec, "blocked"), Text: "blocked", Status: readout.Asserted}, Sentence: sentence},
	}
}

// newestAt returns where words stand in a record's text.
func newestAt(rec *readout.Record, words string) readout.Span {
	at := strings.Index(rec.Version.Text, words)
	return readout.Span{Start: at, End: at + len(words)}
}

// harbourSides are sentences that others differ from: one of the next item, and
// one of the same version.
func harbourSides() []Side {
	rec := harbour()
	own := Side{Conflict: "cf_own", Kind: thread.Scope, Confidence: 0.5, What: "meeting: talks against 1 July", Sentence: rec.Sentences[0].Span, Value: "talks"}
	other := own
	other.Second, other.Sentence, other.Value = true, rec.Sentences[3].Span, "1 July 2031"
	return []Side{
		{Conflict: "cf_1", Kind: thread.ByNumber, Happening: "ev_arrest", Confidence: 0.9, Found: "2030-06-05T00:00:00Z", What: "dockers: 12 to 15 (Olga Brandt) against 007 (the spokesman)",
			Sentence: rec.Sentences[2].Span, Value: "12 to 15", By: "Olga Brandt"},
		own, other,
		{Conflict: "cf_alone", Kind: thread.ByWho, Confidence: 0.9, Sentence: rec.Sentences[0].Span}, // its other side is not exported
	}
}

// oddSide is the other side of the first of them.
func oddSide() Side {
	s := harbourSides()[0]
	s.Second, s.Value, s.By, s.Sentence = true, "007", "the spokesman", newestAt(odd(), "the \"spokes\x00man\" of 007")
	return s
}

// harbourStand is who takes which side of what: a minister and a private person,
// whose name stands in the words that sides are taken of.
func harbourStand() *question.Stand {
	rec := harbour()
	minister, country := question.Who{Name: "Eva Strand", Kind: "person", Country: "NLX"}, question.Who{ID: "ac_NLD", Name: "Norland", Kind: "country", Country: "NLX"}
	witness := question.Who{Name: "Olga Brandt", Kind: "person"}
	words := func(list ...string) (out []question.Word) {
		for _, w := range list {
			out = append(out, question.Word{Lemma: w})
		}
		return out
	}
	return &question.Stand{Claims: []question.Claim{
		{Sentence: rec.Sentences[1].Span, Actor: country, Speaker: minister, Voice: question.Own, By: []string{"Eva Strand"}, Words: words("country", "sit down", "sudria"),
			Anchors: []question.Anchor{{Word: 1, From: 1, To: 3, Stance: question.Against, Why: "will not"}, {Word: 2, From: 2, To: 3}, {Word: 2, From: 2, To: 3, Stance: question.Against}, {Word: 0, From: 0, To: 1, Head: []byte{0, 230, 25, 0, 0, 0}}}},
		{Sentence: rec.Sentences[2].Span, Actor: witness, Speaker: witness, Voice: question.Reported, By: []string{"Olga Brandt"}, Words: words("police", "arrest", "brandt", "quay"),
			Anchors: []question.Anchor{{Word: 2, From: 1, To: 4, Stance: question.Conditional, Why: "if Olga Brandt"}}},
		{Sentence: rec.Sentences[3].Span, Actor: witness, Speaker: witness, Voice: question.Own, Words: words("meet"), Anchors: []question.Anchor{{Stance: question.For}},
			Option: &question.Option{What: "meet Brandt again", At: newestAt(rec, "meet again"), Status: question.Planned, Why: "on 1 July 2031"}},
	}}
}
