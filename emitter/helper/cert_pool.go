package helper

import (
	"crypto/x509"
	"fmt"
	"os"
)

// certPool returns the certificates of a PEM file.
func certPool(path string) (*x509.CertPool, error) {
	data, err := os.ReadFile(path) // #nosec G304 -- the command names the file
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(data) {
		return nil, fmt.Errorf("%s: no certificate found", path)
	}
	return pool, nil
}
