package helper

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// signature has the names that go into an AWS V4 signature: the providers that
// name its header fields, the region and the service.
type signature struct {
	provider1, provider2, region, service string
}

// signV4 signs req as curl --aws-sigv4 does.
func signV4(req *http.Request, key, secret string, s signature) error {
	labels := strings.Split(req.URL.Hostname(), ".")
	if s.service == "" {
		s.service = labels[0]
	}
	if s.region == "" && len(labels) > 1 {
		s.region = labels[1]
	}
	payload, err := payloadHash(req)
	if err != nil {
		return err
	}
	date := time.Now().UTC().Format("20060102T150405Z")
	prefix := "x-" + strings.ToLower(s.provider2)
	req.Header.Set(prefix+"-date", date)
	if s.service == "s3" {
		req.Header.Set(prefix+"-content-sha256", payload)
	}

	host := req.Host
	if host == "" {
		host = req.URL.Host
	}
	lines := []string{"host:" + host}
	for name, values := range req.Header {
		name = strings.ToLower(name)
		if name != "user-agent" && name != "accept" {
			lines = append(lines, name+":"+strings.Join(strings.Fields(strings.Join(values, ",")), " "))
		}
	}
	slices.Sort(lines)
	names := make([]string, len(lines))
	for i, line := range lines {
		names[i], _, _ = strings.Cut(line, ":")
	}
	signed := strings.Join(names, ";")

	target := req.URL.EscapedPath()
	if target == "" {
		target = "/"
	}
	canonical := strings.Join([]string{req.Method, target, sortedQuery(req.URL.RawQuery), strings.Join(lines, "\n"), "", signed, payload}, "\n")
	scope := strings.Join([]string{date[:8], s.region, s.service, strings.ToLower(s.provider1) + "4_request"}, "/")
	algorithm := strings.ToUpper(s.provider1) + "4-HMAC-SHA256"
	digest := sha256.Sum256([]byte(canonical))
	toSign := strings.Join([]string{algorithm, date, scope, hex.EncodeToString(digest[:])}, "\n")

	mac := []byte(strings.ToUpper(s.provider1) + "4" + secret)
	for _, part := range append(strings.Split(scope, "/"), toSign) {
		h := hmac.New(sha256.New, mac)
		h.Write([]byte(part))
		mac = h.Sum(nil)
	}
	req.Header.Set("Authorization", algorithm+" Credential="+key+"/"+scope+", SignedHeaders="+signed+", Signature="+hex.EncodeToString(mac))
	return nil
}

// payloadHash returns the hash of the body of req in hexadecimal.
func payloadHash(req *http.Request) (string, error) {
	h := sha256.New()
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return "", err
		}
		defer body.Close()
		if _, err := io.Copy(h, body); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// sortedQuery returns a query in the order and the form in which it is signed.
func sortedQuery(query string) string {
	if query == "" {
		return ""
	}
	parts := strings.Split(query, "&")
	for i, part := range parts {
		name, value, _ := strings.Cut(part, "=")
		parts[i] = escapeAgain(name) + "=" + escapeAgain(value)
	}
	slices.Sort(parts)
	return strings.Join(parts, "&")
}

// escapeAgain escapes all but unreserved characters, whatever was escaped before.
func escapeAgain(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		s = plain
	}
	return strings.ReplaceAll(url.QueryEscape(s), "+", "%20")
}
