package emitter

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// cipherFields returns the fields of a tls.Config that choose cipher suites and
// groups.
func (f *fn) cipherFields(c ast.TLS) []jen.Code {
	for _, name := range append(slices.Clone(c.Ciphers), c.Curves...) {
		if cipherSuites[name] == "" && curves[name] == "" {
			f.leave(c.Span, "unknown-cipher", "crypto/tls knows no cipher suite or group of one of these names, which is left out")
			break
		}
	}
	var fields []jen.Code
	if ids := known(cipherSuites, c.Ciphers); len(ids) > 0 {
		fields = append(fields, jen.Id("CipherSuites").Op(":").Index().Uint16().Add(composite(ids, len(ids) > 1)))
	}
	if ids := known(curves, c.Curves); len(ids) > 0 {
		fields = append(fields, jen.Id("CurvePreferences").Op(":").Index().Qual(pkgTLS, "CurveID").Values(ids...))
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

// known returns what crypto/tls has of the names of a table.
func known(table map[string]string, names []string) []jen.Code {
	var out []jen.Code
	for _, n := range names {
		if id, ok := table[n]; ok {
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
