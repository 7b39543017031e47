package parser

import (
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/option"
)

// certSetting takes in an option about a client certificate, by its name without
// "proxy-".
func (b *builder) certSetting(s option.Setting, name string, t *ast.TLS) {
	if t.Cert == nil {
		t.Cert = &ast.Certificate{}
	}
	c := t.Cert
	switch name {
	case "cert":
		c.Span = s.Span
		b.certificate(s, c)
	case "key":
		c.Key = s.Arg
	case "pass":
		c.Password = s.Arg
	case "cert-type":
		c.DER = b.isDER(s)
	case "key-type":
		c.KeyDER = b.isDER(s)
	}
}

// isDER reports whether a certificate or key is said to be in DER.
//
// Source: curl(1), --cert-type and --key-type.
func (b *builder) isDER(s option.Setting) bool {
	text, ok := b.literal(s)
	if !ok {
		return false
	}
	switch strings.ToUpper(text) {
	case "DER":
		return true
	case "PEM":
	case "P12":
		b.diags = append(b.diags, diag.Errorf(diag.Span(s.ArgSpan), "certificate-type", "Go's standard library reads no PKCS #12 files").
			WithHelp("make a PEM file of it with: openssl pkcs12 -in FILE -out cert.pem -nodes"))
	case "ENG", "PROV":
		b.refuse(s, "certificate-type", "crypto/tls has no engines and providers to take a certificate or key from")
	default:
		b.refuse(s, "certificate-type", "%s needs PEM or DER", s.Name)
	}
	return false
}

// certificate takes in --cert: a file, and behind a colon its password.
//
// Source: curl(1), --cert.
func (b *builder) certificate(s option.Setting, c *ast.Certificate) {
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

// finishTLS leaves out what has no effect: a key without a certificate.
func (b *builder) finishTLS() {
	for _, t := range []*ast.TLS{&b.conn.TLS, &b.conn.ProxyTLS} {
		if t.Cert != nil && t.Cert.File == nil {
			t.Cert = nil
		}
	}
}
