package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

const goodPassword = "four words by chance"

// withPassword gives an account a password.
func (n *newsroom) withPassword(name string) {
	n.t.Helper()
	a, err := n.store.Account(n.t.Context(), name)
	if err == nil {
		a.Password = people.HashPassword(goodPassword)
		err = n.store.Update(n.t.Context(), func(tx *store.Tx) error { return tx.PutAccount(a) })
	}
	if err != nil {
		n.t.Fatal(err)
	}
}

// signIn sends the form of the page for it; cookies of the browser go along.
func (n *newsroom) signIn(name, password string, headers ...string) *httptest.ResponseRecorder {
	form := url.Values{"name": {name}, "password": {password}, "next": {"/stories"}}
	return n.as("", "POST", "/login", form.Encode(), headers...)
}

// logged counts the lines of the audit log that have all of some words.
func (n *newsroom) logged(words ...string) (count int) {
	n.t.Helper()
	list, err := n.store.Audit(n.t.Context(), store.Deeds{Limit: 10_000})
	if err != nil {
		n.t.Fatal(err)
	}
next:
	for _, d := range list {
		line := fmt.Sprint(d.Who, " ", d.Via, " ", d.Address, " ", d.Do, " ", d.What, " ", d.Outcome)
		for _, w := range words {
			if !strings.Contains(line, w) {
				continue next
			}
		}
		count++
	}
	return count
}

func TestAThousandWrongPasswordsAreThrottled(t *testing.T) {
	n := newNewsroom(t, nil)
	n.withPassword("ed")
	codes := map[int]int{}
	for i := range 1000 {
		w := n.signIn("ed", fmt.Sprint("guess number ", i))
		codes[w.Code]++
		if w.Code == 429 && w.Header().Get("Retry-After") == "" {
			t.Fatal("it does not say how long to wait")
		}
		if len(w.Result().Cookies()) > 0 {
			t.Fatalf("guess %d gives a session", i)
		}
	}
	if codes[403] != 10 || codes[429] != 990 {
		t.Errorf("answers %v, want 10 looked at and 990 refused unseen", codes)
	}
	if w := n.signIn("ed", goodPassword); w.Code != 429 {
		t.Errorf("the right password, still too early, gives %d", w.Code)
	}
	if got := n.logged("sign in", "ed", "wrong name or password"); got != 10 {
		t.Errorf("%d wrong passwords are in the audit log, want 10", got)
	}
	if got := n.logged("sign in", "too many tries"); got == 0 || got > 20 {
		t.Errorf("%d lines of refused tries are in the audit log, want some and not all", got)
	}
	n.now = n.now.Add(time.Minute)
	if w := n.signIn("ed", goodPassword); w.Code != 303 || w.Header().Get("Location") != "/stories" {
		t.Errorf("a minute later the right password gives %d %s", w.Code, w.Body)
	}
	for name, form := range map[string][2]string{"an account that is not there": {"nobody", goodPassword}, "a name that none can have": {"<b>", goodPassword}, "no password yet": {"greta", ""}} {
		w := n.signIn(form[0], form[1])
		if w.Code != 403 || !strings.Contains(w.Body.String(), "This name and this password do not fit.") {
			t.Errorf("%s gives %d: %s", name, w.Code, w.Body)
		}
	}
}

// TestASessionIsNewAtSigningIn lays a session out for somebody: it ends when he signs in, and
// the one that he has then is another.
func TestASessionIsNewAtSigningIn(t *testing.T) {
	n := newNewsroom(t, nil)
	n.withPassword("ed")
	laid := n.sessions["greta"] // the attacker's own
	for _, cookie := range []string{laid, "ros_of-my-own-making", ""} {
		w := n.signIn("ed", goodPassword, "Cookie", plainCookie+"="+cookie)
		if w.Code != 303 || len(w.Result().Cookies()) != 1 {
			t.Fatalf("signing in gives %d with %d cookies", w.Code, len(w.Result().Cookies()))
		}
		c := w.Result().Cookies()[0]
		if c.Value == cookie || !strings.HasPrefix(c.Value, "ros_") || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
			t.Errorf("the cookie after signing in with %q: %+v", cookie, c)
		}
	}
	if w := n.as("greta", "GET", "/me", ""); w.Code != 303 {
		t.Errorf("the session that was laid out lives: %d", w.Code)
	}
}

// TestSignInAndOut follows one from the one-time link to signing out.
func TestSignInAndOut(t *testing.T) {
	n := newNewsroom(t, nil)
	page := n.as("ada", "POST", "/people", url.Values{"name": {"Ines"}, "role": {"editor"}}.Encode()).Body.String()
	link := regexp.MustCompile(`/welcome/rol_[\w-]+`).FindString(page)
	if link == "" {
		t.Fatalf("no link: %s", page)
	}
	if w := n.as("", "GET", link, ""); w.Code != 200 || !strings.Contains(w.Body.String(), "ines") {
		t.Fatalf("the link gives %d", w.Code)
	}
	if w := n.as("", "POST", link, url.Values{"password": {"short"}, "again": {"short"}}.Encode()); w.Code != 400 {
		t.Errorf("a short password gives %d", w.Code)
	}
	w := n.as("", "POST", link, url.Values{"password": {goodPassword}, "again": {goodPassword}}.Encode())
	if w.Code != 303 {
		t.Fatalf("choosing gives %d: %s", w.Code, w.Body)
	}
	n.sessions["ines"] = w.Result().Cookies()[0].Value
	if w := n.as("", "POST", link, url.Values{"password": {goodPassword + "2"}, "again": {goodPassword + "2"}}.Encode()); w.Code != 404 {
		t.Errorf("the link works twice: %d", w.Code)
	}
	if w := n.as("ines", "GET", "/me", ""); w.Code != 200 || !strings.Contains(w.Body.String(), "this one") {
		t.Errorf("her account gives %d", w.Code)
	}
	made := n.as("ines", "POST", "/me/tokens", url.Values{"name": {"x"}, "scope": {"read"}, "days": {"9"}}.Encode())
	token := regexp.MustCompile(`rot_[\w-]+`).FindString(made.Body.String())
	if w := n.as("", "GET", "/api/v1/stories", "", "Authorization", "Bearer "+token); w.Code != 200 {
		t.Errorf("her token gives %d", w.Code)
	}
	if w := n.as("ines", "POST", "/logout", ""); w.Code != 303 {
		t.Errorf("signing out gives %d", w.Code)
	}
	if w := n.as("ines", "GET", "/me", ""); w.Code != 303 {
		t.Errorf("after signing out her session gives %d", w.Code)
	}
	if w := n.as("ada", "POST", "/people/ines", url.Values{"do": {"disable"}}.Encode()); w.Code != 200 {
		t.Errorf("disabling gives %d", w.Code)
	}
	if w := n.as("", "GET", "/api/v1/stories", "", "Authorization", "Bearer "+token); w.Code != 401 {
		t.Errorf("the token of a disabled account gives %d", w.Code)
	}
	if w := n.signIn("ines", goodPassword); w.Code != 403 {
		t.Errorf("a disabled account signs in: %d", w.Code)
	}
	if w := n.as("ada", "POST", "/people/ada", url.Values{"do": {"disable"}}.Encode()); w.Code != 400 || !strings.Contains(w.Body.String(), "no admin left") {
		t.Errorf("the last admin goes: %d", w.Code)
	}
	n.now = n.now.Add(31 * 24 * time.Hour)
	if w := n.as("ed", "GET", "/me", ""); w.Code != 303 {
		t.Errorf("a session of a month ago gives %d", w.Code)
	}
	for _, want := range [][]string{{"ada", "POST /people", "done"}, {"ines", "choose a password by a one-time link"}, {"ines", "POST /me/tokens", "done"}, {"refused: no such link"}} {
		if n.logged(want...) == 0 {
			t.Errorf("the audit log has no line with %q", want)
		}
	}
}

// TestWhatOtherSitesSendIsRefused sends forms with a person's cookie from elsewhere.
func TestWhatOtherSitesSendIsRefused(t *testing.T) {
	n := newNewsroom(t, proxied)
	form := url.Values{"name": {"mallory"}, "role": {"admin"}}.Encode()
	for name, headers := range map[string][]string{
		"another site":                    {"Sec-Fetch-Site", "cross-site"},
		"another host of the same domain": {"Sec-Fetch-Site", "same-site"},
		"an old browser":                  {"Sec-Fetch-Site", "", "Origin", "https://evil.example"},
		"no origin":                       {"Sec-Fetch-Site", "", "Origin", "null"},
		"nothing said":                    {"Sec-Fetch-Site", ""},
	} {
		if w := n.as("ada", "POST", "/people", form, headers...); w.Code != 403 {
			t.Errorf("%s: %d", name, w.Code)
		}
		if w := n.as("", "POST", "/login", form, headers...); name != "nothing said" && w.Code != 403 {
			t.Errorf("%s signs somebody in: %d", name, w.Code)
		}
	}
	if list, err := n.store.Accounts(t.Context()); err != nil || len(list) != len(staff) {
		t.Errorf("%d accounts, %v", len(list), err)
	}
	for _, next := range []string{"//evil.example", "https://evil.example", `/\evil.example`, "javascript:alert(1)", "/\t/evil.example"} {
		if got := safeNext(next); got != "/" {
			t.Errorf("after signing in one is led to %q", got)
		}
	}
}

// TestNamesInHeadersDoNotFillTheAuditLog sends many requests whose headers name somebody and
// are not believed: the log says who was named and why not, and not of each.
func TestNamesInHeadersDoNotFillTheAuditLog(t *testing.T) {
	n := newNewsroom(t, proxied)
	send := func(from string, names ...string) {
		r := httptest.NewRequest("GET", "http://readout.example.org/me", nil)
		r.RemoteAddr = from + ":4444"
		r.Header["X-User"] = names
		n.do(r)
	}
	send("127.0.0.1", "ada")
	send("10.0.0.1", "ed", "ada")
	send("10.0.0.1", strings.Repeat("m", 5000))
	for _, why := range [][]string{{"ada", "not from a trusted proxy"}, {"ed", "the header is there twice"}, {"mmm", "no such account"}} {
		if n.logged(append(why, "sign in by X-User")...) != 1 {
			t.Errorf("the audit log does not say %q", why)
		}
	}
	if n.logged(strings.Repeat("m", 101)) > 0 {
		t.Error("a name of any length is in the audit log")
	}
	for range 200 {
		send("127.0.0.1", "ada")
		send("10.0.0.1", "mallory")
	}
	if got := n.logged("sign in by X-User"); got > 20 {
		t.Errorf("%d lines of 403 requests", got)
	}
}

// TestHostsAndForwardedHeaders names hosts, users and addresses in headers, from a trusted
// proxy and from elsewhere.
func TestHostsAndForwardedHeaders(t *testing.T) {
	n := newNewsroom(t, proxied)
	send := func(from, host string, headers ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", "http://"+host+"/me", nil)
		r.RemoteAddr = from + ":4444"
		return n.do(r, headers...)
	}
	const proxy, public = "10.0.0.1", "readout.example.org"
	for _, test := range []struct {
		name string
		w    *httptest.ResponseRecorder
		want int
	}{
		{"the proxy names an account", send(proxy, public, "X-User", "ed", "X-Forwarded-Proto", "https"), 200},
		{"the proxy names nobody", send(proxy, public), 303},
		{"the proxy names one who has no account", send(proxy, public, "X-User", "mallory"), 403},
		{"this machine, which is no proxy, names one", send("127.0.0.1", public, "X-User", "ada"), 303},
		{"a stranger names one, unencrypted", send("192.0.2.9", public, "X-User", "ada"), 403},
		{"a stranger says that he is the proxy", send("192.0.2.9", public, "X-User", "ada", "X-Forwarded-For", proxy, "X-Forwarded-Proto", "https"), 403},
		{"a foreign host", send(proxy, "evil.example", "X-User", "ed"), 403},
		{"a host that only looks like ours", send(proxy, public+".evil.example", "X-User", "ed"), 403},
		{"the host in X-Forwarded-Host", send(proxy, "evil.example", "X-User", "ed", "X-Forwarded-Host", public), 403},
		{"the public host with its port", send(proxy, public+":443", "X-User", "ed"), 200},
	} {
		if test.w.Code != test.want {
			t.Errorf("%s: %d, want %d: %s", test.name, test.w.Code, test.want, short(test.w.Body.String(), 300))
		}
	}
	if n.logged("sign in by X-User", "not from a trusted proxy") == 0 {
		t.Error("a user's name in a header from elsewhere is not in the audit log")
	}
	p := &People{}
	proxied(p)
	for forwarded, want := range map[string]string{"": proxy, "198.51.100.7": "198.51.100.7", "192.0.2.1, 198.51.100.7": "198.51.100.7", "198.51.100.7, 10.0.0.1": "198.51.100.7", "nonsense": proxy, "198.51.100.7, nonsense": proxy} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = proxy + ":1"
		r.Header.Set("X-Forwarded-For", forwarded)
		if got := p.caller(r).address; got != want {
			t.Errorf("%q comes from %s, want %s", forwarded, got, want)
		}
		r.RemoteAddr = "192.0.2.9:1"
		if got := p.caller(r); got.address != "192.0.2.9" || got.secure {
			t.Errorf("a stranger who says %q comes from %+v", forwarded, got)
		}
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.RemoteAddr = proxy + ":1"
	r.Header.Set("X-Forwarded-Proto", "https")
	w := httptest.NewRecorder()
	p.caller(r).setCookie(w, "x")
	if c := w.Result().Cookies()[0]; !c.Secure || c.Name != secureCookie {
		t.Errorf("behind TLS the cookie is %+v", c)
	}
}
