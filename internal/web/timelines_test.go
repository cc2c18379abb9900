package web

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/many"
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
	b.send(address, `{"do":"delete","since":7}`, 200, nil)
	if w := b.get(address); w.Code != 410 {
		t.Errorf("a timeline that was taken out: %d", w.Code)
	}
	b.send("/api/v1/timelines", `{"title":"x","q":"zebra"}`, 400, nil)
}
