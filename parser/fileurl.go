package parser

import (
	"strings"

	"github.com/curl2go/curl2go/ast"
)

// fileURL returns a file: URL in the form file:///PATH. Message says what is
// wrong with it.
//
// Source: RFC 8089; curl 8.22, lib/urlapi.c.
func fileURL(v ast.Value) (out ast.Value, message string) {
	lead := v.Lead()
	if len(lead) > len("file:") && strings.EqualFold(lead[:len("file:")], "file:") {
		v = v.Drop(len("file:"))
		lead = lead[len("file:"):]
	}
	if rest, ok := strings.CutPrefix(lead, "//"); ok {
		host, path, found := strings.Cut(rest, "/")
		if !found || host != "" && !strings.EqualFold(host, "localhost") && host != "127.0.0.1" {
			return nil, "a file: URL names a file of this host: file:///PATH"
		}
		v = ast.Literal("/").Append(v.Drop(len(lead) - len(path)))
	} else if !strings.HasPrefix(lead, "/") {
		return nil, "a file: URL needs the whole path of the file"
	}
	v, _, _ = v.Cut("#")
	v, _, _ = v.Cut("?")
	return ast.Literal("file://").Append(v), ""
}

// fileTransfer leaves of a transfer what concerns a file: nothing is asked of a
// server.
func fileTransfer(t *ast.Transfer) {
	var fields []ast.Field
	for _, f := range t.Fields {
		if f.Name == "Range" && f.Origin != ast.Given {
			fields = append(fields, f)
		}
	}
	t.Fields, t.Auth, t.Cookies, t.Follow, t.Conn, t.Decode = fields, nil, nil, nil, new(ast.Connection), ast.AsSent
}
