package helper

import (
	"crypto/x509"
	"fmt"
	"os"
)

// addCertFile adds the certificates of a PEM file to a pool.
func addCertFile(pool *x509.CertPool, path string) error {
	data, err := os.ReadFile(path) // #nosec G304 -- the command names the file
	if err != nil {
		return err
	}
	if !pool.AppendCertsFromPEM(data) {
		return fmt.Errorf("%s: no certificate found", path)
	}
	return nil
}
