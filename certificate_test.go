package curl2go_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/curl2go/curl2go/wire"
)

// clientCertificate makes a client's certificate and its key, as PEM.
func clientCertificate(t *testing.T) (cert, key []byte) {
	t.Helper()
	return certificate(t, &x509.Certificate{Subject: pkix.Name{CommonName: "the client"}})
}

// certificate makes a certificate that signs itself and its key, as PEM.
func certificate(t *testing.T, template *x509.Certificate) (cert, key []byte) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template.SerialNumber = big.NewInt(1)
	template.NotBefore, template.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER})
}

// startOthers starts the servers whose certificates are of an authority of their
// own, and writes what belongs to it: other.pem, lists of what it has revoked
// (none.crl, all.crl, old.crl), and the client's certificate and key in DER and
// encrypted.
func (s *servers) startOthers(t *testing.T) {
	t.Helper()
	authority, err := wire.NewAuthority("another authority")
	if err != nil {
		t.Fatal(err)
	}
	cert, err := authority.Issue("another server")
	if err != nil {
		t.Fatal(err)
	}
	start := func(cert tls.Certificate, handler http.Handler) string {
		server := httptest.NewUnstartedServer(handler)
		server.TLS = &tls.Config{Certificates: []tls.Certificate{cert}, ClientAuth: tls.RequestClientCert}
		server.Config.ErrorLog = log.New(io.Discard, "", 0) // that clients break off is what is tested
		server.StartTLS()
		t.Cleanup(server.Close)
		return server.Listener.Addr().String()
	}
	s.secureProxy = start(cert, s.Proxy())
	s.dns = &wire.Names{Domain: "test"}
	s.doh = start(cert, s.Handler("doh", s.dns))
	for good, addr := range map[bool]*string{true: &s.other, false: &s.revoked} {
		stapled := cert
		stapled.Certificate = append(stapled.Certificate[:1:1], authority.Cert.Raw) // who has signed what is stapled
		if stapled.OCSPStaple, err = authority.Staple(cert.Leaf, good); err != nil {
			t.Fatal(err)
		}
		*addr = start(stapled, s.Handler("other", s.Answers()))
	}

	s.write(t, "other.pem", authority.PEM())
	for name, list := range map[string]struct {
		until   time.Duration
		revoked []*x509.Certificate
	}{
		"none.crl": {until: time.Hour}, "all.crl": {time.Hour, []*x509.Certificate{cert.Leaf}}, "old.crl": {until: -time.Hour},
	} {
		data, err := authority.RevocationList(time.Now().Add(list.until), list.revoked...)
		if err != nil {
			t.Fatal(err)
		}
		s.write(t, name, data)
	}
	for _, name := range []string{"client.pem", "client.key"} {
		data, err := os.ReadFile(filepath.Join(s.dir, name))
		if err != nil {
			t.Fatal(err)
		}
		block, _ := pem.Decode(data)
		s.write(t, name+".der", block.Bytes)
		if name == "client.key" {
			//lint:ignore SA1019 OpenSSL reads such keys
			block, err = x509.EncryptPEMBlock(rand.Reader, block.Type, block.Bytes, []byte("pw"), x509.PEMCipherAES256)
			if err != nil {
				t.Fatal(err)
			}
			s.write(t, "locked.key", pem.EncodeToMemory(block))
		}
	}
}

func (s *servers) write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(s.dir, name), data, 0o600); err != nil {
		t.Fatal(err)
	}
}
