package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

type mePage struct {
	chrome
	Sessions, Tokens []*store.Credential
	Made, Wrong      string
	Here             string // id of the session that looks
}

// me shows one's own account.
func (g *gate) me(w http.ResponseWriter, r *http.Request) error {
	return g.showMe(w, r, http.StatusOK, mePage{})
}

func (g *gate) showMe(w http.ResponseWriter, r *http.Request, status int, p mePage) error {
	a, err := g.own(r)
	if err != nil {
		return err
	}
	if p.Sessions, err = g.People.Store.Credentials(r.Context(), a.UID, people.SessionKind); err != nil {
		return err
	}
	if p.Tokens, err = g.People.Store.Credentials(r.Context(), a.UID, people.TokenKind); err != nil {
		return err
	}
	p.Title = "Your account"
	if hash := people.Of(r.Context()).Session; hash != nil {
		p.Here = people.IDOf(people.SessionKind, hash)
	}
	g.show(w, r, status, "me", &p)
	return nil
}

// own returns the account of who asks.
func (g *gate) own(r *http.Request) (*store.Account, error) {
	return g.People.Store.Account(r.Context(), people.Of(r.Context()).Name)
}

// newPassword changes one's password, given the old one. Other sessions end.
func (g *gate) newPassword(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	me, err := g.own(r)
	if err != nil {
		return err
	}
	if wait, ok := g.throttle.Try(g.Now(), "as "+me.Name); !ok {
		return tooMany(wait)
	}
	a, err := g.account(r, me.Name, r.PostForm.Get("old"))
	if err != nil {
		return err
	}
	if a == nil {
		return g.showMe(w, r, http.StatusForbidden, mePage{Wrong: "This is not your password of today."})
	}
	if err := g.setPassword(r, a, ""); err != nil {
		return g.showMe(w, r, http.StatusBadRequest, mePage{Wrong: err.Error()})
	}
	if err := g.begin(w, r, a, "change the password"); err != nil {
		return err
	}
	http.Redirect(w, r, "/me", http.StatusSeeOther)
	return nil
}

// newToken makes a token and shows it, once.
func (g *gate) newToken(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	scopes, err := people.ParseScopes(strings.Join(r.PostForm["scope"], " "))
	if err != nil {
		return g.showMe(w, r, http.StatusBadRequest, mePage{Wrong: err.Error()})
	}
	days, err := strconv.Atoi(r.PostForm.Get("days"))
	if err != nil || days < 1 || days > maxTokenDays {
		return g.showMe(w, r, http.StatusBadRequest, mePage{Wrong: "A token holds 1 to 3650 days."})
	}
	a, err := g.own(r)
	if err != nil {
		return err
	}
	secret := people.NewSecret(people.TokenKind)
	c := &store.Credential{Kind: people.TokenKind, Name: short(strings.TrimSpace(r.PostForm.Get("name")), 100), Scopes: scopes, EndsAt: g.Now().Add(time.Duration(days) * 24 * time.Hour)}
	if err := g.People.Store.Update(r.Context(), func(tx *store.Tx) error { return tx.AddCredential(a.UID, c, secret) }); err != nil {
		return err
	}
	return g.showMe(w, r, http.StatusCreated, mePage{Made: string(secret)})
}

// maxTokenDays is how long a token may hold.
const maxTokenDays = 3650

// endCredential ends a session or a token of one's own.
func (g *gate) endCredential(w http.ResponseWriter, r *http.Request) error {
	a, err := g.own(r)
	if err != nil {
		return err
	}
	if err := g.People.Store.Update(r.Context(), func(tx *store.Tx) error { return tx.DropCredential(a.UID, r.PathValue("id")) }); err != nil {
		return err
	}
	http.Redirect(w, r, "/me", http.StatusSeeOther)
	return nil
}

type peoplePage struct {
	chrome
	Accounts     []*store.Account
	Roles        []people.Role
	Labels       []people.Label
	Link, LinkOf string // a one-time link that was made, and for whom
	Wrong        string
}

// people lists the accounts.
func (g *gate) people(w http.ResponseWriter, r *http.Request) error {
	return g.showPeople(w, r, http.StatusOK, peoplePage{})
}

func (g *gate) showPeople(w http.ResponseWriter, r *http.Request, status int, p peoplePage) (err error) {
	if p.Accounts, err = g.People.Store.Accounts(r.Context()); err != nil {
		return err
	}
	p.Title, p.Roles, p.Labels = "People", people.Roles, people.Labels
	g.show(w, r, status, "people", &p)
	return nil
}

// rights reads a role and a clearance from a form; no clearance is the role's usual one.
func rights(r *http.Request) (people.Role, people.Label, error) {
	role, err := people.ParseRole(r.PostForm.Get("role"))
	if err != nil {
		return "", 0, err
	}
	if r.PostForm.Get("clearance") == "" {
		return role, role.Usual(), nil
	}
	label, err := people.ParseLabel(r.PostForm.Get("clearance"))
	return role, label, err
}

// addPerson makes an account and shows its one-time link.
func (g *gate) addPerson(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	role, clearance, err := rights(r)
	if err != nil {
		return g.showPeople(w, r, http.StatusBadRequest, peoplePage{Wrong: err.Error()})
	}
	var a *store.Account
	var link people.Secret
	err = g.People.Store.Update(r.Context(), func(tx *store.Tx) error {
		if a, err = tx.AddAccount(r.PostForm.Get("name"), role, clearance); err == nil {
			link, err = tx.AddLink(a.UID, g.Now().Add(linkTime))
		}
		return err
	})
	if err != nil {
		return g.showPeople(w, r, http.StatusBadRequest, peoplePage{Wrong: err.Error()})
	}
	w.Header().Set("Location", "/people/"+a.Name) // for the audit log
	return g.showPeople(w, r, http.StatusCreated, peoplePage{Link: baseOf(r) + "/welcome/" + string(link), LinkOf: a.Name})
}

// changePerson changes what an account may do, makes a one-time link for it, or disables it.
func (g *gate) changePerson(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	a, err := g.People.Store.Account(r.Context(), r.PathValue("name"))
	if err != nil {
		return err
	}
	var page peoplePage
	switch do := r.PostForm.Get("do"); do {
	case "rights":
		if a.Role, a.Clearance, err = rights(r); err != nil {
			return g.showPeople(w, r, http.StatusBadRequest, peoplePage{Wrong: err.Error()})
		}
	case "disable":
		a.OffAt = g.Now()
	case "enable":
		a.OffAt = time.Time{}
	case "link":
		page.LinkOf = a.Name
	default:
		return api.NewProblem(http.StatusBadRequest, "The form does not say what to do.", "Send it from the page.")
	}
	err = g.People.Store.Update(r.Context(), func(tx *store.Tx) error {
		if page.LinkOf == "" {
			return tx.PutAccount(a)
		}
		link, err := tx.AddLink(a.UID, g.Now().Add(linkTime))
		page.Link = baseOf(r) + "/welcome/" + string(link)
		return err
	})
	if err != nil {
		return g.showPeople(w, r, http.StatusBadRequest, peoplePage{Wrong: err.Error()})
	}
	return g.showPeople(w, r, http.StatusOK, page)
}

type auditPage struct {
	chrome
	Deeds []*store.Deed
	Who   string
	Next  string
}

// audit shows who did what, the newest first.
func (g *gate) audit(w http.ResponseWriter, r *http.Request) error {
	before, _ := strconv.ParseInt(param(r, "before"), 10, 64)
	p := &auditPage{chrome: chrome{Title: "Audit log"}, Who: param(r, "who")}
	var err error
	if p.Deeds, err = g.People.Store.Audit(r.Context(), store.Deeds{Who: p.Who, Before: before, Limit: auditSize}); err != nil {
		return err
	}
	if len(p.Deeds) == auditSize {
		p.Next = with(r, "before", strconv.FormatInt(p.Deeds[auditSize-1].Seq, 10))
	}
	g.show(w, r, http.StatusOK, "audit", p)
	return nil
}

// auditSize is how many lines of the audit log a page has.
const auditSize = 100
