package emitter

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// writeOutVars are the variables of a write-out format: the verb that prints
// one, the expression for it and what stands for it where there is no answer.
//
// Source: curl(1), --write-out.
func writeOutVars() map[string]writeOutVar {
	return map[string]writeOutVar{
		"http_code":     {"%03d", "000", statusCode},
		"response_code": {"%03d", "000", statusCode},
		"content_type": {"%s", "", func(*fn, *ast.Transfer) jen.Code {
			return jen.Id("resp").Dot("Header").Dot("Get").Call(jen.Lit("Content-Type"))
		}},
		"method": {"%s", "", func(*fn, *ast.Transfer) jen.Code {
			return jen.Id("resp").Dot("Request").Dot("Method")
		}},
		"url_effective": {"%s", "", func(f *fn, t *ast.Transfer) jen.Code {
			return f.effectiveURL(t)
		}},
		"url": {"%s", "", func(f *fn, t *ast.Transfer) jen.Code { return f.givenURL(t) }},
		"scheme": {"%s", "", func(*fn, *ast.Transfer) jen.Code {
			return jen.Id("resp").Dot("Request").Dot("URL").Dot("Scheme")
		}},
		"http_version": {"%s", "0", func(f *fn, _ *ast.Transfer) jen.Code {
			return f.call("httpVersion", jen.Id("resp"))
		}},
		"redirect_url": {"%s", "", func(f *fn, _ *ast.Transfer) jen.Code {
			return f.call("redirectURL", jen.Id("resp"))
		}},
		"num_redirects": {"%d", "0", func(f *fn, _ *ast.Transfer) jen.Code {
			return f.call("numRedirects", jen.Id("resp"))
		}},
		"num_headers": {"%d", "0", func(f *fn, _ *ast.Transfer) jen.Code {
			switch {
			case f.rawHeads != "":
				return f.call("rawNumHeaders", jen.Id(f.rawHeads))
			case f.kept != "":
				return f.call("rawNumHeaders", jen.Id(f.kept).Dot("taken").Call())
			}
			return f.call("numHeaders", jen.Id("resp"))
		}},
		"size_upload": {"%d", "0", func(*fn, *ast.Transfer) jen.Code {
			return jen.Max(jen.Lit(0), jen.Id("resp").Dot("Request").Dot("ContentLength"))
		}},
		"size_delivered": {"%d", "0", func(f *fn, _ *ast.Transfer) jen.Code { return f.counter() }},
		"size_download":  {"%d", "0", func(f *fn, _ *ast.Transfer) jen.Code { return f.received() }},
		"speed_download": {"%.0f", "0", func(f *fn, _ *ast.Transfer) jen.Code {
			return jen.Id("float64").Call(f.received()).Op("/").Add(f.elapsed())
		}},
		"time_total":         {"%.6f", "0.000000", func(f *fn, _ *ast.Transfer) jen.Code { return f.elapsed() }},
		"time_namelookup":    {"%.6f", "0.000000", timing("dns")},
		"time_connect":       {"%.6f", "0.000000", timing("connect")},
		"time_appconnect":    {"%.6f", "0.000000", timing("tls")},
		"time_pretransfer":   {"%.6f", "0.000000", timing("ready")},
		"time_starttransfer": {"%.6f", "0.000000", timing("firstByte")},
		"remote_ip":          {"%s", "", endpoint("remote", 0)},
		"remote_port":        {"%s", "0", endpoint("remote", 1)},
		"local_ip":           {"%s", "", endpoint("local", 0)},
		"local_port":         {"%s", "0", endpoint("local", 1)},
		"num_connects":       {"%d", "0", timing("connects")},
		"header_json": {"%s", "{\n}", func(f *fn, _ *ast.Transfer) jen.Code {
			switch {
			case f.rawHeads != "":
				return f.call("rawHeaderJSON", jen.Id(f.rawHeads))
			case f.kept != "":
				return f.call("rawHeaderJSON", jen.Id(f.kept).Dot("taken").Call())
			}
			return f.call("rawHeaderJSON", f.call("head", jen.Id("resp")))
		}},
		"exitcode": {"%d", "1", constant(jen.Lit(0))},
		"errormsg": {"%s", "", constant(jen.Lit(""))},
		"num_retries": {"%d", "0", func(f *fn, _ *ast.Transfer) jen.Code {
			if f.retries == "" {
				return jen.Lit(0)
			}
			return jen.Id(f.retries)
		}},
		"ssl_verify_result": {"%d", "0", func(f *fn, t *ast.Transfer) jen.Code {
			if !verifiesNothing(t) {
				return jen.Lit(0)
			}
			state := jen.Id("resp").Dot("TLS")
			if f.opts.Exact { // whose connections net/http does not know for ones of TLS
				f.set("peer")
				state = jen.Id(f.trace).Dot("peer")
			}
			return f.call("verifyResult", f.call("unverified", state))
		}},
		"proxy_ssl_verify_result": {"%d", "0", constant(jen.Lit(0))},
		"http_connect": {"%03d", "000", func(f *fn, _ *ast.Transfer) jen.Code {
			if f.connected != "" {
				return jen.Id(f.connected)
			}
			if f.tunnel == "" {
				return jen.Lit(0)
			}
			return jen.Id(f.tunnel).Dot("status").Dot("Load").Call()
		}},
		"proxy_used": {"%d", "0", func(f *fn, t *ast.Transfer) jen.Code {
			return jen.Lit(f.proxyUsed(t))
		}},
		"tls_earlydata":     {"%d", "0", constant(jen.Lit(0))},
		"ftp_entry_path":    {"%s", "", constant(jen.Lit(""))},
		"time_posttransfer": {"%.6f", "0.000000", timing("ready")},
		"urlnum":            {"%d", "0", func(f *fn, _ *ast.Transfer) jen.Code { return jen.Lit(f.urlnum) }},
		"xfer_id":           {"%d", "0", func(f *fn, _ *ast.Transfer) jen.Code { return jen.Lit(f.urlnum) }},
		"conn_id":           {"%d", "0", constant(jen.Lit(0))},
		"time_redirect": {"%.6f", "0.000000", func(f *fn, t *ast.Transfer) jen.Code {
			if t.Follow == nil {
				return jen.Lit(0.0)
			}
			f.set("redirect")
			return jen.Id(f.trace).Dot("redirect")
		}},
		"time_queue": {"%.6f", "0.000000", constant(jen.Lit(0.0))},
		"referer": {"%s", "", func(*fn, *ast.Transfer) jen.Code {
			return jen.Id("resp").Dot("Request").Dot("Referer").Call()
		}},
		"filename_effective": {"%s", "", func(f *fn, t *ast.Transfer) jen.Code {
			if t.Output.To == ast.ToFile || t.Output.To == ast.ToRemoteName {
				if f.saved != nil {
					return f.saved
				}
				return f.filePath(t, t.Output)
			}
			return text(t.Output.Nowhere)
		}},
	}
}

// writeOutVar is how a variable of a write-out format is printed.
type writeOutVar struct {
	verb  string
	zero  string
	value func(f *fn, t *ast.Transfer) jen.Code
}

// counter returns an expression for how much of the answer's body was read so far:
// nothing where it is not counted yet.
func (f *fn) counter() jen.Code {
	if f.size == "" {
		return jen.Lit(0)
	}
	return jen.Id(f.size).Dot("n")
}

// received returns an expression for how much of the answer's body came so far, before
// any coding was undone.
func (f *fn) received() jen.Code {
	if f.coded == "" {
		return f.counter()
	}
	return jen.Id(f.coded).Dot("n")
}

func statusCode(*fn, *ast.Transfer) jen.Code { return jen.Id("resp").Dot("StatusCode") }

func constant(c jen.Code) func(*fn, *ast.Transfer) jen.Code {
	return func(*fn, *ast.Transfer) jen.Code { return c }
}

func timing(field string) func(*fn, *ast.Transfer) jen.Code {
	return func(f *fn, _ *ast.Transfer) jen.Code { return jen.Id(f.trace).Dot(field) }
}

func endpoint(side string, part int) func(*fn, *ast.Transfer) jen.Code {
	return func(f *fn, _ *ast.Transfer) jen.Code {
		return jen.Id(f.trace).Dot(side).Index(jen.Lit(part))
	}
}

// verifiesNothing reports whether a transfer takes any certificate of a server.
func verifiesNothing(t *ast.Transfer) bool {
	return t.Conn != nil && t.Conn.TLS.Insecure && t.URL.Scheme != "http" || t.Conn != nil && t.Conn.TLS.Insecure && t.Follow != nil
}

// proxyUsed returns what %{proxy_used} stands for where it is known.
func (f *fn) proxyUsed(t *ast.Transfer) int {
	switch c := t.Conn; {
	case c == nil || c.Proxy == nil && c.NoProxy == nil:
		f.leave(t.Output.WriteOut.Pos(), "write-out-variable", "%{proxy_used} is 0 with a proxy of the environment, too")
	case c.NoProxy == nil || !c.NoProxy.Empty() && !isLiteral(c.NoProxy, "*"):
		f.leave(t.Output.WriteOut.Pos(), "write-out-variable", "%{proxy_used} is 1 with hosts that are reached directly, too")
	}
	if t.Conn != nil && t.Conn.Proxy != nil && !t.Conn.Proxy.URL.Empty() && !isLiteral(t.Conn.NoProxy, "*") {
		return 1
	}
	return 0
}

// countsDecoded tells where sizes are those of an answer that net/http has decoded.
func (f *fn) countsDecoded(t *ast.Transfer) {
	sized := slices.ContainsFunc(f.formats, func(w writeOut) bool { return w.needs("size_download", "speed_download") })
	if sized && t.Decode == ast.Compressed && !f.opts.Exact && !f.describesCoding(t) && f.givenField(t, "Accept-Encoding") == nil {
		f.leave(t.Output.WriteOut.Pos(), "write-out-variable", "%{size_download} and %{speed_download} count the bytes of a compressed answer once they are decoded")
	}
}

// elapsed returns the seconds since the transfer began.
func (f *fn) elapsed() *jen.Statement {
	return jen.Qual(pkgTime, "Since").Call(jen.Id(f.start)).Dot("Seconds").Call()
}

// givenURL returns the URL as the command has it.
func (f *fn) givenURL(t *ast.Transfer) jen.Code {
	if t.URL.Given != "" {
		return text(t.URL.Given)
	}
	return f.str(t.URL.Value)
}

// effectiveURL returns the URL of the last request, as curl shows it.
func (f *fn) effectiveURL(t *ast.Transfer) jen.Code {
	if t.Follow == nil && f.hsts == "" {
		if shown, ok := t.URL.Value.Literal(); ok {
			given, fragment, found := strings.Cut(t.URL.Given, "#")
			if found {
				fragment = "#" + fragment
			}
			if strings.EqualFold(given, shown) && strings.HasPrefix(given, t.URL.Scheme) {
				shown = given // its escapes are sent in upper case, and shown as they are
			}
			return text(shown + fragment)
		}
	}
	return f.shownURL(t, jen.Id("resp").Dot("Request").Dot("URL"))
}

// shownURL returns an expression for a URL as curl shows it: its host is not
// escaped, and its target is the one that was given.
func (f *fn) shownURL(t *ast.Transfer, u *jen.Statement) jen.Code {
	literal, _ := t.URL.Value.Literal()
	_, opaque := goURL(literal)
	if opaque != "" || strings.ContainsFunc(hostOf(t.URL), func(r rune) bool { return r >= 0x80 }) {
		return f.call("shownURL", u)
	}
	return u.Dot("String").Call()
}

// writeOut is a write-out format as Go prints it.
type writeOut struct {
	format string // of fmt.Printf
	args   []string
	plain  string // where no answer came
	stderr bool
	// onError has it printed only where the transfer fails.
	onError bool
	// later is an expression for a format that is known only when the program
	// runs, in place of all else.
	later jen.Code
}

// writesOut reports whether the variable of the name may be written out after a
// transfer, alone or in %{json}.
func (f *fn) writesOut(t *ast.Transfer, name string) bool {
	format, ok := t.Output.WriteOut.Literal()
	return t.Output.WriteOut != nil && (!ok || strings.Contains(format, name) || strings.Contains(format, "{json}"))
}

// tellsTLS reports whether what a handshake of TLS was like may be written out.
func (f *fn) tellsTLS(t *ast.Transfer) bool {
	for _, name := range []string{"time_appconnect", "ssl_verify_result", "certs"} {
		if f.writesOut(t, name) {
			return true
		}
	}
	return false
}

// countsRequests reports whether the bytes of a transfer's requests are counted, which
// only those are that the program writes itself.
func (f *fn) countsRequests(t *ast.Transfer) bool {
	return f.opts.Exact && f.rewrites(t) && !f.inFunction && f.writesOut(t, "size_request")
}

// needs reports what a format asks for, so that it is measured.
func (w writeOut) needs(names ...string) bool {
	for _, a := range w.args {
		for _, n := range names {
			if a == n || strings.HasSuffix(n, "_") && strings.HasPrefix(a, n) {
				return true
			}
		}
	}
	return false
}

// parseWriteOut reads a write-out format. Unknown variables are dropped, as curl
// does with a warning.
//
// Source: curl(1), --write-out.
func (f *fn) parseWriteOut(t *ast.Transfer) []writeOut {
	format, ok := t.Output.WriteOut.Literal()
	if !ok || asksFacts(format) {
		name := f.name("format")
		f.add(jen.Id(name).Op(":=").Add(f.str(t.Output.WriteOut)))
		if strings.Contains(format, "%{certs}") {
			f.leave(t.Output.WriteOut.Pos(), "write-out-variable", "%{certs} has no lines about extensions, keys and signatures")
		}
		if strings.Contains(format, "%{json}") {
			lacks := ""
			if !f.countsRequests(t) {
				lacks = ", and its size_request is 0"
			}
			f.diags = append(f.diags, diag.Notef(diag.Span(t.Output.WriteOut.Pos()), "json-in-part", "the object of %%{json} lacks curl_version%s", lacks))
		}
		if strings.Contains(format, "%{size_request}") && !f.countsRequests(t) {
			f.leave(t.Output.WriteOut.Pos(), "write-out-variable", "%{size_request} is 0")
		}
		return []writeOut{{later: jen.Id(name), args: []string{"size_download", "time_connect"}}}
	}
	vars := writeOutVars()
	var out []writeOut
	var w writeOut
	var verb, plain strings.Builder
	flush := func() {
		if verb.Len() > 0 {
			w.format, w.plain = verb.String(), plain.String()
			out = append(out, w)
		}
		w = writeOut{stderr: w.stderr, onError: w.onError}
		verb.Reset()
		plain.Reset()
	}
	literal := func(s string) {
		verb.WriteString(strings.ReplaceAll(s, "%", "%%"))
		plain.WriteString(s)
	}
	for i := 0; i < len(format); {
		switch {
		case strings.HasPrefix(format[i:], "%%"):
			literal("%")
			i += 2
		case strings.HasPrefix(format[i:], "%header{"):
			end := strings.IndexByte(format[i:], '}')
			if end < 0 {
				literal("%header{")
				i += len("%header{")
				continue
			}
			verb.WriteString("%s")
			w.args = append(w.args, "header:"+format[i+len("%header{"):i+end])
			i += end + 1
		case strings.HasPrefix(format[i:], "%{"):
			end := strings.IndexByte(format[i:], '}')
			if end < 0 {
				literal("%{")
				i += 2
				continue
			}
			name := format[i+2 : i+end]
			i += end + 1
			switch v, known := vars[name]; {
			case name == "stderr" || name == "stdout":
				flush()
				w.stderr = name == "stderr"
			case name == "onerror":
				flush()
				w.onError = true
			case known:
				verb.WriteString(v.verb)
				plain.WriteString(v.zero)
				w.args = append(w.args, name)
			default:
				f.diags = append(f.diags, diag.Warningf(diag.Span(t.Output.WriteOut.Pos()), "write-out-variable",
					"the write-out variable %s is not known", printable(name)))
			}
		case strings.HasPrefix(format[i:], `\n`):
			literal("\n")
			i += 2
		case strings.HasPrefix(format[i:], `\r`):
			literal("\r")
			i += 2
		case strings.HasPrefix(format[i:], `\t`):
			literal("\t")
			i += 2
		case strings.IndexByte(`%\`, format[i]) >= 0 && i+1 < len(format):
			literal(format[i : i+2]) // both are themselves, whatever follows
			i += 2
		default:
			literal(format[i : i+1])
			i++
		}
	}
	flush()
	return out
}

// asksFacts reports whether a format names what only the helper for formats that
// are read by the program knows.
func asksFacts(format string) bool {
	if strings.Contains(format, "%{header_json}") && strings.Contains(format, "%{num_headers}") {
		return true // both are of one head
	}
	return slices.ContainsFunc([]string{"%output{", "%{json}", "%{num_certs}", "%{certs}", "%{size_header}", "%{size_request}", "%time{", ":all", "%{speed_upload}", "%{url.", "%{urle."}, func(s string) bool {
		return strings.Contains(format, s)
	})
}

// outcome is how a transfer ended, as far as a format shows it.
type outcome struct {
	answered bool
	refused  bool // there is no request
	// err is an expression for the error that it ended with; nil: none.
	err jen.Code
}

// printOut returns the statements that print formats, with what is known of the
// answer, or without one.
func (f *fn) printOut(t *ast.Transfer, formats []writeOut, end outcome) []jen.Code {
	if len(formats) == 0 {
		return nil
	}
	vars := writeOutVars()
	var out []jen.Code
	for _, w := range formats {
		if w.onError && end.err == nil {
			continue
		}
		if w.later != nil {
			out = append(out, f.call("writeOut", f.stdoutWriter(), w.later, f.transferFacts(t, end)))
			continue
		}
		var dst []jen.Code
		name := "Print"
		if w.stderr {
			name, dst = "Fprint", []jen.Code{jen.Qual("os", "Stderr")}
		} else if f.stdout != nil {
			name, dst = "Fprint", []jen.Code{f.stdoutWriter()}
		}
		tells := end.err != nil && w.needs("exitcode", "errormsg", "ssl_verify_result", "num_retries")
		skipped := end.refused && end.err == nil && w.needs("exitcode")
		if !end.answered && !tells && !skipped && !w.needs("url", "url_effective", "method", "http_connect", "filename_effective") || len(w.args) == 0 {
			out = append(out, jen.Qual("fmt", name).Call(append(dst, text(w.plain))...))
			continue
		}
		args := append(dst, text(w.format))
		for _, a := range w.args {
			h, header := strings.CutPrefix(a, "header:")
			switch {
			case tells && a == "exitcode" && !f.opts.Exact:
				args = append(args, jen.Lit(1))
			case tells && a == "exitcode":
				args = append(args, f.call("exitCode", end.err))
			case tells && a == "errormsg":
				args = append(args, end.err)
			case end.err != nil && !end.answered && a == "ssl_verify_result" && t.URL.Scheme != "http":
				args = append(args, f.call("verifyResult", end.err))
			case f.retries != "" && a == "num_retries":
				args = append(args, jen.Id(f.retries))
			case end.refused && a == "url_effective":
				args = append(args, vars["url"].value(f, t))
			case skipped && a == "exitcode":
				args = append(args, jen.Lit(0))
			case end.refused && a == "method":
				args = append(args, f.str(t.Method))
			case !end.answered && a == "url_effective" && (t.Follow != nil || f.hsts != "" || !isKnown(t.URL.Value)):
				args = append(args, f.shownURL(t, jen.Id("req").Dot("URL")))
			case !end.answered && a == "method":
				args = append(args, jen.Id("req").Dot("Method"))
			case !end.answered && a == "filename_effective" && f.namesFile(t):
				args = append(args, vars[a].value(f, t))
			case !end.answered && header:
				args = append(args, jen.Lit(""))
			case !end.answered && !slices.Contains([]string{"urlnum", "url", "url_effective", "http_connect"}, a):
				args = append(args, vars[a].nothing())
			case header:
				args = append(args, jen.Id("resp").Dot("Header").Dot("Get").Call(text(h)))
			default:
				args = append(args, vars[a].value(f, t))
			}
		}
		out = append(out, jen.Qual("fmt", name+"f").Call(args...))
	}
	return out
}

// namesFile reports whether the file of a body has its name before there is an answer.
func (f *fn) namesFile(t *ast.Transfer) bool {
	return (t.Output.To == ast.ToFile || t.Output.To == ast.ToRemoteName) && !t.Output.ServerName && f.saved == nil
}

// transferFacts returns what is known of a transfer that has ended.
func (f *fn) transferFacts(t *ast.Transfer, end outcome) jen.Code {
	fields := []jen.Code{jen.Id("req").Op(":").Id("req")}
	field := func(name string, value jen.Code) { fields = append(fields, jen.Id(name).Op(":").Add(value)) }
	if end.answered || end.err != nil && !end.refused && f.refusesRedirects(t) {
		field("resp", jen.Id("resp"))
	}
	field("url", f.givenURL(t))
	switch {
	case f.rawHeads != "":
		field("heads", jen.Id(f.rawHeads))
	case f.kept != "":
		field("heads", jen.Id(f.kept).Dot("taken").Call())
	}
	if f.urlnum > 0 {
		field("number", jen.Lit(f.urlnum))
	}
	if (end.answered || f.namesFile(t)) && (t.Output.To == ast.ToFile || t.Output.To == ast.ToRemoteName || t.Output.Nowhere != "") {
		field("file", writeOutVars()["filename_effective"].value(f, t))
	}
	if end.answered && f.size != "" {
		field("size", jen.Id(f.size).Dot("n"))
	}
	if end.answered && f.coded != "" {
		field("coded", jen.Id(f.coded).Dot("n"))
	}
	if f.requests != "" {
		field("asking", jen.Id(f.requests).Dot("total").Call())
	}
	f.set("redirect")
	if f.opts.Exact {
		f.set("peer")
	}
	field("trace", jen.Id(f.trace))
	if f.retries != "" {
		field("retries", jen.Id(f.retries))
	}
	if verifiesNothing(t) {
		field("insecure", jen.True())
	}
	if end.err != nil {
		field("err", end.err)
	}
	if c := t.Conn; c != nil && c.Proxy != nil && !c.Proxy.URL.Empty() && !isLiteral(c.NoProxy, "*") {
		field("byProxy", jen.True())
	}
	if f.tunnel != "" {
		field("tunnel", jen.Id(f.tunnel).Dot("status").Dot("Load").Call())
	}
	switch {
	case end.err == nil:
	case f.opts.Exact:
		field("code", f.call("exitCode", end.err))
		field("message", jen.Add(end.err).Dot("Error").Call())
	default:
		field("code", jen.Lit(1))
	}
	return jen.Id("transferFacts").Add(composite(fields, true))
}

// isKnown reports whether a value is known while converting.
func isKnown(v ast.Value) bool {
	_, ok := v.Literal()
	return ok
}

// tellsFailure reports whether a format shows that or how the transfer failed.
func (f *fn) tellsFailure() bool {
	return slices.ContainsFunc(f.formats, func(w writeOut) bool {
		return w.onError || w.later != nil || w.needs("exitcode", "errormsg", "ssl_verify_result", "num_retries")
	})
}

// tellsError reports whether a format shows the error that the transfer ended
// with.
func (f *fn) tellsError() bool {
	return slices.ContainsFunc(f.formats, func(w writeOut) bool {
		return w.needs("errormsg", "ssl_verify_result") || f.opts.Exact && w.needs("exitcode") || w.later != nil
	})
}

// nothing returns the value that prints as the variable does without an answer.
func (v writeOutVar) nothing() jen.Code {
	switch v.verb[len(v.verb)-1] {
	case 's':
		return jen.Lit(v.zero)
	case 'f':
		return jen.Lit(0.0)
	}
	n, _ := strconv.Atoi(v.zero) // it is written as a number
	return jen.Lit(n)
}
