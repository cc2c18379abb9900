package web

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestAHitLeadsToItsWords follows what searches find: the address names a place
// that stands in the story at the words, and the words are lit by the server.
func TestAHitLeadsToItsWords(t *testing.T) {
	b := newBench(t)
	b.addStory(t.Context())
	for query, want := range map[string]string{"act:deny": "Harbour Minister Eva Strand", "type:CONSULT": "Strand", "withdrew": "Strand"} {
		page := b.get("/search?q=" + query).Body.String()
		href := regexp.MustCompile(`class="sentence"><a href="([^"]+#hit)"`).FindStringSubmatch(page)
		if href == nil {
			t.Errorf("%s: no hit: %s", query, page)
			continue
		}
		story := b.get(strings.TrimSuffix(html.UnescapeString(href[1]), "#hit")).Body.String()
		at := regexp.MustCompile(`<span id="hit"([^>]*)>([^<]*)`).FindStringSubmatch(story)
		if at == nil || !strings.HasPrefix(at[2], want) || !strings.Contains(at[1], "lit") {
			t.Errorf("%s: the words begin with %q", query, at)
		}
		if opened := strings.Contains(story, " open><summary>"); opened != strings.Contains(query, ":") {
			t.Errorf("%s: a card is open: %v", query, opened)
		}
	}
}

// TestSearchMarksTheWordsOfAQuery holds that the sentence shows why it was found.
func TestSearchMarksTheWordsOfAQuery(t *testing.T) {
	b := newBench(t)
	b.addStory(t.Context())
	if page := b.get("/search?q=crew+withdrew").Body.String(); !strings.Contains(page, "and the <mark>crews</mark> <mark>withdrew</mark> the boats.") {
		t.Error(page)
	}
	if page := b.get("/search?q=about:deals").Body.String(); !strings.Contains(page, "a <mark>deal</mark> was signed") {
		t.Error(page)
	}
}

// TestASearchIsDrawnOverTime has two stories of two months: a bar a month, and
// for words of texts no word of denials.
func TestASearchIsDrawnOverTime(t *testing.T) {
	b := newBench(t)
	b.addStory(t.Context())
	v := version("https://courier.example/8", storyText+" Later.")
	v.Published.Value = "2025-01-02"
	b.add(t.Context(), "courier.example", 8, recordOf(v))
	page := unescaped(b.get("/search?q=act:deny").Body.String())
	for _, want := range []string{"Statements a week by the day of publication", "denied, planned, possible", "after%3A2024-03-11&#43;before%3A2024-03-18"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q: %s", want, page)
		}
	}
	page = b.get("/search?q=islanders").Body.String()
	if !strings.Contains(page, "Stories a week") || strings.Contains(page, "denied, planned") {
		t.Error(page)
	}
	if got := b.get("/api/v1/timeline?q=act:deny&scale=month&published=true").Body.String(); !strings.Contains(got, `{"when":"2024-03","count":1,"asserted":1}`) {
		t.Error(got)
	}
}

// TestTheRecordViewHasNoStars holds that reasons are printed for readers.
func TestTheRecordViewHasNoStars(t *testing.T) {
	b := newBench(t)
	rec := recordOf(version("https://courier.example/1", storyText))
	rec.Attributions[0].Why, rec.Events[0].Why = "*denied* rejects its object.", "*met* is a meeting."
	ref := b.add(t.Context(), "courier.example", 1, rec)
	page := b.get("/story/" + string(ref.Story) + "?view=record").Body.String()
	if strings.Contains(page, "*denied*") || !strings.Contains(page, "“denied” rejects its object.") || !strings.Contains(page, "“met” is a meeting.") {
		t.Error(page)
	}
}

// TestNoTypeIsPrintedAsADeed shows an offer to host talks that is coded as an
// agreement: "agreed" stands nowhere.
func TestNoTypeIsPrintedAsADeed(t *testing.T) {
	b := newBench(t)
	text := "Talks\n\nNorway on Monday offered to host talks between Kestria and Ostra, and should not send troops."
	v := version("https://courier.example/2", text)
	at := func(w string) readout.Span {
		i := strings.LastIndex(text, w)
		return readout.Span{Start: i, End: i + len(w)}
	}
	rec := &readout.Record{Format: readout.Format, Pipeline: "hand 1", Version: *v,
		Mentions: []readout.Mention{{ID: "m1", Span: at("Norway"), Text: "Norway", Type: "GPE", Form: "name"}, {ID: "m2", Span: at("Kestria"), Text: "Kestria", Type: "GPE", Form: "name"}},
		Events: []readout.Event{
			{ID: "e1", Type: "AGREE", Trigger: readout.WordsOf(text, at("offered")), Sentence: readout.Span{Start: 7, End: len(text)}, Status: readout.Asserted, Actor: []readout.Role{{Mention: "m1", Text: "Norway"}}, Recipient: []readout.Role{{Mention: "m2", Text: "Kestria"}}, Confidence: .8},
			{ID: "e2", Type: "MOBILIZE", Trigger: readout.WordsOf(text, at("should"), at("send troops")), Sentence: readout.Span{Start: 7, End: len(text)}, Status: readout.Denied, Actor: []readout.Role{{Mention: "m1", Text: "Norway"}}, Confidence: .8}}}
	ref := b.add(t.Context(), "courier.example", 2, rec)
	for _, address := range []string{"/story/" + string(ref.Story), "/story/" + string(ref.Story) + "?view=record", "/story/" + string(ref.Story) + "/timeline", "/events", "/search?q=type:AGREE,MOBILIZE"} {
		page := b.get(address).Body.String()
		if !strings.Contains(page, "offered to host talks between") || !strings.Contains(page, "should not send troops") || regexp.MustCompile(`agreed|mobilized`).MatchString(page) {
			t.Errorf("%s: %s", address, page)
		}
		if !strings.Contains(page, "✕ denied") {
			t.Errorf("%s does not say that it is denied: %s", address, page)
		}
	}
}

// TestPagesOfErrorsLeadOn holds that nobody is left at a dead end.
func TestPagesOfErrorsLeadOn(t *testing.T) {
	b := newBench(t)
	for _, address := range []string{"/nothing", "/story/st_00000000000000000000", "/actor/ac_none", "/sample/none"} {
		page := b.get(address).Body.String()
		for _, want := range []string{`<a href="/">`, `<a href="/stories">`, `<a href="/search">`, `<a href="/events">`} {
			if !strings.Contains(page[strings.Index(page, "<main"):], want) {
				t.Errorf("%s: no link %s", address, want)
			}
		}
	}
}

// TestVersionsHaveTheOutletsOwnTimes holds that the versions of a story can be
// told apart by what the outlet says of them.
func TestVersionsHaveTheOutletsOwnTimes(t *testing.T) {
	b := newBench(t)
	var ref *store.VersionRef
	for i, updated := range []string{"", "4:15 p.m.", "6:51 p.m. ET"} {
		rec := recordOf(version("https://courier.example/1", storyText+strings.Repeat(" It rained.", i)))
		if updated != "" {
			rec.Version.Updated = &readout.Time{Text: updated, Basis: readout.TimeFromPage}
		}
		rec.Version.Seal()
		ref = b.add(t.Context(), "courier.example", 1, rec)
	}
	page := b.get("/story/" + string(ref.Story) + "/versions").Body.String()
	for _, want := range []string{"not stated", "4:15 p.m.", "6:51 p.m. ET", "Posted", "Updated"} {
		if !strings.Contains(page, want) {
			t.Errorf("the versions lack %q: %s", want, page)
		}
	}
}

// TestTotalsOfAnActorDoNotCountCopies has one statement in two outlets that
// carry the same words.
func TestTotalsOfAnActorDoNotCountCopies(t *testing.T) {
	b := newBench(t)
	first := b.addStory(t.Context())
	second := b.add(t.Context(), "herald.example", 2, recordOf(version("https://herald.example/2", storyText)))
	b.add(t.Context(), "post.example", 3, recordOf(version("https://post.example/3", storyText+" Nothing else is known.")))
	actor := regexp.MustCompile(`/actor/ac_\w+`).FindString(b.get("/story/" + string(first.Story) + "?layers=w").Body.String())
	total := func() string {
		return regexp.MustCompile(`denied \d+`).FindString(b.get(actor).Body.String())
	}
	if got := total(); got != "denied 3" {
		t.Errorf("three stories: %q", got)
	}
	if err := b.store.Update(t.Context(), func(tx *store.Tx) error { return tx.JoinCopy(second, first, 1) }); err != nil {
		t.Fatal(err)
	}
	if got := total(); got != "denied 2" {
		t.Errorf("one of three is a copy: %q", got)
	}
}

// TestWhoStillCarriesTheOldWords has a story that changed a sentence, a copy of
// it that did not, and one that did.
func TestWhoStillCarriesTheOldWords(t *testing.T) {
	b := newBench(t)
	first := b.addStory(t.Context())
	later := strings.Replace(storyText, "a deal was signed", "a deal was near", 1)
	rec := func(address, text string) *readout.Record {
		v := version(address, text)
		if strings.HasPrefix(text, storyText) {
			return recordOf(v)
		}
		r := recordOfText(v)
		i := strings.Index(text, "denied")
		j := strings.Index(text, "a deal was near")
		k := strings.Index(text, "Harbour")
		r.Attributions = []readout.Attribution{{ID: "a1", Speaker: readout.Speaker{Words: readout.WordsOf(text, readout.Span{Start: k, End: i - 1}), Kind: readout.NamedSpeaker}, Cue: readout.WordsOf(text, readout.Span{Start: i, End: i + 6}),
			Content: readout.WordsOf(text, readout.Span{Start: j, End: j + 15}), Quoted: readout.Indirect, Act: readout.Deny, Status: readout.Asserted, Confidence: .9}}
		return r
	}
	b.add(t.Context(), "courier.example", 1, rec("https://courier.example/1", later))
	old := b.add(t.Context(), "herald.example", 2, rec("https://herald.example/2", storyText))
	both := b.add(t.Context(), "post.example", 3, rec("https://post.example/3", storyText+" More."))
	b.add(t.Context(), "post.example", 3, rec("https://post.example/3", later+" More."))
	for _, copied := range []*store.VersionRef{old, both} {
		if err := b.store.Update(t.Context(), func(tx *store.Tx) error { return tx.JoinCopy(copied, first, 1) }); err != nil {
			t.Fatal(err)
		}
	}
	page := b.get("/story/" + string(first.Story) + "/versions?from=1&to=2").Body.String()
	at := strings.Index(page, "Who still carries the old words")
	if at < 0 || !strings.Contains(page[at:], "herald.example") || strings.Contains(page[at:], "post.example") {
		t.Errorf("%s", page)
	}
}

// TestEveryCardHasItsMarkInTheText holds that a value is found from its words,
// whatever the words of its row are.
func TestEveryCardHasItsMarkInTheText(t *testing.T) {
	b := newBench(t)
	ref := b.addStory(t.Context())
	for _, layers := range []string{"sd", "wt"} {
		page := b.get("/story/" + string(ref.Story) + "?layers=" + layers).Body.String()
		cards := regexp.MustCompile(`<details class="card [^"]*" id="([^"]+)"`).FindAllStringSubmatch(page, -1)
		if len(cards) < 3 {
			t.Fatalf("%d cards: %s", len(cards), page)
		}
		for _, c := range cards {
			if !strings.Contains(page, `id="t-`+c[1]+`"`) {
				t.Errorf("%s has no mark in the text", c[1])
			}
		}
	}
	text := "Report\n\nKestria released the report on Monday."
	rec := recordOfText(version("https://courier.example/7", text))
	i := strings.Index(text, "released")
	rec.Events = []readout.Event{{ID: "e1", Type: "AID", Trigger: readout.WordsOf(text, readout.Span{Start: i, End: i + 8}), Sentence: readout.Span{Start: 8, End: len(text)}, Status: readout.Asserted, Actor: []readout.Role{{Text: "Kestria"}}}}
	ref = b.add(t.Context(), "courier.example", 7, rec)
	if page := b.get("/story/" + string(ref.Story)).Body.String(); !strings.Contains(page, `<b class="verb">released the report on Monday</b>`) || !regexp.MustCompile(`class="m-d[^"]*"[^>]*>released</span><sup><a id="t-e1"`).MatchString(page) {
		t.Errorf("the word that names an event has no mark: %s", page)
	}
}

func TestTimesOfFeedsAreWrittenForPeople(t *testing.T) {
	for text, want := range map[string]string{"Wed, 30 Mar 2022 22:49:45 +0000": "Wed 30 Mar 2022, 22:49 UTC", "Fri, 03 Jun 2022 00:54:59 GMT": "Fri 3 Jun 2022, 00:54 UTC", "2024-03-12T09:40:00+01:00": "Tue 12 Mar 2024, 09:40 UTC+01:00",
		"Tue, 5 Mar 2024 09:00:00 -0500": "Tue 5 Mar 2024, 09:00 UTC-05:00", "9:18 a.m.": "9:18 a.m."} {
		if got := timeText(&readout.Time{Text: text}); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestWordsOfATextHaveTheirRow searches plain words: the sentence that has them has the
// row of what it tells, on the page, as files and for programs; one that tells nothing
// says so.
func TestWordsOfATextHaveTheirRow(t *testing.T) {
	b := newBench(t)
	b.addStory(t.Context())
	page := unescaped(b.get("/search?q=islanders").Body.String())
	for _, want := range []string{`<bdi>Eva Strand</bdi></a> <span class="arrow"`, `show=e1&v=1#hit">met</a>`, `<span class="label">where</span> <b>Holm</b> (town)`, `<mark>the islanders</mark>`, "12 Mar 2024"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q: %s", want, page)
		}
	}
	if page := b.get("/search?q=deal+official").Body.String(); !strings.Contains(page, "show=a2") && !strings.Contains(page, "show=e2") {
		t.Error(page)
	}
	got := b.get("/api/v1/search?q=islanders").Body.String()
	for _, want := range []string{`"kind":"text"`, `"tells":"event"`, `"id":"e1"`, `"who":[{"text":"Strand","name":"Eva Strand"`, `"words":"met"`, `"whom":[`, `"sure":"likely"`, `"status":"asserted"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s: %s", want, got)
		}
	}
	if got := b.get("/search.csv?q=islanders").Body.String(); !strings.Contains(got, "text,event,Eva Strand,met,,the islanders,asserted,2024-03-12,") {
		t.Error(got)
	}
	b.add(t.Context(), "courier.example", 2, recordOfText(version("https://courier.example/2", "Weather\n\nThe zephyr was mild.")))
	if page := b.get("/search?q=zephyr").Body.String(); !strings.Contains(page, "no statement or event was read in this sentence") {
		t.Error(page)
	}
}
