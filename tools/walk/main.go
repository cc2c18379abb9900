// Walk says how often what a reader of the code follows goes back to where it
// came from: calls of one parameter through the packages, and references between
// the files of one package.
//
//	go -C tools run ./walk [-v] [-max-up N] -from pipeline.Reader.Read ../pipeline ../internal/stage/* …
//	go -C tools run ./walk [-v] [-max-against N] -inside ../internal/stage/event
//
// With -from it follows the parameters of a function through the packages that
// are given: into each function that is called with one, with a part of one, or
// with what was made of one (numbers and booleans apart: they are answers), as
// an argument or as the receiver. A call is a pair of functions in different
// files, counted once. It goes back up if the
// callee stands in a file through which the parameter came to the caller, in the
// order of the text: who reads along must open that file again.
//
// With -inside it takes the functions, methods, variables and constants of one
// package. A reference is a file and such a name of another file that it uses,
// counted once; types are what the files share and do not count. It looks for
// the order of the files in which the fewest references go backward, and those
// are against the direction of the rest.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/tools/go/packages"
)

func main() {
	from := flag.String("from", "", "the function to begin with: package.Type.Method")
	inside := flag.Bool("inside", false, "references between the files of one package")
	verbose := flag.Bool("v", false, "print what goes back")
	maxUp := flag.Int("max-up", -1, "fail if more calls go back up")
	maxAgainst := flag.Int("max-against", -1, "fail if more references go against the rest")
	flag.Parse()
	pkgs, err := load("..", flag.Args())
	if err == nil && *inside == (*from != "") {
		err = fmt.Errorf("say either -from or -inside")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "walk:", err)
		os.Exit(2)
	}
	over := false
	if *inside {
		for _, p := range pkgs {
			refs := references(p)
			back := refs.against()
			fmt.Printf("%s: %d files, %d references between them, %d against the direction of the rest\n", p.PkgPath, len(refs.files), len(refs.all), len(back))
			report(*verbose, back)
			over = over || *maxAgainst >= 0 && len(back) > *maxAgainst
		}
	} else {
		w, err := follow(pkgs, *from)
		if err != nil {
			fmt.Fprintln(os.Stderr, "walk:", err)
			os.Exit(2)
		}
		fmt.Printf("%s: %d files, %d calls between them, %d back up\n", *from, len(w.files), len(w.calls), len(w.up))
		report(*verbose, w.up)
		over = *maxUp >= 0 && len(w.up) > *maxUp
	}
	if over {
		os.Exit(1)
	}
}

// report prints what goes back.
func report(verbose bool, lines []string) {
	if verbose {
		for _, l := range lines {
			fmt.Println("  " + l)
		}
	}
}

// load type-checks the packages of folders of the module at root, without their
// tests.
func load(root string, dirs []string) ([]*packages.Package, error) {
	if len(dirs) == 0 {
		return nil, fmt.Errorf("name the folders of the packages")
	}
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	var patterns []string
	for _, d := range dirs {
		abs, err := filepath.Abs(d)
		if err != nil {
			return nil, err
		}
		patterns = append(patterns, abs)
	}
	pkgs, err := packages.Load(&packages.Config{Dir: root,
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports}, patterns...)
	if err == nil && packages.PrintErrors(pkgs) > 0 {
		err = fmt.Errorf("the packages do not compile")
	}
	return pkgs, err
}
