package browsertest

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// stopLink is where a mail of an alert says that it can be stopped.
var stopLink = regexp.MustCompile(`/alerts/[\w-]+/stop\?token=[\w-]+`)

// TestWhoeverHasAMailStopsItsAlert has a mail of an alert sent, opens the address that
// it names, and stops the alert; axe-core finds nothing on the page before and after.
func TestWhoeverHasAMailStopsItsAlert(t *testing.T) {
	axe := axeScript(t)
	address, mails := sink(t)
	site := serveOf(t, []string{"../examples/talks.jsonl"}, "--smtp", "smtp://"+address, "--sender", "Desk <desk@example.org>")
	ctx := open(t)
	page := post(t, site+"/alerts", url.Values{"search": {"act:deny"}, "reason": {"new"}, "mail": {"bo@example.org"}, "pace": {"daily"}})
	post(t, site+page, url.Values{"do": {"test"}})
	select {
	case mail := <-mails:
		stop := stopLink.FindString(parts(t, mail)["text/plain"])
		if stop == "" {
			t.Fatalf("the mail does not say how to stop it: %s", mail)
		}
		run(t, ctx, chromedp.Navigate(site+stop), chromedp.WaitReady(`button.main`))
		sound(t, ctx, "whether to stop an alert", axe)
		run(t, ctx, chromedp.Click(`button.main`), chromedp.WaitNotPresent(`button.main`))
		if got := text(t, ctx, "main"); !strings.Contains(got, "The alert is stopped") {
			t.Errorf("after stopping the page says %q", got)
		}
		sound(t, ctx, "a stopped alert", axe)
	case <-time.After(time.Minute):
		t.Fatal("no mail came")
	}
}
