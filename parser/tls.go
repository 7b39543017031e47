package parser

import (
	"encoding/base64"
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
	case "alpn":
		t.NoALPN = s.Off
	case "cert-status":
		t.OCSPStaple = !s.Off
	case "ech":
		b.ech(s)
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

// ech takes in --ech. Only configurations that are written in the command can be
// used; curl would look up others as HTTPS records.
//
// Source: curl(1), --ech.
func (b *builder) ech(s option.Setting) {
	b.conn.TLS.ECH = nil
	text, ok := b.literal(s)
	if !ok {
		return
	}
	config, isConfig := strings.CutPrefix(text, "ecl:")
	switch {
	case text == "false":
	case strings.HasPrefix(config, "@") && isConfig:
		b.refuse(s, "ech", "the configurations of %s must be known when the command is converted: write them in place of the file", s.Name)
	case isConfig:
		if _, err := base64.StdEncoding.DecodeString(config); err != nil {
			b.refuse(s, "ech", "%s needs configurations in base64", s.Name)
		}
		b.conn.TLS.ECH = ast.Literal(config)
	case text == "grease":
		b.notKept(s, "ech", s.Name+" grease: crypto/tls sends no extension that means nothing")
	case text == "true":
		b.notKept(s, "ech", s.Name+" true: Go's resolver asks for no HTTPS records, where the keys would stand")
	case text == "hard":
		b.refuse(s, "ech", "Go's resolver asks for no HTTPS records, where the keys for %s would stand: give them as ecl:BASE64", s.Name)
	case strings.HasPrefix(text, "pn:"):
		b.notKept(s, "ech", s.Name+" pn: crypto/tls takes the outer name from the configurations")
	default:
		b.refuse(s, "ech", "%s needs false, grease, true, hard, ecl:BASE64 or pn:NAME", s.Name)
	}
}
