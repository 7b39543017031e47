package parser

import (
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// finish makes the transfers of an operation from its settings.
func (b *builder) finish() {
	b.unclosed()
	b.closeParts()
	b.conflicts()
	b.clashes()
	b.unpaired()
	b.finishTLS()
	b.finishProxy()
	b.alternatives()
	conn := b.conn
	cookies := b.cookies()
	for n, a := range b.urls {
		if b.global.ended {
			return
		}
		value, globs, ok := b.globs(a)
		if !ok {
			continue
		}
		for _, up := range b.uploadsOf(n) {
			if b.global.ended {
				return
			}
			b.transfer(n, a, value, globs, up, &conn, cookies)
		}
	}
}

// uploadsOf returns what the n-th URL uploads: nothing, a file, or each file of
// a pattern.
func (b *builder) uploadsOf(n int) []*upload {
	if n >= len(b.uploads) {
		return []*upload{nil}
	}
	up := b.uploads[n]
	text, ok := up.path.Literal()
	if ok && text == "" {
		return []*upload{nil}
	}
	if !ok || b.globOff || !strings.ContainsAny(text, "{[") {
		return []*upload{&up}
	}
	g := globber{text: text, span: up.span}
	value, globs, message := g.parse()
	if message != "" {
		b.diags = append(b.diags, diag.Errorf(diag.Span(up.span), "bad-glob", "%s", strings.ReplaceAll(message, "the URL", "the file name")))
		return nil
	}
	var out []*upload
	for _, v := range expansions(value, globs) {
		out = append(out, &upload{v, up.span})
	}
	return out
}

// expansions returns a value with each combination of its patterns in place.
func expansions(v ast.Value, globs []ast.Glob) []ast.Value {
	out := []ast.Value{v}
	for _, g := range globs {
		var next []ast.Value
		for _, v := range out {
			for _, item := range globItems(g) {
				next = append(next, replaceItem(v, g.Name, item))
			}
		}
		out = next
	}
	return out
}

// replaceItem returns a value with text in the place of an item.
func replaceItem(v ast.Value, name, text string) ast.Value {
	var out ast.ValueBuilder
	for _, p := range v {
		if it, ok := p.(ast.Item); ok && it.Name == name {
			out.Append(ast.Literal(text))
			continue
		}
		out.Append(ast.Value{p})
	}
	return out.Value()
}

// transfer makes the transfer of one URL.
func (b *builder) transfer(n int, a address, value ast.Value, globs []ast.Glob, up *upload, conn *ast.Connection, cookies *ast.Cookies) {
	body := b.body()
	if up != nil {
		value = b.uploadURL(value, up)
		body = b.uploadBody(up)
	}
	several := globs[:0:0]
	for _, g := range globs {
		if len(g.Items) == 1 {
			value = replaceItem(value, g.Name, g.Items[0])
			continue
		}
		several = append(several, g)
	}
	url, fromURL := b.url(a, value)
	if url.Failure != nil {
		b.fails(&ast.Transfer{Span: a.span, URL: url, Globs: several, Cookies: cookies, Conn: conn, Output: b.output(n, url, value, globs)})
		return
	}
	b.overQUIC(url, conn)
	fields := b.fields(body)
	t := &ast.Transfer{
		Span: a.span, URL: url, Globs: several, Method: b.requestMethod(body), Fields: fields, Body: body,
		Auth: b.auth(url, fromURL, fields), Cookies: cookies, Follow: b.redirects(body), Conn: withLocalhost(b.withProxies(conn, url), url), Output: b.output(n, url, value, globs), Fail: b.fail,
		Retry: b.retries(), MaxTime: b.maxTime, MaxFileSize: b.maxFileSize, LowSpeed: b.lowSpeed, LimitRate: b.limitRate,
		Decode: b.decode, Condition: b.condition, Range: b.ranges(), ETag: b.etag, Answer: b.answer,
	}
	_, uploads := body.(*ast.Upload)
	if r := t.Range; r != nil && r.Spec == nil && !r.FromFile && !uploads {
		t.Fields = append([]ast.Field{{Name: "Range", Value: ast.Literal("bytes=" + itoa(r.Offset) + "-"), Origin: ast.Implied, Span: r.Span}}, t.Fields...)
	}
	if url.Scheme == "file" {
		fileTransfer(t)
	}
	if r := t.Range; r != nil && r.FromFile && !uploads && t.Output.To == ast.ToStdout {
		t.Range = nil // there is no file to resume
	}
	b.command.Transfers = append(b.command.Transfers, t)
}

// uploadURL returns the URL with the name of the uploaded file at the end of its path,
// where that ends in a slash or there is none. A URL with a query stays as it is.
//
// Source: curl(1), --upload-file.
func (b *builder) uploadURL(v ast.Value, up *upload) ast.Value {
	path, ok := up.path.Literal()
	if !ok || path == "-" || path == "." {
		return v
	}
	before, fragment, hasFragment := v.Cut("#")
	if _, _, hasQuery := before.Cut("?"); hasQuery {
		return v
	}
	end := lastText(before)
	_, rest, explicit := cutScheme(before.Lead())
	if !explicit {
		rest = before.Lead()
	}
	noPath := len(before) == 1 && !strings.Contains(rest, "/")
	if !strings.HasSuffix(end, "/") && !noPath {
		return v
	}
	name := path[strings.LastIndexAny(path, `/\`)+1:]
	if noPath {
		before = before.Append(ast.Literal("/"))
	}
	before = before.Append(ast.Literal(percentEncode(name)))
	if hasFragment {
		before = before.Append(ast.Literal("#")).Append(fragment)
	}
	return before
}

// uploadBody returns the body that an uploaded file is.
func (b *builder) uploadBody(up *upload) ast.Body {
	u := &ast.Upload{Path: up.path, Chunked: b.chunked(), Span: up.span}
	if text, ok := up.path.Literal(); ok && (text == "-" || text == ".") {
		u.Path, u.Chunked, u.Drained = nil, true, b.global.readStdin
		b.global.readStdin = true
	}
	return u
}
