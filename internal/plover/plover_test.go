package plover

import (
	"slices"
	"testing"
)

func TestTypesAreThoseOfPLOVER(t *testing.T) {
	if got := len(Types()); got != 16 {
		t.Errorf("%d types, want 16", got)
	}
	if got := len(Contexts()); got != 37 {
		t.Errorf("%d contexts, want 37", got)
	}
	for _, name := range Types() {
		k, _ := Lookup(name)
		if k.Quad < 1 || k.Quad > 4 {
			t.Errorf("%s is in quad %d", name, k.Quad)
		}
	}
}

func TestCrosswalkLeadsToCodesThatAreKnown(t *testing.T) {
	for _, c := range load().crosswalk {
		code, ok := load().codes[c.code]
		if !ok {
			t.Errorf("%v leads to no code", c)
		}
		if k := load().types[c.kind]; c.mode != "" {
			if _, ok := k.Modes[c.mode]; !ok {
				t.Errorf("%v: %s has no such mode", c, c.kind)
			}
		}
		if c.context != "" && !slices.Contains(Contexts(), c.context) {
			t.Errorf("%v: no such context", c)
		}
		_ = code
	}
	for _, c := range load().codes {
		for _, x := range c.Contexts {
			if !slices.Contains(Contexts(), x) {
				t.Errorf("%s: no context %s", c.Code, x)
			}
		}
		if c.Mode != "" {
			if _, ok := load().types[c.Type].Modes[c.Mode]; !ok {
				t.Errorf("%s: %s has no mode %s", c.Code, c.Type, c.Mode)
			}
		}
	}
}

func TestToCAMEO(t *testing.T) {
	for _, tt := range []struct {
		kind, mode, context, hint, want string
	}{
		{"REJECT", "assist", "military", "", "1212"},
		{"REQUEST", "yield", "", "force", "0256"},
		{"REQUEST", "change", "", "leader", "0241"},
		{"ASSAULT", "aerial", "military", "armed", "195"},
		{"ASSAULT", "", "", "armed", "190"},
		{"CONSULT", "visit", "", "host", "043"},
		{"SANCTION", "discontinue", "economic", "embargo", "163"},
		{"AID", "", "", "", "070"},
	} {
		if got := ToCAMEO(tt.kind, []string{tt.mode}, []string{tt.context}, []string{tt.hint}); got != tt.want {
			t.Errorf("%v: %s", tt, got)
		}
	}
	if got := ToCAMEO("REQUEST", []string{"meet"}, nil, []string{Hard}); got != "106" {
		t.Errorf("a demand to meet is %s", got)
	}
}

func TestGoldsteinValues(t *testing.T) {
	for code, want := range map[string][2]float64{"016": {-5, 3.4}, "0874": {10, 10}, "1951": {-10, -10}, "19599": {-10, -10}, "163": {-8, -6.5}, "0231": {3.4, 3.4}} {
		c, ok := CAMEO(code)
		if !ok || c.ICEWS != want[0] || c.GDELT != want[1] {
			t.Errorf("%s: %v %v, want %v", code, c.ICEWS, c.GDELT, want)
		}
	}
}

func TestScores(t *testing.T) {
	if got := Score("ASSAULT", []string{"beat", "aerial"}); got != -9.5 {
		t.Errorf("beating and bombing score %v", got)
	}
	if got := Score("ACCUSE", nil); got != -3 {
		t.Errorf("a bare accusation scores %v", got)
	}
	if got := Score("REJECT", []string{"assist"}); got != -1.5 {
		t.Errorf("refusing help scores %v", got)
	}
}

func TestCountryNumbers(t *testing.T) {
	if cow, fips := COW("IRN"); cow != "630" || fips != "IR" {
		t.Errorf("Iran is %s and %s", cow, fips)
	}
	if _, fips := COW("GBR"); fips != "UK" {
		t.Errorf("Britain is %s", fips)
	}
}

// TestAbout checks that what follows from a content are modes that the type has
// and hints that the crosswalk knows.
func TestAbout(t *testing.T) {
	hints := map[string]bool{"": true}
	for _, c := range load().crosswalk {
		hints[c.kind+c.hint] = true
	}
	for key, c := range load().contents {
		if _, ok := load().types[key[0]].Modes[c[0]]; c[0] != "" && !ok {
			t.Errorf("%v: %s has no mode %s", key, key[0], c[0])
		}
		if _, ok := Lookup(key[1]); !ok || c[1] != "" && !hints[key[0]+c[1]] {
			t.Errorf("%v: no such type, or no code for the hint %q", key, c[1])
		}
	}
	for _, tt := range []struct{ kind, about, detail, mode, hint string }{
		{"REQUEST", "CONCEDE", "release", "yield", "release"},
		{"REQUEST", "CONCEDE", "ease", "yield", ""},
		{"REQUEST", "ASSAULT", Not, "yield", "force"},
		{"REQUEST", "ASSAULT", "", "", ""},
		{"THREATEN", "SANCTION", "expel", "expel", ""},
	} {
		if mode, hint := About(tt.kind, tt.about, tt.detail); mode != tt.mode || hint != tt.hint {
			t.Errorf("%v: %q %q", tt, mode, hint)
		}
	}
	for _, name := range Types() {
		if k, _ := Lookup(name); k.Meaning == "" {
			t.Errorf("%s has no meaning", name)
		}
	}
}
