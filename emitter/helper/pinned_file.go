package helper

import (
	"bytes"
	"crypto/tls"
	"encoding/pem"
	"os"
)

// pinnedFile returns a check that the server's public key is the one in a file,
// in PEM or DER.
func pinnedFile(path string) func(tls.ConnectionState) error {
	return func(state tls.ConnectionState) error {
		key, err := os.ReadFile(path) // #nosec G304 -- the command names the file
		if err != nil {
			return keyError(err.Error())
		}
		if block, _ := pem.Decode(key); block != nil {
			key = block.Bytes
		}
		if !bytes.Equal(key, state.PeerCertificates[0].RawSubjectPublicKeyInfo) {
			return keyError("the server's public key is not the pinned one")
		}
		return nil
	}
}
