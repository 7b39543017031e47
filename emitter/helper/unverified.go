package helper

import (
	"crypto/tls"
	"crypto/x509"
)

// unverified returns what is wrong with the certificates of a connection that was not
// to be verified.
func unverified(state *tls.ConnectionState) error {
	if state == nil || len(state.PeerCertificates) == 0 {
		return nil
	}
	others := x509.NewCertPool()
	for _, cert := range state.PeerCertificates[1:] {
		others.AddCert(cert)
	}
	if _, err := state.PeerCertificates[0].Verify(x509.VerifyOptions{Intermediates: others}); err != nil {
		return &tls.CertificateVerificationError{UnverifiedCertificates: state.PeerCertificates, Err: err}
	}
	return nil
}
