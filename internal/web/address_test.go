package web

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/ask"
)

// TestUnknownNamesOfAnAddressAreErrors asks pages, files and the API for what they
// have no name for: none leaves it out in silence.
func TestUnknownNamesOfAnAddressAreErrors(t *testing.T) {
	b := newBench(t)
	st := "/story/" + string(b.addStory(t.Context()).Story)
	actor := regexp.MustCompile(`/actor/ac_\w+`).FindString(b.get("/actors").Body.String())
	for address, want := range map[string]string{
		"/events?code=112": `"code" here; want one of type status country`, "/stories?outlet=banana": `"outlet" here; want one of cursor`, "/stories.csv?outlet=banana": "want one of cursor",
		"/happenings?cursor=x": "want one of q sort skip", "/happenings?srot=newest": "perhaps sort", "/happenings?skip=x": "skip=x: want a whole number", "/positions?skip=-1": "want a whole number",
		actor + "?tab=said": "want one of part", actor + "?part=banana": "no part", "/?abuot=x": "perhaps about", "/health?x=1": "nor any other name", "/keys?x=1": "nor any other name",
		st + "?version=2": "want one of v show", st + "/versions?v=2": "want one of from to columns", st + "/timeline?n=1": "want one of v", "/search?query=x": `"query" here`,
		"/search?q=a&q=b": "q stands there 2 times", "/stories?cursor=garbage": "none of ours", "/events.json?cursor=garbage": "none of ours", "/actors?cursor=garbage": "none of ours",
		"/desk?abuot=x": "perhaps about", "/alerts?x=1": "nor any other name", "/queue?skip=x": "whole number", "/complete?x=1": "want one of q", "/timelines?x=1": "want one of q cursor",
		"/api/v1/stories?outlet=banana": "want one of cursor limit", "/api/v1/events?code=112": "want one of", "/api/v1/events?countri=NOR": "perhaps country", "/api/v1/search?q=a&q=b": "stands there twice", "/api/v1/health?x=1": "nor any other name",
	} {
		w := b.get(address)
		if to := w.Header().Get("Location"); to != "" {
			w = b.get(to)
		}
		if page := strings.ReplaceAll(unescaped(w.Body.String()), `\"`, `"`); w.Code != http.StatusBadRequest || !strings.Contains(page, want) {
			t.Errorf("%s gives %d without %q: %s", address, w.Code, want, page)
		}
	}
	for _, address := range []string{"/stories?utm_source=mail&fbclid=1", "/events?type=CONSULT&gclid=x", st + "?v=1&utm_campaign=a", "/api/v1/stories?utm_source=x&limit=2"} {
		if w := b.get(address); w.Code != http.StatusOK {
			t.Errorf("%s gives %d: %s", address, w.Code, w.Body)
		}
	}
}

// TestEveryAddressIsOfARoute holds that the table of names has no page that is none.
func TestEveryAddressIsOfARoute(t *testing.T) {
	s := newSite(Options{Service: &ask.Service{Store: newBench(t).store}})
	known := []string{"/login", "/audit"} // the gate's
	for _, pattern := range s.routed {
		_, path, _ := strings.Cut(pattern, " ")
		known = append(known, path)
	}
	for path := range addresses {
		if !slices.Contains(known, path) {
			t.Errorf("%s is no page", path)
		}
	}
}

// TestNoLinkIsToAnError follows the links of pages, of those that say what is wrong
// too: none leads to an address that says it anew.
func TestNoLinkIsToAnError(t *testing.T) {
	b := newBench(t)
	st := "/story/" + string(b.addStory(t.Context()).Story)
	b.addPairs(t.Context(), 6)
	hrefs, seen := regexp.MustCompile(`(?:href|action)="(/[^"]*)`), make(map[string]bool)
	from := []string{"/", "/?about=ferry", "/stories", "/search?q=ferry", "/search?q=act:deny&more=outlet", "/actors", "/events", "/events?pairs=graph&by=published", "/happenings", "/conflicts", "/positions?on=the+ferry", "/alerts/new?q=ferry",
		"/queue", st, st + "?view=record", st + "/versions", st + "/timeline", "/actors?kind=banana", "/actors?name=x&cursor=garbage", "/search?q=kind:banana", "/events?type=banana", "/events?country=banana&scale=day", "/happenings?q=kind:banana",
		"/happenings?q=act:deny", "/conflicts?q=kind:banana", "/positions?at=x", "/events?code=1", "/alerts/new?q=kind:banana", "/?about=kind:banana", "/queue?q=kind:banana"}
	for len(from) > 0 && len(seen) < 400 {
		page := b.get(from[0])
		bad := page.Code == http.StatusBadRequest
		for _, m := range hrefs.FindAllStringSubmatch(page.Body.String(), -1) {
			to, _, _ := strings.Cut(html.UnescapeString(m[1]), "#")
			if seen[to] || strings.HasPrefix(to, "/static/") {
				continue
			}
			seen[to] = true
			if w := b.get(to); w.Code == http.StatusBadRequest {
				t.Errorf("%s (%d) leads to %s, which is %d: %s", from[0], page.Code, to, w.Code, textOf(w.Body.String()))
			}
			if u, err := url.Parse(to); !bad && err == nil && u.RawQuery != "" && len(from) < 60 {
				from = append(from, to)
			}
		}
		from = from[1:]
	}
}

// textOf returns the first words of a page's main part.
func textOf(page string) string {
	_, page, _ = strings.Cut(page, "<main")
	page = regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, " ")
	return page[:min(len(page), 300)]
}
