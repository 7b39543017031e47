package wire

import (
	"bytes"
	"fmt"
	"mime"
	"regexp"
	"slices"
	"sort"
	"strings"
)

// own matches what each client adds by itself. The same field with a value that
// the command gave is compared.
var own = map[string]*regexp.Regexp{
	"User-Agent":      regexp.MustCompile(`^(curl/|Go-http-client/)`),
	"Accept":          regexp.MustCompile(`^\*/\*$`),
	"Accept-Encoding": regexp.MustCompile(`^(gzip|deflate, gzip.*)$`),
	"Expect":          regexp.MustCompile(`^100-continue$`),
	// Curl sends it to every proxy, the program only with a request as a whole.
	"Proxy-Connection": regexp.MustCompile(`^Keep-Alive$`),
}

// Differences compares what curl and a program sent, apart from what the README
// lists under "Differences from curl". It returns a line for each difference.
func Differences(curl, program []Request) []string {
	var out []string
	if len(curl) != len(program) {
		out = append(out, fmt.Sprintf("curl sent %d requests, the program %d", len(curl), len(program)))
	}
	for i := range min(len(curl), len(program)) {
		for _, d := range differences(curl[i], program[i], i > 0) {
			out = append(out, fmt.Sprintf("request %d: %s", i+1, d))
		}
	}
	return out
}

// differences compares two requests. One that is not the first may follow a
// redirect, where net/http has rules of its own.
func differences(a, b Request, later bool) []string {
	var out []string
	check := func(what, a, b string) {
		if a != b {
			out = append(out, fmt.Sprintf("%s: curl %q, the program %q", what, clip(a), clip(b)))
		}
	}
	check("listener", a.Via, b.Via)
	check("method", a.Method, b.Method)
	check("target", upperEscapes(a.Target), upperEscapes(b.Target))
	check("host", a.Host, b.Host)
	check("certificate", a.Cert, b.Cert)
	check("protocol", a.Proto, b.Proto)
	boundA, boundB := boundary(a), boundary(b)
	bodyA, bodyB := string(a.Body), string(b.Body)
	if boundA != "" && boundB != "" {
		bodyA, bodyB = withoutBoundaries(bodyA, boundA), withoutBoundaries(bodyB, boundB)
	} else if len(a.Body) > 0 || len(b.Body) > 0 {
		check("length", fmt.Sprint(a.Length), fmt.Sprint(b.Length))
	}
	check("body", bodyA, bodyB)
	check("chunked", fmt.Sprint(a.Chunked), fmt.Sprint(b.Chunked))
	check("fields", fields(a, later, boundA), fields(b, later, boundB))
	return out
}

var escape = regexp.MustCompile(`%[0-9a-f][0-9A-Fa-f]|%[0-9A-F][0-9a-f]`)

// upperEscapes returns a target with its escapes in capitals, which they are in
// or not by the version of curl.
func upperEscapes(s string) string { return escape.ReplaceAllStringFunc(s, strings.ToUpper) }

// fields returns the header fields of a request, sorted, without what the client
// added by itself.
func fields(r Request, later bool, bound string) string {
	var out []string
	for name, values := range r.Header {
		for _, v := range values {
			switch {
			case own[name] != nil && own[name].MatchString(v), name == "Content-Length", later && name == "Referer",
				later && name == "Content-Type" && len(r.Body) == 0:
				continue
			case name == "Content-Type" && bound != "":
				v = strings.ReplaceAll(v, bound, "BOUNDARY")
			case name == "Authorization" && strings.HasPrefix(v, "Digest "):
				v = "Digest"
			}
			out = append(out, name+": "+strings.TrimSpace(v))
		}
	}
	sort.Strings(out)
	return strings.Join(out, "\n")
}

// boundary returns the boundary of a multipart request, or nothing.
func boundary(r Request) string {
	_, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return params["boundary"]
}

var nestedBoundary = regexp.MustCompile(`(?i)boundary=(\S+)`)

// withoutBoundaries returns a multipart body with its boundaries made equal.
func withoutBoundaries(body, bound string) string {
	bounds := []string{bound}
	for _, m := range nestedBoundary.FindAllStringSubmatch(body, -1) {
		bounds = append(bounds, m[1])
	}
	slices.SortFunc(bounds, func(a, b string) int { return len(b) - len(a) })
	for _, b := range bounds {
		body = strings.ReplaceAll(body, b, "BOUNDARY")
	}
	return string(bytes.ReplaceAll([]byte(body), []byte("--BOUNDARY"), []byte("-BOUNDARY")))
}

// clip shortens a text to what a test shows.
func clip(s string) string {
	if len(s) > 400 {
		return s[:400] + "..."
	}
	return s
}
