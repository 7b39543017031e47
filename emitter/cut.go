package emitter

import (
	"embed"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/dave/jennifer/jen"
)

// sources are the helper functions: real Go, one file for each, named as the
// function is.
//
//go:embed helper/*.go
var sources embed.FS

// isHelper reports whether a helper function has the name.
func isHelper(name string) bool {
	_, err := fs.Stat(sources, helperFile(name))
	return err == nil
}

// helperFile returns the name of the file that declares a helper: writeHead
// stands in helper/write_head.go.
func helperFile(name string) string {
	var b strings.Builder
	b.WriteString("helper/")
	runes := []rune(name)
	for i, r := range runes {
		// A word begins where a small letter or digit meets a capital, and
		// where the last capital of several meets a small letter.
		if unicode.IsUpper(r) && i > 0 && (!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	b.WriteString(".go")
	return b.String()
}

// cut returns the declarations of the helpers, and of those that they call in
// turn, as jennifer code: the source as it stands, but for its references to
// packages, which jennifer turns into imports. Modules gets the import paths
// that are not of the standard library. Fields are the optional ones that are set.
func cut(helpers []string, modules, fields map[string]bool) ([]jen.Code, error) {
	var out []jen.Code
	queue := slices.Clone(helpers)
	seen := map[string]bool{}
	for len(queue) > 0 {
		name := queue[0]
		queue = queue[1:]
		if seen[name] {
			continue
		}
		seen[name] = true
		decls, calls, err := cutFile(name, modules, fields)
		if err != nil {
			return nil, err
		}
		out = append(out, decls...)
		queue = append(queue, calls...)
	}
	return out, nil
}

// cutFile cuts one helper's file. It also returns the other helpers that the
// file calls.
func cutFile(name string, modules, fields map[string]bool) (decls []jen.Code, calls []string, err error) {
	src, err := sources.ReadFile(helperFile(name))
	if err != nil {
		return nil, nil, fmt.Errorf("no helper %s: %w", name, err)
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", src, parser.ParseComments)
	if err != nil {
		return nil, nil, err
	}
	if pruned := prune(src, fset, file, fields); len(pruned) < len(src) {
		src = pruned
		fset = token.NewFileSet()
		if file, err = parser.ParseFile(fset, "", src, parser.ParseComments); err != nil {
			return nil, nil, err
		}
	}
	paths := map[string]string{}
	for _, imp := range file.Imports {
		path, err := strconv.Unquote(imp.Path.Value)
		if err != nil {
			return nil, nil, err
		}
		paths[packageName(imp, path)] = path
		if strings.Contains(strings.Split(path, "/")[0], ".") {
			modules[path] = true
		}
	}
	own := map[string]bool{}
	for _, decl := range file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil {
			own[fn.Name.Name] = true
		}
	}
	offset := func(p token.Pos) int { return fset.Position(p).Offset }
	for _, decl := range file.Decls {
		if gen, ok := decl.(*ast.GenDecl); ok && gen.Tok == token.IMPORT {
			continue
		}
		at := offset(declStart(decl))
		code := jen.Empty()
		var visit func(n ast.Node) bool
		visit = func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				x, ok := n.X.(*ast.Ident)
				if !ok || x.Obj != nil || paths[x.Name] == "" {
					ast.Inspect(n.X, visit) // what is selected is a method or a field
					return false
				}
				code.Op(string(src[at:offset(x.Pos())])).Qual(paths[x.Name], n.Sel.Name)
				at = offset(n.End())
				return false
			case *ast.Ident:
				if !own[n.Name] && n.Obj == nil && n.Name != name && isHelper(n.Name) {
					calls = append(calls, n.Name)
				}
			}
			return true
		}
		ast.Inspect(decl, visit)
		code.Op(string(src[at:offset(decl.End())]))
		decls = append(decls, code)
	}
	return decls, calls, nil
}

// packageName returns the name under which a file refers to an import.
func packageName(imp *ast.ImportSpec, path string) string {
	if imp.Name != nil {
		return imp.Name.Name
	}
	if name, ok := packageNames[path]; ok {
		return name
	}
	return path[strings.LastIndexByte(path, '/')+1:]
}

// packageNames has the names of packages whose import path does not end in it.
var packageNames = map[string]string{
	"github.com/Azure/go-ntlmssp":                "ntlmssp",
	"github.com/aws/aws-sdk-go-v2/aws/signer/v4": "v4",
}

// declStart returns where a declaration begins, its doc comment included.
func declStart(decl ast.Decl) token.Pos {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		if decl.Doc != nil {
			return decl.Doc.Pos()
		}
	case *ast.GenDecl:
		if decl.Doc != nil {
			return decl.Doc.Pos()
		}
	}
	return decl.Pos()
}
