package runner

import "strings"

// loose returns the view that is canonical without what the default mode
// leaves to Go.
func (c *Case) loose() view {
	followed := strings.Contains(c.Arguments(), "-L") || strings.Contains(c.Arguments(), "--location")
	return func(kind kind, text string) string {
		switch kind {
		case requests:
			return canonicalRequests(text, func(h header) bool { return !leftToGo(h, followed) })
		case output:
			// net/http takes these out of an answer's head.
			return canonicalHeads(text, func(h header) bool { return h.name != "connection" && h.name != "transfer-encoding" })
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
