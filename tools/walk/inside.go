package main

import (
	"fmt"
	"go/ast"
	"go/types"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/packages"
)

// A reference is a file that uses a name of another.
type reference struct {
	from, to int // numbers of files
	name     string
}

// refs are the references between the files of a package.
type refs struct {
	files []string
	all   []reference
}

// references finds them.
func references(p *packages.Package) refs {
	var r refs
	of := map[types.Object]int{} // the file that declares it
	for n, f := range p.Syntax {
		r.files = append(r.files, filepath.Base(p.Fset.Position(f.Package).Filename))
		for id, obj := range p.TypesInfo.Defs {
			if obj != nil && f.FileStart <= id.Pos() && id.Pos() < f.FileEnd && counts(obj) {
				of[obj] = n
			}
		}
	}
	seen := map[reference]bool{}
	for n, f := range p.Syntax {
		ast.Inspect(f, func(node ast.Node) bool {
			id, ok := node.(*ast.Ident)
			if !ok {
				return true
			}
			obj := p.TypesInfo.Uses[id]
			if to, ok := of[obj]; ok && to != n {
				if ref := (reference{n, to, obj.Name()}); !seen[ref] {
					seen[ref] = true
					r.all = append(r.all, ref)
				}
			}
			return true
		})
	}
	return r
}

// counts reports whether a name is a function, a method, or a variable or
// constant of the package.
func counts(obj types.Object) bool {
	switch obj := obj.(type) {
	case *types.Func:
		return true
	case *types.Var, *types.Const:
		return obj.Parent() == obj.Pkg().Scope()
	}
	return false
}

// against returns the references that go backward in the best order of the
// files. Files that do not refer to each other in a circle are no matter; the
// order within each circle is the best of all (Held and Karp's way over sets).
func (r *refs) against() []string {
	var out []string
	for _, circle := range r.circles() {
		place := r.order(circle)
		for _, ref := range r.all {
			a, b := slices.Index(place, ref.from), slices.Index(place, ref.to)
			if a >= 0 && b >= 0 && b < a {
				out = append(out, fmt.Sprintf("%s uses %s of %s", r.files[ref.from], ref.name, r.files[ref.to]))
			}
		}
	}
	slices.Sort(out)
	return out
}

// circles returns the sets of files each of which reaches each other one.
func (r *refs) circles() [][]int {
	n := len(r.files)
	reach := make([][]bool, n)
	for i := range reach {
		reach[i] = make([]bool, n)
	}
	for _, ref := range r.all {
		reach[ref.from][ref.to] = true
	}
	for k := range n {
		for i := range n {
			for j := range n {
				reach[i][j] = reach[i][j] || reach[i][k] && reach[k][j]
			}
		}
	}
	var out [][]int
	done := make([]bool, n)
	for i := range n {
		circle := []int{i}
		for j := i + 1; j < n && !done[i]; j++ {
			if reach[i][j] && reach[j][i] {
				circle, done[j] = append(circle, j), true
			}
		}
		if !done[i] && len(circle) > 1 {
			out = append(out, circle)
		}
	}
	return out
}

// order returns the files of a circle in the order with the fewest references
// backward.
func (r *refs) order(circle []int) []int {
	n := len(circle)
	uses := make([][]int32, n)
	for i := range uses {
		uses[i] = make([]int32, n)
	}
	for _, ref := range r.all {
		if a, b := slices.Index(circle, ref.from), slices.Index(circle, ref.to); a >= 0 && b >= 0 {
			uses[a][b]++
		}
	}
	const none = 1 << 30
	cost, last := make([]int32, 1<<n), make([]int8, 1<<n)
	for set := 1; set < 1<<n; set++ {
		cost[set] = none
		for k := range n {
			if set&(1<<k) == 0 {
				continue
			}
			sum := cost[set&^(1<<k)] // k stands behind the others: what it uses of them goes backward
			for j := range n {
				if j != k && set&(1<<j) != 0 {
					sum += uses[k][j]
				}
			}
			if sum < cost[set] {
				cost[set], last[set] = sum, int8(k)
			}
		}
	}
	out := make([]int, 0, n)
	for set := 1<<n - 1; set != 0; set &^= 1 << last[set] {
		out = append(out, circle[last[set]])
	}
	slices.Reverse(out)
	return out
}
