package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// pages are the addresses that every look is taken of.
var pages = []string{"/", "/sample/wire", "/sample/wire?layers=wt", "/sample/wire?view=record", "/sample/versions/versions?from=1&to=2", "/sample/speech/timeline",
	"/?about=talks", "/stories", "/changed", "/search", "/search?q=told:unnamed", "/happenings", "/conflicts", "/search?q=act:deny", "/search?q=talks", "/search?q=zzzz", "/search", "/storylines", "/positions", "/positions?on=opening+the+border", "/positions?on=the+deal%3B+the+talks", "/events?actor=ac_NOR", "/actors", "/actor/ac_NOR", "/actor/ac_NOR?part=did", "/events", "/events?scale=day&by=published", "/events?pairs=graph", "/sample/wire?show=a3", "/timelines", "/alerts", "/alerts/new?q=act:deny", "/health", "/keys", "/nothing"}

// axeScript returns the script of axe-core.
func axeScript(t *testing.T) string {
	t.Helper()
	file := os.Getenv("READOUT_AXE")
	if file == "" {
		t.Skip("READOUT_AXE does not name axe.min.js: npm pack axe-core brings it")
	}
	script, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(script)
}

// TestAccessible holds that axe-core finds nothing, in light, dark and narrow.
func TestAccessible(t *testing.T) {
	axe := axeScript(t)
	site := serve(t, true)
	ctx := open(t)
	made, err := http.PostForm(site+"/timelines", url.Values{"title": {"Talks"}})
	if err != nil {
		t.Fatal(err)
	}
	made.Body.Close()
	timeline := made.Request.URL.Path
	if made, err = http.PostForm(site+"/alerts", url.Values{"search": {"act:deny"}, "reason": {"new"}, "hook": {"https://hooks.example.org/x"}, "pace": {"daily"}}); err != nil {
		t.Fatal(err)
	}
	made.Body.Close()
	alert := made.Request.URL.Path
	run(t, ctx, chromedp.Navigate(site+"/happenings"), chromedp.WaitReady(`.claim .verb`))
	happening := eval[string](t, ctx, `new URL(document.querySelector(".claim .verb").href).pathname`)
	for _, l := range []struct {
		name  string
		width int64
		dark  bool
	}{{"light", 1280, false}, {"dark", 1280, true}, {"narrow", 360, false}} {
		for _, path := range append(pages[:len(pages):len(pages)], timeline, timeline+"/print", happening, alert) {
			run(t, ctx, look(l.width, 900, l.dark), chromedp.Navigate(site+path), chromedp.WaitReady("main"))
			for _, finding := range findings(t, ctx, axe) {
				t.Errorf("%s %s: %s", l.name, path, finding)
			}
			if wide := eval[int](t, ctx, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
				t.Errorf("%s %s: %d pixels wider than the window", l.name, path, wide)
			}
		}
	}
}

// TestAPhoneNeedsNoSidewaysMove opens each page at 390 pixels: the page is as wide as
// the window, what is wider is moved inside a part of it that shows so, and the header
// leaves room for what the page is about.
func TestAPhoneNeedsNoSidewaysMove(t *testing.T) {
	site := serve(t, true)
	ctx := open(t)
	for _, path := range append(pages[:len(pages):len(pages)], reviewed(t, ctx, site)...) {
		run(t, ctx, look(390, 844, false), chromedp.Navigate(site+path), chromedp.WaitReady("main"))
		if wide := eval[int](t, ctx, `document.scrollingElement.scrollWidth - innerWidth`); wide > 0 {
			t.Errorf("%s is %d pixels wider than the window", path, wide)
		}
		if high := eval[float64](t, ctx, `document.querySelector(".bar").getBoundingClientRect().height`); high > 110 {
			t.Errorf("%s: the header is %.0f pixels high", path, high)
		}
		if out := eval[string](t, ctx, `[...document.querySelectorAll("main table, main svg")].filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll, .chart, .wide, .axis, .tables")).map(e => e.outerHTML.slice(0, 80)).join()`); out != "" {
			t.Errorf("%s: cut at the window's edge: %s", path, out)
		}
	}
}

// TestANarrowWindowSaysThatAPictureGoesOn holds that each picture which is wider than
// the window says so, and none that is not.
func TestANarrowWindowSaysThatAPictureGoesOn(t *testing.T) {
	site := serve(t, true)
	ctx := open(t)
	run(t, ctx, chromedp.Navigate(site+"/happenings"), chromedp.WaitReady(`.claim .verb`))
	happening := eval[string](t, ctx, `new URL(document.querySelector(".claim .verb").href).pathname`)
	for _, path := range []string{"/events", "/events?pairs=graph", "/search?q=act:deny", happening} {
		for _, width := range []int64{390, 1400} {
			run(t, ctx, look(width, 900, false), chromedp.Navigate(site+path), chromedp.WaitReady("main"))
			if got := eval[string](t, ctx, `[...document.querySelectorAll(".chart")].filter(c => (c.scrollWidth > c.clientWidth + 1) != getComputedStyle(c, "::before").content.includes("sideways")).map(c => c.className).join()`); got != "" {
				t.Errorf("%s, %d pixels: %s goes on without a word, or says so and does not", path, width, got)
			}
		}
	}
}

// findings runs axe-core with the rules of WCAG 2.2 AA.
func findings(t *testing.T, ctx context.Context, axe string) []string {
	t.Helper()
	eval[int](t, ctx, axe+";1")
	raw, err := chromedp.Run(ctx, chromedp.Evaluate[string](`axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r => JSON.stringify(r.violations.map(v => [v.id, v.help, v.nodes.map(n => n.html).slice(0, 3).join(" | ")])))`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	var list [][]string
	if err := json.Unmarshal([]byte(raw), &list); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, v := range list {
		out = append(out, fmt.Sprint(v))
	}
	return out
}

// TestScreenshots takes the pictures that people look at. The README's are
// doc/story.png, doc/desk.png, doc/events.png and doc/map.png: READOUT_SHOTS=DIR writes
// them there as readme.png, readme-desk.png, readme-events.png and readme-map.png.
func TestScreenshots(t *testing.T) {
	dir := os.Getenv("READOUT_SHOTS")
	if dir == "" {
		t.Skip("READOUT_SHOTS does not name a folder")
	}
	site := serve(t, true)
	ctx := open(t)
	shot := func(name string, actions ...step) {
		run(t, ctx, actions...)
		png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o666); err != nil {
			t.Fatal(err)
		}
		if len(png) > 200_000 && strings.HasPrefix(name, "readme") {
			t.Errorf("the README's screenshot has %d bytes", len(png))
		}
	}
	for _, l := range []struct {
		name  string
		width int64
		dark  bool
	}{{"light", 1280, false}, {"dark", 1280, true}, {"narrow", 390, false}} {
		for name, path := range map[string]string{"desk": "/", "story": "/sample/wire", "who": "/sample/wire?layers=wt", "record": "/sample/wire?view=record", "versions": "/sample/versions/versions?from=1&to=2",
			"timeline": "/sample/speech/timeline", "search": "/search?q=talks", "actor": "/actor/ac_NOR", "events": "/events", "health": "/health"} {
			shot(l.name+"-"+name, look(l.width, 900, l.dark), chromedp.Navigate(site+path), chromedp.WaitReady("main"))
		}
	}
	shot("readme", look(1120, 700, false), chromedp.Navigate(site+"/sample/wire"), chromedp.WaitReady(".card"), chromedp.KeyEvent("jjjo"))
	shot("readme-events", look(1120, 760, false), chromedp.Navigate(site+"/events#who"), chromedp.WaitReady("main"))
	shot("readme-desk", look(1120, 720, false), chromedp.Navigate(site+"/"), chromedp.WaitReady("main"))
	shot("readme-map", look(1120, 860, false), chromedp.Navigate(site+"/events#where"), chromedp.WaitReady("main"))
	shot("print", look(1000, 1300, false), send(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}), chromedp.Navigate(site+"/sample/wire"), chromedp.WaitReady(".card"))
}
