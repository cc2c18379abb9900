// Package alert says what an alert is: for which reasons it tells of something,
// when it goes out, by which ways, and in which form. It does no I/O and keeps
// nothing: package store writes down what is to be told, in the change that makes
// it so, and package courier brings it.
package alert

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Reason is why something is told.
type Reason string

// The reasons.
const (
	New       Reason = "new"       // a story that fits has come in
	Changed   Reason = "changed"   // a version says something else than the one before
	Denied    Reason = "denied"    // what fits is denied
	Conflict  Reason = "conflict"  // two sentences contradict each other
	Line      Reason = "line"      // one more independent line of reporting tells of it
	Withdrawn Reason = "withdrawn" // an outlet corrects a story or takes it back
	Position  Reason = "position"  // somebody takes another side of a question
	Test      Reason = "test"      // somebody wants to see whether it arrives
)

// OfSearches are the reasons for which searches tell, in the order of forms.
var OfSearches = []Reason{New, Changed, Denied, Conflict, Line, Withdrawn}

// about says in words what reasons are.
var about = map[Reason]string{
	New: "a story that fits comes in", Changed: "a new version says something else", Denied: "it is denied", Conflict: "reports contradict each other",
	Line: "another independent source tells of it", Withdrawn: "a story is corrected or withdrawn", Position: "somebody changes sides", Test: "a test",
}

// About says in words when something is told for a reason.
func (r Reason) About() string { return about[r] }

// ParseReasons reads reasons parted by blanks or commas. It returns an error for
// none, and for one that searches do not have.
func ParseReasons(text string) ([]Reason, error) {
	var out []Reason
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' }) {
		r := Reason(word)
		if !slices.Contains(OfSearches, r) {
			return nil, fmt.Errorf("%.40q is no reason: there are %s", word, Words(OfSearches))
		}
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("say for which reasons it tells: %s", Words(OfSearches))
	}
	return out, nil
}

// Words writes reasons down, with blanks between them.
func Words(list []Reason) string {
	words := make([]string, len(list))
	for i, r := range list {
		words[i] = string(r)
	}
	return strings.Join(words, " ")
}

// A Way is how an alert goes out. An Atom feed needs no way: it is asked for.
type Way string

// The ways.
const (
	Mail Way = "mail"
	Hook Way = "hook"
)

// A Key makes the secrets of an alert: each is of no use for another purpose.
type Key []byte

// NewKey returns a key of its own.
func NewKey() Key {
	k := make(Key, 32)
	rand.Read(k) // never fails
	return k
}

// secret returns the secret for a purpose.
func (k Key) secret(purpose string) []byte {
	m := hmac.New(sha256.New, k)
	m.Write([]byte(purpose))
	return m.Sum(nil)
}

// FeedToken opens the alert's Atom feed, StopToken the page that stops it.
func (k Key) FeedToken() string { return hex.EncodeToString(k.secret("feed")[:16]) }

// StopToken opens the page on which whoever has the mail stops the alert.
func (k Key) StopToken() string { return hex.EncodeToString(k.secret("stop")[:16]) }

// HookSecret is what a receiver checks signatures with.
func (k Key) HookSecret() string { return "whsec_" + hex.EncodeToString(k.secret("hook")) }

// Fits reports whether a token that somebody shows is the right one, in a time that
// tells nothing of it.
func Fits(want, shown string) bool { return hmac.Equal([]byte(want), []byte(shown)) }

// Sign returns the signature of a message at a time: HMAC-SHA256 of
// "TIME.BODY", the time in seconds since 1970, under the secret.
func Sign(secret string, at time.Time, body []byte) string {
	m := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(m, "%d.", at.Unix())
	m.Write(body)
	return "sha256=" + hex.EncodeToString(m.Sum(nil))
}
