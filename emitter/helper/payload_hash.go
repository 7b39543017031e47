package helper

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
)

// payloadHash returns the hash of the body of req in hexadecimal.
func payloadHash(req *http.Request) (string, error) {
	h := sha256.New()
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return "", err
		}
		defer body.Close()
		if _, err := io.Copy(h, body); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
