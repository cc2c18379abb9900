package fetch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Package mailer is left out: it speaks SMTP to the server that the user has named.

// ways are the names by which a package reaches other machines.
var ways = map[string][]string{
	"net/http":   {"Get", "Head", "Post", "PostForm", "Client", "DefaultClient", "Transport", "DefaultTransport", "NewRequest", "NewRequestWithContext", "ProxyFromEnvironment"},
	"net":        {"Dial", "DialTimeout", "DialTCP", "DialUDP", "DialIP", "Dialer", "LookupHost", "LookupIP", "Resolver"},
	"crypto/tls": {"Dial", "DialWithDialer", "Dialer"},
}

// methods of libraries that fetch by themselves.
var fetching = []string{"ParseURL", "ParseURLWithContext", "FromURL"}

func TestThereIsNoOtherClient(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := 0
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, file)
		rel = filepath.ToSlash(rel)
		if d.IsDir() && (rel == "internal/fetch" || rel == "internal/mailer" || rel == "tools" /* no part of the program */ || strings.HasPrefix(d.Name(), ".") && rel != ".") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		seen++
		checkFile(t, file, rel)
		return nil
	})
	if err != nil || seen < 10 {
		t.Fatalf("%d files seen, %v", seen, err)
	}
}

// checkFile reports the ways out that a file uses.
func checkFile(t *testing.T, file, rel string) {
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Logf("%s: %v", rel, err) // a file that is being written
		return
	}
	names := make(map[string]string) // what a package is called in this file
	for _, spec := range f.Imports {
		imp, _ := strconv.Unquote(spec.Path.Value)
		name := path.Base(imp)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = imp
		if imp == "net/rpc" || imp == "net/smtp" || name == "." && ways[imp] != nil {
			t.Errorf("%s imports %s: only internal/fetch may reach other machines", rel, imp)
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		x, isName := sel.X.(*ast.Ident)
		switch {
		case isName && slices.Contains(ways[names[x.Name]], sel.Sel.Name):
			t.Errorf("%s: %s.%s: only internal/fetch may reach other machines", set.Position(n.Pos()), x.Name, sel.Sel.Name)
		case slices.Contains(fetching, sel.Sel.Name) && !(isName && strings.HasSuffix(names[x.Name], "internal/fetch")):
			t.Errorf("%s: %s: a library that fetches by itself; only internal/fetch may", set.Position(n.Pos()), sel.Sel.Name)
		}
		return true
	})
}
