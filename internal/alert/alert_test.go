package alert

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
	"testing"
	"time"
)

// TestDue says when something goes out: digests and quiet hours are of the
// alert's own time zone, also over a change of its clocks.
func TestDue(t *testing.T) {
	lisbon := Plan{Zone: "Europe/Lisbon"}
	with := func(change func(*Plan)) *Plan {
		p := lisbon
		change(&p)
		if err := p.Check(); err != nil {
			t.Fatal(err)
		}
		return &p
	}
	tests := []struct {
		name      string
		plan      *Plan
		now, want string
	}{
		{"at once", with(func(*Plan) {}), "2026-07-01T12:34:56Z", "2026-07-01T12:34:56Z"},
		{"hourly", with(func(p *Plan) { p.Pace = Hourly }), "2026-07-01T12:34:56Z", "2026-07-01T13:00:00Z"},
		{"hourly, on the hour", with(func(p *Plan) { p.Pace = Hourly }), "2026-07-01T12:00:00Z", "2026-07-01T13:00:00Z"},
		{"daily, later today", with(func(p *Plan) { p.Pace = Daily; p.At = "18:30" }), "2026-07-01T12:34:56Z", "2026-07-01T17:30:00Z"},
		{"daily, tomorrow", with(func(p *Plan) { p.Pace = Daily }), "2026-07-01T12:34:56Z", "2026-07-02T06:00:00Z"},
		{"daily, over the change of clocks", with(func(p *Plan) { p.Pace = Daily }), "2026-10-24T12:00:00Z", "2026-10-25T07:00:00Z"},
		{"quiet at night, before midnight", with(func(p *Plan) { p.From, p.To = "22:00", "06:30" }), "2026-07-01T21:30:00Z", "2026-07-02T05:30:00Z"},
		{"quiet at night, after midnight", with(func(p *Plan) { p.From, p.To = "22:00", "06:30" }), "2026-07-02T01:00:00Z", "2026-07-02T05:30:00Z"},
		{"quiet at night, by day", with(func(p *Plan) { p.From, p.To = "22:00", "06:30" }), "2026-07-01T12:00:00Z", "2026-07-01T12:00:00Z"},
		{"quiet at noon", with(func(p *Plan) { p.From, p.To = "12:00", "14:00" }), "2026-07-01T11:59:00Z", "2026-07-01T13:00:00Z"},
		{"quiet ends", with(func(p *Plan) { p.From, p.To = "12:00", "14:00" }), "2026-07-01T13:00:00Z", "2026-07-01T13:00:00Z"},
		{"a digest in quiet hours", with(func(p *Plan) { p.Pace = Daily; p.At = "05:00"; p.From, p.To = "22:00", "06:30" }), "2026-07-01T12:00:00Z", "2026-07-02T05:30:00Z"},
	}
	for _, tt := range tests {
		now, err := time.Parse(time.RFC3339, tt.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := tt.plan.Due(now).Format(time.RFC3339); got != tt.want {
			t.Errorf("%s: at %s it is due at %s, want %s", tt.name, tt.now, got, tt.want)
		}
	}
}

func TestPlansThatMeanNothing(t *testing.T) {
	for name, p := range map[string]Plan{
		"pace": {Pace: "weekly"}, "zone": {Zone: "Mars/Olympus"}, "one end": {From: "22:00"}, "no hours": {From: "22:00", To: "22:00"}, "time": {Pace: Daily, At: "7 o'clock"},
		"hook": {Hook: "file:///etc/passwd"}, "hook with a password": {Hook: "https://a:b@hooks.example.org"},
	} {
		if err := p.Check(); err == nil {
			t.Errorf("%s: %+v is taken", name, p)
		}
	}
	for _, text := range []string{"", "position", "new cosmetic"} {
		if list, err := ParseReasons(text); err == nil {
			t.Errorf("reasons %q are %v", text, list)
		}
	}
}

// TestRetry counts how long something is tried.
func TestRetry(t *testing.T) {
	for refused, want := range map[bool]int{false: maxTries, true: maxRefused} {
		tries, total := 1, time.Duration(0)
		for {
			wait, dead := Retry(tries, refused)
			if dead {
				break
			}
			if wait < firstWait || wait > longestWait {
				t.Errorf("after %d tries it waits %s", tries, wait)
			}
			total += wait
			tries++
		}
		if tries != want || !refused && total < 24*time.Hour {
			t.Errorf("refused %v: %d tries over %s, want %d", refused, tries, total, want)
		}
	}
}

func TestSecretsAreOfUseForOnePurpose(t *testing.T) {
	a, b := NewKey(), NewKey()
	seen := map[string]bool{}
	for _, k := range []Key{a, b} {
		for _, s := range []string{k.FeedToken(), k.StopToken(), k.HookSecret()} {
			if seen[s] || len(s) < 32 {
				t.Errorf("secret %q is another's, or short", s)
			}
			seen[s] = true
		}
	}
	const want = "sha256=acd53384092dc9d3b9ce5da56649e0320a91b6c3df60e5cd0667db0f6eb6b228" // by Python's hmac
	if got := Sign("whsec_x", time.Unix(1_700_000_000, 0), []byte(`{"id":"ap_1"}`)); got != want {
		t.Errorf("the signature is %s, want %s", got, want)
	}
}

func letter() *Letter {
	return &Letter{ID: "ap_1", Alert: "al_1", Name: "Kesh & Tarvia", Search: "type:THREATEN", Stop: "https://r.example/alerts/al_1/stop?token=x", When: "at once", Notices: []*Notice{
		{ID: "am_1", Reason: New, At: time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC), Why: "a story that fits", Lines: []string{"Kesh → “threatened” → Tarvia <b>"}, Headline: "Troops\r\nBcc: all@example.org", Outlet: "The Courier", Published: "2026-07-01", Label: "GREEN", Link: "https://r.example/story/st_1?v=1"},
		{ID: "am_2", Reason: Denied, Why: "denied", Lines: []string{"x"}, Label: "AMBER"},
	}}
}

// TestALetterAsAMail reads a mail as a program does: it is the same however often it
// is made, has both forms, and takes nothing of a story for markup or a header.
func TestALetterAsAMail(t *testing.T) {
	env := Envelope{From: &mail.Address{Address: "desk@example.org"}, To: []*mail.Address{{Address: "bo@example.org"}}}
	at := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	data, err := letter().Mail(env, at)
	if err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	if m.Header.Get("Message-Id") != "<ap_1@readout.invalid>" || m.Header.Get("Bcc") != "" || m.Header.Get("List-Unsubscribe") != "<https://r.example/alerts/al_1/stop?token=x>" || m.Header.Get("Auto-Submitted") != "auto-generated" {
		t.Errorf("header: %v", m.Header)
	}
	_, params, _ := mime.ParseMediaType(m.Header.Get("Content-Type"))
	got := map[string]string{}
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := r.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(p)
		media, _, _ := mime.ParseMediaType(p.Header.Get("Content-Type"))
		got[media] = string(text)
	}
	for _, media := range []string{"text/plain", "text/html"} {
		for _, want := range []string{"TLP:AMBER", "threatened", "https://r.example/story/st_1?v=1", "a story that fits", "/stop?token=x"} {
			if !strings.Contains(got[media], want) {
				t.Errorf("%s does not have %q:\n%s", media, want, got[media])
			}
		}
	}
	if strings.Contains(got["text/html"], "<b>\n") || strings.Contains(got["text/html"], "Tarvia <b>") {
		t.Error("words of the story are markup")
	}
	if one := (&Letter{Name: "A", Notices: letter().Notices[:1]}).Subject(); one != "A: Troops Bcc: all@example.org" {
		t.Errorf("the subject of one is %q", one)
	}
}

// TestALetterAsJSONAndAtom reads both back.
func TestALetterAsJSONAndAtom(t *testing.T) {
	data, err := letter().JSON()
	if err != nil {
		t.Fatal(err)
	}
	var back Letter
	if err := json.Unmarshal(data, &back); err != nil || back.ID != "ap_1" || len(back.Notices) != 2 || back.Notices[1].ID != "am_2" {
		t.Errorf("%s, %v", data, err)
	}
	if data, err = letter().Atom("https://r.example/alerts/al_1/feed.atom?token=a&b", time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	var feed struct {
		ID      string `xml:"id"`
		Entries []struct {
			ID      string `xml:"id"`
			Content string `xml:"content"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(data, &feed); err != nil || feed.ID != "urn:readout:al_1" || len(feed.Entries) != 2 || feed.Entries[0].ID != "urn:readout:am_1" || !strings.Contains(feed.Entries[0].Content, "Why: a story that fits") {
		t.Errorf("%s, %v", data, err)
	}
}
