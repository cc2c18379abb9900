package web

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// Saved searches stand in a cookie of the reader's browser: they are his own,
// whoever else reads the archive, and nothing of them is kept here.

// A follow is a saved search as the cookie has it.
type follow struct {
	Q    string `json:"q"`
	Seen int64  `json:"v"` // the last version that had come in when the reader looked
}

// A savedSearch is a saved search for the desk.
type savedSearch struct {
	Q, Desk, Search string
	New             int
	Broken          bool // it can't be read any more
	Here            bool
}

const (
	savedCookie = "saved"
	maxSaved    = 20
	maxSavedQ   = 120 // bytes: browsers keep 4,096 of a cookie
)

// saved returns the reader's saved searches; what a browser sends that is none of
// ours is left out.
func saved(r *http.Request) []follow {
	c, err := r.Cookie(savedCookie)
	if err != nil {
		return nil
	}
	data, err := base64.RawURLEncoding.DecodeString(c.Value)
	var list []follow
	if err != nil || json.Unmarshal(data, &list) != nil {
		return nil
	}
	list = slices.DeleteFunc(list, func(f follow) bool { return f.Q == "" || len(f.Q) > maxSavedQ })
	return list[:min(len(list), maxSaved)]
}

// setSaved has the reader's browser keep searches.
func setSaved(w http.ResponseWriter, r *http.Request, list []follow) {
	data, _ := json.Marshal(list) // plain fields
	c := &http.Cookie{Name: savedCookie, Value: base64.RawURLEncoding.EncodeToString(data), Path: "/", MaxAge: int(365 * 24 * time.Hour / time.Second), HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: callerOf(r).secure}
	if len(list) == 0 {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// follow fills in the reader's saved searches, with how much each finds that came
// in since he looked at it.
func (s *site) follow(r *http.Request, p *homePage) error {
	for _, f := range saved(r) {
		one := savedSearch{Q: f.Q, Desk: address("/", url.Values{"about": {f.Q}}), Search: address("/search", url.Values{"q": {f.Q}, "sort": {"newest"}}), Here: f.Q == p.About}
		n, _, err := s.Service.CountNew(r.Context(), f.Q, f.Seen)
		one.New, one.Broken = n, misfit(err) || errors.Is(err, store.ErrNotFound) // it names what is gone
		if err != nil && !one.Broken {
			return err
		}
		p.Saved = append(p.Saved, one)
	}
	return nil
}

// keepSearch saves a search, or takes one away, and goes back to where it was done.
func (s *site) keepSearch(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	q, list := strings.Join(strings.Fields(field(r, "q")), " "), saved(r)
	at := slices.IndexFunc(list, func(f follow) bool { return f.Q == q })
	switch drop := field(r, "do") == "drop"; {
	case drop && at >= 0:
		list = slices.Delete(list, at, at+1)
	case drop || at >= 0:
	case len(q) > maxSavedQ || q == "":
		return api.NewProblem(http.StatusBadRequest, "A saved search has 1 to 120 characters.", "Use fewer words.")
	case len(list) >= maxSaved:
		return api.NewProblem(http.StatusBadRequest, "Twenty searches are saved, and no more fit.", "Take one away on the start page.")
	default:
		if _, err := store.ParseQuery(q); err != nil {
			return api.NewProblem(http.StatusBadRequest, "query: "+err.Error(), "Correct the query.")
		}
		_, last, err := s.Service.CountNew(r.Context(), q, 0)
		if err != nil {
			return err
		}
		list = append(list, follow{q, last})
	}
	setSaved(w, r, list)
	to := "/"
	if field(r, "back") == "search" {
		to = address("/search", url.Values{"q": {q}, "sort": {"newest"}})
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// looked notes that the reader has looked at what a search finds, if he saved it,
// and reports whether he did.
func (s *site) looked(w http.ResponseWriter, r *http.Request, q string) (bool, error) {
	q = strings.Join(strings.Fields(q), " ")
	list := saved(r)
	at := slices.IndexFunc(list, func(f follow) bool { return f.Q == q })
	if at < 0 {
		return false, nil
	}
	_, last, err := s.Service.CountNew(r.Context(), q, list[at].Seen)
	if err != nil {
		return true, err
	}
	if last != list[at].Seen {
		list[at].Seen = last
		setSaved(w, r, list)
	}
	return true, nil
}
