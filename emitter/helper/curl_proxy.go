package helper

import (
	"net/http"
	"net/url"
	"os"
	"strings"
)

// curlProxy returns what chooses the proxy that the environment names for a
// request, as curl reads it: HTTP_PROXY in capitals is not taken, loopback hosts
// are not excepted. The hosts of a list are reached directly.
//
// Source: curl(1), ENVIRONMENT.
func curlProxy(without string) func(req *http.Request) (*url.URL, error) {
	return func(req *http.Request) (*url.URL, error) {
		names := []string{"http_proxy", "all_proxy", "ALL_PROXY"}
		if req.URL.Scheme == "https" {
			names = []string{"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}
		}
		for _, name := range names {
			value := os.Getenv(name)
			if value == "" {
				continue
			}
			if listsHost(without, req.URL.Hostname()) {
				return nil, nil
			}
			if !strings.Contains(value, "://") {
				value = "http://" + value
			}
			return url.Parse(value)
		}
		return nil, nil
	}
}
