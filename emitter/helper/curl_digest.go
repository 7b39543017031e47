package helper

import "strings"

// curlDigest returns credentials of the Digest scheme with their parameters in
// the order in which curl writes them (RFC 7616 section 3.4 leaves it open).
func curlDigest(credentials string) string {
	rest, _ := strings.CutPrefix(credentials, "Digest ")
	params := map[string]string{}
	for rest != "" {
		name, after, _ := strings.Cut(rest, "=")
		end := strings.Index(after, ", ")
		if strings.HasPrefix(after, `"`) {
			for end = 1; end < len(after) && after[end] != '"'; end++ {
				if after[end] == '\\' {
					end++
				}
			}
			end++
		}
		if end < 0 || end > len(after) {
			end = len(after)
		}
		params[name] = strings.Trim(after[:end], `"`)
		rest = strings.TrimPrefix(after[end:], ", ")
	}
	var out []string
	for _, name := range []string{"username", "realm", "nonce", "uri", "cnonce", "nc", "qop", "response", "opaque", "algorithm", "userhash"} {
		value, ok := params[name]
		switch {
		case !ok:
		case name == "nc", name == "qop", name == "algorithm", name == "userhash":
			out = append(out, name+"="+value)
		default:
			out = append(out, name+`="`+value+`"`)
		}
	}
	return "Digest " + strings.Join(out, ", ")
}
