package web

import (
	"net/http"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/people"
)

// A need is what a request needs of who sends it.
type need struct {
	open  bool // nothing: anybody may
	role  people.Role
	scope people.Scope
}

// Usual needs. To change something takes an editor unless a route says otherwise.
var (
	toAll    = need{open: true}
	toLook   = need{role: people.Reader, scope: people.Read}
	toChange = need{role: people.Editor, scope: people.Write}
	// To change what is one's own alone, such as alerts.
	ofOnesOwn = need{role: people.Reader, scope: people.Write}
)

// needs are the routes that do not follow the method: GET is looking, all else changes.
var needs = map[string]need{
	"GET /healthz": toAll, "GET /readyz": toAll, "GET /static/{file}": toAll,
	"GET /login": toAll, "POST /login": toAll, "GET /welcome/{secret}": toAll, "POST /welcome/{secret}": toAll,
	"POST /logout": {role: people.Reader, scope: signedIn}, "GET /me": {role: people.Reader, scope: signedIn},
	"POST /me/password": {role: people.Reader, scope: signedIn}, "POST /me/tokens": {role: people.Reader, scope: signedIn}, "POST /me/end/{id}": {role: people.Reader, scope: signedIn},
	"GET /people": {role: people.Admin, scope: signedIn}, "POST /people": {role: people.Admin, scope: signedIn}, "POST /people/{name}": {role: people.Admin, scope: signedIn}, "GET /audit": {role: people.Admin, scope: signedIn},
	"POST /read": toLook, "POST /api/v1/read": toLook, "POST /saved": toLook, // nothing is kept
	"GET /alerts/{id}/feed.atom": toAll, "GET /alerts/{id}/stop": toAll, "POST /alerts/{id}/stop": toAll, // by a token in the address
	"POST /alerts": ofOnesOwn, "POST /alerts/{id}": ofOnesOwn,
	"GET /metrics": {role: people.Admin, scope: people.Metrics},
}

// signedIn is what no token has: a person has to be there.
const signedIn people.Scope = "signed in"

// needOf returns what a request needs. pattern is the route's; the API's
// operations are told by their address.
func needOf(pattern string, r *http.Request) need {
	if pattern == "/api/" {
		pattern = r.Method + " " + r.URL.Path
	}
	if n, ok := needs[pattern]; ok {
		return n
	}
	if strings.HasPrefix(pattern, "POST /api/v1/alerts") {
		return ofOnesOwn
	}
	if r.Method == http.MethodGet || r.Method == http.MethodHead || strings.HasPrefix(pattern, "/mcp") {
		return toLook
	}
	return toChange
}
