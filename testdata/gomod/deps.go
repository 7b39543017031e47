// Package generated has the modules that generated programs may import, so that
// tests can build them.
package generated

import (
	_ "github.com/Azure/go-ntlmssp"
	_ "github.com/icholy/digest"
	_ "golang.org/x/term"
)
