package readout

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// TestClosedListsAreWhole reads the constants of this package: each code of a
// type with a closed list stands in the list, once, and is valid.
func TestClosedListsAreWhole(t *testing.T) {
	lists := map[string]any{"Form": AllForms[:], "TimeType": AllTimeTypes[:],
		"Precision": AllPrecisions[:], "DateBasis": AllDateBases[:], "TimeBasis": AllTimeBases[:], "SpeakerKind": AllSpeakerKinds[:], "Quoted": AllQuotings[:],
		"Act": AllActs[:], "Status": AllStatuses[:], "ActorKind": AllActorKinds[:], "ActorBasis": AllActorBases[:],
		"PlacePrecision": AllPlacePrecisions[:], "EventType": AllEventTypes[:]}
	constants := stringConstants(t)
	for name, list := range lists {
		count := map[string]int{}
		all := reflect.ValueOf(list)
		for i := range all.Len() {
			code := all.Index(i)
			count[code.String()]++
			if v, ok := code.Interface().(interface{ Valid() bool }); ok && !v.Valid() {
				t.Errorf("%s %q of the list is not valid", name, code)
			}
		}
		if v, ok := reflect.Zero(all.Type().Elem()).Interface().(interface{ Valid() bool }); ok && v.Valid() {
			t.Errorf("the empty %s is valid", name)
		}
		for _, code := range constants[name] {
			if count[code] != 1 {
				t.Errorf("%s %q stands %d times in its list, want 1", name, code, count[code])
			}
			delete(count, code)
		}
		if len(count) > 0 {
			t.Errorf("%s: codes without a constant: %v", name, count)
		}
	}
}

// stringConstants returns the values of the package's string constants by type.
func stringConstants(t *testing.T) map[string][]string {
	out := map[string][]string{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			c, ok := n.(*ast.ValueSpec)
			if !ok || len(c.Values) != 1 {
				return true
			}
			kind, typed := c.Type.(*ast.Ident)
			lit, isLit := c.Values[0].(*ast.BasicLit)
			if typed && isLit && lit.Kind == token.STRING {
				code, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				out[kind.Name] = append(out[kind.Name], code)
			}
			return true
		})
	}
	return out
}
