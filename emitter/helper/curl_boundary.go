package helper

import (
	"crypto/rand"
	"strings"
)

// curlBoundary returns a random boundary of the form and length of curl's.
//
// Source: curl 8.22, lib/mime.h.
func curlBoundary() string {
	return strings.Repeat("-", 24) + rand.Text()[:22]
}
