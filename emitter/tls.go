package emitter

import (
	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

const (
	pkgTLS  = "crypto/tls"
	pkgX509 = "crypto/x509"
)

// tlsVersions are the names of the versions in crypto/tls.
var tlsVersions = map[ast.TLSVersion]string{
	ast.TLS10: "VersionTLS10", ast.TLS11: "VersionTLS11", ast.TLS12: "VersionTLS12", ast.TLS13: "VersionTLS13",
}

// tlsSettings returns how the transport makes a secure connection.
func (f *fn) tlsSettings(t *ast.Transfer) []setting {
	c := t.Conn.TLS
	return []setting{func(f *fn, transport string) {
		if config := f.clientConfig(transport, c, ""); config != nil {
			f.add(config)
		}
	}}[:boolInt(changesTLS(c))]
}

// clientConfig returns the statement that gives a transport the configuration of its
// secure connections, or nil where there is nothing in it. Of is as in [fn.nameOf].
func (f *fn) clientConfig(transport string, c ast.TLS, of string) *jen.Statement {
	fields := f.tlsConfig(c, of)
	if len(fields) == 0 {
		return nil
	}
	s := jen.Id(transport).Dot("TLSClientConfig").Op("=").Op("&").Qual(pkgTLS, "Config").Add(composite(fields, false))
	switch {
	case !c.Insecure || len(fields) > 1:
		return s
	case of == "":
		return s.Comment("#nosec G402 -- -k: any certificate will do")
	}
	return s.Comment("#nosec G402 -- any certificate of the DNS server will do")
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// changesTLS reports whether the settings differ from crypto/tls's own.
func changesTLS(c ast.TLS) bool {
	return c.Insecure || c.ECH != nil || c.Min != ast.DefaultTLS || c.Max != ast.DefaultTLS || c.CAFile != nil || c.CADir != nil || c.Cert != nil ||
		checksTLS(c) || len(c.Ciphers) > 0 || len(c.Curves) > 0
}

// tlsConfig appends what the fields of a tls.Config are made of and returns them.
// Of says what the names of the variables begin with, see [fn.nameOf].
func (f *fn) tlsConfig(c ast.TLS, of string) []jen.Code {
	var fields []jen.Code
	field := func(name string, value jen.Code) {
		fields = append(fields, jen.Id(name).Op(":").Add(value))
	}
	if c.Insecure {
		field("InsecureSkipVerify", jen.True())
	} else if c.CAFile != nil || c.CADir != nil {
		field("RootCAs", f.roots(c, of))
	}
	if c.Cert != nil {
		field("Certificates", jen.Index().Qual(pkgTLS, "Certificate").Values(f.certificate(c.Cert, of)))
	}
	if c.Min != ast.DefaultTLS {
		field("MinVersion", jen.Qual(pkgTLS, tlsVersions[c.Min]))
	}
	if c.Max != ast.DefaultTLS {
		field("MaxVersion", jen.Qual(pkgTLS, tlsVersions[c.Max]))
	}
	fields = append(fields, f.cipherFields(c)...)
	if c.ECH != nil {
		ech := f.nameOf(of, "ech")
		f.try(ech, jen.Qual("encoding/base64", "StdEncoding").Dot("DecodeString").Call(f.str(c.ECH)))
		field("EncryptedClientHelloConfigList", jen.Id(ech))
	}
	if checksTLS(c) {
		field("VerifyConnection", f.connectionCheck(c, of))
	}
	return fields
}
