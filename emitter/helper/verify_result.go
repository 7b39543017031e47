package helper

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
)

// verifyResult returns the number by which OpenSSL says what is wrong with the
// certificates of a server, or 0.
//
// Source: openssl-verification-options(1).
func verifyResult(err error) int {
	var failure *tls.CertificateVerificationError
	var invalid x509.CertificateInvalidError
	if !errors.As(err, &failure) || len(failure.UnverifiedCertificates) == 0 {
		return 0
	}
	selfSigned := func(c *x509.Certificate) bool { return bytes.Equal(c.RawIssuer, c.RawSubject) }
	chain := failure.UnverifiedCertificates
	switch {
	case errors.As(err, &x509.HostnameError{}):
		return 62
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return 10
	case len(chain) == 1 && selfSigned(chain[0]):
		return 18
	case selfSigned(chain[len(chain)-1]):
		return 19
	}
	return 20
}
