package emitter

import (
	"bytes"
	"go/ast"
	"go/token"
	"slices"
)

// optionalFields are the fields of helpers' structs that are there only where the
// emitter sets them, or another field that they go with. No other field has a
// name of these.
var optionalFields = map[string]string{
	"onRequest":    "onRequest",
	"onAnswer":     "onAnswer",
	"bodyEnd":      "bodyEnd",
	"ended":        "bodyEnd",
	"keepHead":     "keepHead",
	"show":         "show",
	"showBodies":   "showBodies",
	"framing":      "showBodies",
	"absoluteForm": "absoluteForm",
	"quic":         "quic",
	"silent":       "silent",
	"timed":        "timed",
	"ids":          "ids",
	"http09":       "http09",
	"ignoreLength": "ignoreLength",
	"anyCoding":    "anyCoding",
	"rawChunks":    "rawChunks",
	"came":         "rawChunks",
	"keepVersion":  "keepVersion",
	"old":          "keepVersion",
	"expects":      "expects",
	"awaiting":     "expects",
	"retried":      "retried",
	"anew":         "anew",
	"redirect":     "redirect",
	"counts":       "counts",
	"requested":    "counts",
	"onConn":       "onConn",
	"peer":         "peer",
	"bearer":       "bearer",
}

// set has an optional field of a helper's struct stay in the output.
func (e *Emitter) set(field string) { e.fields[field] = true }

// pruner finds what of a helper's source depends on optional fields that are not
// set: an "if" whose condition begins with the field or that does nothing but set it,
// what sets it elsewhere, a loop over it, and "&& !x.field" behind another condition.
type pruner struct {
	src  []byte
	fset *token.FileSet
	set  map[string]bool
	cuts [][2]int // offsets
}

// prune returns the source of a helper without the optional fields that are not
// set and what depends on them.
func prune(src []byte, fset *token.FileSet, file *ast.File, set map[string]bool) []byte {
	p := &pruner{src: src, fset: fset, set: set}
	ast.Inspect(file, p.visit)
	slices.SortFunc(p.cuts, func(a, b [2]int) int { return a[0] - b[0] })
	var out []byte
	at := 0
	for _, c := range p.cuts {
		out = append(out, src[at:c[0]]...)
		at = c[1]
	}
	return append(out, src[at:]...)
}

// visit is a function for [ast.Inspect].
func (p *pruner) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Field:
		if len(n.Names) == 1 && p.isAbsent(n.Names[0].Name) {
			from := n.Pos()
			if n.Doc != nil {
				from = n.Doc.Pos()
			}
			return p.cutLines(from, n.End())
		}
	case *ast.IfStmt:
		if n.Init == nil && (p.dependsOnAbsent(n.Cond) || p.setsAbsent(n.Body)) {
			return p.cutLines(n.Pos(), n.End())
		}
	case *ast.AssignStmt:
		if p.sets(n) {
			return p.cutLines(n.Pos(), n.End())
		}
	case *ast.RangeStmt:
		if p.dependsOnAbsent(n.X) {
			return p.cutLines(n.Pos(), n.End())
		}
	case *ast.BinaryExpr:
		if not, ok := n.Y.(*ast.UnaryExpr); ok && n.Op == token.LAND && not.Op == token.NOT && p.dependsOnAbsent(not.X) {
			p.cuts = append(p.cuts, [2]int{p.offset(n.X.End()), p.offset(n.End())})
		}
	}
	return true
}

func (p *pruner) isAbsent(field string) bool {
	with, optional := optionalFields[field]
	return optional && !p.set[with]
}

// dependsOnAbsent reports whether an expression begins with a field that is not set.
func (p *pruner) dependsOnAbsent(e ast.Expr) bool {
	for {
		binary, ok := e.(*ast.BinaryExpr)
		if !ok {
			break
		}
		e = binary.X
	}
	sel, ok := e.(*ast.SelectorExpr)
	return ok && p.isAbsent(sel.Sel.Name)
}

// setsAbsent reports whether a block does nothing but set a field that is not set.
func (p *pruner) setsAbsent(block *ast.BlockStmt) bool {
	if len(block.List) != 1 {
		return false
	}
	set, ok := block.List[0].(*ast.AssignStmt)
	return ok && p.sets(set)
}

// sets reports whether a statement sets a field that is not set.
func (p *pruner) sets(s *ast.AssignStmt) bool {
	return len(s.Lhs) == 1 && p.dependsOnAbsent(s.Lhs[0])
}

// cutLines leaves whole lines out. It returns false.
func (p *pruner) cutLines(from, to token.Pos) bool {
	start := bytes.LastIndexByte(p.src[:p.offset(from)], '\n') + 1
	end := p.offset(to) + bytes.IndexByte(p.src[p.offset(to):], '\n') + 1
	p.cuts = append(p.cuts, [2]int{start, end})
	return false
}

func (p *pruner) offset(pos token.Pos) int { return p.fset.Position(pos).Offset }
