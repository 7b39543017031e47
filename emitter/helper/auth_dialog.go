package helper

import (
	"encoding/base64"
	"strings"
)

// authDialog is what passes between a client and one server or proxy until the
// client is let in.
//
// Source: curl(1), --anyauth, --basic, --digest, --ntlm; RFC 9110 section 11.
type authDialog struct {
	user, password string
	// scheme is "basic", "digest" or "ntlm"; with "any" the first answer
	// decides about it.
	scheme string
	// bearer is the token that a server gets which asks for one, with "any".
	bearer string
	// digest answers a challenge of the Digest scheme, for the count-th time.
	digest func(method, uri, challenge string, count int) (string, error)
	// ntlm answers a challenge of the NTLM scheme.
	ntlm func(challenge []byte) ([]byte, error)

	challenge string // of the server, without the scheme
	count     int    // answers to the challenge
	first     string // scheme of each transfer
	in        bool   // the connection is let in, with NTLM
}

// ntlmHello is the message that begins NTLM, as curl sends it.
const ntlmHello = "TlRMTVNTUAABAAAABoIIAAAAAAAAAAAAAAAAAAAAAAA="

// begin begins another transfer: it knows nothing of those before, but for the
// connection that NTLM has let in.
func (d *authDialog) begin() {
	if d.first == "" {
		d.first = d.scheme
	}
	d.scheme, d.challenge = d.first, ""
}

// credentials returns the value of the field that goes with a request, or
// nothing. With probe the server is expected to ask first, and the body of the
// request is held back.
func (d *authDialog) credentials(method, uri string) (value string, probe bool, err error) {
	if d.bearer != "" && d.scheme == "bearer" {
		return "Bearer " + d.bearer, false, nil
	}
	switch d.scheme {
	case "basic":
		return "Basic " + base64.StdEncoding.EncodeToString([]byte(d.user+":"+d.password)), false, nil
	case "digest":
		if d.challenge == "" {
			return "", true, nil
		}
		d.count++
		value, err = d.digest(method, uri, d.challenge, d.count)
		return value, false, err
	case "ntlm":
		if d.in {
			return "", false, nil
		}
		if d.challenge == "" {
			return "NTLM " + ntlmHello, true, nil
		}
		message, err := base64.StdEncoding.DecodeString(d.challenge)
		if err == nil {
			message, err = d.ntlm(message)
		}
		d.in, d.challenge = true, ""
		return "NTLM " + base64.StdEncoding.EncodeToString(message), false, err
	}
	return "", false, nil
}

// refused takes in the challenges of an answer that asks for credentials, and
// reports whether the request is to be sent again.
func (d *authDialog) refused(challenges []string) bool {
	offers := offeredSchemes(challenges)
	if d.scheme == "any" {
		if d.bearer != "" && (offers["bearer"] != "" || d.user+d.password == "") {
			d.scheme = "bearer"
			return offers["bearer"] != ""
		}
		for _, scheme := range []string{"digest", "ntlm", "basic"} {
			if offers[scheme] != "" {
				d.scheme = scheme
				break
			}
		}
		switch d.scheme {
		case "any":
			return false
		case "basic", "ntlm":
			return true
		}
	}
	offer := strings.TrimSpace(offers[d.scheme])
	switch {
	case d.scheme == "digest" && offer != "":
		challenge, ok := digestChallenge(offer)
		stale := strings.Contains(strings.ToLower(strings.ReplaceAll(challenge, `"`, "")), "stale=true")
		again := ok && (d.challenge == "" || stale)
		d.challenge, d.count = challenge, 0
		return again
	case d.scheme == "ntlm" && offer != "" && !d.in:
		d.challenge = offer
		return true
	case d.scheme == "ntlm":
		d.in = false
	}
	return false
}

// offeredSchemes returns the parameters of each scheme that fields offer, with a
// blank after them: those of the first offer of a scheme.
//
// Source: RFC 9110 section 11.6.1: a field may hold several challenges.
func offeredSchemes(fields []string) map[string]string {
	offers := map[string]string{}
	for _, field := range fields {
		current := ""
		for _, piece := range splitUnquoted(field) {
			scheme, params, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(piece), "\t", " "), " ")
			if !strings.Contains(scheme, "=") || strings.HasSuffix(scheme, "=") {
				current = strings.ToLower(scheme)
				if _, ok := offers[current]; ok {
					current = "" // the first one counts
					continue
				}
				offers[current] = params + " "
			} else if current != "" {
				offers[current] = strings.TrimSuffix(offers[current], " ") + "," + piece + " "
			}
		}
	}
	return offers
}
