package helper

import (
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"slices"
	"strings"
)

// pinnedKey returns a check that the server's public key is one of those whose
// hashes are given as curl has them: sha256//BASE64, several between semicolons.
func pinnedKey(pins string) func(tls.ConnectionState) error {
	return func(state tls.ConnectionState) error {
		sum := sha256.Sum256(state.PeerCertificates[0].RawSubjectPublicKeyInfo)
		pin := "sha256//" + base64.StdEncoding.EncodeToString(sum[:])
		if !slices.Contains(strings.Split(pins, ";"), pin) {
			return keyError("the server's public key is not the pinned one")
		}
		return nil
	}
}
