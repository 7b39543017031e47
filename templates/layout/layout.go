// Package layout gives Go source the form that gofmt gives it.
//
// It is quick at what generated code is mostly made of: functions of plain
// statements. A declaration that holds anything else goes through go/format,
// and what this package writes is what go/format would have written; its tests
// hold the two against each other.
package layout

import (
	"bytes"
	"go/format"
	"go/token"
	"math"
	"slices"
)

// Source returns a file, as jennifer renders it unformatted, in gofmt's form.
// The imports must be sorted. It fails where the source is not Go, if that
// shows.
func Source(src []byte) ([]byte, error) {
	if bytes.IndexByte(src, '\r') >= 0 || len(src) > math.MaxInt32 {
		return format.Source(src) // tokens are not what stands there
	}
	items, err := scan(src)
	if err != nil {
		return nil, err
	}
	out := bytes.NewBuffer(make([]byte, 0, len(src)+len(src)/4))
	for rest := items; len(rest) > 0; {
		n := declLength(rest)
		decl := rest[:n]
		if out.Len() > 0 {
			out.WriteString("\n\n")
		}
		if !writeDecl(out, src, decl) {
			if decl[0].tok == token.IMPORT {
				return format.Source(src) // which sorts those of whole files only
			}
			formatted, err := format.Source(alone(src, decl))
			if err != nil {
				return nil, err
			}
			out.Write(bytes.TrimSpace(formatted))
		}
		rest = rest[n:]
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// alone returns the text of a declaration. The newline in front has go/format
// take a comment there for the declaration's.
func alone(src []byte, decl []item) []byte {
	return slices.Concat(newline, src[decl[0].at:decl[len(decl)-1].end])
}

// declLength returns how many items the first declaration has, with the
// comments above it, and the declarations that no empty line parts from it: with
// them it may have columns. The package clause counts as one.
func declLength(items []item) int {
	depth := 0
	for i, it := range items {
		switch it.tok {
		case token.LPAREN, token.LBRACK, token.LBRACE:
			depth++
		case token.RPAREN, token.RBRACK, token.RBRACE:
			depth--
		}
		if depth == 0 && it.tok != token.COMMENT && i+1 < len(items) && items[i+1].lines > 1 {
			return i + 1
		}
	}
	return len(items)
}

// writeDecl writes a declaration where it is one of those that this package
// knows. Else it writes nothing.
func writeDecl(out *bytes.Buffer, src []byte, items []item) bool {
	d := decl{src: src, items: items}
	if items[0].tok == token.IMPORT {
		return d.writeImports(out)
	}
	if !d.plainDoc() || !d.classify() {
		return false
	}
	p := printer{decl: &d}
	if !p.print() {
		return false
	}
	p.writeTo(out)
	return true
}

// writeImports writes a declaration of imports that are sorted.
func (d *decl) writeImports(out *bytes.Buffer) bool {
	if !d.sorted() {
		return false
	}
	grouped := d.items[1].tok == token.LPAREN
	for i, it := range d.items {
		switch {
		case i == 0:
		case !grouped || it.tok == token.LPAREN:
			out.WriteByte(' ')
		case it.tok == token.RPAREN:
			out.WriteByte('\n')
		case it.lines > 1:
			out.WriteString("\n\n\t")
		case it.lines > 0:
			out.WriteString("\n\t")
		default:
			out.WriteByte(' ')
		}
		out.Write(d.text(i))
	}
	return true
}

// sorted reports whether imports are sorted, each in a line of its own.
func (d *decl) sorted() bool {
	var last []byte
	for i, it := range d.items {
		switch it.tok {
		case token.IMPORT, token.IDENT, token.LPAREN, token.RPAREN:
		case token.STRING:
			if d.items[i-1].lines > 1 || it.lines > 1 {
				last = nil // a group begins
			}
			path := d.text(i)
			if it.lines == 0 && d.items[i-1].lines == 0 && i > 1 || path[0] != '"' || bytes.Compare(last, path) >= 0 ||
				i+1 < len(d.items) && d.items[i+1].lines == 0 {
				return false
			}
			last = path
		default:
			return false
		}
	}
	return true
}
