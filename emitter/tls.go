package emitter

import (
	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

const pkgTLS = "crypto/tls"

// tlsVersions are the names of the versions in crypto/tls.
var tlsVersions = map[ast.TLSVersion]string{
	ast.TLS10: "VersionTLS10", ast.TLS11: "VersionTLS11", ast.TLS12: "VersionTLS12", ast.TLS13: "VersionTLS13",
}

// tlsSettings returns how the transport makes a secure connection.
func (f *fn) tlsSettings(t *ast.Transfer) []setting {
	c := t.Conn.TLS
	if !changesTLS(c) {
		return nil
	}
	return []setting{func(f *fn, transport string) {
		var fields []jen.Code
		if c.Insecure {
			fields = append(fields, jen.Id("InsecureSkipVerify").Op(":").True())
		}
		if c.Min != ast.DefaultTLS {
			fields = append(fields, jen.Id("MinVersion").Op(":").Qual(pkgTLS, tlsVersions[c.Min]))
		}
		if c.Max != ast.DefaultTLS {
			fields = append(fields, jen.Id("MaxVersion").Op(":").Qual(pkgTLS, tlsVersions[c.Max]))
		}
		s := jen.Id(transport).Dot("TLSClientConfig").Op("=").Op("&").Qual(pkgTLS, "Config").Add(composite(fields, false))
		if c.Insecure && len(fields) == 1 {
			s = s.Comment("-k: any certificate will do")
		}
		f.add(s)
	}}
}

// changesTLS reports whether the settings differ from crypto/tls's own.
func changesTLS(c ast.TLS) bool {
	return c.Insecure || c.Min != ast.DefaultTLS || c.Max != ast.DefaultTLS
}
