package wire

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"math/big"
	"net"
	"time"
)

// Authority is a certificate authority of its own.
type Authority struct {
	Cert *x509.Certificate
	key  *ecdsa.PrivateKey
	next int64 // serial number
}

// NewAuthority makes an authority.
func NewAuthority(name string) (*Authority, error) {
	a := &Authority{next: 1}
	template := a.template(name)
	template.IsCA, template.BasicConstraintsValid = true, true
	template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	var err error
	if a.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		return nil, err
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &a.key.PublicKey, a.key)
	if err != nil {
		return nil, err
	}
	a.Cert, err = x509.ParseCertificate(der)
	return a, err
}

// template returns what all certificates share.
func (a *Authority) template(name string) *x509.Certificate {
	serial := a.next
	a.next++
	return &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
	}
}

// Issue makes a certificate for 127.0.0.1 and localhost.
func (a *Authority) Issue(name string) (tls.Certificate, error) {
	template := a.template(name)
	template.IPAddresses, template.DNSNames = []net.IP{net.IPv4(127, 0, 0, 1)}, []string{"localhost"}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.Cert, &key.PublicKey, a.key)
	if err != nil {
		return tls.Certificate{}, err
	}
	leaf, err := x509.ParseCertificate(der)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, err
}

// PEM returns the authority's own certificate.
func (a *Authority) PEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.Cert.Raw})
}

// RevocationList returns a list, valid until a time, of revoked certificates, as
// PEM.
func (a *Authority) RevocationList(until time.Time, revoked ...*x509.Certificate) ([]byte, error) {
	list := &x509.RevocationList{Number: big.NewInt(1), ThisUpdate: time.Now().Add(-2 * time.Hour), NextUpdate: until}
	for _, cert := range revoked {
		list.RevokedCertificateEntries = append(list.RevokedCertificateEntries, x509.RevocationListEntry{
			SerialNumber: cert.SerialNumber, RevocationTime: list.ThisUpdate,
		})
	}
	der, err := x509.CreateRevocationList(rand.Reader, list, a.Cert, a.key)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "X509 CRL", Bytes: der}), nil
}

// The structures of an answer about revocation. Source: RFC 6960 section 4.
type (
	ocspResponse struct {
		Status asn1.Enumerated
		Bytes  struct {
			Type asn1.ObjectIdentifier
			Body []byte
		} `asn1:"explicit,tag:0"`
	}
	ocspBasic struct {
		Data      asn1.RawValue
		Algorithm pkix.AlgorithmIdentifier
		Signature asn1.BitString
	}
	ocspData struct {
		Responder asn1.RawValue // by name
		Produced  time.Time     `asn1:"generalized"`
		Responses []ocspSingle
	}
	ocspSingle struct {
		ID struct {
			Hash              pkix.AlgorithmIdentifier
			NameHash, KeyHash []byte
			Serial            *big.Int
		}
		Good    asn1.Flag `asn1:"tag:0,optional"`
		Revoked struct {
			At time.Time `asn1:"generalized"`
		} `asn1:"tag:1,optional"`
		Updated time.Time `asn1:"generalized"`
		Next    time.Time `asn1:"generalized,explicit,tag:0"`
	}
)

// Staple returns what the authority says of a certificate: that it is good, or that
// it is revoked.
func (a *Authority) Staple(cert *x509.Certificate, good bool) ([]byte, error) {
	now := time.Now().UTC().Truncate(time.Second)
	single := ocspSingle{Good: asn1.Flag(good), Updated: now.Add(-time.Minute), Next: now.Add(time.Hour)}
	if !good {
		single.Revoked.At = now.Add(-time.Hour)
	}
	var public struct {
		Algorithm pkix.AlgorithmIdentifier
		Key       asn1.BitString
	}
	if _, err := asn1.Unmarshal(a.Cert.RawSubjectPublicKeyInfo, &public); err != nil {
		return nil, err
	}
	nameHash, keyHash := sha1.Sum(a.Cert.RawSubject), sha1.Sum(public.Key.RightAlign())
	single.ID.Hash = pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{1, 3, 14, 3, 2, 26}, Parameters: asn1.NullRawValue} // SHA-1
	single.ID.NameHash, single.ID.KeyHash, single.ID.Serial = nameHash[:], keyHash[:], cert.SerialNumber
	data, err := asn1.Marshal(ocspData{
		Responder: asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 1, IsCompound: true, Bytes: a.Cert.RawSubject},
		Produced:  now, Responses: []ocspSingle{single},
	})
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	signature, err := a.key.Sign(rand.Reader, sum[:], crypto.SHA256)
	if err != nil {
		return nil, err
	}
	basic, err := asn1.Marshal(ocspBasic{
		Data: asn1.RawValue{FullBytes: data}, Signature: asn1.BitString{Bytes: signature, BitLength: 8 * len(signature)},
		Algorithm: pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 2}}, // ECDSA with SHA-256
	})
	if err != nil {
		return nil, err
	}
	var response ocspResponse
	response.Bytes.Type = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 1}
	response.Bytes.Body = basic
	return asn1.Marshal(response)
}
