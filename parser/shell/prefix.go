package shell

import (
	"slices"
	"strings"

	"github.com/curl2go/curl2go/diag"
)

// wrappers are commands that run the command behind them, and those of their
// options that take an argument of their own.
var wrappers = map[string]string{
	"sudo": "ugpCrtTDRhU", "doas": "uC", "time": "fo", "command": "", "nohup": "", "exec": "a", "env": "uCS", "nice": "n",
	"ionice": "cnp", "timeout": "ks", "stdbuf": "ioe", "winpty": "", "builtin": "", "proxychains": "f", "proxychains4": "f",
	"torsocks": "", "torify": "", "strace": "eo", "setsid": "", "unbuffer": "", "caffeinate": "tw", "chronic": "",
}

// curlAt returns the index of the word that names curl, behind assignments and
// commands that run it.
func curlAt(words []Word) (int, bool) {
	for i := 0; i < len(words); i++ {
		s, ok := words[i].Value.Literal()
		if !ok {
			// "$CURL" as a whole is taken at its word by nobody.
			return 0, false
		}
		name := base(s)
		if name == "curl" {
			return i, true
		}
		takesArg, wraps := wrappers[name]
		switch {
		case isAssignment(s):
		case wraps:
			i = skipOptions(words, i, takesArg)
			if name == "timeout" {
				i++ // the duration
			}
		default:
			return 0, false
		}
	}
	return 0, false
}

// skipOptions returns the index of the last option of the command at i.
func skipOptions(words []Word, i int, takesArg string) int {
	for i+1 < len(words) {
		s := words[i+1].Value.Lead()
		if len(s) < 2 || s[0] != '-' {
			break
		}
		i++
		if s == "--" {
			break
		}
		if s[1] != '-' && strings.IndexByte(takesArg, s[len(s)-1]) >= 0 {
			i++
		}
	}
	return i
}

// base returns the name of a command without its directory and without the
// .exe of Windows.
func base(s string) string {
	s = s[strings.LastIndexAny(s, `/\`)+1:]
	if n := len(s) - len(".exe"); n > 0 && strings.EqualFold(s[n:], ".exe") {
		s = s[:n]
	}
	return s
}

// isAssignment reports whether a word is NAME=value.
func isAssignment(s string) bool {
	name, _, ok := strings.Cut(s, "=")
	return ok && isName(name)
}

// isName reports whether s can name a variable.
//
// Source: POSIX.1-2024, Base Definitions, 3.216 Name.
func isName(s string) bool {
	for i := range len(s) {
		c := s[i]
		switch {
		case c == '_', 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
		case '0' <= c && c <= '9' && i > 0:
		default:
			return false
		}
	}
	return s != ""
}

// curlReads are variables of the environment that change what curl does.
//
// Source: curl(1), ENVIRONMENT.
var curlReads = []string{"http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy",
	"SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "SSLKEYLOGFILE", "CURL_HOME", "NETRC"}

// assignments reports the variables that are set for curl alone and that it
// reads: a program has the environment that it is started with.
func assignments(words []Word) []diag.Diagnostic {
	var out []diag.Diagnostic
	for _, w := range words {
		name, _, ok := strings.Cut(w.Value.Lead(), "=")
		if ok && slices.Contains(curlReads, name) {
			out = append(out, diag.Warningf(diag.Span(w.Span), "environment-not-kept",
				"the variable %s is not set by the program", name).WithHelp("set it where the program is started"))
		}
	}
	return out
}
