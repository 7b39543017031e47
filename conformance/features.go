package conformance

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
)

// alwaysFeatures are what every curl of the last years has, without saying so
// in its version.
var alwaysFeatures = []string{
	"cookies", "crypto", "digest", "proxy", "Mime", "headers-api", "local-http",
	"--libcurl", "verbose-strings", "SSLpinning", "h2c", "shuffle-dns", "netrc",
	"large-time", "large-size", "manual", "xattr", "codeset-utf8", "form-api",
	"wakeup", "typecheck", "parsedate", "DoH", "aws", "bearertoken", "basic-auth",
}

// CurlFeatures asks a curl for its version and for what it can do, by the names
// that the cases use.
func CurlFeatures(ctx context.Context, path string) (version string, features map[string]bool, err error) {
	out, err := exec.CommandContext(ctx, path, "-q", "--version").Output()
	if err != nil {
		return "", nil, err
	}
	lines := strings.Split(string(out), "\n")
	words := strings.Fields(lines[0])
	if len(words) < 2 {
		return "", nil, fmt.Errorf("%s --version prints %q", path, lines[0])
	}
	features = map[string]bool{}
	for _, name := range alwaysFeatures {
		features[name] = true
	}
	for _, word := range words[2:] {
		name, _, _ := strings.Cut(word, "/")
		features[strings.Trim(name, "()")] = true
	}
	for _, line := range lines[1:] {
		name, list, _ := strings.Cut(line, ":")
		if name != "Protocols" && name != "Features" {
			continue
		}
		for _, word := range strings.Fields(list) {
			features[word] = true
		}
	}
	for curl, cases := range map[string]string{"HTTP2": "http/2", "HTTP3": "http/3"} {
		features[cases] = features[curl]
	}
	return words[1], features, nil
}
