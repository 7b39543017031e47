package helper

import (
	"context"
	"net"
)

// dialFunc connects to an address.
type dialFunc func(ctx context.Context, network, addr string) (net.Conn, error)
