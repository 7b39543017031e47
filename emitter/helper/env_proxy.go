package helper

import (
	"net/url"
	"os"
	"strings"
)

// envProxy returns the proxy that the environment names for URLs of a scheme, as
// curl reads it: HTTP_PROXY in capitals is not taken, loopback hosts are not
// excepted. It is nil where there is none.
//
// Source: curl(1), ENVIRONMENT.
func envProxy(scheme string) (*url.URL, error) {
	names := []string{"http_proxy", "all_proxy", "ALL_PROXY"}
	if scheme == "https" {
		names = []string{"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}
	}
	for _, name := range names {
		value := os.Getenv(name)
		if value == "" {
			continue
		}
		if !strings.Contains(value, "://") {
			value = "http://" + value
		}
		return url.Parse(value)
	}
	return nil, nil
}
