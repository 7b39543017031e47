package helper

import (
	"encoding/base64"
	"io"
)

// writeBase64 writes text in base64, in lines of 76 characters (RFC 2045
// section 6.8).
func writeBase64(w io.Writer, text string) error {
	encoded := base64.StdEncoding.EncodeToString([]byte(text))
	for len(encoded) > 76 {
		if _, err := io.WriteString(w, encoded[:76]+"\r\n"); err != nil {
			return err
		}
		encoded = encoded[76:]
	}
	_, err := io.WriteString(w, encoded)
	return err
}
