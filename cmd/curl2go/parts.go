package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
)

// jsonImport is one import of the source.
type jsonImport struct {
	Path string `json:"path"`
	Name string `json:"name,omitempty"` // where it is imported under another one
}

// splitSource returns the imports of generated source, and what stands below
// them: together they can go into a file at two places.
func splitSource(source []byte) (imports []jsonImport, body string) {
	imports = []jsonImport{}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", source, parser.ImportsOnly)
	if err != nil {
		return imports, ""
	}
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		imp := jsonImport{Path: path}
		if spec.Name != nil {
			imp.Name = spec.Name.Name
		}
		imports = append(imports, imp)
	}
	end := file.Name.End()
	for _, decl := range file.Decls {
		if gen, ok := decl.(*ast.GenDecl); ok && gen.Tok == token.IMPORT {
			end = gen.End()
		}
	}
	return imports, strings.TrimLeft(string(source[fset.Position(end).Offset:]), "\r\n")
}
