package shell

import (
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// requestParameters are the parameters of Invoke-WebRequest and
// Invoke-RestMethod; those that take no value are true.
//
// Source: Microsoft, "Invoke-WebRequest", PowerShell 7.5.
var requestParameters = map[string]bool{
	"allowinsecureredirect": true, "allowunencryptedauthentication": true, "authentication": false, "body": false,
	"certificate": false, "certificatethumbprint": false, "connectiontimeoutseconds": false, "contenttype": false,
	"credential": false, "custommethod": false, "debug": true, "disablekeepalive": true, "erroraction": false,
	"followrellink": true, "form": false, "headers": false, "httpversion": false, "infile": false,
	"maximumfollowrellink": false, "maximumredirection": false, "maximumretrycount": false, "method": false,
	"noproxy": true, "operationtimeoutseconds": false, "outfile": false, "passthru": true,
	"preserveauthorizationonredirect": true, "preservehttpmethodonredirect": true, "proxy": false,
	"proxycredential": false, "proxyusedefaultcredentials": true, "responseheadersvariable": false, "resume": true,
	"retryintervalsec": false, "sessionvariable": false, "skipcertificatecheck": true, "skipheadervalidation": true,
	"skiphttperrorcheck": true, "sslprotocol": false, "statuscodevariable": false, "timeoutsec": false, "token": false,
	"transferencoding": false, "unixsocket": false, "uri": false, "usebasicparsing": true,
	"usedefaultcredentials": true, "useragent": false, "verbose": true, "websession": false,
}

// parameterName returns the parameter that a word names, which may be
// shortened.
func parameterName(word string) (string, bool) {
	name := strings.ToLower(strings.TrimSuffix(strings.TrimPrefix(word, "-"), ":"))
	if !strings.HasPrefix(word, "-") || name == "" {
		return "", false
	}
	if _, ok := requestParameters[name]; ok {
		return name, true
	}
	found := ""
	for full := range requestParameters {
		if strings.HasPrefix(full, name) {
			if found != "" {
				return "", false
			}
			found = full
		}
	}
	return found, found != ""
}

// takesParameters reports whether arguments are those of Invoke-WebRequest,
// which Windows PowerShell calls curl too.
func takesParameters(args []psArg) bool {
	for _, a := range args {
		if !a.bare {
			continue
		}
		switch strings.ToLower(a.word()) {
		case "-uri", "-method", "-headers", "-body", "-contenttype", "-usebasicparsing", "-outfile", "-websession", "-infile":
			return true
		}
	}
	return false
}

// webRequest returns the words of the curl command that sends the same request.
func (r *psReader) webRequest(c *psCommand) []Word {
	w := requestWords{r: r, span: c.args[0].span, given: map[string]psValue{}}
	w.parameters(c.args[1:])
	return w.words()
}

// requestWords makes a curl command of the parameters of a request.
type requestWords struct {
	r     *psReader
	span  ast.Span // of the command's name
	given map[string]psValue
	out   []Word
}

// parameters reads arguments: names with their values, and the URL.
func (w *requestWords) parameters(args []psArg) {
	for i := 0; i < len(args); i++ {
		a := args[i]
		if a.splat {
			for _, pair := range a.value.table {
				pair.value.span = a.span
				w.given[strings.ToLower(pair.key)] = pair.value
			}
			continue
		}
		name, isName := parameterName(a.word())
		switch {
		case a.bare && isName && (requestParameters[name] || strings.HasSuffix(a.word(), ":")):
			w.given[name] = psValue{kind: psBool, text: ast.Literal("True"), span: a.span}
		case a.bare && isName && i+1 < len(args):
			i++
			args[i].value.span = args[i].span
			w.given[name] = args[i].value
		case a.bare && strings.HasPrefix(a.word(), "-"):
			w.r.report(diag.Errorf(diag.Span(a.span), "unknown-parameter", "Invoke-WebRequest has no such parameter"))
		default:
			if _, given := w.given["uri"]; !given {
				a.value.span = a.span
				w.given["uri"] = a.value
			}
		}
	}
}

// add adds a word; texts without a place of their own get the given one.
func (w *requestWords) add(span ast.Span, values ...ast.Value) {
	for _, v := range values {
		placed := make(ast.Value, len(v))
		for i, p := range v {
			if t, ok := p.(ast.Text); ok {
				t.Span = span
				p = t
			}
			placed[i] = p
		}
		w.out = append(w.out, Word{Value: placed, Span: span})
	}
}

// option adds an option with its argument.
func (w *requestWords) option(name string, v psValue) {
	w.add(v.span, ast.Literal(name), v.text)
}

// words returns the command.
func (w *requestWords) words() []Word {
	method := "GET"
	methodValue, hasMethod := w.given["method"]
	if !hasMethod {
		methodValue, hasMethod = w.given["custommethod"]
	}
	if hasMethod {
		method, _ = methodValue.text.Literal()
	}
	w.redirects()
	w.url(method)
	body := w.body(method)
	if hasMethod && !(body && strings.EqualFold(method, "POST")) && !strings.EqualFold(method, "GET") || body && !strings.EqualFold(method, "POST") {
		if strings.EqualFold(method, "HEAD") {
			w.add(methodValue.span, ast.Literal("--head"))
		} else {
			name := methodValue.text
			if s, known := name.Literal(); known {
				name = ast.Literal(strings.ToUpper(s))
			}
			if name == nil {
				name = ast.Literal(method)
			}
			w.add(methodValue.span, ast.Literal("-X"), name)
		}
	}
	w.session()
	w.headers(w.given["headers"].table, w.given["headers"].span)
	w.others()
	return w.out
}

// redirects adds how redirects and failures are dealt with: a few redirects are
// followed, and an answer of 400 or more is a failure.
func (w *requestWords) redirects() {
	limit := ast.Literal("5")
	if v, ok := w.given["maximumredirection"]; ok {
		limit = v.text
	}
	if s, _ := limit.Literal(); s != "0" {
		w.add(w.span, ast.Literal("--location"), ast.Literal("--max-redirs"), limit)
	}
	if _, ok := w.given["skiphttperrorcheck"]; !ok {
		w.add(w.span, ast.Literal("--fail"))
	}
}

// url adds the URL.
func (w *requestWords) url(method string) {
	v, ok := w.given["uri"]
	if !ok {
		w.r.report(diag.Errorf(diag.Span(w.span), "no-url", "the request has no -Uri"))
		return
	}
	w.add(v.span, ast.Literal("--globoff"), ast.Literal("--url"), v.text)
	if body := w.given["body"]; body.kind == psTable && (strings.EqualFold(method, "GET") || strings.EqualFold(method, "HEAD")) {
		w.add(body.span, ast.Literal("--get"))
	}
}

// body adds the body. It reports whether the request has one, which makes it a
// POST for curl.
func (w *requestWords) body(method string) bool {
	reads := strings.EqualFold(method, "GET") || strings.EqualFold(method, "HEAD")
	if v, ok := w.given["contenttype"]; ok {
		w.add(v.span, ast.Literal("-H"), append(ast.Literal("Content-Type: "), v.text...))
	}
	if v, ok := w.given["form"]; ok {
		for _, pair := range v.table {
			w.add(v.span, ast.Literal("--form-string"), append(ast.Literal(pair.key+"="), pair.value.text...))
		}
		return true
	}
	if v, ok := w.given["infile"]; ok {
		w.add(v.span, ast.Literal("--data-binary"), append(ast.Literal("@"), v.text...))
		return true
	}
	v, ok := w.given["body"]
	switch {
	case !ok || v.kind == psNull:
		return false
	case v.kind == psTable:
		for _, pair := range v.table {
			w.add(v.span, ast.Literal("--data-urlencode"), append(ast.Literal(pair.key+"="), pair.value.text...))
		}
		return !reads
	case v.kind != psText:
		w.r.unsupported(v.span.Start, v.span.End, "a body that PowerShell makes of an object", "write it as text")
		return true
	}
	if f, isFile := lastPart(v.text).(ast.File); isFile && len(v.text) == 1 {
		w.add(v.span, ast.Literal("--data-binary"), append(ast.Literal("@"), f.Path...))
		return true
	}
	w.option("--data-raw", v)
	return true
}

// session adds what a web session has: cookies, headers and the user agent.
func (w *requestWords) session() {
	agent, hasAgent := w.given["useragent"]
	if v, ok := w.given["websession"]; ok && v.session != nil {
		if !hasAgent && v.session.userAgent != nil {
			agent, hasAgent = psValue{text: v.session.userAgent, span: v.span}, true
		}
		if len(v.session.cookies) > 0 {
			var b builder
			for i, cookie := range v.session.cookies {
				if i > 0 {
					b.addText("; ", v.span)
				}
				b.add(cookie)
			}
			w.add(v.span, ast.Literal("-b"), b.value())
		}
		w.headers(v.session.headers, v.span)
	}
	if hasAgent {
		w.option("-A", agent)
	}
}

func (w *requestWords) headers(table []psPair, span ast.Span) {
	for _, pair := range table {
		v := append(ast.Literal(pair.key+": "), pair.value.text...)
		if pair.value.text.Empty() {
			v = ast.Literal(pair.key + ";")
		}
		w.add(span, ast.Literal("-H"), v)
	}
}

// others adds what is left, and says what curl has no option for.
func (w *requestWords) others() {
	for _, p := range []struct{ name, option string }{
		{"outfile", "-o"}, {"timeoutsec", "-m"}, {"connectiontimeoutseconds", "--connect-timeout"}, {"proxy", "-x"},
		{"token", "--oauth2-bearer"}, {"maximumretrycount", "--retry"}, {"retryintervalsec", "--retry-delay"},
		{"unixsocket", "--unix-socket"},
	} {
		if v, ok := w.given[p.name]; ok {
			w.option(p.option, v)
		}
	}
	for _, p := range []struct{ name, option string }{
		{"skipcertificatecheck", "-k"}, {"verbose", "-v"}, {"preserveauthorizationonredirect", "--location-trusted"},
	} {
		if v, ok := w.given[p.name]; ok {
			w.add(v.span, ast.Literal(p.option))
		}
	}
	if v, ok := w.given["noproxy"]; ok {
		w.add(v.span, ast.Literal("--noproxy"), ast.Literal("*"))
	}
	for _, name := range []string{"authentication", "certificate", "certificatethumbprint", "credential", "httpversion",
		"proxycredential", "resume", "sslprotocol", "transferencoding", "usedefaultcredentials", "sessionvariable"} {
		v, ok := w.given[name]
		if s, _ := v.text.Literal(); !ok || name == "authentication" && strings.EqualFold(s, "bearer") {
			continue
		}
		w.r.report(diag.Warningf(diag.Span(v.span), "parameter-not-kept", "the parameter %s is left out", name))
	}
}
