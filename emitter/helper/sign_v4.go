package helper

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// signature is what goes into an AWS V4 signature beside the request: the providers
// that name its header fields, the region and the service.
type signature struct {
	provider1, provider2, region, service string

	host    string   // of the Host field, where the request has another one
	signed  []string // names of further fields that are signed, or "name:value"
	payload string   // the hash of the body in hexadecimal; "" for that of an empty one
}

// signV4 signs req as curl --aws-sigv4 does.
func signV4(req *http.Request, key, secret string, s signature) {
	if s.payload == "" {
		s.payload = hexHash("")
	}
	isS3 := strings.EqualFold(s.provider1, "aws") && strings.EqualFold(s.service, "s3")
	dateField, hashField := "X-"+s.provider2+"-Date", "X-"+s.provider2+"-Content-Sha256"
	date := req.Header.Get(dateField)
	if date == "" {
		date = time.Now().UTC().Format("20060102T150405Z")
		req.Header.Set(dateField, date)
	}
	host := s.host
	if host == "" {
		host = req.Host
	}
	fields := append(s.signed, "Host:"+host, dateField)
	if isS3 {
		req.Header.Set(hashField, s.payload)
		fields = append(fields, hashField)
	}
	lines := map[string]string{}
	for _, field := range fields {
		name, value, isLine := strings.Cut(field, ":")
		values := []string{value}
		if !isLine {
			values = slices.Clone(req.Header.Values(name))
		}
		for i, value := range values {
			values[i] = strings.Join(strings.Fields(value), " ")
		}
		name = strings.ToLower(name)
		lines[name] = name + ":" + strings.Join(values, ",")
	}
	names := slices.Sorted(maps.Keys(lines))
	signed := strings.Join(names, ";")
	var head strings.Builder
	for _, name := range names {
		head.WriteString(lines[name] + "\n")
	}

	path, query, _ := strings.Cut(req.URL.RequestURI(), "?")
	if !isS3 {
		path = strings.ReplaceAll(url.QueryEscape(path), "%2F", "/")
	}
	canonical := strings.Join([]string{req.Method, path, sortedQuery(query), head.String(), signed, s.payload}, "\n")
	scope := strings.Join([]string{date[:min(8, len(date))], s.region, s.service, strings.ToLower(s.provider1) + "4_request"}, "/")
	algorithm := strings.ToUpper(s.provider1) + "4-HMAC-SHA256"
	toSign := strings.Join([]string{algorithm, date, scope, hexHash(canonical)}, "\n")

	mac := []byte(strings.ToUpper(s.provider1) + "4" + secret)
	for _, part := range append(strings.Split(scope, "/"), toSign) {
		h := hmac.New(sha256.New, mac)
		h.Write([]byte(part))
		mac = h.Sum(nil)
	}
	req.Header.Set("Authorization", algorithm+" Credential="+key+"/"+scope+", SignedHeaders="+signed+", Signature="+hex.EncodeToString(mac))
}

// hexHash returns the SHA-256 hash of a text in hexadecimal.
func hexHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// sortedQuery returns a query in the order and the form in which it is signed.
func sortedQuery(query string) string {
	var parts [][]string
	for part := range strings.SplitSeq(query, "&") {
		if part != "" {
			name, value, _ := strings.Cut(part, "=")
			parts = append(parts, []string{escapeAgain(name), escapeAgain(value)})
		}
	}
	slices.SortFunc(parts, slices.Compare)
	var sorted []string
	for _, part := range parts {
		sorted = append(sorted, strings.Join(part, "="))
	}
	return strings.Join(sorted, "&")
}

// escapeAgain escapes all but unreserved characters, whatever was escaped before.
func escapeAgain(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		s = plain
	}
	return strings.ReplaceAll(url.QueryEscape(s), "+", "%20")
}
