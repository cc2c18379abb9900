package web

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestTwoEditorsJudgeApart makes a study on its page and lets two editors judge it there
// and by the API; until both are done nobody finds what one of them said in any page or
// answer; a third settles it, and the record has that.
func TestTwoEditorsJudgeApart(t *testing.T) {
	n := newNewsroom(t, nil)
	ref := n.addStory(t.Context())
	if w := n.as("ada", "POST", "/studies", url.Values{"title": {"Types"}, "coders": {"ed, greta"}, "sample": {"9"}}.Encode()); w.Code != 400 {
		t.Errorf("a reader judges: %d %s", w.Code, w.Body)
	}
	w := n.as("ada", "POST", "/studies", url.Values{"title": {"Types"}, "coders": {"ed, eve"}, "sample": {"9"}, "seed": {"7"}, "q": {"type:CONSULT"}}.Encode())
	page := w.Header().Get("Location")
	if w.Code != 303 || !strings.HasPrefix(page, "/studies/sy_") {
		t.Fatalf("making it gives %d %s", w.Code, w.Body)
	}
	form := n.as("ed", "GET", page, "").Body.String()
	for _, want := range []string{`name="n" value="1"`, `<option value="CONSULT" selected>`, "met the islanders", "1 left"} {
		if !strings.Contains(form, want) {
			t.Fatalf("the form lacks %q: %s", want, form)
		}
	}
	secret := "a word of ed alone"
	if w := n.as("ed", "POST", page+"/mark", url.Values{"n": {"1"}, "right": {"yes"}, "f.type": {"COOPERATE"}, "f.status": {"asserted"}, "why": {secret}}.Encode()); w.Code != 303 {
		t.Fatalf("judging gives %d %s", w.Code, w.Body)
	}
	lines := []string{page, "/studies", "/story/" + string(ref.Story), "/queue", "/api/v1" + page, "/api/v1/studies", "/api/v1/reviews", "/api/v1/changes", "/api/v1/versions/" + string(ref.ID) + "/record", "/search.csv?q=type:CONSULT", "/api/v1/notes?id=" + string(ref.Story)}
	for _, who := range []string{"eve", "ada", "greta"} {
		for _, line := range lines {
			if w := n.as(who, "GET", line, ""); strings.Contains(w.Body.String(), secret) || strings.Contains(w.Body.String(), `"COOPERATE" selected`) || strings.Contains(w.Body.String(), `"type":"COOPERATE"`) {
				t.Errorf("%s sees at %s what ed said", who, line)
			}
		}
	}
	if w := n.as("ed", "GET", "/api/v1"+page, ""); !strings.Contains(w.Body.String(), secret) {
		t.Error("ed does not see what he said himself")
	}
	if w := n.as("ada", "POST", "/api/v1"+page+"/settle", `{"agreed":true,"by":"x"}`); w.Code != 400 {
		t.Errorf("it is settled before all are done: %d %s", w.Code, w.Body)
	}
	if w := n.as("eve", "POST", "/api/v1"+page+"/marks", `{"n":1,"right":"yes","by":"ed"}`); w.Code != 200 { // in her own name, whatever she says
		t.Fatalf("judging gives %d %s", w.Code, w.Body)
	}
	done := n.as("ada", "GET", page, "").Body.String()
	for _, want := range []string{"differs", "COOPERATE", "Krippendorff", "Settle value 1"} {
		if !strings.Contains(done, want) {
			t.Errorf("when all are done the page lacks %q: %s", want, done)
		}
	}
	if !strings.Contains(done, `<td class="num">0.000</td>`) || strings.Contains(done, "%!") { // two people, one value, two types
		t.Errorf("the page does not say how far they agree: %s", done)
	}
	if w := n.as("eve", "POST", page+"/settle", url.Values{"n": {"1"}, "right": {"yes"}, "f.type": {"CONSULT"}, "why": {"x"}}.Encode()); w.Code != 400 {
		t.Errorf("who judged it settles it: %d", w.Code)
	}
	if w := n.as("ada", "POST", page+"/settle", url.Values{"n": {"1"}, "right": {"yes"}, "f.type": {"COOPERATE"}, "why": {"they worked together"}}.Encode()); w.Code != 303 {
		t.Fatalf("settling gives %d %s", w.Code, w.Body)
	}
	if record := n.as("greta", "GET", "/api/v1/versions/"+string(ref.ID)+"/record", "").Body.String(); !strings.Contains(record, `"COOPERATE"`) {
		t.Errorf("what was settled is not in the record: %.300s", record)
	}
	if w := n.as("ada", "POST", "/api/v1/labels", fmt.Sprintf(`{"id":%q,"label":%q}`, ref.Story, people.Red)); w.Code != 200 {
		t.Fatal(w.Body)
	}
	if w := n.as("ed", "GET", page, ""); w.Code != 200 || strings.Contains(w.Body.String(), "met the islanders") {
		t.Errorf("what is labelled above a coder's clearance is in his study: %d", w.Code)
	}
}

// TestNotesTagsAndGradesOnPages writes a note and tags on a value, finds the tag, grades
// an outlet and a happening, and takes a tag back.
func TestNotesTagsAndGradesOnPages(t *testing.T) {
	b := newBench(t)
	ref := b.addStory(t.Context())
	story := "/story/" + string(ref.Story)
	if w := b.post("/note/"+string(ref.Story), url.Values{"id": {"e1"}, "tags": {"Boats, check twice"}, "text": {"Ask the crew."}, "by": {"Ines"}}); w.Code != 303 || !strings.HasSuffix(w.Header().Get("Location"), "?show=e1#e1") {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if w := b.post("/note/"+string(ref.Story), url.Values{"by": {"Ines"}}); w.Code != 400 {
		t.Errorf("an empty note gives %d", w.Code)
	}
	page := b.get(story + "?show=e1").Body.String()
	for _, want := range []string{`href="/search?q=tag:check-twice"`, "Ask the crew.", "Ines", `action="/unnote/no_`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q: %s", want, page)
		}
	}
	if found := b.get("/search?q=tag:boats").Body.String(); !strings.Contains(found, "Minister denies ferry deal") {
		t.Errorf("tag:boats finds nothing: %s", found)
	}
	id := regexp.MustCompile(`/unnote/(no_\w+)`).FindStringSubmatch(page)[1]
	if w := b.post("/unnote/"+id, url.Values{}); w.Code != 303 || w.Header().Get("Location") != story {
		t.Errorf("taking it back gives %d %s", w.Code, w.Body)
	}
	b.send("/api/v1/grades", `{"kind":"outlet","what":"courier.example","grade":"B","by":"Ines","why":"it corrects itself"}`, 200, nil)
	b.send("/api/v1/grades", `{"kind":"outlet","what":"nobody.example","grade":"B","by":"Ines","why":"x"}`, 404, nil)
	b.send("/api/v1/grades", `{"kind":"outlet","what":"courier.example","grade":"2","by":"Ines","why":"x"}`, 400, nil)
	for address, want := range map[string]string{story: "source B", "/sources": "it corrects itself", "/api/v1/stories/" + string(ref.Story): `"grade":"B"`, "/api/v1/sources": `"grade":"B"`} {
		if body := b.get(address).Body.String(); !strings.Contains(body, want) {
			t.Errorf("%s lacks %q: %s", address, want, short(body, 3000))
		}
	}
}

// TestAPageIsTakenInFromTheBrowser opens what a bookmark and a phone bring, and takes it in
// from there alone: what another site sends is refused, and looking takes nothing in.
func TestAPageIsTakenInFromTheBrowser(t *testing.T) {
	n := newNewsroom(t, proxied)
	page := n.as("ed", "GET", "/capture?title=A+ferry&text="+url.QueryEscape("Read this. https://courier.example/ferry?a=1"), "").Body.String()
	for _, want := range []string{`value="https://courier.example/ferry?a=1"`, `value="A ferry"`, ">Read this.</textarea>", `href="javascript:`, "https://readout.example.org"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q: %s", want, page)
		}
	}
	page = n.as("ed", "GET", "/capture?text="+url.QueryEscape("Ferry deal off https://courier.example/ferry"), "").Body.String()
	if !strings.Contains(page, `value="Ferry deal off"`) || !strings.Contains(page, "data-capture></textarea>") {
		t.Errorf("a title that came with an address is not one: %s", page)
	}
	if page := n.as("ed", "GET", "/capture?url=javascript:alert(1)", "").Body.String(); strings.Contains(page, `value="javascript`) {
		t.Error("an address that is none of the web is taken")
	}
	if page := n.as("greta", "GET", "/capture", "").Body.String(); strings.Contains(page, "<textarea") {
		t.Error("a reader is offered to take stories in")
	}
	body := url.Values{"url": {"https://courier.example/ferry"}, "text": {storyText}}.Encode()
	if w := n.as("ed", "POST", "/capture", body, "Sec-Fetch-Site", "cross-site", "Origin", "https://courier.example"); w.Code != 403 {
		t.Errorf("another site's page takes a story in: %d %s", w.Code, w.Body)
	}
	if w := n.as("", "POST", "/capture", body); w.Code != 401 {
		t.Errorf("somebody who has not signed in takes a story in: %d", w.Code)
	}
	if w := n.as("ed", "POST", "/capture", url.Values{"url": {"file:///etc/passwd"}}.Encode()); w.Code != 400 {
		t.Errorf("an address of the machine is taken: %d", w.Code)
	}
	w := n.as("ed", "POST", "/capture", body)
	if w.Code != 303 || !strings.HasPrefix(w.Header().Get("Location"), "/story/st_") {
		t.Fatalf("taking it in gives %d %s", w.Code, w.Body)
	}
	if page := n.as("greta", "GET", w.Header().Get("Location"), "").Body.String(); !strings.Contains(page, "met the islanders") {
		t.Errorf("it is not there: %s", page)
	}
}

// TestAPageThatIsNotTakenInSaysWhy sends what can't be fetched and what is empty: the
// page has what was sent, why it was not taken in and what to do.
func TestAPageThatIsNotTakenInSaysWhy(t *testing.T) {
	b := newBench(t)
	b.Handler = New(Options{Service: &ask.Service{Store: b.store, Keeping: func(context.Context, *ask.Given, time.Duration) (*store.VersionRef, error) {
		return nil, &ask.Error{Fault: ask.Unusable, Detail: "The page could not be fetched.", Do: "Open it yourself."}
	}}})
	for _, test := range []struct {
		form url.Values
		code int
		want []string
	}{
		{url.Values{"url": {"https://courier.example/ferry"}, "title": {"Ferry off"}}, 422, []string{"could not be fetched", "Open it yourself.", `value="https://courier.example/ferry"`, `value="Ferry off"`}},
		{url.Values{"title": {"Ferry off"}, "url": {""}}, 400, []string{"There is nothing to take in.", "Give an address", `value="Ferry off"`}},
		{url.Values{"url": {"file:///etc/passwd"}, "text": {"Some words."}}, 400, []string{"none of the web", ">Some words.</textarea>"}},
	} {
		w := b.post("/capture", test.form, "Accept", "text/html")
		if w.Code != test.code {
			t.Errorf("%v gives %d", test.form, w.Code)
		}
		for _, want := range append(test.want, `role="alert"`, `action="/capture"`) {
			if !strings.Contains(w.Body.String(), want) {
				t.Errorf("%v: the page lacks %q: %s", test.form, want, w.Body)
			}
		}
	}
	if w := b.post("/capture", url.Values{"url": {"https://courier.example/ferry"}}, "Accept", "application/json"); w.Code != 422 || !strings.Contains(w.Body.String(), `"do":"Open it yourself."`) {
		t.Errorf("a program gets %d %s", w.Code, w.Body)
	}
}
