package web

import (
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

type loginPage struct {
	chrome
	Name, Next, Wrong string
}

// login shows the form by which people sign in.
func (g *gate) login(w http.ResponseWriter, r *http.Request) error {
	g.show(w, r, http.StatusOK, "login", &loginPage{chrome: chrome{Title: "Sign in", Bare: true}, Next: safeNext(param(r, "next"))})
	return nil
}

// safeNext returns where somebody is led after signing in: a page of this
// server, never another's.
func safeNext(next string) string {
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") || strings.HasPrefix(next, "/login") {
		return "/"
	}
	return next
}

// tooMany says how long somebody has to wait.
func tooMany(wait time.Duration) *api.Problem {
	s := int(math.Ceil(wait.Seconds()))
	return api.NewProblem(http.StatusTooManyRequests, "Too many tries: the next one is in "+plural(s, "second", "seconds")+".", "Wait, and try again.")
}

// signIn takes a name and a password. The work is the same for a name that is
// no account's.
func (g *gate) signIn(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	given, password, next := r.PostForm.Get("name"), r.PostForm.Get("password"), safeNext(r.PostForm.Get("next"))
	name, err := people.CleanName(given)
	if err != nil {
		name = "?" // all names that none can have
	}
	if wait, ok := g.throttle.Try(g.Now(), throttleKey(callerOf(r).address), "as "+name); !ok {
		g.throttled(r, name)
		p := tooMany(wait)
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
		g.show(w, r, p.Status, "login", &loginPage{chrome: chrome{Title: "Sign in", Bare: true}, Name: given, Next: next, Wrong: p.Detail})
		return nil
	}
	a, err := g.account(r, name, password)
	if err != nil {
		return err
	}
	if a == nil {
		g.log(r, nil, "sign in", name, "refused: wrong name or password")
		g.show(w, r, http.StatusForbidden, "login", &loginPage{chrome: chrome{Title: "Sign in", Bare: true}, Name: given, Next: next, Wrong: "This name and this password do not fit."})
		return nil
	}
	if err := g.begin(w, r, a, "sign in"); err != nil {
		return err
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
}

// throttled writes down that tries are refused: each in the server's log, a few in the
// audit log, which an attacker must not fill.
func (g *gate) throttled(r *http.Request, name string) {
	if _, ok := g.told.Try(g.Now(), "throttled"); ok {
		g.log(r, nil, "sign in", name, "refused: too many tries")
		return
	}
	g.Log.Warn("refused: too many tries to sign in", "as", name, "from", callerOf(r).address)
}

// account returns the account of a name and a password; nil if they do not fit.
func (g *gate) account(r *http.Request, name, password string) (*store.Account, error) {
	a, err := g.People.Store.Account(r.Context(), name)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	kept := ""
	if a != nil {
		kept = a.Password
	}
	select {
	case g.hashing <- struct{}{}:
		defer func() { <-g.hashing }()
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	if fits := people.PasswordFits(kept, password); !fits || !a.OffAt.IsZero() {
		return nil, nil
	}
	return a, nil
}

// begin begins a session of an account. The one that the browser had before ends, so that
// nobody can have laid out one for another.
func (g *gate) begin(w http.ResponseWriter, r *http.Request, a *store.Account, do string) error {
	from, secret := callerOf(r), people.NewSecret(people.SessionKind)
	c := &store.Credential{Kind: people.SessionKind, Name: short(r.UserAgent(), 200), EndsAt: g.Now().Add(sessionIdle)}
	err := g.People.Store.Update(r.Context(), func(tx *store.Tx) error {
		if old, err := r.Cookie(from.cookie()); err == nil {
			id := people.IDOf(people.SessionKind, people.Secret(old.Value).Hash())
			if err := tx.DropCredential(0, id); err != nil && !errors.Is(err, store.ErrNotFound) {
				return err
			}
		}
		if err := tx.AddCredential(a.UID, c, secret); err != nil {
			return err
		}
		return tx.Log(store.Deed{Who: a.Name, Via: "session", Address: from.address, Do: do, What: c.ID, Outcome: "done"})
	})
	if err == nil {
		from.setCookie(w, secret)
	}
	return err
}

// signOut ends the session.
func (g *gate) signOut(w http.ResponseWriter, r *http.Request) error {
	p := people.Of(r.Context())
	if p.Session != nil {
		err := g.People.Store.Update(r.Context(), func(tx *store.Tx) error {
			return tx.DropCredential(0, people.IDOf(people.SessionKind, p.Session))
		})
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
	}
	callerOf(r).setCookie(w, "")
	w.Header().Set("Clear-Site-Data", `"cache"`)
	http.Redirect(w, r, "/login", http.StatusSeeOther)
	return nil
}

type welcomePage struct {
	chrome
	Name, Wrong string
	Secret      string
}

// link returns whose one-time link a request has.
func (g *gate) link(r *http.Request) (*store.Account, error) {
	a, _, err := g.People.Store.Credential(r.Context(), people.LinkKind, people.Secret(r.PathValue("secret")), g.Now())
	if !errors.Is(err, store.ErrNotFound) {
		return a, err
	}
	if wait, ok := g.throttle.Try(g.Now(), "link "+throttleKey(callerOf(r).address)); !ok {
		return nil, tooMany(wait)
	}
	g.log(r, nil, "open a one-time link", "", "refused: no such link")
	return nil, api.NewProblem(http.StatusNotFound, "This link was used already, or its time is over.", "Ask an admin for another: readout user password NAME.")
}

// welcome shows the form in which the owner of a one-time link chooses a password.
func (g *gate) welcome(w http.ResponseWriter, r *http.Request) error {
	a, err := g.link(r)
	if err != nil {
		return err
	}
	g.show(w, r, http.StatusOK, "welcome", &welcomePage{chrome: chrome{Title: "Welcome", Bare: true}, Name: a.Name, Secret: r.PathValue("secret")})
	return nil
}

// choosePassword takes the password that the owner of a one-time link has chosen. The link
// ends, and so do all sessions.
func (g *gate) choosePassword(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	a, err := g.link(r)
	if err != nil {
		return err
	}
	if err := g.setPassword(r, a, people.IDOf(people.LinkKind, people.Secret(r.PathValue("secret")).Hash())); err != nil {
		g.show(w, r, http.StatusBadRequest, "welcome", &welcomePage{chrome: chrome{Title: "Welcome", Bare: true}, Name: a.Name, Secret: r.PathValue("secret"), Wrong: err.Error()})
		return nil
	}
	if err := g.begin(w, r, a, "choose a password by a one-time link"); err != nil {
		return err
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}

// setPassword changes the password of an account to the one in the form; its
// sessions and links end. link is the id of the one-time link that allows it, ""
// for none: of two who use a link at once, one is told that it is gone.
func (g *gate) setPassword(r *http.Request, a *store.Account, link string) error {
	password := r.PostForm.Get("password")
	if password != r.PostForm.Get("again") {
		return errors.New("the two passwords differ")
	}
	if err := people.CheckPassword(a.Name, password); err != nil {
		return err
	}
	g.hashing <- struct{}{}
	a.Password = people.HashPassword(password)
	<-g.hashing
	return g.People.Store.Update(r.Context(), func(tx *store.Tx) error {
		if link != "" {
			if err := tx.DropCredential(a.UID, link); err != nil {
				return err
			}
		}
		return tx.PutAccount(a)
	})
}
