package emitter

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
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
		fields := f.tlsConfig(c)
		if len(fields) == 0 {
			return
		}
		s := jen.Id(transport).Dot("TLSClientConfig").Op("=").Op("&").Qual(pkgTLS, "Config").Add(composite(fields, false))
		if c.Insecure && len(fields) == 1 {
			s = s.Comment("#nosec G402 -- -k: any certificate will do")
		}
		f.add(s)
	}}[:boolInt(changesTLS(c))]
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// changesTLS reports whether the settings differ from crypto/tls's own.
func changesTLS(c ast.TLS) bool {
	return c.Insecure || c.Min != ast.DefaultTLS || c.Max != ast.DefaultTLS || c.CAFile != nil || c.CADir != nil || c.Cert != nil ||
		c.PinnedKey != nil || len(c.Ciphers) > 0 || len(c.Curves) > 0
}

// tlsConfig appends what the fields of a tls.Config are made of and returns
// them.
func (f *fn) tlsConfig(c ast.TLS) []jen.Code {
	var fields []jen.Code
	field := func(name string, value jen.Code) {
		fields = append(fields, jen.Id(name).Op(":").Add(value))
	}
	if c.Insecure {
		field("InsecureSkipVerify", jen.True())
	} else if c.CAFile != nil || c.CADir != nil {
		roots := f.name("roots")
		var files, dir jen.Code = jen.Lit(""), jen.Lit("")
		if c.CAFile != nil {
			files = f.str(c.CAFile)
		}
		if c.CADir != nil {
			dir = f.str(c.CADir)
			f.try(roots, f.call("certPoolDir", files, dir))
		} else {
			f.try(roots, f.call("certPool", files))
		}
		field("RootCAs", jen.Id(roots))
	}
	if c.Cert != nil {
		cert := f.name("cert")
		key := c.Cert.Key
		if key == nil {
			key = c.Cert.File
		}
		f.try(cert, jen.Qual(pkgTLS, "LoadX509KeyPair").Call(f.str(c.Cert.File), f.str(key)))
		field("Certificates", jen.Index().Qual(pkgTLS, "Certificate").Values(jen.Id(cert)))
	}
	if c.Min != ast.DefaultTLS {
		field("MinVersion", jen.Qual(pkgTLS, tlsVersions[c.Min]))
	}
	if c.Max != ast.DefaultTLS {
		field("MaxVersion", jen.Qual(pkgTLS, tlsVersions[c.Max]))
	}
	for _, name := range append(slices.Clone(c.Ciphers), c.Curves...) {
		if cipherSuites[name] == "" && curves[name] == "" {
			f.diags = append(f.diags, diag.Warningf(diag.Span(c.Span), "unknown-cipher", "crypto/tls knows no cipher suite or group of one of these names, which is left out"))
			break
		}
	}
	if ids := suites(c.Ciphers); len(ids) > 0 {
		field("CipherSuites", jen.Index().Uint16().Add(composite(ids, len(ids) > 1)))
	}
	if ids := curveIDs(c.Curves); len(ids) > 0 {
		field("CurvePreferences", jen.Index().Qual(pkgTLS, "CurveID").Values(ids...))
	}
	if c.PinnedKey != nil {
		field("VerifyConnection", f.call("pinnedKey", f.str(c.PinnedKey)))
	}
	if c.PinnedKeyFile != nil {
		field("VerifyConnection", f.call("pinnedFile", f.str(c.PinnedKeyFile)))
	}
	return fields
}

// cipherSuites maps OpenSSL's names of cipher suites to those of crypto/tls.
//
// Source: openssl-ciphers(1), "CIPHER SUITE NAMES"; crypto/tls, Constants.
var cipherSuites = map[string]string{
	"AES128-SHA":                    "TLS_RSA_WITH_AES_128_CBC_SHA",
	"AES256-SHA":                    "TLS_RSA_WITH_AES_256_CBC_SHA",
	"AES128-SHA256":                 "TLS_RSA_WITH_AES_128_CBC_SHA256",
	"AES128-GCM-SHA256":             "TLS_RSA_WITH_AES_128_GCM_SHA256",
	"AES256-GCM-SHA384":             "TLS_RSA_WITH_AES_256_GCM_SHA384",
	"ECDHE-ECDSA-AES128-SHA":        "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
	"ECDHE-ECDSA-AES256-SHA":        "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
	"ECDHE-RSA-AES128-SHA":          "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
	"ECDHE-RSA-AES256-SHA":          "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
	"ECDHE-ECDSA-AES128-SHA256":     "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
	"ECDHE-RSA-AES128-SHA256":       "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
	"ECDHE-RSA-AES128-GCM-SHA256":   "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
	"ECDHE-ECDSA-AES128-GCM-SHA256": "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
	"ECDHE-RSA-AES256-GCM-SHA384":   "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
	"ECDHE-ECDSA-AES256-GCM-SHA384": "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
	"ECDHE-RSA-CHACHA20-POLY1305":   "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
	"ECDHE-ECDSA-CHACHA20-POLY1305": "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
}

// suites returns the cipher suites that crypto/tls knows.
func suites(names []string) []jen.Code {
	var out []jen.Code
	for _, n := range names {
		if id, ok := cipherSuites[n]; ok {
			out = append(out, jen.Qual(pkgTLS, id))
		}
	}
	return out
}

// curves maps OpenSSL's names of groups to those of crypto/tls.
var curves = map[string]string{
	"X25519": "X25519", "prime256v1": "CurveP256", "P-256": "CurveP256", "secp384r1": "CurveP384", "P-384": "CurveP384",
	"secp521r1": "CurveP521", "P-521": "CurveP521", "X25519MLKEM768": "X25519MLKEM768",
}

// curveIDs returns the groups that crypto/tls knows.
func curveIDs(names []string) []jen.Code {
	var out []jen.Code
	for _, n := range names {
		if id, ok := curves[n]; ok {
			out = append(out, jen.Qual(pkgTLS, id))
		}
	}
	return out
}
