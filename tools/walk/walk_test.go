package main

import (
	"slices"
	"testing"

	"golang.org/x/tools/go/packages"
)

// sample loads the package of testdata.
func sample(t *testing.T) []*packages.Package {
	t.Helper()
	pkgs, err := load(".", []string{"testdata/sample"})
	if err != nil {
		t.Fatal(err)
	}
	return pkgs
}

// TestFollow walks a text through three files: one call goes back up, and a
// function that gets a number alone is not walked.
func TestFollow(t *testing.T) {
	w, err := follow(sample(t), "sample.Read")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"sample.Read → sample.split", "sample.split → sample.helper", "sample.Read → sample.count", "sample.count → sample.long"}
	if !slices.Equal(w.calls, want) || len(w.files) != 3 {
		t.Errorf("files %q, calls %q", w.files, w.calls)
	}
	if want := []string{"sample.split (sample/b.go) calls sample.helper (sample/a.go), by way of sample/a.go sample/b.go"}; !slices.Equal(w.up, want) {
		t.Errorf("up %q", w.up)
	}
	if _, err := follow(sample(t), "sample.Write"); err == nil {
		t.Error("a function that is not there was walked")
	}
}

// TestInside finds the reference against the others: a.go uses two functions of
// b.go, which uses one of a.go; what c.go and b.go use of each other is a tie.
func TestInside(t *testing.T) {
	refs := references(sample(t)[0])
	got := refs.against()
	if len(refs.all) != 5 || len(got) != 2 || got[0] != "b.go uses helper of a.go" {
		t.Errorf("%v, against %q", refs.all, got)
	}
}
