package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// part returns what stands between two marks of a page.
func part(page, from, to string) string {
	_, rest, _ := strings.Cut(page, from)
	inside, _, _ := strings.Cut(rest, to)
	return inside
}

// TestTheDeskHasItsParts holds what each part of the start page says of two
// outlets' reports, one of which changed.
func TestTheDeskHasItsParts(t *testing.T) {
	b := newBench(t, store.WithJoiner(many.Joiner{}))
	b.addReport(t.Context(), "bell.example", "", 12, nil)
	b.addReport(t.Context(), "lamp.example", " More on this later.", 9, nil)
	b.add(t.Context(), "lamp.example", "lamp.example", recordOf(version("https://lamp.example/1", storyText+" It has rained.")))
	b.day = "2024-01-02"
	b.addReport(t.Context(), "old.example", " Long ago.", 9, nil)
	page := b.shows("/")
	for id, want := range map[string][]string{
		"glance": {"this month", "Sun 11 Feb 2024 to Tue 12 Mar 2024, 3 stories", "Eva Strand", ">met</a>", "in 2 texts", "the islanders", "bell.example", "denied", "a senior official", "1 story has new words", "<del>9</del> ", "<ins>the</ins> boats.", "Holm", "of what several stories tell together", "of 4 events, 2 say where they were; 2 of these places were not found on the map", "#where"},
		"most":   {"since Sun 11 Feb 2024", "Eva Strand", "met", "islanders", "where", "Holm"}, "changed": {"1 within the last day", "v2", "no longer says"}, "denied": {"denied", "according to"},
		"unnamed": {"told%3Aunnamed", "signed", "a senior official", "known from 3 reports of 3 outlets: no named source says it", "/search?q="}, "against": {"boats: 12 against 9"}, "new": {"Minister denies ferry deal"}} {
		inside := part(page, `id="`+id+`"`, "</section>")
		for _, w := range want {
			if !strings.Contains(inside, w) {
				t.Errorf("the part %s has no %q: %s", id, w, inside)
			}
		}
	}
	if clock := part(page, `id="clock"`, "</p>"); !strings.Contains(clock, "12 Mar 2024") || !strings.Contains(clock, "the last version came in on") {
		t.Errorf("the page does not say from when its days count: %s", clock)
	}
	if strings.Contains(part(page, `id="most"`, "</section>"), "old.example") {
		t.Error("what was reported long ago stands among what is reported most lately")
	}
}

// TestTheDeskLeadsWithTwoParties has a minister do most to her own government, as it was
// read: that does not stand first, nor anywhere.
func TestTheDeskLeadsWithTwoParties(t *testing.T) {
	b := newBench(t)
	for i := range 5 {
		rec := recordOf(version(fmt.Sprint("https://courier.example/", i), fmt.Sprint(storyText, " Report ", i, ".")))
		if i < 3 {
			rec.Actors[1] = readout.Actor{ID: "u2", Name: "government of Norway", Kind: readout.GovernmentActor, Country: "NOR", Sectors: []string{"GOV"}, Basis: "list"}
		}
		b.add(t.Context(), "courier.example", i, rec)
	}
	most := part(part(b.shows("/"), `id="glance"`, "</dl>"), "Who did what to whom most", "</dd>")
	if strings.Contains(most, "government of Norway") || !strings.Contains(most, "islanders") || !strings.Contains(most, "in 2 texts") || !strings.Contains(most, "status=asserted") {
		t.Errorf("the desk leads with %s", most)
	}
}

// TestLatelyIsLongEnough has one story of the last month and thirty of the months before.
func TestLatelyIsLongEnough(t *testing.T) {
	b := newBench(t)
	for i := range 30 {
		v := version(fmt.Sprint("https://courier.example/", i), fmt.Sprint("Snow\n\nSnow fell on hill ", i, "."))
		if v.Published = (&readout.Time{Text: "2024-01-02", Value: "2024-01-02", Basis: readout.TimeFromPage}); i == 0 {
			v.Published.Text, v.Published.Value = "2024-03-12", "2024-03-12"
		}
		b.add(t.Context(), "courier.example", i, recordOfText(v))
	}
	s := &ask.Service{Store: b.store}
	n, err := s.Newest(t.Context())
	if err != nil || n.Since != "2023-12-12" {
		t.Errorf("lately begins on %q (%v), want a quarter before the last day", n.Since, err)
	}
}

// TestAPronounIsNoSource holds that the desk has nobody among the sources without a
// name whom the story calls nothing.
func TestAPronounIsNoSource(t *testing.T) {
	b := newBench(t)
	rec := recordOf(version("https://courier.example/1", storyText))
	rec.Mentions[2].Form, rec.Mentions[2].Text = readout.PronounForm, "many" // as if the story said "many told"
	b.add(t.Context(), "courier.example", "1", rec)
	if page := part(b.shows("/"), `id="unnamed"`, "</section>"); strings.Contains(page, "signed") {
		t.Errorf("a pronoun is a source: %s", page)
	}
	b = newBench(t)
	b.add(t.Context(), "bell.example", "2", recordOf(version("https://bell.example/1", storyText+" It has rained.")))
	for _, inside := range []string{"glance", "unnamed"} {
		page := part(b.shows("/"), `id="`+inside+`"`, "</section>")
		if !strings.Contains(page, "bell.example") || !strings.Contains(page, "a senior official") || !strings.Contains(page, "known from 1 report: no named source and no other outlet says it") {
			t.Errorf("an official is no source: %s", page)
		}
	}
}

// withCookie asks with what a browser was given to keep.
func withCookie(b *bench, address string, from *httptest.ResponseRecorder) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", "http://127.0.0.1:8090"+address, nil)
	for _, c := range from.Result().Cookies() {
		r.AddCookie(c)
	}
	return b.do(r)
}

// TestSavedSearchesStandOnTheDesk saves a search, sees what is new in it, looks at
// it, and takes it away.
func TestSavedSearchesStandOnTheDesk(t *testing.T) {
	b := newBench(t, store.WithJoiner(many.Joiner{}))
	b.addReport(t.Context(), "bell.example", "", 12, nil)
	b.shows("/", "A search that you save stands here")
	b.shows("/search?q=islanders", "Save it for the desk")
	kept := b.post("/saved", url.Values{"q": {"islanders"}, "do": {"save"}, "back": {"search"}})
	if kept.Code != http.StatusSeeOther || kept.Header().Get("Location") != "/search?q=islanders&sort=newest" {
		t.Fatalf("saving gives %d %v", kept.Code, kept.Header())
	}
	if c := kept.Result().Cookies()[0]; !c.HttpOnly || c.SameSite != http.SameSiteLaxMode {
		t.Errorf("the cookie is %v", c)
	}
	saved := func(page string) string { return part(page, `<nav class="saved"`, "</nav>") }
	if got := saved(withCookie(b, "/", kept).Body.String()); !strings.Contains(got, "nothing new") || !strings.Contains(got, `href="/?about=islanders"`) {
		t.Errorf("the desk has %s", got)
	}
	b.addReport(t.Context(), "lamp.example", " More on this later.", 9, nil)
	if got := saved(withCookie(b, "/", kept).Body.String()); !strings.Contains(got, "1 new") {
		t.Errorf("a story came in, and the desk has %s", got)
	}
	looked := withCookie(b, "/search?q=islanders&sort=newest", kept)
	if !strings.Contains(looked.Body.String(), "take it off the desk") {
		t.Error("the search is not known as saved")
	}
	if got := saved(withCookie(b, "/", looked).Body.String()); !strings.Contains(got, "nothing new") {
		t.Errorf("after a look the desk has %s", got)
	}
	r := httptest.NewRequest("POST", "http://127.0.0.1:8090/saved", strings.NewReader("do=drop&q=islanders"))
	r.AddCookie(kept.Result().Cookies()[0])
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	dropped := b.do(r, "Sec-Fetch-Site", "same-origin")
	if c := dropped.Result().Cookies(); dropped.Code != http.StatusSeeOther || len(c) != 1 || c[0].MaxAge >= 0 {
		t.Errorf("dropping gives %d, %v", dropped.Code, c)
	}
	for q, code := range map[string]int{"kind:banana": 400, "": 400, strings.Repeat("x", 200): 400, "act:deny": 303} {
		if w := b.post("/saved", url.Values{"q": {q}, "do": {"save"}}); w.Code != code {
			t.Errorf("saving %.20q gives %d, want %d", q, w.Code, code)
		}
	}
	for _, value := range []string{"x", "bnVsbA", "W3sicSI6ImtpbmQ6YmFuYW5hIiwidiI6MH1d", "W3sicSI6InN0b3J5OnN0X25vbmUiLCJ2IjowfV0"} { // null; kind:banana; a story that is gone
		r := httptest.NewRequest("GET", "http://127.0.0.1:8090/", nil)
		r.AddCookie(&http.Cookie{Name: savedCookie, Value: value})
		w := b.do(r)
		if w.Code != 200 || len(value) > 10 && !strings.Contains(w.Body.String(), "can&#39;t be read") && !strings.Contains(w.Body.String(), "can't be read") {
			t.Errorf("with the cookie %s the desk gives %d: %s", value, w.Code, saved(w.Body.String()))
		}
	}
}

// TestTheDeskOfAQuestion holds that each part is of what the question finds.
func TestTheDeskOfAQuestion(t *testing.T) {
	b := newBench(t, store.WithJoiner(many.Joiner{}))
	b.addReport(t.Context(), "bell.example", "", 12, nil)
	b.add(t.Context(), "courier.example", 9, recordOfText(version("https://courier.example/9", "Snow\n\nSnow fell on the hills.")))
	if page := b.shows("/?about=islanders", "Minister denies ferry deal"); strings.Contains(part(page, `id="new"`, "</section>"), "Snow") {
		t.Error("a story that the question does not find is new")
	}
	if page := b.shows("/?about=hills", "Nobody denies anything", "Snow"); strings.Contains(page, "Minister denies") {
		t.Error("what the question does not find is on its desk")
	}
	b.shows("/?about=act:deny", "denied") // of statements: happenings have no such field
	if w := b.get("/?about=kind:banana"); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "no such value") || !strings.Contains(w.Body.String(), `id="denied"`) {
		t.Errorf("a question that is none gives %d", w.Code)
	}
}

// TestWhatNobodyWithANameTells holds that an event is known only from sources
// without a name while no report of the same happening tells it otherwise.
func TestWhatNobodyWithANameTells(t *testing.T) {
	b := newBench(t, store.WithJoiner(many.Joiner{}))
	count := func(q string) int {
		query, err := store.ParseQuery(q)
		if err != nil {
			t.Fatal(err)
		}
		res, err := b.store.CountHits(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		return res.Found
	}
	for _, step := range []struct {
		outlet                                string
		itself                                bool
		unnamed, outlets, named, unnamedOrOwn int
	}{{"bell.example", false, 1, 1, 0, 2}, {"lamp.example", false, 2, 2, 0, 4}, {"post.example", true, 0, 4, 0, 4}} {
		b.itself = step.itself
		b.addReport(t.Context(), step.outlet, " By "+step.outlet+".", 12, nil)
		if u, o, n, both := count("told:unnamed"), count("told:outlet"), count("told:named"), count("told:unnamed,outlet"); u != step.unnamed || o != step.outlets || n != step.named || both != step.unnamedOrOwn {
			t.Errorf("after %s: unnamed %d, outlet %d, named %d, either %d; want %+v", step.outlet, u, o, n, both, step)
		}
	}
	if page := b.shows("/"); strings.Contains(part(page, `id="unnamed"`, "</section>"), "AGREE") {
		t.Error("the desk has an event that an outlet tells itself as known from nobody with a name")
	}
}

// TestTheDeskKnowsWhatItHasNotRead changes a story's words before the new version
// is read: nothing is said of what its record says.
func TestTheDeskKnowsWhatItHasNotRead(t *testing.T) {
	b := newBench(t)
	b.addStory(t.Context())
	v := version("https://courier.example/1", storyText+" It has rained.")
	err := b.store.Update(t.Context(), func(tx *store.Tx) error {
		stories, err := tx.StoriesOf("r:1")
		if err != nil {
			return err
		}
		_, err = tx.AddVersion(stories[0], &store.Arrival{Capture: store.Capture{Kind: "text", Meta: []byte("{}"), Data: []byte(v.Text)}, Version: v, Change: store.Changed})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	inside := part(b.shows("/"), `id="changed"`, "</section>")
	if strings.Contains(inside, "the same record") || !strings.Contains(inside, "not known before both versions are read") {
		t.Errorf("of a version that waits the desk says %s", inside)
	}
}

// TestOneOutletDoesNotContradictItself has two reports of one outlet with other
// numbers: neither the desk nor the list of conflicts shows them unless asked to.
func TestOneOutletDoesNotContradictItself(t *testing.T) {
	b := newBench(t, store.WithJoiner(many.Joiner{}))
	b.addReport(t.Context(), "bell.example", "", 12, nil)
	b.key = "another story"
	b.addReport(t.Context(), "bell.example", " More on this later.", 9, nil)
	for address, want := range map[string]bool{"/": false, "/conflicts": false, "/conflicts.csv": false, "/conflicts?within=1": true, "/conflicts.csv?within=1": true} {
		if got := strings.Contains(b.shows(address), "boats: "); got != want {
			t.Errorf("%s has the conflict: %v", address, got)
		}
	}
}

// TestTheDeskTellsNoDoubtfulDenial has a denial that is less likely than not, newer than
// one that is likely, and denials that are none of what somebody says to be so, or whose
// sentence does not put who denies beside the word.
func TestTheDeskTellsNoDoubtfulDenial(t *testing.T) {
	b := newBench(t)
	for outlet, change := range map[string]func(a *readout.Attribution){
		"courier.example": func(*readout.Attribution) {},
		"lamp.example":    func(a *readout.Attribution) { a.Confidence = .3 },
		"bell.example": func(a *readout.Attribution) {
			a.Content = readout.WordsOf(storyText, readout.Span{Start: strings.Index(storyText, "the crews"), End: strings.Index(storyText, " withdrew")})
		},
		"old.example": func(a *readout.Attribution) {
			a.Speaker.Words = readout.WordsOf(storyText, readout.Span{Start: strings.Index(storyText, "the Courier"), End: strings.Index(storyText, "the Courier") + len("the Courier")})
		},
	} {
		v := version("https://"+outlet+"/1", storyText+" By "+outlet+".")
		if v.Outlet = outlet; outlet == "lamp.example" {
			v.Published = &readout.Time{Text: "2031-05-03", Value: "2031-05-03", Basis: readout.TimeFromPage}
		}
		rec := recordOf(v)
		change(&rec.Attributions[0])
		b.add(t.Context(), outlet, outlet, rec)
	}
	page := b.shows("/")
	for _, inside := range []string{part(page, `id="denied"`, "</section>"), part(part(page, `id="glance"`, "</dl>"), "Who denies what", "</dd>")} {
		if !strings.Contains(inside, "courier.example") || strings.Contains(inside, "lamp.example") || strings.Contains(inside, "bell.example") || strings.Contains(inside, "old.example") {
			t.Errorf("the denials are %s", inside)
		}
	}
	if !strings.Contains(part(page, `id="denied"`, "</section>"), "All that may be denials") {
		t.Error("nothing leads to those that may be denials")
	}
}

// TestARowIsWhereItsSentenceIs has a row say the place of its own sentence, and none that
// other reports alone have.
func TestARowIsWhereItsSentenceIs(t *testing.T) {
	row := func() *claimLine {
		return &claimLine{Facts: []fact{{Label: "when", Text: "today"}, {Label: "where", Text: "Lund", More: "town"}, {Label: "reported"}}}
	}
	elsewhere, here := row(), row()
	elsewhere.where(nil)
	here.where(&claim.Where{Text: "Holm", Name: "Holm", Precision: "town"})
	if elsewhere.known("where") != "" || len(elsewhere.Facts) != 2 || here.known("where") != "Holm (town)" || len(here.Facts) != 3 {
		t.Errorf("rows have %v and %v", elsewhere.Facts, here.Facts)
	}
}

// TestTheDeskNamesNobodyWhomReportsContradict has two reports of one happening with a doer
// each: the sentence stands without an arrow.
func TestTheDeskNamesNobodyWhomReportsContradict(t *testing.T) {
	most := func(doubt bool) string {
		b := newBench(t, store.WithJoiner(many.Joiner{}))
		twoReports(b, func(i int, rec *readout.Record) {
			if doubt {
				anotherDoer(i, rec)
			}
		})
		return part(b.shows("/"), `id="most"`, "</section>")
	}
	if sure := most(false); !strings.Contains(sure, "<bdi>Eva Strand</bdi>") || !strings.Contains(sure, `class="arrow"`) || strings.Contains(sure, `class="code"`) {
		t.Errorf("what two reports tell of one doer stands as %s", sure)
	}
	if doubted := most(true); strings.Contains(doubted, `class="arrow"`) || strings.Contains(doubted, "Ulf Lind") || !strings.Contains(doubted, "<mark>met</mark> the islanders") || !strings.Contains(doubted, "2 independent lines") {
		t.Errorf("what two reports tell of two doers stands as %s", doubted)
	}
}
