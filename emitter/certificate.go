package emitter

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// The exit codes of curl for certificates that it cannot use. Source: curl(1), EXIT CODES.
const (
	exitBadCertificate = 58
	exitBadCA          = 77
	exitBadStaple      = 91
)

// nameOf returns a new name like [fn.name], with what it is of in front: the roots
// of a proxy are proxyRoots.
func (f *fn) nameOf(of, base string) string {
	if of != "" {
		base = of + strings.ToUpper(base[:1]) + base[1:]
	}
	return f.name(base)
}

// roots appends what makes the pool of the certificates to trust and returns the
// variable that it is in.
func (f *fn) roots(c ast.TLS, of string) jen.Code {
	roots := f.nameOf(of, "roots")
	if c.CADir == nil && !c.NativeCA {
		f.tryOr(exitBadCA, roots, f.call("certPool", f.str(c.CAFile)))
		return jen.Id(roots)
	}
	if c.NativeCA {
		f.tryOr(exitBadCA, roots, jen.Qual(pkgX509, "SystemCertPool").Call())
	} else {
		f.add(jen.Id(roots).Op(":=").Qual(pkgX509, "NewCertPool").Call())
	}
	if c.CAFile != nil {
		f.doOr(exitBadCA, f.call("addCertFile", jen.Id(roots), f.str(c.CAFile)))
	}
	if c.CADir != nil {
		f.doOr(exitBadCA, f.call("addCertDir", jen.Id(roots), f.str(c.CADir)))
	}
	return jen.Id(roots)
}

// certificate appends what reads a client certificate and its key, and returns
// the variable that they are in.
func (f *fn) certificate(c *ast.Certificate, of string) jen.Code {
	key := c.Key
	if key == nil {
		key = c.File
	}
	if !c.DER && !c.KeyDER && c.Password.Empty() {
		cert := f.nameOf(of, "cert")
		f.tryOr(exitBadCertificate, cert, jen.Qual(pkgTLS, "LoadX509KeyPair").Call(f.str(c.File), f.str(key)))
		return jen.Id(cert)
	}
	certPEM, keyPEM := f.nameOf(of, "certPEM"), f.nameOf(of, "keyPEM")
	if c.DER {
		f.tryOr(exitBadCertificate, certPEM, f.call("derToPEM", f.str(c.File), jen.Lit("CERTIFICATE")))
	} else {
		f.tryOr(exitBadCertificate, certPEM, jen.Qual("os", "ReadFile").Call(f.str(c.File)))
	}
	switch {
	case c.KeyDER:
		f.tryOr(exitBadCertificate, keyPEM, f.call("derToPEM", f.str(key), jen.Lit("PRIVATE KEY")))
	case !c.Password.Empty():
		f.tryOr(exitBadCertificate, keyPEM, f.call("decryptedKey", f.str(key), f.str(c.Password)))
	default:
		f.tryOr(exitBadCertificate, keyPEM, jen.Qual("os", "ReadFile").Call(f.str(key)))
	}
	cert := f.nameOf(of, "cert")
	f.tryOr(exitBadCertificate, cert, jen.Qual(pkgTLS, "X509KeyPair").Call(jen.Id(certPEM), jen.Id(keyPEM)))
	return jen.Id(cert)
}

// checksTLS reports whether a connection is checked beyond what crypto/tls checks
// by itself.
func checksTLS(c ast.TLS) bool {
	return c.PinnedKey != nil || c.PinnedKeyFile != nil || c.OCSPStaple || c.CRLFile != nil && !c.Insecure
}

// connectionCheck appends what the checks of a connection need, and returns the
// function that makes them all.
func (f *fn) connectionCheck(c ast.TLS, of string) *jen.Statement {
	var checks []jen.Code
	if c.PinnedKey != nil {
		checks = append(checks, f.call("pinnedKey", f.str(c.PinnedKey)))
	}
	if c.PinnedKeyFile != nil {
		checks = append(checks, f.call("pinnedFile", f.str(c.PinnedKeyFile)))
	}
	if c.CRLFile != nil && !c.Insecure {
		check := f.nameOf(of, "notRevoked")
		f.try(check, f.call("unrevoked", f.str(c.CRLFile)))
		checks = append(checks, jen.Id(check))
	}
	if c.OCSPStaple {
		checks = append(checks, f.stapleCheck(c))
	}
	if len(checks) == 1 {
		return jen.Add(checks[0])
	}
	return f.call("verifyAll", checks...)
}

// stapleCheck returns the function that checks that the server has stapled to its
// certificate that it is not revoked.
//
// Source: curl(1), --cert-status; RFC 6066 section 8, RFC 6960.
func (f *fn) stapleCheck(c ast.TLS) *jen.Statement {
	const pkg = "golang.org/x/crypto/ocsp"
	f.modules[pkg] = true
	chain := jen.Id("state").Dot("VerifiedChains").Index(jen.Lit(0))
	if c.Insecure {
		chain = jen.Id("state").Dot("PeerCertificates")
	}
	issuer := jen.Id("chain").Index(jen.Min(jen.Lit(1), jen.Len(jen.Id("chain")).Op("-").Lit(1)))
	staple := func() *jen.Statement { return jen.Id("staple") }
	return jen.Func().Params(jen.Id("state").Qual(pkgTLS, "ConnectionState")).Error().Block(
		jen.Id("chain").Op(":=").Add(chain),
		jen.List(staple(), jen.Err()).Op(":=").Qual(pkg, "ParseResponseForCert").Call(jen.Id("state").Dot("OCSPResponse"), jen.Id("chain").Index(jen.Lit(0)), issuer),
		jen.If(jen.Err().Op("!=").Nil().Op("||").Add(staple()).Dot("Status").Op("!=").Qual(pkg, "Good").Op("||").
			Op("!").Add(staple()).Dot("NextUpdate").Dot("IsZero").Call().Op("&&").Qual(pkgTime, "Now").Call().Dot("After").Call(staple().Dot("NextUpdate"))).Block(
			jen.Return(f.failing(exitBadStaple, "the server has not stapled that its certificate is good"))),
		jen.Return(jen.Nil()),
	)
}
