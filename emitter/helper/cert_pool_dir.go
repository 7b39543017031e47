package helper

import (
	"crypto/x509"
	"os"
	"path/filepath"
)

// certPoolDir returns the certificates of a PEM file, where one is named, and of
// all PEM files in a directory.
func certPoolDir(path, dir string) (*x509.CertPool, error) {
	pool := x509.NewCertPool()
	if path != "" {
		data, err := os.ReadFile(path) // #nosec G304 -- the command names the file
		if err != nil {
			return nil, err
		}
		pool.AppendCertsFromPEM(data)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		data, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err == nil {
			pool.AppendCertsFromPEM(data) // what is no certificate is passed over
		}
	}
	return pool, nil
}
