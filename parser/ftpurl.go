package parser

import (
	"strings"

	"github.com/curl2go/curl2go/ast"
)

// asksProxyForFTP reports whether an ftp: URL is asked for by HTTP, of a proxy.
//
// Source: curl(1), --proxy.
func (b *builder) asksProxyForFTP() bool {
	p := b.proxy
	return b.protocols == nil && p != nil && (p.Scheme == "http" || p.Scheme == "https") && !b.tunnel && b.conn.NoProxy.Empty()
}

// proxiedFTP returns what a request for an ftp: URL, its scheme left out, has as its
// URL: one of http, which names the host, and in whose place the proxy gets the URL
// that is meant. A message says what is wrong with the URL.
//
// Source: curl 8.22, lib/http.c.
func (b *builder) proxiedFTP(u ast.URL, value ast.Value) (proxied ast.URL, auth *ast.Auth, message string) {
	host, tail, auth, message := b.authority(value, "ftp")
	if message != "" {
		return u, nil, message
	}
	tail = b.tail(tail)
	if u.Target == nil {
		u.Target, u.Credentials = ast.Literal("ftp://").Append(host).Append(tail), true
	}
	if text, ok := host.Literal(); ok && !strings.Contains(text[strings.LastIndexByte(text, ']')+1:], ":") {
		host = ast.Literal(text + ":21")
	}
	u.Scheme = "http"
	u.Value = ast.Literal("http://").Append(host).Append(tail)
	return u, auth, ""
}
