package parser

import (
	"slices"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// The exit codes of transfers that curl does not begin.
//
// Source: curl(1), EXIT CODES.
const (
	unsupportedProtocol = 1
	urlMalformed        = 3
	loginDenied         = 67
)

// protocols are those that curl knows beside http and https, where it is built with
// all of them.
//
// Source: curl(1), PROTOCOLS; curl 8.22, lib/url.c.
var protocols = []string{
	"dict", "file", "ftp", "ftps", "gopher", "gophers", "imap", "imaps", "ldap", "ldaps", "mqtt", "mqtts", "pop3", "pop3s",
	"rtmp", "rtmpe", "rtmps", "rtmpt", "rtmpte", "rtmpts", "rtsp", "scp", "sftp", "smb", "smbs", "smtp", "smtps", "telnet", "tftp", "ws", "wss",
}

// curlKnows reports whether curl has a protocol of the name.
func curlKnows(scheme string) bool {
	return scheme == "http" || scheme == "https" || slices.Contains(protocols, scheme)
}

// endsAt has a command end with a URL whose patterns curl cannot tell: it goes on to
// no further ones.
func (b *builder) endsAt(a address, d diag.Diagnostic) {
	b.global.failures = append(b.global.failures, d)
	url := ast.URL{Value: a.value, Failure: &ast.Failure{Code: urlMalformed, Message: d.Msg}}
	b.end(&ast.Transfer{Span: a.span, URL: url, Conn: &b.conn})
}

// end appends the last transfer of a command, which fails.
func (b *builder) end(t *ast.Transfer) {
	b.global.ended = true
	t.Output.WriteOut = nil
	b.command.Transfers = append(b.command.Transfers, failing(t))
}

// fails appends the transfer of a URL for which curl sends nothing. Where that names
// the file of the answer, but no URL can be told from it, the command ends.
func (b *builder) fails(t *ast.Transfer) {
	if t.Output.To == ast.ToRemoteName && t.URL.Scheme == "" {
		b.end(t)
		return
	}
	b.command.Transfers = append(b.command.Transfers, failing(t))
}

// failing returns a transfer for which nothing is sent, with what of it can be seen.
func failing(t *ast.Transfer) *ast.Transfer {
	t.Method, t.URL.Scheme, t.URL.Span = ast.Literal("GET"), "http", t.Span
	if t.Output.WriteOut == nil {
		t.Globs = nil // one message for all of them
	}
	return t
}

// reportFailures reports the URLs of a command at which curl fails: where others are
// left, the program does as well.
func (g *global) reportFailures(p *script, c *ast.Command) {
	fails := func(t *ast.Transfer) bool { return t.URL.Failure != nil }
	if first := slices.IndexFunc(c.Transfers, fails); first >= 0 && c.FailEarly && !g.parallel {
		c.Transfers = c.Transfers[:first+1]
	}
	others := slices.ContainsFunc(c.Transfers, func(t *ast.Transfer) bool { return !fails(t) })
	for _, d := range g.failures {
		if others && !(g.ended && g.parallel) {
			d.Severity, d.Msg = diag.Warning, "curl fails here: "+d.Msg
		}
		p.diags = append(p.diags, d)
	}
}
