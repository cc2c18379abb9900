package web

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/alert"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// sendForm sends a form in the name of an account, from the server's own page.
func (n *newsroom) sendForm(name, address string, values url.Values) *httptest.ResponseRecorder {
	return n.as(name, "POST", address, values.Encode(), "Content-Type", "application/x-www-form-urlencoded")
}

// TestAnAlertIsMadeSeenTestedAndStopped walks the pages of alerts as a reader.
func TestAnAlertIsMadeSeenTestedAndStopped(t *testing.T) {
	n := newNewsroom(t, nil)
	wrong := n.sendForm("greta", "/alerts", url.Values{"search": {"ferry"}, "reason": {"new"}, "pace": {"daily"}, "zone": {"Mars/Olympus"}})
	if wrong.Code != 400 || !strings.Contains(wrong.Body.String(), "is no time zone") || !strings.Contains(wrong.Body.String(), "Mars/Olympus") {
		t.Errorf("a wrong zone gives %d", wrong.Code)
	}
	made := n.sendForm("greta", "/alerts", url.Values{"search": {"ferry"}, "reason": {"new", "changed"}, "hook": {"https://hooks.example.org/x"}, "pace": {"now"}, "old": {"yes"}})
	page, _, _ := strings.Cut(made.Header().Get("Location"), "?")
	if made.Code != 303 || !strings.HasPrefix(page, "/alerts/al_") {
		t.Fatalf("making one gives %d, %s: %s", made.Code, page, short(made.Body.String(), 500))
	}
	story := n.addStory(t.Context())
	body := n.as("greta", "GET", page, "").Body.String()
	for _, want := range []string{"whsec_", "a story that fits", string(story.Story), "feed.atom?token="} {
		if !strings.Contains(body, want) {
			t.Errorf("the page of the alert does not have %q", want)
		}
	}
	if w := n.as("ed", "GET", page, ""); w.Code != 404 {
		t.Errorf("somebody else sees it: %d", w.Code)
	}
	if w := n.sendForm("ed", page, url.Values{"do": {"drop"}}); w.Code != 404 {
		t.Errorf("somebody else takes it away: %d", w.Code)
	}
	if !strings.Contains(n.as("greta", "GET", "/alerts", "").Body.String(), page) {
		t.Error("it is not among her alerts")
	}
	for _, do := range []string{"test", "pause", "resume", "renew"} {
		if w := n.sendForm("greta", page, url.Values{"do": {do}}); w.Code != 303 {
			t.Errorf("%s gives %d: %s", do, w.Code, short(w.Body.String(), 300))
		}
	}
	if !strings.Contains(n.as("greta", "GET", page, "").Body.String(), "This is a test") {
		t.Error("the test is not among what it told")
	}
	if w := n.sendForm("greta", page, url.Values{"do": {"drop"}}); w.Code != 303 || w.Header().Get("Location") != "/alerts" {
		t.Errorf("taking it away gives %d", w.Code)
	}
}

// TestAFeedOfAnAlertShowsWhatItsOwnerSees asks for feeds by their tokens, in
// nobody's name, and stops an alert by the link of a mail.
func TestAFeedOfAnAlertShowsWhatItsOwnerSees(t *testing.T) {
	n := newNewsroom(t, nil)
	story := n.addStory(t.Context())
	for name, sees := range map[string]bool{"rita": false, "eve": true} {
		uid, err := n.store.AlertOwner(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		a := &store.Alert{UID: uid, Query: "ferry", Reasons: []alert.Reason{alert.New}}
		if err := n.store.Update(t.Context(), func(tx *store.Tx) error {
			if err := tx.PutAlert(a); err != nil {
				return err
			}
			if err := tx.TestAlert(a); err != nil {
				return err
			}
			_, err := tx.SetLabel(string(story.Story), people.Amber)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if err := n.store.Update(t.Context(), func(tx *store.Tx) error { return tx.TellOf(a, story, alert.New) }); err != nil {
			t.Fatal(err)
		}
		feed := n.as("", "GET", "/alerts/"+a.ID+"/feed.atom?token="+a.Key.FeedToken(), "")
		if feed.Code != 200 || !strings.Contains(feed.Body.String(), "This is a test") || strings.Contains(feed.Body.String(), string(story.Story)) != sees {
			t.Errorf("the feed of %s gives %d, and shows the story: %v, want %v: %s", name, feed.Code, !sees, sees, feed.Body)
		}
		for _, token := range []string{"", "x", a.Key.StopToken()} {
			if w := n.as("", "GET", "/alerts/"+a.ID+"/feed.atom?token="+token, ""); w.Code != 404 {
				t.Errorf("the token %q gives %d", token, w.Code)
			}
		}
		stop := "/alerts/" + a.ID + "/stop"
		if w := n.as("", "GET", stop+"?token="+a.Key.StopToken(), ""); w.Code != 200 || !strings.Contains(w.Body.String(), "Stop this alert?") {
			t.Errorf("the link of a mail gives %d", w.Code)
		}
		if got, _ := n.store.Alert(t.Context(), a.ID); !got.PausedAt.IsZero() {
			t.Error("looking at the page stopped it")
		}
		if w := n.as("", "POST", stop+"?token="+a.Key.StopToken(), "List-Unsubscribe=One-Click", "Content-Type", "application/x-www-form-urlencoded"); w.Code != 200 {
			t.Errorf("stopping it gives %d", w.Code)
		}
		if got, _ := n.store.Alert(t.Context(), a.ID); got.PausedAt.IsZero() {
			t.Error("it is not stopped")
		}
	}
}
