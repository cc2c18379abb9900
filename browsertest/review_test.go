package browsertest

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// post sends a form and returns the path of the page that it leads to.
func post(t *testing.T, address string, form url.Values) string {
	t.Helper()
	res, err := http.PostForm(address, form)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s", address, res.Status)
	}
	return res.Request.URL.Path
}

// reviewed fills an archive with what people say of values, and returns the pages on
// which they say it: forms, a study that is judged and one that is to be settled,
// notes, grades, an alert.
func reviewed(t *testing.T, ctx context.Context, site string) []string {
	t.Helper()
	run(t, ctx, chromedp.Navigate(site+"/happenings"), chromedp.WaitReady(`.claim .verb`))
	happening := eval[string](t, ctx, `new URL(document.querySelector(".claim .verb").href).pathname`)
	run(t, ctx, chromedp.Navigate(site+"/sources"), chromedp.WaitReady("#go"))
	outlet := eval[string](t, ctx, `document.querySelector("#go").value`)
	run(t, ctx, chromedp.Navigate(site+"/stories"), chromedp.WaitReady(".sl .hl"), chromedp.Click(".sl .hl"), chromedp.WaitReady(".card"))
	story := eval[string](t, ctx, `location.pathname`)
	value := eval[string](t, ctx, `document.querySelector(".card").id`)
	version := strings.TrimPrefix(story, "/story/")
	send := func(path string, form url.Values) string { return post(t, site+path, form) }
	send("/note/"+version, url.Values{"id": {value}, "by": {"Ines"}, "text": {"To be asked."}, "tags": {"talks, dam"}})
	send("/note/"+version, url.Values{"by": {"Ines"}, "text": {"A story to keep."}})
	send("/review/"+version, url.Values{"id": {value}, "seen": {"99"}, "do": {"confirm"}, "by": {"Ines"}})
	send("/grades", url.Values{"kind": {"outlet"}, "what": {outlet}, "grade": {"B"}, "by": {"Ines"}, "why": {"Corrects itself."}, "back": {"/sources"}})
	open := send("/studies", url.Values{"title": {"Open"}, "coders": {"ines, bo"}, "sample": {"3"}, "seed": {"1"}, "by": {"Ann"}, "blank": {"1"}})
	done := send("/studies", url.Values{"title": {"Done"}, "coders": {"ines, bo"}, "sample": {"1"}, "seed": {"2"}, "by": {"Ann"}})
	send(open+"/mark", url.Values{"n": {"1"}, "by": {"ines"}, "right": {"unsure"}, "why": {"to be read again"}})
	for who, right := range map[string]string{"ines": "yes", "bo": "no"} {
		send(done+"/mark", url.Values{"n": {"1"}, "by": {who}, "right": {right}, "why": {"read it"}})
	}
	alert := send("/alerts", url.Values{"search": {"act:deny"}, "reason": {"new"}, "hook": {"https://hooks.example.org/x"}, "pace": {"daily"}})
	return []string{"/queue", "/queue?q=zzzz", "/studies", open, open + "?as=ines", done, done + "?as=Ann", "/sources", happening, "/capture?url=https://courier.example/1&title=Talks&text=Talks+went+on.",
		story, story + "?show=" + value, story + "?show=" + value + "&review=1", story + "?add=event", story + "?add=statement", "/search?q=tag:talks", "/alerts", "/alerts/new?q=act:deny", alert}
}

// TestReviewPagesAreAccessible holds that axe-core finds nothing on the pages on which
// people say something, wide and narrow, light and dark, and that nothing is wider than
// the window.
func TestReviewPagesAreAccessible(t *testing.T) {
	axe := axeScript(t)
	site := serve(t, true)
	ctx := open(t)
	for _, path := range reviewed(t, ctx, site) {
		run(t, ctx, look(1400, 900, false), chromedp.Navigate(site+path), chromedp.WaitReady("main"))
		if eval[bool](t, ctx, `document.body.matches(".p-problem")`) {
			t.Errorf("%s is no page: %s", path, text(t, ctx, "main"))
		}
		sound(t, ctx, path, axe)
	}
	run(t, ctx, chromedp.Navigate(site+"/capture?url=http://127.0.0.1:1/x"), chromedp.WaitReady("#cu"), chromedp.Submit("#cu"), chromedp.WaitReady(".note[role=alert]"))
	sound(t, ctx, "what is not taken in", axe)
}

// sound looks at the page that is open, wide and narrow, light and dark.
func sound(t *testing.T, ctx context.Context, name, axe string) {
	t.Helper()
	for _, l := range []struct {
		name  string
		width int64
		dark  bool
	}{{"light", 1400, false}, {"dark", 1400, true}, {"narrow and dark", 390, true}, {"narrow", 390, false}} {
		run(t, ctx, look(l.width, 900, l.dark))
		for _, finding := range findings(t, ctx, axe) {
			t.Errorf("%s, %s: %s", name, l.name, finding)
		}
		if wide := eval[int](t, ctx, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
			t.Errorf("%s, %s: %d pixels wider than the window", name, l.name, wide)
		}
	}
}

// TestReviewingTakesNoMouse confirms a value of the queue by keys, opens another, and
// judges a value of a study from field to field.
func TestReviewingTakesNoMouse(t *testing.T) {
	site := serve(t, true)
	ctx := open(t)
	study := post(t, site+"/studies", url.Values{"title": {"Keys"}, "coders": {"ines, bo"}, "sample": {"1"}, "seed": {"1"}, "by": {"Ann"}})
	run(t, ctx, chromedp.Navigate(site+"/queue"), chromedp.WaitReady(".queue > li"))
	first := text(t, ctx, ".queue > li .sentence")
	eval[int](t, ctx, `document.querySelector(".queue > li [name=by]").value = "Ines", 1`)
	run(t, ctx, chromedp.KeyEvent("j"), chromedp.KeyEvent("k"), chromedp.KeyEvent("c"), chromedp.WaitReady("form.acts, .empty, table.said, main"))
	stays := `[...document.querySelectorAll(".queue > li .sentence")].map(e => e.innerText)`
	run(t, ctx, chromedp.Navigate(site+"/queue"), chromedp.WaitReady(".queue > li"))
	if now := eval[[]string](t, ctx, stays); len(now) > 0 && now[0] == first {
		t.Errorf("a value that keys confirmed waits still: %q", first)
	}
	run(t, ctx, chromedp.KeyEvent("j"), chromedp.KeyEvent("e"), chromedp.WaitReady("form.review"))

	run(t, ctx, chromedp.Navigate(site+study+"?as=ines"), chromedp.WaitReady("#right"))
	run(t, ctx, chromedp.Focus("#right"))
	for range 40 {
		if eval[bool](t, ctx, `document.activeElement.tagName === "BUTTON" && document.activeElement.closest("form.review") !== null`) {
			break
		}
		run(t, ctx, chromedp.KeyEvent(kb.Tab))
	}
	run(t, ctx, chromedp.KeyEvent(kb.Enter), chromedp.WaitNotPresent("form.review")) // the page before has a note too
	if got := text(t, ctx, "main"); !strings.Contains(got, "You have judged all of it.") {
		t.Errorf("after a value was judged by keys: %q", got)
	}
}
