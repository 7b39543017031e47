package parser

import (
	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/option"
)

// methodOptions are the options that name the request method.
type methodOptions struct {
	method   ast.Value // of --request; nil: by what is sent
	head     bool
	headSpan ast.Span
	get      bool
}

// methodSetting takes in the options that name the request method.
func (b *builder) methodSetting(s option.Setting) bool {
	switch s.Option.Long {
	case "request":
		b.method = s.Arg
	case "head":
		b.head, b.headSpan = !s.Off, s.Span
	case "get":
		b.get = !s.Off
	default:
		return false
	}
	return true
}

// requestMethod returns the method of a transfer, by what it sends.
//
// Source: curl(1), --request, --head, --get, --data, --form, --upload-file.
func (b *builder) requestMethod(body ast.Body) ast.Value {
	if b.method != nil {
		return b.method
	}
	switch body.(type) {
	case *ast.Data, *ast.Form:
		return ast.Literal("POST")
	case *ast.Upload:
		return ast.Literal("PUT")
	}
	if b.head {
		return ast.Literal("HEAD")
	}
	return ast.Literal("GET")
}

// conflicts reports options of which curl takes only one: each selects another
// method.
func (b *builder) conflicts() {
	selected := []bool{b.data != nil && !b.get, len(b.parts) > 0, len(b.uploads) > 0, b.head, b.get && b.data != nil && len(b.parts) > 0}
	n := 0
	for _, set := range selected {
		if set {
			n++
		}
	}
	if n > 1 {
		span := b.dataSpan.Join(b.formSpan)
		if b.head {
			span = b.headSpan
		}
		b.diags = append(b.diags, diag.Errorf(diag.Span(span), "method-conflict", "curl takes only one of -d, -F, -I and -T").
			WithHelp("leave out what is not meant"))
	}
}
