package helper

import (
	"crypto/x509"
	"os"
	"path/filepath"
)

// addCertDir adds the certificates of all PEM files in a directory to a pool.
func addCertDir(pool *x509.CertPool, dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		data, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err == nil {
			pool.AppendCertsFromPEM(data) // what is no certificate is passed over
		}
	}
	return nil
}
