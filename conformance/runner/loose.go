package runner

import (
	"encoding/json"
	"net"
	"regexp"
	"slices"
	"strings"
)

// firstLoose returns the first difference between what a case expects and what was
// there, without what the default mode leaves to Go.
func (c *Case) firstLoose(checks []check) string {
	see := c.loose()
	for _, check := range checks {
		d := difference(check.name, see(check.kind, check.want), see(check.kind, check.got))
		if d != "" && !(check.name == "data" && c.codingNotOffered(check.got)) {
			return d
		}
	}
	return ""
}

// codingNotOffered reports whether the client wrote the answer as the server of the
// case sends it, in a coding that --compressed of curl offers and a program, which
// offers gzip alone, leaves as it is.
func (c *Case) codingNotOffered(got string) bool {
	data, _ := c.doc.Part("reply", "data")
	sent := data.Text()
	head, _, _ := strings.Cut(strings.ReplaceAll(sent, "\r\n", "\n"), "\n\n")
	offered := true
	for line := range strings.SplitSeq(head, "\n") {
		if h := parseHeader(line); h.name == "content-encoding" {
			offered = strings.EqualFold(h.value, "gzip")
		}
	}
	see := func(text string) string {
		// Behind the length of a body there may be a newline of the case's file.
		return strings.TrimSuffix(c.loose()(output, text), "\n")
	}
	return strings.Contains(c.Arguments(), "--compressed") && !offered && see(sent) == see(got)
}

// loose returns the view that is canonical without what the default mode
// leaves to Go.
func (c *Case) loose() view {
	followed := strings.Contains(c.Arguments(), "-L") || strings.Contains(c.Arguments(), "--location")
	return func(kind kind, text string) string {
		switch kind {
		case requests:
			var first []header
			return canonicalRequests(text, func(head []header) []header {
				if first == nil {
					first = head
				}
				return looseHead(head, first, followed)
			})
		case output:
			return sortedJSON(canonicalHeads(text, looseAnswer))
		case messages:
			// The wording is Go's.
			return ""
		case exit:
			if text != "0" {
				return "not 0"
			}
		}
		return canonical(kind, text)
	}
}

// looseAnswer returns the lines of an answer's head that net/http leaves in it: it
// takes out Connection, Transfer-Encoding, and a Content-Length beside that, which
// means nothing there (RFC 9112 section 6.3).
func looseAnswer(head []header) []header {
	chunked := valueOf(head, "transfer-encoding") != ""
	return slices.DeleteFunc(slices.Clone(head), func(h header) bool {
		return h.name == "connection" || h.name == "transfer-encoding" || chunked && h.name == "content-length"
	})
}

// sortedJSON returns a text that is one JSON object, as %{header_json} is, with its
// members sorted: their order means nothing (RFC 8259 section 4), and net/http does
// not know that of header fields.
func sortedJSON(text string) string {
	var object map[string]json.RawMessage
	if json.Unmarshal([]byte(text), &object) != nil {
		return text
	}
	sorted, err := json.Marshal(object)
	if err != nil {
		return text
	}
	return string(sorted)
}

// looseHead returns what of a request's head is not left to Go. First is the head
// of the first request.
func looseHead(head, first []header, followed bool) []header {
	var out []header
	for _, h := range head {
		switch {
		case leftToGo(h, followed):
		case followed && keptInDomain(h, head, first):
		default:
			out = append(out, header{h.name, sortedParams(h)})
		}
	}
	return out
}

// keptInDomain reports whether a header line holds credentials of the first request
// that net/http still sends where a redirect leads to another port, or a subdomain,
// of its host, and curl does not.
func keptInDomain(h header, head, first []header) bool {
	if h.name != "authorization" && h.name != "cookie" || !slices.Contains(first, h) {
		return false
	}
	here, origin := valueOf(head, "host"), valueOf(first, "host")
	if here == origin {
		return false
	}
	host, domain := withoutPort(here), withoutPort(origin)
	return host == domain || strings.HasSuffix(host, "."+domain)
}

// valueOf returns the value of the first header line of a name.
func valueOf(head []header, name string) string {
	for _, h := range head {
		if h.name == name {
			return h.value
		}
	}
	return ""
}

// withoutPort returns the host of a Host field's value.
func withoutPort(authority string) string {
	if host, _, err := net.SplitHostPort(authority); err == nil {
		return host
	}
	return authority
}

// quotedOrComma finds quoted strings, and the commas outside of them.
var quotedOrComma = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|,`)

// sortedParams returns the value of a header line; the parameters of credentials of
// the Digest scheme, whose order means nothing (RFC 9110 section 11.2), are sorted.
func sortedParams(h header) string {
	rest, ok := strings.CutPrefix(h.value, "Digest ")
	if !ok || h.name != "authorization" && h.name != "proxy-authorization" {
		return h.value
	}
	var params []string
	start := 0
	for _, at := range quotedOrComma.FindAllStringIndex(rest, -1) {
		if rest[at[0]] == ',' {
			params = append(params, strings.TrimSpace(rest[start:at[0]]))
			start = at[1]
		}
	}
	params = append(params, strings.TrimSpace(rest[start:]))
	slices.Sort(params)
	return "Digest " + strings.Join(params, ", ")
}

// leftToGo reports whether a header line may be there or not.
func leftToGo(h header, followed bool) bool {
	switch h.name {
	case "user-agent":
		return strings.HasPrefix(h.value, "curl/") || strings.HasPrefix(h.value, "Go-http-client/")
	case "accept":
		return h.value == "*/*"
	case "accept-encoding":
		return true
	case "content-length":
		return h.value == "0"
	case "expect":
		return strings.EqualFold(h.value, "100-continue")
	case "proxy-connection":
		return strings.EqualFold(h.value, "keep-alive")
	case "referer":
		return followed
	}
	return false
}
