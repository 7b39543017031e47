package helper

import (
	"cmp"
	"os"
)

// noProxyList returns the hosts that the environment excepts from proxies.
func noProxyList() string { return cmp.Or(os.Getenv("no_proxy"), os.Getenv("NO_PROXY")) }
