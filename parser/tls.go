package parser

import (
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/parser/option"
)

// tlsVersions are the versions by the names that curl has for them.
var tlsVersions = map[string]ast.TLSVersion{
	"1.0": ast.TLS10, "1.1": ast.TLS11, "1.2": ast.TLS12, "1.3": ast.TLS13, "default": ast.DefaultTLS,
}

// tlsSetting takes in the options about secure connections: those to servers, and
// by the same names behind "proxy-" those to an https proxy.
func (b *builder) tlsSetting(s option.Setting) bool {
	t := &b.conn.TLS
	name, ofProxy := strings.CutPrefix(s.Option.Long, "proxy-")
	if ofProxy {
		t = &b.conn.ProxyTLS
	}
	switch name {
	case "insecure":
		t.Insecure = !s.Off
	case "cacert":
		t.CAFile = s.Arg
	case "capath":
		t.CADir = s.Arg
	case "ca-native":
		t.NativeCA = !s.Off
	case "crlfile":
		t.CRLFile = s.Arg
	case "cert", "key", "pass", "cert-type", "key-type":
		b.certSetting(s, name, t)
	case "tlsv1", "tlsv1.0":
		t.Min = ast.TLS10
	case "tlsv1.1":
		t.Min = ast.TLS11
	case "tlsv1.2":
		t.Min = ast.TLS12
	case "tlsv1.3":
		t.Min = ast.TLS13
	case "tls-max":
		text, ok := b.literal(s)
		version, known := tlsVersions[text]
		if ok && !known {
			b.refuse(s, "tls-version", "%s needs 1.0, 1.1, 1.2 or 1.3", s.Name)
		}
		t.Max = version
	case "ciphers":
		t.Ciphers = b.list(s)
	case "curves":
		t.Curves = b.list(s)
	case "pinnedpubkey":
		t.PinnedKey, t.PinnedKeyFile = s.Arg, nil
		if text, ok := s.Arg.Literal(); ok && !strings.HasPrefix(text, "sha256//") {
			t.PinnedKey, t.PinnedKeyFile = nil, s.Arg
		}
	default:
		return false
	}
	if t.Span == (ast.Span{}) {
		t.Span = s.Span
	}
	return true
}

// list returns the names of a list between colons, commas or blanks.
func (b *builder) list(s option.Setting) []string {
	text, _ := b.literal(s)
	return strings.FieldsFunc(text, func(r rune) bool { return r == ':' || r == ',' || r == ' ' })
}
