package web

import (
	"fmt"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestValuesAreReviewedByTheAPI corrects a value, is told what somebody else
// said meanwhile, finds the corrected value, and takes it back.
func TestValuesAreReviewedByTheAPI(t *testing.T) {
	b := newBench(t)
	ref := b.addStory(t.Context())
	address := "/api/v1/reviews"
	said := func(do, value, more string) string {
		return fmt.Sprintf(`{"version":%q,"id":"a1","do":%q,"field":"status","value":%q,"by":"Ines","why":"the text says so"%s}`, ref.ID, do, value, more)
	}
	var made struct{ ID string }
	b.send(address, said("correct", "perhaps", ""), 400, nil)
	b.send(address, strings.Replace(said("correct", "denied", ""), `"the text says so"`, `""`, 1), 422, nil)
	b.send(address, strings.Replace(said("correct", "denied", ""), string(ref.ID), "ve_none", 1), 404, nil)
	b.send(address, said("correct", "hypothetical", ""), 201, &made)
	b.send(address, said("correct", "denied", `,"seen":0`), 409, nil)
	list := b.get(address+"?state=applies&id="+string(ref.Story), "Accept", "application/json").Body.String()
	for _, want := range []string{`"total":1`, `"by":"Ines"`, `"value":"hypothetical"`, `"machine":"asserted"`, `"local":"a1"`, made.ID} {
		if !strings.Contains(list, want) {
			t.Errorf("no %s in %s", want, list)
		}
	}
	if record := b.get("/api/v1/versions/"+string(ref.ID)+"/record", "Accept", "application/json").Body.String(); !strings.Contains(record, "hypothetical") {
		t.Errorf("the record has not what a person said: %.300s", record)
	}
	b.send(address+"/"+made.ID+"/undo", `{"by":"Jo","why":"it was said"}`, 200, nil)
	b.send(address+"/"+made.ID+"/undo", `{"by":"Jo","why":"it was said"}`, 404, nil)
	if list := b.get(address, "Accept", "application/json").Body.String(); !strings.Contains(list, "Jo: it was said") {
		t.Error(list)
	}
}

// TestAValueIsReviewedOnItsPage opens the form of an event, corrects its type, sees both values
// beside each other, confirms it in the queue, adds what is missing, and takes it back.
func TestAValueIsReviewedOnItsPage(t *testing.T) {
	b := newBench(t)
	ref := b.addStory(t.Context())
	page := b.get("/story/" + string(ref.Story) + "?show=e1&review=1").Body.String()
	for _, want := range []string{`action="/review/` + string(ref.ID) + `"`, `name="f.type"`, `<option value="CONSULT" selected>`, `name="by"`} {
		if !strings.Contains(page, want) {
			t.Fatalf("the form lacks %q:\n%s", want, page)
		}
	}
	seen := regexp.MustCompile(`name="seen" value="(\d+)"`).FindStringSubmatch(page)[1]
	say := func(more ...string) *httptest.ResponseRecorder {
		form := url.Values{"id": {"e1"}, "seen": {seen}, "by": {"Ines"}, "why": {"the text says so"}, "back": {"/queue"}}
		for i := 0; i < len(more); i += 2 {
			form.Set(more[i], more[i+1])
		}
		return b.post("/review/"+string(ref.ID), form)
	}
	queue := b.get("/queue").Body.String()
	if !strings.Contains(queue, "<mark>met</mark> <mark>the islanders</mark>") || !strings.Contains(queue, `data-key="c"`) {
		t.Errorf("the queue: %s", queue)
	}
	if w := say("do", "correct", "f.type", "CONSULT", "f.status", "asserted"); w.Code != 400 {
		t.Errorf("a correction of nothing gives %d", w.Code)
	}
	if w := say("do", "correct", "f.type", "AID", "f.status", "asserted"); w.Code != 303 || w.Header().Get("Location") != "/queue" {
		t.Fatalf("correcting gives %d: %s", w.Code, w.Body)
	}
	if w := say("do", "correct", "f.type", "ASSAULT"); w.Code != 409 {
		t.Errorf("a correction of what somebody has corrected since gives %d: %s", w.Code, w.Body)
	}
	page = b.get("/story/" + string(ref.Story) + "?show=e1").Body.String()
	for _, want := range []string{`<td dir="auto">CONSULT</td><td dir="auto">AID</td>`, "the text says so", "Ines", `action="/unreview/rv_`} {
		if !strings.Contains(page, want) {
			t.Errorf("side by side lacks %q:\n%s", want, page)
		}
	}
	if queue := b.get("/queue").Body.String(); strings.Contains(queue, "show=e1&") {
		t.Error("what was reviewed is still in the queue")
	}
	add := b.get("/story/" + string(ref.Story) + "?add=event").Body.String()
	if !strings.Contains(add, `name="f.trigger"`) {
		t.Errorf("no form for an event: %s", add)
	}
	if w := say("id", "", "layer", "event", "do", "add", "f.trigger", "withdrew", "f.type", "REDUCE"); w.Code != 303 && w.Code != 400 {
		t.Errorf("adding gives %d: %s", w.Code, w.Body)
	}
	id := regexp.MustCompile(`/unreview/(rv_\w+)`).FindStringSubmatch(page)[1]
	if w := b.post("/unreview/"+id, url.Values{"by": {"Ines"}}); w.Code != 303 {
		t.Errorf("taking it back gives %d: %s", w.Code, w.Body)
	}
	if page := b.get("/story/" + string(ref.Story) + "?show=e1").Body.String(); strings.Contains(page, `<td dir="auto">AID</td>`) {
		t.Error("what was taken back still stands")
	}
}

// TestTheQueueLooksAtTheNewest has more stories than the queue looks at: it says so, and has
// nothing of those that came in before.
func TestTheQueueLooksAtTheNewest(t *testing.T) {
	defer func(n int) { queueStories = n }(queueStories)
	queueStories = 2
	b := newBench(t)
	for i, outlet := range []string{"first.example", "second.example", "third.example"} {
		v := version("https://"+outlet+"/1", fmt.Sprint(storyText, " Report ", i, "."))
		v.Outlet = outlet
		b.add(t.Context(), outlet, outlet, recordOf(v))
	}
	for address, says := range map[string]string{"/queue": "in the 2 stories that came in last", "/queue?q=act:deny": "in the 2 stories that fit and came in last"} {
		var page string
		for range 100 { // it is looked for behind the page
			if page = b.shows(address); strings.Contains(page, says) {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		if !strings.Contains(page, says) || !strings.Contains(page, "third.example") || strings.Contains(page, "first.example") {
			t.Errorf("%s: %s", address, page)
		}
	}
}
