package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A gate lets people in and leads each to pages that hold what he may see:
// there is a site of its own for each clearance, over what the archive shows at that clearance.
type gate struct {
	*People
	*site                 // pages of the gate's own
	handler  http.Handler // of everything
	sites    map[people.Label]*site
	handlers map[people.Label]http.Handler
	throttle people.Throttle
	told     people.Throttle // of lines about refused tries in the audit log
	hashing  chan struct{}   // a slot for each password that may be hashed at once
}

// newGate returns a gate before everything.
func newGate(o Options) *gate {
	g := &gate{People: o.People, sites: make(map[people.Label]*site), handlers: make(map[people.Label]http.Handler), hashing: make(chan struct{}, 2)}
	if g.Now == nil {
		g.Now = time.Now
	}
	whole := newSite(o)
	whole.metrics = newMetrics(whole)
	for _, label := range people.Labels {
		own := o
		view, err := o.People.At(label)
		if err != nil {
			o.Log.Error("nobody of this clearance is let in", "clearance", label.String(), "error", err)
			continue
		}
		own.Service, own.API, own.MCP = view.Service, view.API, view.MCP
		own.SeenAt = func(label people.Label) (*ask.Service, error) {
			if s := g.sites[label]; s != nil {
				return s.Service, nil
			}
			return nil, fmt.Errorf("the archive can't be shown at TLP:%s", label)
		}
		s := newSite(own)
		s.metrics = whole.metrics
		g.sites[label], g.handlers[label] = s, newKeeper(s).Handler(s.mux)
	}
	g.site = &site{Options: o, assets: whole.assets, pages: whole.pages, metrics: whole.metrics}
	g.mux = g.ownRoutes()
	origin := ""
	if g.PublicURL != nil {
		origin = g.PublicURL.Scheme + "://" + g.PublicURL.Host
	}
	g.handler = whole.watch(whole.hostCheck(g.PublicURL, secure(g.guard(origin).Handler(untracked(http.HandlerFunc(g.serve))))))
	return g
}

// ownRoutes returns the gate's own pages.
func (g *gate) ownRoutes() *http.ServeMux {
	mux := http.NewServeMux()
	for pattern, page := range map[string]func(http.ResponseWriter, *http.Request) error{
		"GET /login": g.login, "POST /login": g.signIn, "POST /logout": g.signOut, "GET /welcome/{secret}": g.welcome, "POST /welcome/{secret}": g.choosePassword,
		"GET /me": g.me, "POST /me/password": g.newPassword, "POST /me/tokens": g.newToken, "POST /me/end/{id}": g.endCredential,
		"GET /people": g.people, "POST /people": g.addPerson, "POST /people/{name}": g.changePerson, "GET /audit": g.audit,
	} {
		mux.Handle(pattern, g.answer(pattern, page))
		g.routed = append(g.routed, pattern)
	}
	return mux
}

type callerKey struct{}

// callerOf returns where a request comes from.
func callerOf(r *http.Request) caller {
	c, _ := r.Context().Value(callerKey{}).(caller)
	return c
}

// serve finds out who asks and whether he may, and has it answered.
func (g *gate) serve(w http.ResponseWriter, r *http.Request) {
	from := g.caller(r)
	if from.secure {
		w.Header().Set("Strict-Transport-Security", "max-age=31536000")
	}
	r = r.WithContext(context.WithValue(r.Context(), callerKey{}, from))
	if !from.secure && !from.near && !from.proxied {
		g.Log.Warn("refused: not encrypted", "from", from.address)
		g.fail(w, r, api.NewProblem(http.StatusForbidden, "This connection is not encrypted, and what is sent over it could be read by others.", "Open the address with https."))
		return
	}
	person, err := g.identify(r, from)
	if err != nil {
		g.fail(w, r, err)
		return
	}
	if person != nil {
		r = r.WithContext(people.With(r.Context(), person))
	}
	h, pattern := g.route(r, person)
	outer, n := r.Method, needOf(pattern, r)
	switch {
	case n.open:
	case person == nil:
		g.askIn(w, r)
		return
	case !person.May(n.role, n.scope) && !(n.scope == signedIn && person.Scopes == nil && person.Role.AtLeast(n.role)):
		g.log(r, person, outer+" "+pathOf(r), "", "refused: needs "+string(n.role)+", "+string(n.scope))
		g.fail(w, r, api.NewProblem(http.StatusForbidden, fmt.Sprintf("This takes the role %s%s.", n.role, scopeText(person, n.scope)), "Ask an admin of this server for it."))
		return
	case person.Scopes == nil && changing(r) && r.Header.Get("Origin") == "" && r.Header.Get("Sec-Fetch-Site") == "":
		g.log(r, person, outer+" "+pathOf(r), "", "refused: it does not say which page sent it")
		g.fail(w, r, api.NewProblem(http.StatusForbidden, "The request does not say which page sent it.", "Programs use a token: Authorization: Bearer …"))
		return
	}
	seen := &seenStatus{ResponseWriter: w}
	h.ServeHTTP(seen, r)
	if changing(r) && !n.open && n != toLook {
		g.log(r, person, outer+" "+pathOf(r), cmp.Or(person.Deeds, w.Header().Get("Location")), outcome(seen.status))
	}
}

// changing reports whether a request is one that may change something.
func changing(r *http.Request) bool { return r.Method != http.MethodGet && r.Method != http.MethodHead }

func scopeText(p *people.Person, scope people.Scope) string {
	if p.Scopes == nil {
		return ""
	}
	if scope == signedIn {
		return " and signing in: tokens can't do it"
	}
	return " and the scope " + string(scope)
}

func outcome(status int) string {
	if status < 400 {
		return "done"
	}
	return fmt.Sprintf("refused: %d %s", status, http.StatusText(status))
}

// route returns what answers a request of somebody, who may be nobody.
func (g *gate) route(r *http.Request, person *people.Person) (http.Handler, string) {
	if _, pattern := g.mux.Handler(r); pattern != "" {
		return packed(g.mux), pattern
	}
	label := people.Clear
	if person != nil {
		label = person.Clearance
	}
	s := g.sites[label]
	if s == nil {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			g.fail(w, r, api.NewProblem(http.StatusServiceUnavailable, "The archive can't be shown at your clearance.", "Ask an admin of this server to look at its log."))
		}), "/"
	}
	_, pattern := s.mux.Handler(r)
	return g.handlers[label], pattern
}

// askIn answers somebody who has not signed in: people are led to the page for
// that, programs are told.
func (g *gate) askIn(w http.ResponseWriter, r *http.Request) {
	if strings.Contains(r.Header.Get("Accept"), "text/html") && !strings.HasPrefix(r.URL.Path, "/api/") && !changing(r) {
		http.Redirect(w, r, "/login?"+url.Values{"next": {r.URL.RequestURI()}}.Encode(), http.StatusSeeOther)
		return
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="readout"`)
	g.fail(w, r, api.NewProblem(http.StatusUnauthorized, "Nobody is signed in.", "Sign in at /login; programs send Authorization: Bearer and a token (readout user token NAME)."))
}

// identify returns who sends a request, nil if nobody says so. A token, a session or a
// proxy's word that does not hold is nobody; a token that is wrong is an error.
func (g *gate) identify(r *http.Request, from caller) (*people.Person, error) {
	if given := r.Header.Get("Authorization"); given != "" {
		return g.byToken(r, from, given)
	}
	if g.UserHeader != "" && len(r.Header.Values(g.UserHeader)) > 0 {
		if !from.proxied {
			g.misnamed(r, r.Header.Get(g.UserHeader), "refused: not from a trusted proxy")
		} else {
			return g.byHeader(r)
		}
	}
	cookie, err := r.Cookie(from.cookie())
	if err != nil {
		return nil, nil
	}
	a, c, err := g.People.Store.Credential(r.Context(), people.SessionKind, people.Secret(cookie.Value), g.Now())
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	g.used(r, c, g.Now())
	return &people.Person{Name: a.Name, Role: a.Role, Clearance: a.Clearance, Via: "session", Session: c.Hash}, nil
}

// used writes down that a session or a token is used, now and then, and lets a
// session last on.
func (g *gate) used(r *http.Request, c *store.Credential, now time.Time) {
	if now.Sub(c.SeenAt) < sessionNoted {
		return
	}
	var ends time.Time
	if c.Kind == people.SessionKind {
		ends = now.Add(sessionIdle)
		if most := c.MadeAt.Add(sessionMost); ends.After(most) {
			ends = most
		}
	}
	if err := g.People.Store.Update(r.Context(), func(tx *store.Tx) error { return tx.SeeCredential(c.Hash, ends) }); err != nil {
		g.Log.Warn("it could not be written down that a session is used", "error", err)
	}
}

// byToken returns whose token a request has.
func (g *gate) byToken(r *http.Request, from caller, given string) (*people.Person, error) {
	scheme, secret, _ := strings.Cut(given, " ")
	refused := api.NewProblem(http.StatusUnauthorized, "The token is not one of this server's, or it has ended.", "Make another: readout user token NAME.")
	if !strings.EqualFold(scheme, "Bearer") {
		return nil, refused
	}
	a, c, err := g.People.Store.Credential(r.Context(), people.TokenKind, people.Secret(strings.TrimSpace(secret)), g.Now())
	if errors.Is(err, store.ErrNotFound) {
		if wait, ok := g.throttle.Try(g.Now(), "token "+throttleKey(from.address)); !ok {
			return nil, tooMany(wait)
		}
		g.log(r, nil, "sign in by token", "", "refused: no such token")
		return nil, refused
	}
	if err != nil {
		return nil, err
	}
	g.used(r, c, g.Now())
	return &people.Person{Name: a.Name, Role: a.Role, Clearance: a.Clearance, Via: c.ID, Scopes: c.Scopes}, nil
}

// byHeader returns whom a trusted proxy names.
func (g *gate) byHeader(r *http.Request) (*people.Person, error) {
	names := r.Header.Values(g.UserHeader)
	a, err := g.People.Store.Account(r.Context(), names[0])
	outcome := ""
	switch {
	case len(names) > 1:
		outcome = "refused: the header is there twice"
	case errors.Is(err, store.ErrNotFound):
		outcome = "refused: no such account"
	case err == nil && !a.OffAt.IsZero():
		outcome = "refused: the account is disabled"
	}
	if outcome != "" {
		g.misnamed(r, names[0], outcome)
		return nil, api.NewProblem(http.StatusForbidden, "You have signed in, and have no account here.", "Ask an admin of this server: readout user add.")
	}
	if err != nil {
		return nil, err
	}
	return &people.Person{Name: a.Name, Role: a.Role, Clearance: a.Clearance, Via: "proxy"}, nil
}

// misnamed writes down that a header names somebody and is not believed: each in the
// server's log, a few in the audit log, which whoever sends them must not fill.
func (g *gate) misnamed(r *http.Request, name, outcome string) {
	name = fmt.Sprintf("%.100s", name)
	if _, ok := g.told.Try(g.Now(), "header"); ok {
		g.log(r, nil, "sign in by "+g.UserHeader, name, outcome)
		return
	}
	g.Log.Warn(outcome, "header", g.UserHeader, "as", name, "from", callerOf(r).address)
}

// log writes a line of the audit log, and of the server's own.
func (g *gate) log(r *http.Request, p *people.Person, do, what, outcome string) {
	d := store.Deed{Address: callerOf(r).address, Do: do, What: what, Outcome: outcome}
	if p != nil {
		d.Who, d.Via = p.Name, p.Via
	}
	g.Log.Info("audit", "who", d.Who, "via", d.Via, "from", d.Address, "do", d.Do, "what", d.What, "outcome", d.Outcome)
	ctx := context.WithoutCancel(r.Context()) // who goes away has done it all the same
	if err := g.People.Store.Update(ctx, func(tx *store.Tx) error { return tx.Log(d) }); err != nil {
		g.Log.Error("the audit log could not be written", "error", err)
	}
}

// patterns returns all routes behind and of the gate, for tests.
func (g *gate) patterns() []string {
	all := make(map[string]bool)
	for _, p := range append(slices.Clone(g.routed), g.sites[people.Clear].routed...) {
		all[p] = true
	}
	return slices.Sorted(maps.Keys(all))
}
