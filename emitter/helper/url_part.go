package helper

import (
	"net/url"
	"strings"
)

// urlPart returns the part of a URL that a variable of a format names, as url.host
// does; nothing where the URL has none.
//
// Source: curl(1), --write-out.
func urlPart(raw, part string) string {
	if !strings.Contains(raw, "://") {
		raw = "http://" + raw
	}
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	switch part {
	case "scheme":
		return u.Scheme
	case "user":
		return u.User.Username()
	case "password":
		password, _ := u.User.Password()
		return password
	case "host":
		host, _, _ := strings.Cut(u.Hostname(), "%")
		if strings.Contains(host, ":") {
			return "[" + host + "]"
		}
		return host
	case "zoneid":
		_, zone, _ := strings.Cut(u.Hostname(), "%")
		return zone
	case "port":
		if u.Port() == "" {
			return map[string]string{"http": "80", "https": "443"}[u.Scheme]
		}
		return u.Port()
	case "path":
		return u.EscapedPath()
	case "query":
		return u.RawQuery
	case "fragment":
		return u.EscapedFragment()
	}
	return ""
}
