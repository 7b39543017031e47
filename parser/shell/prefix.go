package shell

import (
	"maps"
	"slices"
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// wrapper is a command that runs the command behind it.
type wrapper struct {
	takesArg string // its options that take an argument of their own
	operands int    // in front of the command
	lost     string // what it does that a program does not; empty: nothing
}

// wrappers has the commands that people put in front of curl.
var wrappers = map[string]wrapper{
	"builtin":      {},
	"caffeinate":   {takesArg: "tw"},
	"chronic":      {},
	"command":      {},
	"doas":         {takesArg: "uC"},
	"env":          {takesArg: "uCS"},
	"exec":         {takesArg: "a"},
	"ionice":       {takesArg: "cnp"},
	"nice":         {takesArg: "n"},
	"nohup":        {},
	"proxychains":  {takesArg: "f", lost: "the connection does not go through a proxy"},
	"proxychains4": {takesArg: "f", lost: "the connection does not go through a proxy"},
	"setsid":       {},
	"stdbuf":       {takesArg: "ioe"},
	"strace":       {takesArg: "eops", lost: "system calls are not traced"},
	"sudo":         {takesArg: "ugpCrtTDRhU"},
	"time":         {takesArg: "fo"},
	"timeout":      {takesArg: "ks", operands: 1, lost: "there is no time limit"},
	"torify":       {lost: "the connection does not go through Tor"},
	"torsocks":     {takesArg: "aPu", lost: "the connection does not go through Tor"},
	"unbuffer":     {},
	"winpty":       {},
}

// literalOf returns a function that gives the words that are known in full.
func literalOf(words []Word) func(int) (string, bool) {
	return func(i int) (string, bool) { return words[i].Value.Literal() }
}

// curlAt returns the index of the word that names curl, behind assignments and
// commands that run it, among n words, of which literal gives those that are
// known.
func curlAt(n int, literal func(int) (string, bool)) (int, bool) {
	for i := 0; i < n; i++ {
		s, ok := literal(i)
		if !ok {
			return 0, false
		}
		name := base(s)
		if name == "curl" {
			return i, true
		}
		if isAssignment(s) {
			continue
		}
		w, wraps := wrappers[name]
		if !wraps {
			return 0, false
		}
		i = skipOptions(n, literal, i, w.takesArg) + w.operands
	}
	return 0, false
}

// skipOptions returns the index of the last option of the command at i.
func skipOptions(n int, literal func(int) (string, bool), i int, takesArg string) int {
	for i+1 < n {
		s, _ := literal(i + 1)
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
		if c != '_' && !isLetter(c) && (!isDigit(c) || i == 0) {
			return false
		}
	}
	return s != ""
}

// proxyNames are the variables of the environment by which curl chooses a proxy.
// HTTP_PROXY is none of them.
//
// Source: curl(1), ENVIRONMENT.
var proxyNames = []string{"http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"}

// curlReads are other variables of the environment that change what curl does.
//
// Source: curl(1), ENVIRONMENT.
var curlReads = []string{"SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "SSLKEYLOGFILE", "CURL_HOME", "NETRC"}

// environmentNotKept reports a variable that the script sets for curl.
func environmentNotKept(name string, at ast.Span) diag.Diagnostic {
	return diag.Warningf(diag.Span(at), "environment-not-kept", "the variable %s is not set by the program", name).
		WithHelp("set it where the program is started")
}

// windowsProxies returns the variables about proxies that a script for Windows sets,
// where their names may be written in letters of any case.
func windowsProxies(set func(lower string) (ast.Value, bool)) map[string]ast.Value {
	var out map[string]ast.Value
	for _, name := range []string{"http_proxy", "https_proxy", "all_proxy", "no_proxy"} {
		if v, ok := set(name); ok {
			if out == nil {
				out = map[string]ast.Value{}
			}
			out[name] = v
		}
	}
	return out
}

// proxiesSet returns the variables about proxies that words in front of curl's name
// set, and those that the script has exported.
func proxiesSet(exported map[string]ast.Value, words []Word) map[string]ast.Value {
	out := maps.Clone(exported)
	for _, w := range words {
		name, value, ok := w.Value.Cut("=")
		if text, _ := name.Literal(); ok && slices.Contains(proxyNames, text) {
			if out == nil {
				out = map[string]ast.Value{}
			}
			out[text] = value
		}
	}
	return out
}

// prefixed reports what the words in front of curl's name do that a program
// does not: it has the environment, the user and the limits that it is started
// with.
func prefixed(words []Word) []diag.Diagnostic {
	var out []diag.Diagnostic
	for _, w := range words {
		lead := w.Value.Lead()
		if wr, ok := wrappers[base(lead)]; ok && wr.lost != "" {
			out = append(out, diag.Warningf(diag.Span(w.Span), "prefix-not-kept", "%s: %s", base(lead), wr.lost))
		}
		name, _, ok := strings.Cut(lead, "=")
		if ok && slices.Contains(curlReads, name) {
			out = append(out, environmentNotKept(name, w.Span))
		}
	}
	return out
}
