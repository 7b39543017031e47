package server

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Authority is a certificate authority and the certificates that curl's cases
// name, made anew in a folder of its own.
type Authority struct {
	dir   string
	certs map[string]tls.Certificate
}

// localhost is the certificate that is shown where a case names none.
const localhost = "test-localhost.pem"

// subjects are the certificates by file name: who they are for.
var subjects = map[string]struct {
	commonName string
	names      []string // alternative names; nil: none
}{
	localhost:                      {"localhost", []string{"localhost"}},
	"test-localhost0h.pem":         {"localhost\x00h", nil},
	"test-localhost.nn.pem":        {"localhost.nn", []string{"localhost.nn"}},
	"test-localhost-san-first.pem": {"localhost.nn", []string{"localhost", "localhost1", "localhost2"}},
	"test-localhost-san-last.pem":  {"localhost.nn", []string{"localhost1", "localhost2", "localhost"}},
}

// NewAuthority makes the certificates and writes them to the folder certs of
// dir, by the names that the cases use: test-ca.crt, and of each NAME.pem also
// NAME.crt and NAME.pub.der, its public key.
func NewAuthority(dir string) (*Authority, error) {
	a := &Authority{dir: filepath.Join(dir, "certs"), certs: map[string]tls.Certificate{}}
	if err := os.MkdirAll(a.dir, 0o755); err != nil {
		return nil, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	ca := template("conformance test CA", 1)
	ca.IsCA, ca.BasicConstraintsValid, ca.KeyUsage = true, true, x509.KeyUsageCertSign
	der, err := x509.CreateCertificate(rand.Reader, ca, ca, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	if err := a.write("test-ca.crt", block("CERTIFICATE", der)); err != nil {
		return nil, err
	}
	serial := int64(2)
	for name := range subjects {
		if err := a.issue(name, serial, ca, key); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		serial++
	}
	return a, nil
}

// issue makes one certificate.
func (a *Authority) issue(name string, serial int64, ca *x509.Certificate, caKey *ecdsa.PrivateKey) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	cert := template(subjects[name].commonName, serial)
	cert.DNSNames = subjects[name].names
	cert.KeyUsage = x509.KeyUsageDigitalSignature
	cert.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	der, err := x509.CreateCertificate(rand.Reader, cert, ca, &key.PublicKey, caKey)
	if err != nil {
		return err
	}
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		return err
	}
	a.certs[name] = tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}

	base := strings.TrimSuffix(name, ".pem")
	if err := a.write(base+".crt", block("CERTIFICATE", der)); err != nil {
		return err
	}
	return a.write(base+".pub.der", public)
}

// template returns what all certificates share.
func template(commonName string, serial int64) *x509.Certificate {
	return &x509.Certificate{
		SerialNumber: big.NewInt(serial),
		Subject:      pkix.Name{CommonName: commonName, Organization: []string{"conformance"}},
		NotBefore:    time.Now().Add(-24 * time.Hour),
		NotAfter:     time.Now().Add(365 * 24 * time.Hour),
	}
}

func block(kind string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
}

func (a *Authority) write(name string, data []byte) error {
	return os.WriteFile(filepath.Join(a.dir, name), data, 0o644)
}

// Certificate returns a certificate by its file name; an empty one is that of
// localhost.
func (a *Authority) Certificate(name string) (tls.Certificate, error) {
	if name == "" {
		name = localhost
	}
	cert, ok := a.certs[name]
	if !ok {
		return cert, fmt.Errorf("no certificate %s", name)
	}
	return cert, nil
}
