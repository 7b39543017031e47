package emitter

import (
	"net/textproto"
	"net/url"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// rewrites reports whether the head of the request has to be written otherwise
// than net/http writes it, which HTTP/1 alone calls for.
func (f *fn) rewrites(t *ast.Transfer) bool {
	if isFileURL(t) || onlyHTTP3(t) || t.Conn != nil && t.Conn.Version == ast.HTTP2PriorKnowledge {
		return false
	}
	return f.opts.Exact || t.Conn != nil && t.Conn.Version == ast.HTTP10 ||
		t.Output.Raw || t.Answer.HTTP09 || t.Answer.IgnoreLength || t.Answer.TransferCodings && !f.inFunction || f.tunnels(t) || writesOtherHead(t)
}

// writesOtherHead reports whether the user asks for a head that net/http does not
// write: without a value for Host, or without the length of a body.
func writesOtherHead(t *ast.Transfer) bool {
	return slices.ContainsFunc(t.Fields, func(field ast.Field) bool {
		switch {
		case field.Origin != ast.Given || !field.Value.Empty():
			return false
		case strings.EqualFold(field.Name, "Content-Length"):
			return field.Remove && t.Body != nil
		}
		return strings.EqualFold(field.Name, "Host")
	})
}

// isFileURL reports whether the transfer is one of a file of this host.
func isFileURL(t *ast.Transfer) bool { return t.URL.Scheme == "file" }

// exactSettings returns what has requests go out as curl writes them.
func (f *fn) exactSettings(t *ast.Transfer) []setting {
	if !f.rewrites(t) {
		return nil
	}
	return []setting{func(f *fn, transport string) {
		plain := t.URL.Scheme != "https" || t.Follow != nil
		secure := t.URL.Scheme != "http" || t.Follow != nil || t.Conn != nil && t.Conn.HSTS != nil
		dial := f.exactDial(t, transport)
		if plain {
			f.add(jen.Id(transport).Dot("DialContext").Op("=").Add(f.call("exactDial", jen.Id(f.wire), f.envSocks(t, "http", dial.Clone()))))
		}
		if secure {
			dial = f.envSocks(t, "https", dial.Clone())
		}
		if proxy := f.exactProxy(t, transport); proxy != nil {
			if secure {
				v := f.name("proxy")
				f.exactProxies = v
				f.add(jen.Id(v).Op(":=").Add(proxy))
				proxy = f.call("withoutTunnels", jen.Id(v))
				dial = f.viaProxy(t, dial, jen.Id(v))
			}
			f.add(jen.Id(transport).Dot("Proxy").Op("=").Add(proxy))
		}
		if secure {
			dial = f.call("exactTLS", jen.Id(f.wire), dial.Clone(), f.exactTLSConfig(t, transport))
			if f.tellsTLS(t) {
				dial = f.call("traced", dial.Clone())
			}
			f.add(jen.Id(transport).Dot("DialTLSContext").Op("=").Add(dial))
		}
	}}
}

// exactDial returns an expression for what makes the connections below those that
// speak HTTP as curl does.
func (f *fn) exactDial(t *ast.Transfer, transport string) *jen.Statement {
	dial := jen.New(jen.Qual(pkgNet, "Dialer")).Dot("DialContext")
	if f.setsDial(t) {
		d := f.name("dial")
		f.add(jen.Id(d).Op(":=").Id(transport).Dot("DialContext"))
		dial = jen.Id(d)
	}
	if f.secureProxies != "" && !f.dialsProxy(t) {
		d := f.name("dial")
		f.add(jen.Id(d).Op(":=").Id(f.secureProxies).Dot("dial").Call(dial))
		dial = jen.Id(d)
	}
	if f.dialsLocalhost(t) {
		return f.call("localhostDial", dial)
	}
	return dial
}

// dialsLocalhost reports whether a transfer may be one of a host below localhost,
// which is this one for curl.
func (f *fn) dialsLocalhost(t *ast.Transfer) bool {
	host, port, _ := strings.Cut(strings.ToLower(authorityOf(t.URL)), ":")
	return f.opts.Exact && (strings.HasSuffix(host, ".localhost") || host == "" && port == "")
}

// wireSettings returns what defines the variable f.wire, which rewrites what
// goes over the connections.
func (f *fn) wireSettings(t *ast.Transfer) []setting {
	if !f.rewrites(t) {
		return nil
	}
	return []setting{func(f *fn, _ string) {
		if f.keepsHeads(t) || f.keeping {
			f.need("rawHeads")
			f.kept = f.name("heads")
			f.add(jen.Id(f.kept).Op(":=").New(jen.Id("rawHeads")))
		}
		fields := f.exactFields(t)
		f.wire = f.name("wire")
		f.need("exactConn")
		f.add(jen.Id(f.wire).Op(":=").Op("&").Id("exactConn").Add(composite(fields, true)))
	}}
}

// keepsHeads reports whether the heads of answers are kept as they came.
func (f *fn) keepsHeads(t *ast.Transfer) bool {
	format, known := t.Output.WriteOut.Literal()
	asks := func(name string) bool { return strings.Contains(format, "%{"+name+"}") }
	return f.rewrites(t) && (f.showsHead(t) || known && (asks("header_json") || asks("num_headers") || asksFacts(format) && (asks("json") || asks("size_header"))))
}

// envSocks returns the function that dials for URLs of a scheme through a SOCKS
// proxy where the environment names one.
func (f *fn) envSocks(t *ast.Transfer, scheme string, dial *jen.Statement) *jen.Statement {
	c := t.Conn
	if !f.opts.Exact || c != nil && (c.Proxy != nil || c.UnixSocket != nil || isLiteral(c.NoProxy, "*")) {
		return dial
	}
	return f.call("envSocks", jen.Lit(scheme), f.withoutProxy(c), dial)
}

// exactProxy returns an expression for the function that chooses the HTTP proxy
// of a request as curl does, or nil where there is none to be chosen.
func (f *fn) exactProxy(t *ast.Transfer, transport string) *jen.Statement {
	proxy := f.proxyChoice(t)
	if proxy != nil && f.secureProxies != "" {
		proxy = jen.Id(f.secureProxies).Dot("choose").Call(proxy)
	}
	return proxy
}

// proxyChoice is [fn.exactProxy] without what the TLS of https proxies asks for.
func (f *fn) proxyChoice(t *ast.Transfer) *jen.Statement {
	if !f.opts.Exact && !f.tunnels(t) {
		return nil
	}
	c := t.Conn
	if c != nil {
		switch {
		case c.NoProxy != nil && isLiteral(c.NoProxy, "*"), c.UnixSocket != nil && c.Proxy == nil, f.dialsProxy(t):
			return nil
		case c.Proxy == nil:
		case c.Proxy.URL.Empty():
			return nil
		case c.Proxy.Scheme == "socks5h":
			return nil
		default:
			u := f.proxyURL(c.Proxy)
			return f.call("noProxy", u, f.withoutProxy(c))
		}
	}
	return f.call("httpProxy", f.call("curlProxy", f.withoutProxy(c)))
}

// withoutProxy returns an expression for the list of hosts that are reached
// directly.
func (f *fn) withoutProxy(c *ast.Connection) jen.Code {
	if c != nil && c.NoProxy != nil {
		return f.str(c.NoProxy)
	}
	return f.call("noProxyList")
}

// isLiteral reports whether a value is the text.
func isLiteral(v ast.Value, text string) bool {
	s, ok := v.Literal()
	return ok && s == text
}

// viaProxy returns an expression for the function that connects through an HTTP
// proxy.
func (f *fn) viaProxy(t *ast.Transfer, dial, proxy *jen.Statement) *jen.Statement {
	version := "1.1"
	var p *ast.Proxy
	if t.Conn != nil {
		p = t.Conn.Proxy
	}
	if p != nil && p.HTTP10 {
		version = "1.0"
	}
	var args []jen.Code
	own := map[string]bool{}
	if p != nil {
		for _, field := range p.Fields {
			own[strings.ToLower(field.Name)] = true
		}
	}
	for _, field := range t.Fields {
		if strings.EqualFold(field.Name, "User-Agent") && field.Origin != ast.Given && !field.Remove && !own["user-agent"] {
			args = append(args, jen.Lit("User-Agent: ").Op("+").Add(f.str(field.Value)))
			if s, ok := field.Value.Literal(); ok {
				args[len(args)-1] = text("User-Agent: " + s)
			}
		}
	}
	if !own["proxy-connection"] {
		args = append(args, jen.Lit("Proxy-Connection: Keep-Alive"))
	}
	if p != nil {
		for _, field := range p.Fields {
			if field.Remove {
				continue
			}
			args = append(args, jen.Lit(field.Name+": ").Op("+").Add(f.str(field.Value)))
			if s, ok := field.Value.Literal(); ok {
				args[len(args)-1] = text(field.Name + ": " + s)
			}
		}
	}
	request := []jen.Code{
		jen.Id("version").Op(":").Lit(version),
		jen.Id("lines").Op(":").Index().String().Values(args...),
	}
	if f.kept != "" && !(t.Conn != nil && t.Conn.HideConnect) {
		f.set("keepHead")
		request = append(request, jen.Id("keepHead").Op(":").Id(f.kept))
	}
	if f.shows(t) {
		request = append(request, jen.Id("show").Op(":").Add(f.shower(t)))
	}
	f.need("connectRequest")
	connect := jen.Id("connectRequest").Add(composite(request, true))
	if !f.proxyAsks(t) && !f.writesOut(t, "http_connect") {
		return f.call("viaProxy", dial, proxy, connect)
	}
	fields := []jen.Code{
		jen.Id("proxy").Op(":").Add(proxy),
		jen.Id("connect").Op(":").Add(connect),
	}
	if f.proxyAsks(t) {
		fields = append(fields, jen.Id("auth").Op(":").Id(f.proxyDialog(t)))
	}
	f.need("proxyTunnel")
	tunnel := f.name("tunnel")
	f.tunnel = tunnel
	f.add(jen.Id(tunnel).Op(":=").Op("&").Id("proxyTunnel").Add(composite(fields, true)))
	return jen.Id(tunnel).Dot("via").Call(dial)
}

// exactTLSConfig returns an expression for the configuration of secure
// connections that the program dials itself.
func (f *fn) exactTLSConfig(t *ast.Transfer, transport string) jen.Code {
	var protocols jen.Code
	version := ast.AnyVersion
	if t.Conn != nil {
		version = t.Conn.Version
	}
	switch version {
	case ast.HTTP10, ast.HTTP11:
		protocols = jen.Lit("http/1.1")
	default:
		protocols = jen.List(jen.Lit("h2"), jen.Lit("http/1.1"))
	}
	if t.Conn != nil && t.Conn.TLS.NoALPN {
		if !changesTLS(t.Conn.TLS) {
			return jen.New(jen.Qual(pkgTLS, "Config"))
		}
		return jen.Id(transport).Dot("TLSClientConfig")
	}
	next := jen.Id("NextProtos").Op(":").Index().String().Values(protocols)
	if t.Conn == nil || !changesTLS(t.Conn.TLS) {
		return jen.Op("&").Qual(pkgTLS, "Config").Values(next)
	}
	f.add(jen.Id(transport).Dot("TLSClientConfig").Dot("NextProtos").Op("=").Index().String().Values(protocols))
	return jen.Id(transport).Dot("TLSClientConfig")
}

// exactFields returns the fields of the exactConn literal.
func (f *fn) exactFields(t *ast.Transfer) []jen.Code {
	fields := []jen.Code{jen.Id("order").Op(":").Add(f.order(t))}
	request, answer := f.requestChanges(t), f.answerChanges(t)
	set := func(field string, value jen.Code) {
		f.set(field)
		fields = append(fields, jen.Id(field).Op(":").Add(value))
	}
	lines := func() *jen.Statement { return jen.Index().String() }
	if len(request) > 0 {
		set("onRequest", jen.Index().Func().Params(lines()).Add(lines()).Values(request...))
	}
	if len(answer) > 0 {
		set("onAnswer", jen.Index().Func().Params(lines()).Params(lines(), jen.Error()).Values(answer...))
	}
	if t.Body != nil || f.bodies {
		f.need("bodyEnd")
		set("bodyEnd", jen.Id("bodyEnd"))
		if f.expect(t) != nil || f.givenField(t, "Expect") != nil {
			set("expects", jen.True())
		}
	}
	if f.kept != "" {
		set("keepHead", jen.Id(f.kept))
	}
	if f.shows(t) {
		fields = append(fields, f.showSettings(t)...)
	}
	if t.Answer.TransferCodings {
		set("anyCoding", jen.True())
	}
	if t.Output.Raw {
		set("rawChunks", jen.True())
	}
	if t.Answer.HTTP09 {
		f.need("http09Answer")
		set("http09", jen.Id("http09Answer"))
	}
	if t.Answer.IgnoreLength {
		set("ignoreLength", jen.True())
	}
	if f.repeats(t) {
		set("keepVersion", jen.True())
	}
	if f.countsRequests(t) {
		set("counts", jen.True())
	}
	return fields
}

// losesBody reports whether only a request that a redirect has left without the
// command's body has one of no length.
func losesBody(t *ast.Transfer) bool {
	holds := false
	switch body := t.Body.(type) {
	case *ast.Data:
		holds = !body.Value.Empty()
	case *ast.Form:
		holds = true
	}
	return holds && t.Follow != nil && !sendsTwice(t) && proxyOf(t) == nil
}

// announcesNothing reports whether curl gives the length of an empty body with a
// method with which net/http gives none.
func (f *fn) announcesNothing(t *ast.Transfer) bool {
	data, ok := t.Body.(*ast.Data)
	return ok && data.Value.Empty() && f.opts.Exact && t.Follow == nil && !sendsTwice(t) && f.sendsNoLength(t)
}

// order returns an expression for the order of a request's fields.
func (f *fn) order(t *ast.Transfer) *jen.Statement {
	var order, before []jen.Code
	for _, name := range fieldOrder(t) {
		switch {
		case name == inLines:
			before, order = order, nil
		case name != "Proxy-Connection":
			order = append(order, text(name))
		default:
			if line := proxyConnection(t); f.opts.Exact && line != "" && t.URL.Scheme != "https" {
				order = append(order, text(line))
			}
		}
	}
	list := func(names []jen.Code) *jen.Statement { return jen.Index().String().Values(names...) }
	lines := givenLines(t)
	if lines == nil || f.computed == nil || f.inFunction { // where other commands may read them once more
		return list(append(before, order...))
	}
	args := []jen.Code{list(before), list(order)}
	for _, v := range lines {
		args = append(args, f.str(v))
	}
	return f.call("orderWith", args...)
}

// lengthChange returns what becomes of a length of 0 that net/http gives a request.
func (f *fn) lengthChange(t *ast.Transfer) lengthChange {
	switch {
	case losesBody(t):
		return dropsLength
	case t.Body == nil && givenAny(t, "Content-Length"):
		return keepsLength
	case t.Body == nil && f.sendsNoLength(t):
		return noLength
	case t.Body == nil:
		return dropsLength
	}
	return keepsLength
}

// givenAsIs returns expressions for the lines of the fields that net/http would not
// write as the user gave them, or as curl does.
func (f *fn) givenAsIs(t *ast.Transfer) []jen.Code {
	var lines []jen.Code
	for _, field := range t.Fields {
		if unwritten(t, textproto.CanonicalMIMEHeaderKey(field.Name), field) == "" || !f.writesAsIs(t, field) {
			continue
		}
		line := ast.Literal(field.Name + ": ").Append(field.Value)
		if field.Line != "" {
			line = ast.Literal(field.Line)
		}
		lines = append(lines, f.str(line))
	}
	if f.announcesNothing(t) {
		lines = append(lines, jen.Lit("Content-Length: 0"))
	}
	return lines
}

// writesAsIs reports whether the connections of an exact program write a field that
// net/http does not write. The length of a body that may be held back is not always
// the one that is given.
func (f *fn) writesAsIs(t *ast.Transfer, field ast.Field) bool {
	if !f.opts.Exact || !f.rewrites(t) || f.inFunction {
		return false
	}
	return t.Body == nil || !f.holdsBack(t) || !strings.EqualFold(field.Name, "Content-Length")
}

// holdsBack reports whether a body may be held back until a server or a proxy has
// said how to prove who asks, or a length is given without one.
func (f *fn) holdsBack(t *ast.Transfer) bool {
	if t.Body == nil {
		return sends(t, "Content-Length") && f.sendsNoLength(t)
	}
	return t.Auth != nil || f.proxyAsks(t)
}

// removedFields returns the names, in lower case, of the fields that a request must
// not have. A form's media type is one without a name then.
func removedFields(t *ast.Transfer) []string {
	var names []string
	_, isForm := t.Body.(*ast.Form)
	for _, field := range t.Fields {
		if field.Remove && !sends(t, field.Name) && !(isForm && strings.EqualFold(field.Name, "Content-Type")) {
			names = append(names, strings.ToLower(field.Name))
		}
	}
	return names
}

// requestChanges returns the functions that change the heads of requests.
func (f *fn) requestChanges(t *ast.Transfer) []jen.Code {
	var changes []jen.Code
	var without []jen.Code
	if f.length == dropsLength || f.lengthChange(t) == dropsLength {
		without = append(without, jen.Lit("content-length: 0"))
	}
	for _, name := range removedFields(t) {
		without = append(without, text(name))
	}
	if len(without) > 0 {
		changes = append(changes, f.call("withoutFields", without...))
	}
	if lines := f.givenAsIs(t); len(lines) > 0 {
		changes = append(changes, f.call("withLines", lines...))
	}
	if f.holdsBack(t) {
		changes = append(changes, f.call("emptyLength", f.str(t.Method)))
	}
	if hosts := f.otherHost(t); hosts != nil {
		changes = append(changes, f.call("hostField", hosts))
	}
	if t.Conn != nil && t.Conn.Version == ast.HTTP10 {
		f.need("inHTTP10")
		changes = append(changes, jen.Id("inHTTP10"))
	}
	return changes
}

// answerChanges returns the functions that change the heads of answers.
func (f *fn) answerChanges(t *ast.Transfer) []jen.Code {
	var changes []jen.Code
	change := func(name string) {
		f.need(name)
		changes = append(changes, jen.Id(name))
	}
	if t.Answer.IgnoreLength {
		change("withoutLength")
	}
	if p := proxyOf(t); f.opts.Exact && f.repeats(t) && p != nil && !p.Tunnel && strings.HasPrefix(p.Scheme, "http") {
		change("proxyKeeps")
	}
	if t.MaxFileSize > 0 {
		change("tooLarge")
	}
	if t.Follow != nil {
		change("redirectHead")
	}
	if t.Answer.TransferCodings && !f.inFunction {
		f.need("transferDecoded")
		changes = append(changes, jen.Id("transferCodings"))
	}
	return changes
}

// proxyConnection returns the field that a request through a proxy has, or nothing.
func proxyConnection(t *ast.Transfer) string {
	if givenAny(t, "Proxy-Connection") {
		return ""
	}
	if t.Conn != nil && t.Conn.Proxy != nil {
		for _, field := range t.Conn.Proxy.Fields {
			if strings.EqualFold(field.Name, "Proxy-Connection") {
				return ""
			}
		}
	}
	return "Proxy-Connection: Keep-Alive"
}

// sendsNoLength reports whether net/http sends no Content-Length with an empty
// body: it does with methods that mostly have one.
func (f *fn) sendsNoLength(t *ast.Transfer) bool {
	method, ok := t.Method.Literal()
	return ok && method != "POST" && method != "PUT" && method != "PATCH"
}

// repeats reports whether a client may send several requests.
func (f *fn) repeats(t *ast.Transfer) bool {
	return t.Follow != nil || t.Retry != nil || t.Auth != nil && t.Auth.Scheme != ast.Basic || f.proxyAsks(t) || f.sharing
}

// inLines stands in [fieldOrder] for fields whose lines the program reads.
const inLines = ""

// fieldOrder returns the names of the header fields in the order in which curl
// writes them, spelled as it does; in place of a name stands the line where its
// blanks are not the usual ones.
//
// Source: curl 8.22, lib/http.c.
func fieldOrder(t *ast.Transfer) []string {
	order := []string{"Host", "Proxy-Authorization", "Authorization"}
	if t.Auth != nil && t.Auth.SigV4 != nil {
		prefix := t.Auth.SigV4.Provider2
		order = append(order, "X-"+strings.ToUpper(prefix[:1])+strings.ToLower(prefix[1:])+"-Date", "x-"+prefix+"-content-sha256")
	}
	first := len(order)
	own := first // where the fields end that curl makes of options
	cookie := ""
	_, isForm := t.Body.(*ast.Form)
	var given, content []string
	for _, field := range t.Fields {
		switch {
		case field.Remove:
		case field.Lines != nil:
			if !slices.Contains(given, inLines) {
				given = append(given, inLines)
			}
		case strings.EqualFold(field.Name, "Host"):
			order[0] = lineOf(field)
		case isForm && strings.EqualFold(field.Name, "Content-Type"):
		case field.Origin != ast.Given && curlsOwn[field.Name] && (field.Name != "Accept" || field.Origin == ast.Default):
			order = append(order, lineOf(field))
			own = len(order)
		case field.Origin != ast.Given && field.Name == "Cookie":
			cookie = "Cookie"
			if t.Cookies == nil { // whose cookies stand in the same line
				cookie = lineOf(field)
			}
		case field.Origin != ast.Given && field.Name == "Content-Type" && fieldValue(field) == "application/x-www-form-urlencoded":
			content = append(content, field.Name)
		default:
			given = append(given, lineOf(field))
		}
	}
	isGiven := func(name string) bool {
		return slices.ContainsFunc(given, func(line string) bool {
			have, _, _ := strings.Cut(line, ":")
			return strings.EqualFold(have, name)
		})
	}
	implied := func(names ...string) []string { return slices.DeleteFunc(names, isGiven) }
	if r := t.Range; r != nil && r.FromFile && !uploads(t) {
		order = slices.Insert(order, first, "Range")
		own++
	}
	if uploads(t) && t.Range != nil {
		order = slices.Insert(order, first, "Content-Range")
		own++
	}
	order = append(implied(order[:first:first]...), order[first:own]...)
	order = append(order, implied("Proxy-Connection", "Transfer-Encoding")...)
	if t.Conn != nil && len(t.Conn.AltSvc) > 0 {
		order = append(order, implied("Alt-Used")...)
	}
	if cookie == "" && t.Cookies != nil {
		cookie = "Cookie"
	}
	if cookie != "" {
		if t.Cookies == nil { // whose field goes out beside the one given
			order = append(order, implied(cookie)...)
		} else {
			order = append(order, cookie)
		}
	}
	order = append(order, given...)
	if t.Conn != nil && t.Conn.Proxy != nil && asksProxy(t) {
		for _, field := range t.Conn.Proxy.Fields {
			order = append(order, lineOf(field))
		}
	}
	order = append(order, implied("Content-Length")...)
	if len(content) == 0 {
		content = implied("Content-Type")
	}
	return append(append(order, content...), implied("Expect")...)
}

// otherHost returns what an exact program has in the Host field in place of the
// URL's host, or nil. The request keeps the URL's, by which a proxy is asked.
func (f *fn) otherHost(t *ast.Transfer) *jen.Statement {
	authority := authorityOf(t.URL)
	if !f.opts.Exact || f.inFunction || authority == "" {
		return nil
	}
	for _, field := range t.Fields {
		if strings.EqualFold(field.Name, "Host") && !field.Remove && !field.Value.Empty() {
			return jen.Map(jen.String()).String().Values(text(authority).Op(":").Add(f.str(field.Value)))
		}
	}
	return nil
}

// authorityOf returns the host of a URL as net/http writes it into the Host
// field, or nothing where only the program knows it.
func authorityOf(u ast.URL) string {
	literal, ok := u.Value.Literal()
	if !ok {
		return ""
	}
	parsed, err := url.Parse(literal)
	if err != nil {
		return ""
	}
	return parsed.Host
}

// curlsOwn are the fields that curl writes in front of those that are given.
var curlsOwn = map[string]bool{
	"Range": true, "Content-Range": true, "User-Agent": true, "Accept": true, "TE": true, "Accept-Encoding": true, "Referer": true,
}

// lineOf returns the name of a field, or its whole line where that is not the
// usual one.
func lineOf(f ast.Field) string {
	if f.Line != "" {
		return f.Line
	}
	return f.Name
}

// sends reports whether a transfer has a field of the name to send.
func sends(t *ast.Transfer, name string) bool {
	return slices.ContainsFunc(t.Fields, func(f ast.Field) bool { return !f.Remove && strings.EqualFold(f.Name, name) })
}

func fieldValue(f ast.Field) string {
	s, _ := f.Value.Literal()
	return s
}

// failing returns an expression for an error with a message, and in an exact
// program with curl's exit code for it.
func (f *fn) failing(code int, message string) *jen.Statement {
	if f.opts.Exact {
		f.need("exitError")
		return jen.Id("exitError").Values(jen.Lit(code), text(message))
	}
	return jen.Qual("errors", "New").Call(text(message))
}
