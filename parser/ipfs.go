package parser

import (
	"strings"

	"github.com/curl2go/curl2go/ast"
)

// isIPFS reports whether a scheme is one of URLs that a gateway is asked for.
func isIPFS(scheme string) bool { return scheme == "ipfs" || scheme == "ipns" }

// gatewayURL returns the URL by which the gateway of --ipfs-gateway has what an ipfs:
// or ipns: URL names: GATEWAY/ipfs/CID/PATH. A message says what is wrong with them.
//
// Source: curl(1), --ipfs-gateway.
func (b *builder) gatewayURL(scheme string, rest ast.Value) (out ast.Value, message string) {
	gateway, ok := b.ipfsGateway.Literal()
	switch {
	case !ok || gateway == "":
		return nil, "an " + scheme + ": URL needs the gateway that --ipfs-gateway names, known in full"
	case strings.ContainsAny(gateway, "?#"):
		return nil, "a gateway is a URL without a query"
	}
	if !strings.Contains(gateway, "://") {
		gateway = "http://" + gateway
	}
	cid, tail := cutAuthority(rest)
	if cid.Empty() {
		return nil, "an " + scheme + ": URL begins with the identifier of its content"
	}
	if path, literal := tail.Literal(); literal && path == "/" {
		tail = nil
	}
	return ast.Literal(strings.TrimRight(gateway, "/") + "/" + scheme + "/").Append(cid).Append(tail), ""
}
