package web

import (
	"encoding/json"
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// TestTheFormMakesAQuery sends the form as a browser without scripts does, and
// opens what it leads to: the form has the same values again.
func TestTheFormMakesAQuery(t *testing.T) {
	b := newBench(t)
	b.addStory(t.Context())
	form := url.Values{"pick": {"1"}, "words": {`speaker:"Eva Strand" deal`}, "act": {"deny"}, "kind": {""}, "type": {""}, "country": {"NOR"}, "after": {"2024-03-01"}, "before": {""}, "date": {"2024-03..2024-04"}, "sort": {"newest"}}
	w := b.get("/search?" + form.Encode())
	to := w.Header().Get("Location")
	if w.Code != http.StatusSeeOther || to != address("/search", url.Values{"q": {`speaker:"Eva Strand" deal act:deny country:NOR after:2024-03-01 date:2024-03..2024-04`}, "sort": {"newest"}}) {
		t.Fatalf("the form leads to %d %q", w.Code, to)
	}
	page := html.UnescapeString(b.shows(to))
	for _, want := range []string{`name="words" value="speaker:"Eva Strand" deal"`, `<option value="deny" selected>denied`, `<option value="NOR" selected>Norway (NOR)`, `name="after" value="2024-03-01"`, `name="date" value="2024-03..2024-04"`,
		`<option value="newest" selected>`, "1 story", "was signed, a senior official told"} {
		if !strings.Contains(page, want) {
			t.Errorf("%s has no %s", to, want)
		}
	}
	if w := b.get("/search?pick=1&words="); w.Header().Get("Location") != "/search" {
		t.Errorf("an empty form leads to %q", w.Header().Get("Location"))
	}
	if page := html.UnescapeString(b.get("/search?q=kind:banana").Body.String()); !strings.Contains(page, `<option value="banana" selected>`) || !strings.Contains(page, "there is no such value") {
		t.Error("a value that is none is not shown with its error")
	}
}

// TestHalfAQueryIsCompleted asks what is written may become.
func TestHalfAQueryIsCompleted(t *testing.T) {
	b := newBench(t)
	b.addStory(t.Context())
	b.private = true
	b.addReport(t.Context(), "lamp.example", " More on this later.", 9, nil)
	complete := func(q string) []string {
		var got struct {
			Items []struct{ Value, About string }
		}
		w := b.get("/complete?" + url.Values{"q": {q}}.Encode())
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "application/json") {
			t.Fatalf("%q: %d %v %s", q, w.Code, err, w.Body)
		}
		var values []string
		for _, it := range got.Items {
			values = append(values, it.Value)
		}
		return values
	}
	for q, want := range map[string]string{"ferry sp": "ferry speaker:", "act:de": "act:deny", "act:deny,dou": "act:deny,doubt", "type:con": "type:CONSULT", "country:norw": "country:NOR", "country:no": "country:NOR",
		"outlet:cour": "outlet:courier.example", "actor:island": "actor:islanders", `boat speaker:"eva str`: `boat speaker:"Eva Strand"`, "by:strand": `by:"Eva Strand"`, "kind:": "kind:named"} {
		if got := complete(q); !slices.Contains(got, want) {
			t.Errorf("%q may become %v, want %q too", q, got, want)
		}
	}
	for _, q := range []string{"", "ferry ", "zzz", "act:zzz", "date:20", `speaker:"`, strings.Repeat("x", 2000) + " sp"} {
		if got := complete(q); len(got) != 0 {
			t.Errorf("%.30q may become %v", q, got)
		}
	}
}

// TestPrivatePersonsAreNotSuggested holds that the box names nobody who has no page.
func TestPrivatePersonsAreNotSuggested(t *testing.T) {
	b := newBench(t)
	b.private = true
	b.addReport(t.Context(), "lamp.example", " More on this later.", 9, nil)
	if w := b.get("/complete?q=speaker:str"); strings.Contains(w.Body.String(), "Strand") {
		t.Error(w.Body)
	}
}
