package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/timeline"
)

//go:embed templates
var templates embed.FS

// page is a parsed page with the layout around it.
type page = template.Template

// chrome is what all pages have around them.
type chrome struct {
	Title, Body, Q   string
	Nav              []navLink
	Files            []navLink // the list of this page as files
	Assets, Pipeline string
	Person           *people.Person // who is signed in; nil where nobody signs in
	Bare             bool           // nobody is let in yet: no way leads on
	Joining          store.Joining  // how far stories are joined, on a page of what they tell together
}

// mayWrite reports whether who asks may change something.
func mayWrite(r *http.Request) bool {
	p := people.Of(r.Context())
	return p == nil || p.May(people.Editor, people.Write)
}

func (c *chrome) frame() *chrome { return c }

// FilesNote says what the files of a list have.
func (c *chrome) FilesNote() string {
	note := "the first 1,000"
	for _, f := range c.Files {
		if f.Text == "Atom" {
			note += ", in a feed the newest 50"
		}
	}
	return note + "; names of private persons are masked"
}

// framed is the data of a page.
type framed interface{ frame() *chrome }

// A navLink leads to a page.
type navLink struct {
	Href, Text string
	Here       bool
}

// funcs are what templates may call.
var funcs = template.FuncMap{
	"plural": plural, "short": short, "day": dayText, "thousands": thousands, "bytes": bytesText, "stressed": stressed, "hitLine": hitLine, "deskLine": deskLine, "proofOf": proofOfSight, "searchFor": func(q string) string { return address("/search", url.Values{"q": {q}}) }, "hitHref": hitHref, "minus": func(a, b int) int { return a - b }, "inc": func(n int) int { return n + 1 }, "step": func(do string) string { return stepWords[do] },
	"least": func(a, b int) int { return min(a, b) }, "list": func(values ...any) []any { return values },
	"percent": func(p float64) string { return fmt.Sprintf("%.0f%%", 100*p) },
	"clock": func(first, second time.Time) string {
		if first.IsZero() {
			return clock(second)
		}
		return clock(first)
	},
	"fields": store.FieldNames, "fieldAbout": store.FieldAbout,
	"verb": func(act string) string {
		if v := verbs[readout.Act(act)]; v != "" {
			return v
		}
		return strings.ToLower(act)
	},
}

func bytesText(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GiB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%d KiB", n>>10)
}

// parse reads the templates: each page with the layout.
func (s *site) parse() map[string]*page {
	out := make(map[string]*page)
	for _, name := range []string{"home", "story", "versions", "timeline", "list", "search", "actors", "actor", "events", "happenings", "happening", "storylines", "storyline", "conflicts", "positions", "timelines", "maker", "health", "keys", "problem", "login", "welcome", "me", "people", "audit", "queue", "studies", "study", "sources", "capture", "wait"} {
		out[name] = template.Must(template.New(name).Funcs(funcs).ParseFS(templates, "templates/layout.html", "templates/"+name+".html"))
		if name == "maker" {
			template.Must(out[name].Parse(timeline.AxisTemplate))
		}
	}
	for _, name := range []string{"alerts", "alert", "stop"} {
		out[name] = template.Must(template.New(name).Funcs(funcs).ParseFS(templates, "templates/layout.html", "templates/"+name+".html"))
	}
	return out
}

// together are the pages of what stories tell together.
var together = map[string]bool{"home": true, "happenings": true, "happening": true, "conflicts": true, "storylines": true, "storyline": true, "timelines": true, "maker": true}

// show writes a page.
func (s *site) show(w http.ResponseWriter, r *http.Request, status int, name string, data framed) {
	c := data.frame()
	c.Assets, c.Pipeline, c.Person = s.assets, s.Service.Pipeline, people.Of(r.Context())
	if status == http.StatusBadRequest {
		c.Files = nil // they would say the same
	}
	if together[name] {
		var err error
		if c.Joining, err = s.Service.Store.Joining(r.Context()); err != nil {
			s.Log.Error("page", "name", name, "error", err)
		}
	}
	if c.Body == "" {
		c.Body = "p-" + name
	}
	for _, l := range []navLink{{"/", "Desk", false}, {"/stories", "Stories", false}, {"/actors", "Actors", false}, {"/events", "Events", false}, {"/happenings", "Happenings", false}, {"/conflicts", "Conflicts", false}, {"/positions", "Positions", false}, {"/timelines", "Timelines", false}, {"/alerts", "Alerts", false}, {"/queue", "Review", false}, {"/health", "Health", false}} {
		l.Here = r.URL.Path == l.Href
		c.Nav = append(c.Nav, l)
	}
	var buf bytes.Buffer
	if err := s.pages[name].ExecuteTemplate(&buf, "layout", data); err != nil {
		s.Log.Error("page", "name", name, "error", err)
		http.Error(w, "A fault in readout: please report it with this address.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(buf.Bytes())
}

// param returns a value of the address, as text that is valid.
func param(r *http.Request, name string) string {
	return strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(r.URL.Query().Get(name), "\x00", ""), "\uFFFD"))
}

// with returns the address of this page with one value changed; "" takes it
// away, and the cursor with it.
func with(r *http.Request, name, value string) string {
	return withAll(r, name, value)
}

// withAll returns the address of this page with several values changed, given
// as names and values in turn.
func withAll(r *http.Request, changes ...string) string {
	q := r.URL.Query()
	q.Del("cursor")
	for i := 0; i+1 < len(changes); i += 2 {
		q.Del(changes[i])
		if changes[i+1] != "" {
			q.Set(changes[i], changes[i+1])
		}
	}
	return address(r.URL.Path, q)
}

// nextPage returns the address of the page that follows, "" after the last.
func nextPage(r *http.Request, cursor string) string {
	if cursor == "" {
		return ""
	}
	return with(r, "cursor", cursor)
}

func address(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
