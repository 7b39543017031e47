package helper

import "strings"

// digestChallenge returns the parameters of a challenge of the Digest scheme with their
// names, and what they protect, in lower case; ok where they have what it takes to be
// answered: a nonce, and an algorithm that is known (RFC 7616 section 3.3).
func digestChallenge(params string) (challenge string, ok bool) {
	var out []string
	nonce, protects, algorithm := false, false, ""
	for _, piece := range splitUnquoted(params) {
		name, value, _ := strings.Cut(strings.TrimSpace(piece), "=")
		name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)
		switch name {
		case "nonce":
			nonce = true
		case "algorithm":
			algorithm = strings.ToUpper(strings.Trim(value, `"`))
		case "qop":
			protects = true
			qop := "," + strings.ToLower(strings.Trim(value, `"`)) + ","
			switch {
			case strings.Contains(qop, ",auth,"):
				value = "auth"
			case strings.Contains(qop, ",auth-int,"):
				value = "auth-int"
			default:
				continue
			}
		}
		out = append(out, name+"="+value)
	}
	algorithm, session := strings.CutSuffix(algorithm, "-SESS")
	switch algorithm {
	case "", "MD5", "SHA-256", "SHA-512-256":
		ok = nonce && (protects || !session)
	}
	return strings.Join(out, ", "), ok
}
