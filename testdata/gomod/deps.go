// Package generated has the modules that generated programs may import, so that
// tests can build them.
package generated

import (
	_ "github.com/Azure/go-ntlmssp"
	_ "github.com/andybalholm/brotli"
	_ "github.com/icholy/digest"
	_ "github.com/jcmturner/gokrb5/v8/spnego"
	_ "github.com/klauspost/compress/zstd"
	_ "github.com/quic-go/quic-go/http3"
	_ "golang.org/x/crypto/ocsp"
	_ "golang.org/x/net/ipv4"
	_ "golang.org/x/net/ipv6"
	_ "golang.org/x/net/publicsuffix"
	_ "golang.org/x/sync/errgroup"
	_ "golang.org/x/term"
)
