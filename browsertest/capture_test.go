package browsertest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// strict is what the most careful sites tell browsers: nothing may run, be fetched,
// sent or framed.
const strict = "default-src 'none'; style-src 'unsafe-inline'; require-trusted-types-for 'script'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// outlet serves the story on a page that lets nothing run.
func outlet(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", strict)
		w.Header().Set("Cross-Origin-Opener-Policy", "same-origin")
		fmt.Fprint(w, story)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/kesh.html"
}

// pressed presses the bookmark of the server on the page that is open, and returns the
// page that it opens.
func pressed(t *testing.T, ctx context.Context, bookmark, site string) context.Context {
	t.Helper()
	opened := chromedp.WaitNewTarget(ctx, func(i *target.Info) bool { return strings.HasPrefix(i.URL, site+"/capture") })
	run(t, ctx, chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		// The browser says that the navigation was given up: the page stays, as with a bookmark.
		_, _ = cdp.Call(ctx, tab, page.Navigate, page.NavigateParams{URL: bookmark})
		return nil
	}))
	select {
	case id := <-opened:
		tab, cancel := chromedp.NewContext(ctx, chromedp.WithTargetID(id))
		t.Cleanup(cancel)
		return tab
	case <-ctx.Done():
		t.Fatal("the bookmark opens no page")
		return nil
	}
}

// TestABookmarkBringsAPage presses the bookmark on a page that lets nothing run, in
// whole and with words marked: either is a story of the archive.
func TestABookmarkBringsAPage(t *testing.T) {
	address := outlet(t)
	site := serve(t, false)
	ctx := open(t)
	run(t, ctx, chromedp.Navigate(site+"/capture"), chromedp.WaitReady(`section a.button`))
	bookmark := eval[string](t, ctx, `document.querySelector("section a.button").href`)
	for _, marked := range []bool{false, true} {
		run(t, ctx, chromedp.Navigate(address), chromedp.WaitReady("article"))
		want := "Residents of the border town of Oram"
		if marked {
			eval[int](t, ctx, `getSelection().selectAllChildren(document.querySelectorAll("article p")[1]), 1`)
			want = "holding an exercise"
		}
		tab := pressed(t, ctx, bookmark, site)
		run(t, tab, chromedp.WaitReady(`#cw`))
		given := eval[[]string](t, tab, `[document.querySelector("#cu").value, document.querySelector("#ct").value, document.querySelector("#cw").value, location.hash]`)
		if given[0] != address || given[1] != "Kesh accuses Tarvia of moving troops" || !strings.Contains(given[2], want) || marked && strings.Contains(given[2], "Residents") || given[3] != "" {
			t.Errorf("marked %v: %q", marked, given)
		}
		run(t, tab, chromedp.Submit(`#cu`), chromedp.WaitReady(`.card`))
		if got, at := text(t, tab, "main"), eval[string](t, tab, `location.pathname`); !strings.Contains(got, want) || !strings.HasPrefix(at, "/story/st_") {
			t.Errorf("marked %v: %s shows %q", marked, at, got)
		}
	}
	run(t, ctx, chromedp.Navigate(site+"/stories"), chromedp.WaitReady(".sl"))
	if got := text(t, ctx, "main"); !strings.Contains(got, "Kesh accuses Tarvia") {
		t.Errorf("the archive has %q", got)
	}
}

// TestAPhoneSharesAPage opens what a phone opens that shares a page, as the manifest
// says it: an address among words, and words alone, are stories of the archive; an
// address that can't be fetched says so, with what to do.
func TestAPhoneSharesAPage(t *testing.T) {
	address := outlet(t)
	config := filepath.Join(t.TempDir(), "readout.toml")
	if err := os.WriteFile(config, fmt.Appendf(nil, "allow_hosts = [%q]\n", strings.TrimPrefix(strings.TrimSuffix(address, "/kesh.html"), "http://")), 0o600); err != nil {
		t.Fatal(err)
	}
	site := serveOf(t, nil, "--config", config)
	ctx := open(t)
	run(t, ctx, look(390, 844, false), chromedp.Navigate(site), chromedp.WaitReady("main"))
	share := manifest(t, ctx)
	if share["method"] != "GET" {
		t.Fatalf("the manifest says %v", share)
	}
	for _, test := range []struct{ text, ends, at, want string }{
		{"Kesh accuses Tarvia of moving troops " + address, ".card", "/story/st_", "Residents of the border town of Oram"},
		{"The harbour of Holm was shut on Monday, its master Eva Strand said. Dockers had walked out over pay on the night before.", ".card", "/story/st_", "Dockers had walked out"},
		{"Kesh accuses Tarvia of moving troops http://127.0.0.1:1/kesh.html", ".note[role=alert]", "/capture", "Open it in your browser"},
	} {
		run(t, ctx, chromedp.Navigate(site+share["action"]+"?"+url.Values{share["title"]: {"Kesh"}, share["text"]: {test.text}}.Encode()), chromedp.WaitReady(`#cu`))
		run(t, ctx, chromedp.Submit(`#cu`), chromedp.WaitReady(test.ends))
		if got, at := text(t, ctx, "main"), eval[string](t, ctx, `location.pathname`); !strings.Contains(got, test.want) || !strings.HasPrefix(at, test.at) {
			t.Errorf("%q: %s shows %q", test.text, at, got)
		}
	}
}

// manifest returns what the server's manifest says of sharing.
func manifest(t *testing.T, ctx context.Context) map[string]string {
	t.Helper()
	share, err := chromedp.Run(ctx, chromedp.Evaluate[map[string]string](`fetch(document.querySelector("link[rel=manifest]").href).then(r => r.json()).then(m => ({action: m.share_target.action, method: m.share_target.method, ...m.share_target.params}))`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return share
}
