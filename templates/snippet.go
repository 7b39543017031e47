package templates

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"slices"
	"strconv"

	"github.com/curl2go/curl2go/diag"
)

// snippet returns the statements of a program's run function, for the place of a
// cursor in a function that has a ctx and returns an error, and the paths that
// they import. A program that needs more functions is none.
func snippet(program []byte) (source []byte, imports []string, problem *diag.Diagnostic) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", program, parser.ParseComments)
	if err != nil {
		d := internalError(err)
		return nil, nil, &d
	}
	var run *ast.FuncDecl
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Name.Name == "run" && d.Recv == nil {
				run = d
				continue
			}
			if d.Name.Name == "main" {
				continue
			}
		case *ast.GenDecl:
			if d.Tok == token.IMPORT {
				continue
			}
		}
		d := diag.Errorf(diag.Span{}, "snippet-functions", "the command needs functions of its own, which statements cannot hold").
			WithHelp("use the template function or program")
		return nil, nil, &d
	}
	from, to := fset.Position(run.Body.Lbrace).Offset+1, fset.Position(run.Body.Rbrace).Offset
	body := bytes.TrimSpace(program[from:to])
	source, err = format.Source(append(body, '\n'))
	if err != nil {
		d := internalError(err)
		return nil, nil, &d
	}
	return source, usedImports(file, run), nil
}

// usedImports returns the import paths that a function uses.
func usedImports(file *ast.File, fn *ast.FuncDecl) []string {
	names := map[string]bool{}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && x.Obj == nil {
				names[x.Name] = true
			}
		}
		return true
	})
	var out []string
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		name := path[bytes.LastIndexByte([]byte(path), '/')+1:]
		if known := importNames[path]; known != "" {
			name = known
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		if names[name] {
			out = append(out, path)
		}
	}
	slices.Sort(out)
	return out
}
