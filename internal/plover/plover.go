// Package plover holds the ontologies that events are coded in: the types,
// modes and contexts of PLOVER, the codes of CAMEO with their Goldstein
// values, and the ways between the two. All of it stands in tables of data/.
package plover

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout/data"
)

// A Type is an event type of PLOVER.
type Type struct {
	Name string
	// Meaning says what somebody does by such an event, in words.
	Meaning string
	Quad    int     // 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
	Score   float64 // of the bare type
	Modes   map[string]float64
}

// A Code is an event code of CAMEO.
type Code struct {
	Code, Label string
	ICEWS       float64 // Goldstein value as ICEWS gives it
	GDELT       float64 // the same as GDELT gives it; that of ICEWS where GDELT has no such code
	Type, Mode  string  // PLOVER type and mode, empty for statements and appeals
	Contexts    []string
}

// A tables is what the package knows.
type tables struct {
	types     map[string]Type
	names     []string
	codes     map[string]Code
	crosswalk []crossing
	contents  map[[3]string][2]string // type, what it is about, detail → mode and hint
	contexts  []string
	words     map[string][]string
	cow, fips map[string]string
	country   map[string]string
}

// A crossing is a row of the way from PLOVER to CAMEO.
type crossing struct{ kind, mode, hint, context, code string }

// load reads the tables once.
var load = sync.OnceValue(func() *tables {
	t := &tables{types: map[string]Type{}, codes: map[string]Code{}, words: map[string][]string{},
		contents: map[[3]string][2]string{}, cow: map[string]string{}, fips: map[string]string{}, country: map[string]string{}}
	for _, r := range data.Rows("countries") {
		t.country[r[0]] = r[1]
	}
	for _, r := range data.Rows("plover") {
		score := number(r[3])
		if r[2] == "" {
			quad, _ := strconv.Atoi(r[1])
			t.types[r[0]] = Type{Name: r[0], Meaning: r[4], Quad: quad, Score: score, Modes: map[string]float64{}}
			t.names = append(t.names, r[0])
			continue
		}
		t.types[r[0]].Modes[r[2]] = score
	}
	for _, r := range data.Rows("cameo") {
		c := Code{Code: r[0], Label: r[1], ICEWS: number(r[3]), GDELT: number(r[3]), Type: r[5], Mode: r[6], Contexts: strings.Fields(r[7])}
		if r[4] != "" {
			c.GDELT = number(r[4])
		}
		t.codes[c.Code] = c
	}
	for _, r := range data.Rows("crosswalk") {
		t.crosswalk = append(t.crosswalk, crossing{r[0], r[1], r[2], r[3], r[4]})
	}
	for _, r := range data.Rows("contents") {
		t.contents[[3]string{r[0], r[1], r[2]}] = [2]string{r[3], r[4]}
	}
	for _, r := range data.Rows("contexts") {
		t.contexts = append(t.contexts, r[0])
		t.words[r[0]] = strings.Fields(r[1])
	}
	for _, r := range data.Rows("codes") {
		t.cow[r[0]], t.fips[r[0]] = r[1], r[2]
	}
	return t
})

// number reads a number of a table; the tables are part of the program.
func number(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic("plover: " + err.Error())
	}
	return v
}

// Types returns the names of the types, sorted.
func Types() []string { return slices.Clone(load().names) }

// Lookup returns a type by its name.
func Lookup(name string) (Type, bool) {
	t, ok := load().types[name]
	return t, ok
}

// Score returns the score of a type with modes: that of the mode furthest
// from zero, or of the bare type.
func Score(name string, modes []string) float64 {
	t := load().types[name]
	score, found := t.Score, false
	for _, m := range modes {
		if s, ok := t.Modes[m]; ok && (!found || math.Abs(s) > math.Abs(score)) {
			score, found = s, true
		}
	}
	return score
}

// QuadName returns the name of a quad class, in capitals.
func QuadName(quad int) string {
	return [...]string{"", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"}[max(0, min(quad, 4))]
}

// CAMEO returns a code, or for a leaf that is not known the code above it.
func CAMEO(code string) (Code, bool) {
	for ; len(code) >= 2; code = code[:len(code)-1] {
		if c, ok := load().codes[code]; ok {
			return c, true
		}
	}
	return Code{}, false
}

// Contexts returns the names of the contexts, sorted.
func Contexts() []string { return slices.Clone(load().contexts) }

// ContextWords returns the words that show a context. One that ends in a star
// stands for all words that begin so; a hyphen stands for a blank too.
func ContextWords(context string) []string { return load().words[context] }

// About returns the mode and the hint that follow for a promise, a refusal, a
// request or a threat from the type of what it is about and from details of
// that: its mode, its hints, [Not]. Both are empty if nothing follows.
func About(kind, about string, details ...string) (mode, hint string) {
	for _, d := range append(details, "") {
		if c, ok := load().contents[[3]string{kind, about, d}]; ok {
			return c[0], c[1]
		}
	}
	return "", ""
}

// Not is the detail of what must not be done.
const Not = "not"

// Hard is the hint that a REQUEST is a demand.
const Hard = "hard"

// ToCAMEO returns the code of a type with its modes and contexts. Hints tell
// more than PLOVER's modes do: "negotiate", "sign", "praise", … as the
// crosswalk's table has them.
func ToCAMEO(kind string, modes, contexts, hints []string) string {
	code, best := "", -1
	for _, c := range load().crosswalk {
		if c.kind != kind || c.mode != "" && !slices.Contains(modes, c.mode) || c.hint != "" && !slices.Contains(hints, c.hint) ||
			c.context != "" && !slices.Contains(contexts, c.context) {
			continue
		}
		score := 0
		for weight, cell := range []string{c.context, c.hint, c.mode} {
			if cell != "" {
				score += weight + 2
			}
		}
		if score > best {
			code, best = c.code, score
		}
	}
	if kind == "REQUEST" && slices.Contains(hints, Hard) {
		code = "10" + strings.TrimPrefix(code, "02")
	}
	return code
}

// COW returns the number that the Correlates of War project gives a country,
// and the FIPS 10-4 code; both are empty where there is none.
func COW(iso3 string) (cow, fips string) { return load().cow[iso3], load().fips[iso3] }

// CountryName returns the usual name of a country by its ISO 3166-1 alpha-3
// code, or "".
func CountryName(iso3 string) string { return load().country[iso3] }
