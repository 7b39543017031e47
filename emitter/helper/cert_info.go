package helper

import (
	"cmp"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"strings"
	"time"
)

// certInfo returns what %{certs} stands for: some lines on each certificate of a
// server, as OpenSSL words them, and the certificate itself.
//
// Source: curl(1), --write-out.
func certInfo(certs []*x509.Certificate) string {
	when := func(t time.Time) string { return t.UTC().Format("Jan _2 15:04:05 2006 GMT") }
	signatures := map[x509.SignatureAlgorithm]string{
		x509.SHA1WithRSA: "sha1WithRSAEncryption", x509.SHA256WithRSA: "sha256WithRSAEncryption", x509.SHA384WithRSA: "sha384WithRSAEncryption",
		x509.SHA512WithRSA: "sha512WithRSAEncryption", x509.ECDSAWithSHA256: "ecdsa-with-SHA256", x509.ECDSAWithSHA384: "ecdsa-with-SHA384",
		x509.ECDSAWithSHA512: "ecdsa-with-SHA512", x509.PureEd25519: "ED25519",
	}
	keys := map[x509.PublicKeyAlgorithm]string{x509.RSA: "rsaEncryption", x509.ECDSA: "id-ecPublicKey", x509.Ed25519: "ED25519"}
	var b strings.Builder
	for _, c := range certs {
		fmt.Fprintf(&b, "Subject:%s\nIssuer:%s\nVersion:%x\nSerial Number:%x\n", opensslName(c.Subject), opensslName(c.Issuer), c.Version-1, c.SerialNumber.Bytes())
		fmt.Fprintf(&b, "Signature Algorithm:%s\n", cmp.Or(signatures[c.SignatureAlgorithm], c.SignatureAlgorithm.String()))
		fmt.Fprintf(&b, "Public Key Algorithm:%s\n", cmp.Or(keys[c.PublicKeyAlgorithm], c.PublicKeyAlgorithm.String()))
		fmt.Fprintf(&b, "Start date:%s\nExpire date:%s\n", when(c.NotBefore), when(c.NotAfter))
		b.Write(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}))
	}
	return b.String()
}

// opensslName returns a distinguished name as OpenSSL prints it.
func opensslName(n pkix.Name) string {
	short := map[string]string{
		"2.5.4.3": "CN", "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "ST", "2.5.4.10": "O", "2.5.4.11": "OU",
		"1.2.840.113549.1.9.1": "emailAddress",
	}
	var parts []string
	for _, a := range n.Names {
		oid := a.Type.String()
		parts = append(parts, fmt.Sprintf("%s = %v", cmp.Or(short[oid], oid), a.Value))
	}
	return strings.Join(parts, ", ")
}
