// Words counts what the reading stages know of a language outside the room for
// it: words in lists, and comparisons of strings with literals, by package.
//
//	go -C tools run ./words [-v] [-max-words N -max-comparisons N] ../internal/stage/* ../internal/modality …
//
// A list is a composite literal of strings (elements, keys and values), any
// composite literal that a variable of the package holds, or a literal that is given to a function whose name says that it makes a list or
// set of words ("set", "setOf", "wordSet", "Fields", "listOf" …). Each run of
// letters in such a literal is a word, with apostrophes, hyphens and periods
// inside it, if it has two letters or more and is no label: a part of speech, a
// relation, a feature or a name class of the corpora, or an upper-case code. The
// name of a list of data/<language> is no word of a list, nor is a message: a
// literal with a verb of package fmt or with *emphasis*.
//
// A comparison is == or != with a string literal that has a letter, or such a
// literal in a case of a switch over strings; labels are compared too, and
// count, unless -labels=false.
package main

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// labels are words of the annotation schemes: Universal Dependencies'
// relations and the names of the record's own values are no words of a
// language.
var labels = func() map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(`acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl
		fixed flat goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative xcomp relcl pass poss
		agent outer tmod npmod unmarked desc prt preconj predet impers arg emph lvc foreign name nominal pronoun person organization
		government country group place role unnamed date time duration set point town district region`) {
		out[w] = true
	}
	return out
}()

// word is a word in a list.
var word = regexp.MustCompile(`[\p{L}][\p{L}'’.\-]*[\p{L}.]`)

// maker is the name of a function that makes a list of words of a literal.
var maker = regexp.MustCompile(`(?i)^(set|setOf|wordSet|words|fields|fieldsSeq|listOf|list|fixed|floating|movable|split|splitSeq)$`)

// sections are the names of the languages' lists, with and without their file's.
var sections = map[string]bool{}

// readSections reads them from a folder of languages.
func readSections(data string) error {
	files, err := filepath.Glob(filepath.Join(data, "*", "*.txt"))
	if err != nil {
		return err
	}
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		file := strings.TrimSuffix(filepath.Base(name), ".txt")
		sections[file+"."] = true
		for line := range strings.Lines(string(content)) {
			if line = strings.TrimSpace(line); strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") {
				section := line[1 : len(line)-1]
				sections[section], sections[file+"."+section], sections[strings.TrimPrefix(section, "is ")] = true, true, true
			}
		}
	}
	return nil
}

// A count is what one package has.
type count struct{ words, comparisons int }

// A counter walks one package.
type counter struct {
	count
	fset    *token.FileSet
	verbose bool
	labels  bool
	seen    map[*ast.BasicLit]bool
}

func main() {
	verbose := flag.Bool("v", false, "print each literal")
	withLabels := flag.Bool("labels", true, "count comparisons with labels of the annotation schemes")
	maxWords := flag.Int("max-words", -1, "fail if there are more words")
	maxComparisons := flag.Int("max-comparisons", -1, "fail if there are more comparisons")
	data := flag.String("data", "../data", "the folder of the languages")
	flag.Parse()
	if err := readSections(*data); err != nil {
		fmt.Fprintln(os.Stderr, "words:", err)
		os.Exit(2)
	}
	var total count
	dirs := flag.Args()
	sort.Strings(dirs)
	for _, dir := range dirs {
		c, err := countPackage(dir, *verbose, *withLabels)
		if err != nil {
			fmt.Fprintln(os.Stderr, "words:", err)
			os.Exit(2)
		}
		if c == (count{}) {
			continue
		}
		fmt.Printf("%-32s %5d words in lists  %4d comparisons\n", strings.TrimPrefix(filepath.ToSlash(dir), "../"), c.words, c.comparisons)
		total.words += c.words
		total.comparisons += c.comparisons
	}
	fmt.Printf("%-32s %5d words in lists  %4d comparisons\n", "all", total.words, total.comparisons)
	if *maxWords >= 0 && total.words > *maxWords || *maxComparisons >= 0 && total.comparisons > *maxComparisons {
		fmt.Fprintln(os.Stderr, "words: too many; a word that a stage must know belongs to data/en")
		os.Exit(1)
	}
}

// countPackage counts in the files of a folder that are no tests.
func countPackage(dir string, verbose, withLabels bool) (count, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return count{}, err
	}
	c := &counter{fset: token.NewFileSet(), verbose: verbose, labels: withLabels, seen: map[*ast.BasicLit]bool{}}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(c.fset, name, nil, 0)
		if err != nil {
			return count{}, err
		}
		ast.Inspect(f, c.visit)
	}
	return c.count, nil
}

// visit counts what one node has.
func (c *counter) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.File:
		for _, d := range n.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR {
				for _, spec := range g.Specs {
					for _, v := range spec.(*ast.ValueSpec).Values {
						if lit, ok := v.(*ast.CompositeLit); ok {
							c.list(lit)
						}
					}
				}
			}
		}
	case *ast.CompositeLit:
		if ofStrings(n.Type) {
			for _, e := range n.Elts {
				c.list(e)
			}
		}
	case *ast.CallExpr:
		name := ""
		switch f := n.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
		}
		if maker.MatchString(name) {
			for _, a := range n.Args {
				c.list(a)
			}
		}
	case *ast.BinaryExpr:
		if n.Op == token.EQL || n.Op == token.NEQ {
			c.compared(n.X)
			c.compared(n.Y)
		}
	case *ast.CaseClause:
		for _, e := range n.List {
			c.compared(e)
		}
	}
	return true
}

// ofStrings reports whether a composite literal's type has strings in it: a
// slice, an array or a map of them. Those of other types are looked at for
// the literals of lists inside.
func ofStrings(t ast.Expr) bool {
	switch t := t.(type) {
	case *ast.ArrayType:
		return ofStrings(t.Elt) || isString(t.Elt)
	case *ast.MapType:
		return isString(t.Key) || isString(t.Value) || ofStrings(t.Value)
	}
	return false
}

// isString reports whether an expression is the type string.
func isString(t ast.Expr) bool {
	id, ok := t.(*ast.Ident)
	return ok && id.Name == "string"
}

// list counts the words of the literals in an element of a list.
func (c *counter) list(e ast.Expr) {
	switch e := e.(type) {
	case *ast.KeyValueExpr:
		c.list(e.Key)
		c.list(e.Value)
	case *ast.BinaryExpr:
		c.list(e.X)
		c.list(e.Y)
	case *ast.CompositeLit:
		for _, x := range e.Elts {
			c.list(x)
		}
	case *ast.BasicLit:
		if e.Kind != token.STRING || c.seen[e] {
			return
		}
		c.seen[e] = true
		n := 0
		if sections[text(e)] || strings.Contains(text(e), "%[") || strings.Contains(text(e), "*") && strings.Contains(text(e), " names ") {
			return
		}
		for _, w := range word.FindAllString(text(e), -1) {
			if w == strings.ToUpper(w) || label(w) {
				continue
			}
			n++
		}
		c.words += n
		if c.verbose && n > 0 {
			fmt.Printf("%s: %d words: %.100s\n", c.fset.Position(e.Pos()), n, text(e))
		}
	}
}

// compared counts a literal that something is compared with.
func (c *counter) compared(e ast.Expr) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING || !strings.ContainsFunc(text(lit), letter) || !c.labels && label(text(lit)) {
		return
	}
	c.comparisons++
	if c.verbose {
		fmt.Printf("%s: compared with %s\n", c.fset.Position(e.Pos()), lit.Value)
	}
}

// label reports whether a word is one of an annotation scheme.
func label(w string) bool {
	base, _, _ := strings.Cut(w, ":")
	return labels[base] || w == strings.ToUpper(w)
}

// letter reports a letter.
func letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// text returns what a literal says.
func text(lit *ast.BasicLit) string {
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return lit.Value
	}
	return s
}
