package emitter

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/curl2go/curl2go/ast"
)

// initialisms are written in one case in Go names. Source: Go Code Review
// Comments, Initialisms.
var initialisms = map[string]string{
	"api": "API", "cpu": "CPU", "css": "CSS", "dns": "DNS", "html": "HTML", "http": "HTTP", "https": "HTTPS",
	"id": "ID", "ip": "IP", "json": "JSON", "sql": "SQL", "ssh": "SSH", "tcp": "TCP", "tls": "TLS",
	"ui": "UI", "uri": "URI", "url": "URL", "uuid": "UUID", "xml": "XML",
}

// words splits text into its words of letters and digits; where a small letter
// or a digit meets a capital a new word begins.
func words(s string) []string {
	var out []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			out = append(out, string(word))
			word = nil
		}
	}
	var last rune
	for _, r := range s {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			flush()
		case unicode.IsUpper(r) && unicode.IsLower(last):
			flush()
			word = append(word, r)
		default:
			word = append(word, r)
		}
		last = r
	}
	flush()
	return out
}

// upperCamel makes an exported Go name of text: "user-id" becomes UserID. It is
// empty where text has no letter to begin with.
func upperCamel(s string) string {
	var b strings.Builder
	for _, w := range words(s) {
		if b.Len() == 0 {
			w = strings.TrimLeftFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
			if w == "" {
				continue
			}
		}
		lower := strings.ToLower(w)
		if up, ok := initialisms[lower]; ok {
			b.WriteString(up)
			continue
		}
		r := []rune(lower)
		r[0] = unicode.ToUpper(r[0])
		b.WriteString(string(r))
	}
	return b.String()
}

// lowerCamel makes an unexported Go name of text: BASE_URL becomes baseURL.
func lowerCamel(s string) string {
	ws := words(s)
	for len(ws) > 0 {
		ws[0] = strings.TrimLeftFunc(ws[0], func(r rune) bool { return !unicode.IsLetter(r) })
		if ws[0] != "" {
			break
		}
		ws = ws[1:]
	}
	if len(ws) == 0 {
		return "value"
	}
	return strings.ToLower(ws[0]) + upperCamelTail(ws[1:])
}

func upperCamelTail(ws []string) string {
	var b strings.Builder
	for _, w := range ws {
		lower := strings.ToLower(w)
		if up, ok := initialisms[lower]; ok {
			b.WriteString(up)
			continue
		}
		r := []rune(lower)
		r[0] = unicode.ToUpper(r[0])
		b.WriteString(string(r))
	}
	return b.String()
}

// argName is the key under which a positional parameter is known.
func argName(a ast.Arg) string {
	if a.N < 0 {
		return "args"
	}
	return "arg" + strconv.Itoa(a.N)
}

// lowerFirst makes an exported name one that is not: GetUsers becomes getUsers.
func lowerFirst(s string) string {
	ws := words(s)
	if len(ws) == 0 {
		return s
	}
	return strings.ToLower(ws[0][:1]) + s[1:]
}

// printable returns text as it can stand in a comment: on one line, without
// characters that a reader would not see.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
