package helper

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"os"
	"slices"
	"time"
)

// unrevoked returns a check that no certificate of a server is revoked by the
// lists in a PEM file. As in OpenSSL each issuer must have a list there that is
// still valid.
//
// Source: curl(1), --crlfile; RFC 5280 section 6.3.
func unrevoked(path string) (func(tls.ConnectionState) error, error) {
	data, err := os.ReadFile(path) // #nosec G304 -- the command names the file
	if err != nil {
		return nil, revocationError{82, err.Error()}
	}
	var lists []*x509.RevocationList
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "X509 CRL" {
			continue
		}
		list, err := x509.ParseRevocationList(block.Bytes)
		if err != nil {
			return nil, revocationError{82, err.Error()}
		}
		lists = append(lists, list)
	}
	if len(lists) == 0 {
		return nil, revocationError{82, path + ": no revocation list found"}
	}
	return func(state tls.ConnectionState) error {
		var err error
		for _, chain := range state.VerifiedChains {
			if err = checkRevoked(lists, chain); err == nil {
				return nil
			}
		}
		return err
	}, nil
}

// checkRevoked looks up each certificate of a chain in its issuer's list. The root
// is its own issuer.
func checkRevoked(lists []*x509.RevocationList, chain []*x509.Certificate) error {
	for i, cert := range chain {
		issuer := chain[min(i+1, len(chain)-1)]
		at := slices.IndexFunc(lists, func(l *x509.RevocationList) bool { return l.CheckSignatureFrom(issuer) == nil })
		if at < 0 {
			return revocationError{60, "there is no revocation list of " + issuer.Subject.String()}
		}
		if next := lists[at].NextUpdate; !next.IsZero() && time.Now().After(next) {
			return revocationError{60, "the revocation list of " + issuer.Subject.String() + " has expired"}
		}
		for _, entry := range lists[at].RevokedCertificateEntries {
			if entry.SerialNumber.Cmp(cert.SerialNumber) == 0 {
				return revocationError{60, "the certificate of " + cert.Subject.String() + " is revoked"}
			}
		}
	}
	return nil
}

// revocationError says why a certificate is taken for revoked.
type revocationError struct {
	code    int
	message string
}

// Error implements error.
func (e revocationError) Error() string { return e.message }

// Code returns curl's exit code for it (curl(1), EXIT CODES).
func (e revocationError) Code() int { return e.code }
