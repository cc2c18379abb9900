package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"net/mail"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/timeline"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// send sends JSON to the API and reads the answer.
func (b *bench) send(address, body string, status int, into any) {
	b.t.Helper()
	w := b.do(httptest.NewRequest("POST", "http://127.0.0.1:8090"+address, strings.NewReader(body)), "Content-Type", "application/json", "Accept", "application/json")
	if w.Code != status {
		b.t.Fatalf("POST %s %s: %d, want %d: %s", address, body, w.Code, status, w.Body)
	}
	if into != nil {
		if err := json.Unmarshal(w.Body.Bytes(), into); err != nil {
			b.t.Fatal(err)
		}
	}
}

// made returns a timeline by the API.
func (b *bench) made(id string) *ask.Made {
	b.t.Helper()
	m := new(ask.Made)
	if err := json.Unmarshal(b.get("/api/v1/timelines/"+id, "Accept", "application/json").Body.Bytes(), m); err != nil {
		b.t.Fatal(err)
	}
	return m
}

// TestATimelineIsMadeAndEdited makes a timeline by the API and does everything
// to it: its words stay, what somebody else overtook is refused, each step can
// be taken back, and what becomes of its stories is said.
func TestATimelineIsMadeAndEdited(t *testing.T) {
	b := newBench(t, store.WithJoiner(many.Joiner{}))
	first := b.addReport(t.Context(), "courier.example", "", 12, nil)
	b.addReport(t.Context(), "lamp.example", " More on this later.", 9, &thread.Notice{Kind: thread.Correction, Span: readout.Span{End: 10}})
	var made struct {
		ID   string
		Last int
	}
	b.send("/api/v1/timelines", `{"title":"The boats <b>","q":"type:CONSULT"}`, 201, &made)
	address := "/api/v1/timelines/" + made.ID
	m := b.made(made.ID)
	if len(m.Entries) != 1 || m.Title != "The boats <b>" || m.Entries[0].Lines != 2 || !strings.HasPrefix(m.Entries[0].Text, "Strand met the islanders") || len(m.Entries[0].Conflicts) == 0 {
		t.Fatalf("%+v", m.Entries)
	}
	do := func(status int, format string, args ...any) {
		t.Helper()
		b.send(address, fmt.Sprintf(format, args...), status, &made)
	}
	do(200, `{"do":"edit","entry":"n1","since":1,"title":"They meet","note":"<script>alert(1)</script>"}`)
	do(409, `{"do":"edit","entry":"n1","since":1,"title":"Another"}`)
	do(200, `{"do":"head","since":1,"title":"Boats","note":"Read this."}`) // another part: fine
	do(200, `{"do":"add","since":3,"from":"%s:0-26"}`, first.ID)
	do(400, `{"do":"add","since":4,"from":"%s:0-26"}`, first.ID) // there already
	do(200, `{"do":"move","entry":"n2","to":1,"since":4}`)
	do(200, `{"do":"drop","entry":"n1","since":5}`)
	m = b.made(made.ID)
	if len(m.Entries) != 1 || m.Entries[0].Text != "Minister denies ferry deal" || len(m.Dropped) != 1 || m.Dropped[0].Title != "They meet" || m.Title != "Boats" || len(m.Steps) != 6 {
		t.Fatalf("%+v", m)
	}
	do(200, `{"do":"undo","since":6}`)
	if m = b.made(made.ID); len(m.Entries) != 2 || m.Entries[0].Key != "n2" || m.Last != 7 {
		t.Fatalf("%+v", m.Timeline)
	}
	for _, wrong := range []string{`{"do":"edit","entry":"n77","since":7}`, `{"do":"fly","since":7}`, `{"do":"add","since":7,"from":"ev_0000"}`, `{"do":"add","since":7,"from":"nothing"}`,
		`{"do":"add","since":7,"from":"ve_0000:1-2"}`, `{"do":"move","entry":"n1","to":99,"since":7}`, `{"do":"head","since":7}`, `{"do":"edit","entry":"n1","since":7,"title":"` + strings.Repeat("x", 301) + `"}`,
		`{"do":"edit","entry":"n1","since":7,"from":"` + string(first.ID) + `:5-9999999"}`, `{"do":"drop","entry":"n1","since":-1}`} {
		w := b.do(httptest.NewRequest("POST", "http://127.0.0.1:8090"+address, strings.NewReader(wrong)), "Content-Type", "application/json", "Accept", "application/json")
		if w.Code < 400 || w.Code >= 500 || !strings.Contains(w.Body.String(), `"do":"`) {
			t.Errorf("%s: %d %s", wrong, w.Code, w.Body)
		}
	}
	if m = b.made(made.ID); m.Last != 7 {
		t.Errorf("what was wrong changed it: %+v", m.Steps)
	}
	for id, status := range map[string]int{"tl_none": 404, "st_1": 404, made.ID + "%27": 404} {
		if w := b.get("/api/v1/timelines/" + id); w.Code != status {
			t.Errorf("%s: %d", id, w.Code)
		}
	}
	if err := b.store.Update(t.Context(), func(tx *store.Tx) error { _, err := tx.ForgetStory(string(first.Story)); return err }); err != nil {
		t.Fatal(err)
	}
	m = b.made(made.ID)
	if len(m.Entries) != 2 || m.Entries[0].Text != "" || m.Entries[0].Warnings[0] != "its story was taken out of the archive" {
		t.Errorf("of a forgotten story: %+v", m.Entries[0])
	}
	if err := b.store.Update(t.Context(), func(tx *store.Tx) error { return tx.SetTimelineLabel(made.ID, people.Amber) }); err != nil {
		t.Fatal(err)
	}
	if m = b.made(made.ID); m.Label != "AMBER" || !strings.Contains(b.get("/timelines/"+made.ID+"/as/markdown").Body.String(), "TLP:AMBER") {
		t.Errorf("labelled AMBER, it says %q", m.Label)
	}
	b.send(address, `{"do":"delete","since":7}`, 200, nil)
	if w := b.get(address); w.Code != 410 {
		t.Errorf("a timeline that was taken out: %d", w.Code)
	}
	b.send("/api/v1/timelines", `{"title":"x","q":"zebra"}`, 400, nil)
}

// A postbox is a mail server in memory.
type postbox struct {
	err  error
	data string
}

func (p *postbox) Send(_ context.Context, to []*mail.Address, data []byte) error {
	if p.err == nil {
		p.data = fmt.Sprint(to) + string(data)
	}
	return p.err
}

// TestThePagesMakeATimeline does with forms what a person does: makes a
// timeline, edits it beside somebody else, prints, saves and mails it.
func TestThePagesMakeATimeline(t *testing.T) {
	b := newBench(t, store.WithJoiner(many.Joiner{}))
	b.addReport(t.Context(), "courier.example", "", 12, nil)
	b.addReport(t.Context(), "lamp.example", " More on this later.", 9, nil)
	box := new(postbox)
	b.Handler = New(Options{Service: &ask.Service{Store: b.store, Pipeline: "hand 1"}, Mail: box, MailFrom: &mail.Address{Address: "desk@example.org"}})
	send := func(address string, status int, fields ...string) *httptest.ResponseRecorder {
		t.Helper()
		form := url.Values{}
		for i := 0; i+1 < len(fields); i += 2 {
			form.Set(fields[i], fields[i+1])
		}
		w := b.post(address, form, "Accept", "text/html")
		if w.Code != status {
			t.Fatalf("%s %v: %d, want %d: %s", address, fields, w.Code, status, w.Body)
		}
		return w
	}
	send("/timelines", 400, "q", "zebra")
	send("/timelines", 400, "q", "type:CONSULT", "most", "0")
	send("/timelines", 400, "q", "type:CONSULT", "most", "many")
	page := send("/timelines", 303, "title", `Boats "<i>"`, "q", "type:CONSULT").Header().Get("Location")
	b.shows("/timelines", "1 timeline", page, "Boats &#34;&lt;i&gt;&#34;")
	b.shows(page, "Boats &#34;&lt;i&gt;&#34;", "Strand met the islanders", "2 independent lines", `name="since" value="1"`, "contradicted", "take another sentence", "1 step")
	send(page, 303, "do", "edit", "entry", "n1", "since", "1", "title", "They meet", "note", "<script>alert(1)</script>\r\nTwo lines")
	lost := send(page, 409, "do", "edit", "entry", "n1", "since", "1", "title", "Mine", "note", "My own words")
	if s := lost.Body.String(); !strings.Contains(s, "My own words") || !strings.Contains(s, "Somebody else changed") || !strings.Contains(s, "They meet") {
		t.Errorf("what somebody wrote is lost: %s", s)
	}
	if s := b.shows(page, "They meet", "&lt;script&gt;alert(1)&lt;/script&gt;"); strings.Contains(s, "<script>alert") {
		t.Error("a note's script")
	}
	other := regexp.MustCompile(`<option value="(ve_[0-9a-f]+:\d+-\d+)">lamp.example`).FindStringSubmatch(b.shows(page))
	if other == nil {
		other = regexp.MustCompile(`<option value="(ve_[0-9a-f]+:\d+-\d+)">`).FindStringSubmatch(b.shows(page))
	}
	send(page, 303, "do", "edit", "entry", "n1", "since", "2", "title", "They meet", "note", "", "from", other[1])
	send(page, 303, "do", "drop", "entry", "n1", "since", "3")
	b.shows(page, "Every entry was dropped", "1 entry dropped", "Keep again")
	send(page, 303, "do", "undo", "since", "4")
	send(page, 400, "do", "delete", "since", "5")
	for _, at := range []string{"/print", "/as/page"} {
		w := b.get(page + at)
		if csp := w.Header().Get("Content-Security-Policy"); w.Code != 200 || strings.Contains(csp, "script-src") || strings.Contains(w.Body.String(), "/static/") || !strings.Contains(w.Body.String(), "They meet") {
			t.Errorf("%s: %d, %s\n%s", at, w.Code, csp, w.Body)
		}
	}
	for _, f := range timeline.Forms() {
		if w := b.get(page + "/as/" + f.Name); w.Code != 200 || !strings.Contains(w.Header().Get("Content-Disposition"), f.Ext) {
			t.Errorf("%s: %d %s", f.Name, w.Code, w.Header().Get("Content-Disposition"))
		}
	}
	if w := b.get(page+"/as/pdf", "Accept", "text/html"); w.Code != 404 {
		t.Errorf("a form that is none: %d", w.Code)
	}
	if to := send(page+"/mail", 303, "to", "a@example.org").Header().Get("Location"); !strings.Contains(to, "sent=a%40example.org") || !strings.Contains(box.data, "They meet") || !strings.Contains(box.data, "desk@example.org") {
		t.Errorf("the mail: %s, %s", to, box.data)
	}
	send(page+"/mail", 400, "to", "nobody")
	box.err = errors.New("the mail was not sent: sink answered 500")
	send(page+"/mail", 502, "to", "a@example.org")
	if w := b.post(page, url.Values{"do": {"undo"}, "since": {"5"}}, "Sec-Fetch-Site", "cross-site"); w.Code != 403 {
		t.Errorf("another site's form: %d", w.Code)
	}
	send(page, 303, "do", "delete", "sure", "1")
	if w := b.get(page, "Accept", "text/html"); w.Code != 410 {
		t.Errorf("a timeline that was taken out: %d", w.Code)
	}
}

// TestALongTimeline shows two thousand entries a part at a time.
func TestALongTimeline(t *testing.T) {
	b := newBench(t)
	ref := b.addStory(t.Context())
	body := timeline.Body{Title: "Long"}
	for i := range timeline.Most {
		body.Items = append(body.Items, timeline.Item{Story: string(ref.Story), Version: string(ref.ID), Sentence: [2]int{0, 26}, Day: timeline.DayRow(fmt.Sprintf("%d-01-02", 1000+i%900))})
	}
	data, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	var id string
	if err := b.store.Update(t.Context(), func(tx *store.Tx) (err error) {
		id, err = tx.AddTimeline(timeline.DoMake, data)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	w := b.get("/timelines/"+id+"?from=1950", "Accept", "text/html")
	if w.Code != 200 || !strings.Contains(w.Body.String(), `id="n2000"`) || strings.Contains(w.Body.String(), `id="n1900"`) {
		t.Errorf("%d, %d bytes", w.Code, w.Body.Len())
	}
	w = b.get("/timelines/" + id + "/as/mail")
	if n := strings.Count(w.Body.String(), "Minister denies ferry deal"); n != 2*timeline.Most {
		t.Errorf("%d entries in the mail", n)
	}
	b.send("/api/v1/timelines/"+id, `{"do":"add","since":1,"from":"`+string(ref.ID)+`:0-8"}`, 400, nil)
	for from, status := range map[string]int{"-1": 400, "99999999999999999999": 400, "x": 400, "1999": 200, "999999": 200} {
		if w := b.get("/timelines/"+id+"?from="+from, "Accept", "text/html"); w.Code != status {
			t.Errorf("from=%s: %d, want %d", from, w.Code, status)
		}
	}
}
