package browsertest

import (
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
	run(t, ctx, chromedp.KeyEvent(kb.Enter), chromedp.WaitReady(".note"))
	if got := text(t, ctx, "main"); !strings.Contains(got, "You have judged all of it.") {
		t.Errorf("after a value was judged by keys: %q", got)
	}
}
