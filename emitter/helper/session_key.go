package helper

import (
	"crypto/md5" // #nosec G501 -- RFC 7616 has it
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"hash"
	"strings"
)

// sessionKey returns what stands for user and password in the answers of a session to
// a challenge of the Digest scheme (RFC 7616 section 3.4.2). Parts are the user, the
// realm and the password.
func sessionKey(algorithm, nonce, cnonce string, parts ...string) string {
	newHash := map[string]func() hash.Hash{"MD5": md5.New, "SHA-256": sha256.New, "SHA-512-256": sha512.New512_256}[algorithm]
	key := ""
	for _, parts := range [][]string{parts, {"", nonce, cnonce}} {
		h := newHash()
		h.Write([]byte(key + strings.Join(parts, ":")))
		key = hex.EncodeToString(h.Sum(nil))
	}
	return key
}
