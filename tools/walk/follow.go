package main

import (
	"fmt"
	"go/ast"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// A function is one of the packages that are walked.
type function struct {
	name string // "event.finder.list"
	file string // with its package: "event/weigh.go"
	decl *ast.FuncDecl
	info *types.Info
	// params are the receiver and the parameters, and has says which of them
	// have come in.
	params []types.Object
	has    []bool
	calls  []call
}

// A call hands something on.
type call struct {
	to   *function
	args []bool // of the receiver and the parameters: which have it
}

// A walk is what was found.
type walk struct {
	funcs map[string]*function
	files []string
	calls []string
	up    []string
}

// follow walks the parameters of a function through the packages.
func follow(pkgs []*packages.Package, from string) (*walk, error) {
	w := &walk{funcs: map[string]*function{}}
	var first *function
	for _, p := range pkgs {
		for _, f := range p.Syntax {
			for _, d := range f.Decls {
				fd, ok := d.(*ast.FuncDecl)
				if !ok || fd.Body == nil {
					continue
				}
				fn := newFunction(p, fd)
				w.funcs[p.TypesInfo.Defs[fd.Name].(*types.Func).FullName()] = fn
				if fn.name == from {
					first = fn
				}
			}
		}
	}
	if first == nil {
		return nil, fmt.Errorf("there is no function %s", from)
	}
	for i := range first.has {
		first.has[i] = i > 0 || first.decl.Recv == nil
	}
	w.spread(first)
	w.down(first, nil, map[*function]bool{}, map[string]bool{})
	return w, nil
}

// newFunction returns a function as it stands in its package.
func newFunction(p *packages.Package, fd *ast.FuncDecl) *function {
	fn := &function{name: p.Name + "." + fd.Name.Name, decl: fd, info: p.TypesInfo,
		file: p.Name + "/" + filepath.Base(p.Fset.Position(fd.Pos()).Filename)}
	sig := p.TypesInfo.Defs[fd.Name].Type().(*types.Signature)
	if r := sig.Recv(); r != nil {
		t := r.Type()
		if ptr, ok := t.(*types.Pointer); ok {
			t = ptr.Elem()
		}
		if named, ok := t.(*types.Named); ok {
			fn.name = p.Name + "." + named.Obj().Name() + "." + fd.Name.Name
		}
		fn.params = append(fn.params, r)
	}
	for v := range sig.Params().Variables() {
		fn.params = append(fn.params, v)
	}
	fn.has = make([]bool, len(fn.params))
	return fn
}

// spread finds which functions get what comes in, until no more do.
func (w *walk) spread(first *function) {
	queue := []*function{first}
	for len(queue) > 0 {
		fn := queue[0]
		queue = queue[1:]
		fn.calls = w.callsOf(fn)
		for _, c := range fn.calls {
			more := false
			for i, has := range c.args {
				if has && i < len(c.to.has) && !c.to.has[i] {
					c.to.has[i], more = true, true
				}
			}
			if more {
				queue = append(queue, c.to)
			}
		}
	}
}

// callsOf returns the calls of a function that hand on what it has.
func (w *walk) callsOf(fn *function) []call {
	held := map[types.Object]bool{}
	for i, p := range fn.params {
		if fn.has[i] {
			held[p] = true
		}
	}
	b := &body{fn.info, held}
	for n := -1; n != len(held); {
		n = len(held)
		ast.Inspect(fn.decl.Body, b.assign)
	}
	var out []call
	ast.Inspect(fn.decl.Body, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok {
			out = append(out, w.handed(b, c)...)
		}
		return true
	})
	return out
}

// handed returns what a call calls with something that is held: its function,
// and functions that it is given beside.
func (w *walk) handed(b *body, c *ast.CallExpr) []call {
	var out []call
	any := false
	var args []bool
	if sel, ok := c.Fun.(*ast.SelectorExpr); ok && b.info.Selections[sel] != nil {
		args = append(args, b.holds(sel.X))
	}
	for _, a := range c.Args {
		args = append(args, b.holds(a))
	}
	any = slices.Contains(args, true)
	if !any {
		return nil
	}
	if to := w.funcs[b.callee(c.Fun)]; to != nil {
		out = append(out, call{to, args})
	}
	for _, a := range c.Args {
		if to := w.funcs[b.callee(a)]; to != nil { // a function that is handed on is called with what stands beside it
			all := make([]bool, len(to.has))
			for i := range all {
				all[i] = i > 0 || to.decl.Recv == nil
			}
			out = append(out, call{to, all})
		}
	}
	return out
}

// A body is a function's body with what holds something in it.
type body struct {
	info *types.Info
	held map[types.Object]bool
}

// callee returns the full name of the function that an expression names, "" if
// it names none.
func (b *body) callee(e ast.Expr) string {
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident:
		if f, ok := b.info.Uses[x].(*types.Func); ok {
			return f.Origin().FullName()
		}
	case *ast.SelectorExpr:
		if f, ok := b.info.Uses[x.Sel].(*types.Func); ok {
			return f.Origin().FullName()
		}
	case *ast.IndexExpr:
		return b.callee(x.X)
	}
	return ""
}

// assign takes down the variables that something is assigned to.
func (b *body) assign(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, l := range n.Lhs {
			r := n.Rhs[0]
			if len(n.Rhs) == len(n.Lhs) {
				r = n.Rhs[i]
			}
			if b.holds(r) {
				b.hold(l)
			}
		}
	case *ast.ValueSpec:
		for i, v := range n.Values {
			if b.holds(v) {
				for k, name := range n.Names {
					if len(n.Values) == 1 || k == i {
						b.hold(name)
					}
				}
			}
		}
	case *ast.RangeStmt:
		if b.holds(n.X) {
			b.hold(n.Key)
			b.hold(n.Value)
		}
	}
	return true
}

// hold takes down the variable of which an expression is a part.
func (b *body) hold(e ast.Expr) {
	for e != nil {
		switch x := e.(type) {
		case *ast.Ident:
			obj := b.info.Defs[x]
			if obj == nil {
				obj = b.info.Uses[x]
			}
			if obj != nil && !answer(obj.Type()) {
				b.held[obj] = true
			}
			return
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return
		}
	}
}

// holds reports whether an expression has a held variable in it, closures
// apart, and is no answer.
func (b *body) holds(e ast.Expr) bool {
	if e == nil || answer(b.info.TypeOf(e)) {
		return false
	}
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.Ident:
			found = found || b.held[b.info.Uses[n]]
		}
		return !found
	})
	return found
}

// answer reports whether a type is that of a number or of a boolean.
func answer(t types.Type) bool {
	if t == nil {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&(types.IsNumeric|types.IsBoolean) != 0
}

// down walks the calls depth first, in the order of the text. path has the
// files through which the walk came.
func (w *walk) down(fn *function, path []string, seen map[*function]bool, counted map[string]bool) {
	seen[fn] = true
	if !slices.Contains(w.files, fn.file) {
		w.files = append(w.files, fn.file)
	}
	if len(path) == 0 || path[len(path)-1] != fn.file {
		path = append(slices.Clone(path), fn.file)
	}
	for _, c := range fn.calls {
		if c.to.file != fn.file {
			if key := fn.name + " → " + c.to.name; !counted[key] {
				counted[key] = true
				w.calls = append(w.calls, key)
				if slices.Contains(path[:len(path)-1], c.to.file) {
					w.up = append(w.up, fmt.Sprintf("%s (%s) calls %s (%s), by way of %s", fn.name, fn.file, c.to.name, c.to.file, strings.Join(path, " ")))
				}
			}
		}
		if !seen[c.to] {
			w.down(c.to, path, seen, counted)
		}
	}
}
