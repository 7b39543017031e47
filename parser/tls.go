package parser

import (
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/option"
)

// tlsVersions are the versions by the names that curl has for them.
var tlsVersions = map[string]ast.TLSVersion{
	"1.0": ast.TLS10, "1.1": ast.TLS11, "1.2": ast.TLS12, "1.3": ast.TLS13, "default": ast.DefaultTLS,
}

// tlsSetting takes in the options about secure connections.
func (b *builder) tlsSetting(s option.Setting) bool {
	t := &b.conn.TLS
	switch s.Option.Long {
	case "insecure":
		t.Insecure = !s.Off
	case "cacert":
		t.CAFile = s.Arg
	case "capath":
		t.CADir = s.Arg
	case "cert":
		b.certificate(s)
	case "key":
		b.cert().Key = s.Arg
	case "pass":
		b.cert().Password = s.Arg
	case "cert-type", "key-type":
		if text, ok := b.literal(s); ok && !strings.EqualFold(text, "PEM") {
			b.refuse(s, "certificate-type", "client certificates and keys are read from PEM files only")
		}
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

// cert returns the client certificate, which several options describe.
func (b *builder) cert() *ast.Certificate {
	if b.conn.TLS.Cert == nil {
		b.conn.TLS.Cert = &ast.Certificate{}
	}
	return b.conn.TLS.Cert
}

// certificate takes in --cert: a file, and behind a colon its password.
//
// Source: curl(1), --cert.
func (b *builder) certificate(s option.Setting) {
	c := b.cert()
	c.Span = s.Span
	text, ok := s.Arg.Literal()
	if !ok {
		c.File, c.Password, _ = s.Arg.Cut(":")
		return
	}
	var file strings.Builder
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && i+1 < len(text) && (text[i+1] == ':' || text[i+1] == '\\'):
			i++
			file.WriteByte(text[i])
		case text[i] == ':' && i == 1 && i+1 < len(text) && (text[2] == '\\' || text[2] == '/') && isLetter(text[0]):
			file.WriteByte(':') // a drive of Windows
		case text[i] == ':':
			c.File, c.Password = ast.Literal(file.String()), ast.Literal(text[i+1:])
			return
		default:
			file.WriteByte(text[i])
		}
	}
	c.File = ast.Literal(file.String())
}

// checkTLS reports what of a certificate cannot be kept.
func (b *builder) checkTLS() {
	c := b.conn.TLS.Cert
	if c == nil {
		return
	}
	if c.File == nil {
		b.conn.TLS.Cert = nil // a key without a certificate is not used
		return
	}
	if !c.Password.Empty() {
		b.diags = append(b.diags, diag.Warningf(diag.Span(c.Span), "key-password", "a private key that is encrypted is not decrypted").
			WithHelp("decrypt it with: openssl pkey -in KEY -out PLAIN"))
	}
}
