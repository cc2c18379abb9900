package people

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// A Role says what an account may do. Each may do what those before it may.
type Role string

// The roles.
const (
	Reader Role = "reader" // looks, and reads texts without keeping them
	Editor Role = "editor" // reviews, takes in, joins, makes timelines, labels
	Admin  Role = "admin"  // keeps accounts, reads the audit log and the metrics
)

// Roles are all roles, the least first.
var Roles = []Role{Reader, Editor, Admin}

// ParseRole returns the role of a name.
func ParseRole(name string) (Role, error) {
	if r := Role(strings.ToLower(name)); slices.Contains(Roles, r) {
		return r, nil
	}
	return "", fmt.Errorf("%.40q is no role: reader, editor or admin", name)
}

// AtLeast reports whether r may do what least may.
func (r Role) AtLeast(least Role) bool {
	return slices.Index(Roles, r) >= slices.Index(Roles, least) && slices.Contains(Roles, r)
}

// A Scope is what a token may be used for; it never gives more than the role of
// its account.
type Scope string

// The scopes.
const (
	Read    Scope = "read"    // all that looks, and reading texts without keeping them
	Write   Scope = "write"   // what an editor may change
	Metrics Scope = "metrics" // /metrics
)

// Scopes are all scopes.
var Scopes = []Scope{Read, Write, Metrics}

// ParseScopes reads scopes parted by white space or commas.
func ParseScopes(text string) ([]Scope, error) {
	var list []Scope
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' }) {
		if !slices.Contains(Scopes, Scope(name)) {
			return nil, fmt.Errorf("%.40q is no scope: read, write or metrics", name)
		}
		if !slices.Contains(list, Scope(name)) {
			list = append(list, Scope(name))
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("a token needs a scope: read, write or metrics")
	}
	return list, nil
}

// A Person is who sends a request.
type Person struct {
	Name      string // of the account
	Role      Role
	Clearance Label
	Via       string  // terminal, session, proxy, or a token's id
	Scopes    []Scope // of a token; nil: all that the role may do
	Session   []byte  // hash of the session's secret, nil without a session
	// Deeds is what the request did to what, for the audit log: ids and values of closed
	// lists, no words of stories or people.
	Deeds string
}

// May reports whether the person may do what needs a role and a scope.
func (p *Person) May(least Role, scope Scope) bool {
	return p != nil && p.Role.AtLeast(least) && (p.Scopes == nil || slices.Contains(p.Scopes, scope))
}

type contextKey struct{}

// With returns a context that knows who asks.
func With(ctx context.Context, p *Person) context.Context {
	return context.WithValue(ctx, contextKey{}, p)
}

// Of returns who asks, nil where nobody signs in.
func Of(ctx context.Context) *Person {
	p, _ := ctx.Value(contextKey{}).(*Person)
	return p
}

// Did says for the audit log what the request of who asks does to what; it has no words of
// stories or people, which may be forgotten.
func Did(ctx context.Context, format string, args ...any) {
	if p := Of(ctx); p != nil {
		p.Deeds = strings.Join(strings.Fields(fmt.Sprintf(format, args...)), " ")
	}
}
