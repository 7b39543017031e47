package parser

import (
	"bytes"
	"slices"
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/option"
)

// urlOptions are the options that say where requests go.
type urlOptions struct {
	urls          []address
	queries       []ast.Value // of --url-query
	requestTarget ast.Value
	protoDefault  string
	pathAsIs      bool
	globOff       bool
	noUsername    bool
	ipfsGateway   ast.Value
	protocols     []string // allowed; nil: all
	protoSpan     ast.Span
}

// address is one URL of the command line, or the name of a file of URLs.
type address struct {
	value ast.Value
	span  ast.Span
	file  bool
}

// urlSetting takes in the options that say where requests go.
func (b *builder) urlSetting(s option.Setting) bool {
	switch s.Option.Long {
	case "url":
		if strings.HasPrefix(s.Arg.Lead(), "@") && s.Name != "" {
			b.urls = append(b.urls, address{s.Arg.Drop(1), s.ArgSpan, true})
			return true
		}
		b.urls = append(b.urls, address{s.Arg, s.ArgSpan, false})
	case "url-query":
		if strings.HasPrefix(s.Arg.Lead(), "+") {
			b.queries = append(b.queries, s.Arg.Drop(1))
			return true
		}
		b.queries = append(b.queries, b.encodedPiece(s.Arg, s.ArgSpan))
	case "request-target":
		b.requestTarget = s.Arg
	case "proto-default":
		b.protoDefault, _ = b.literal(s)
	case "path-as-is":
		b.pathAsIs = !s.Off
	case "globoff":
		b.globOff = !s.Off
	case "ipfs-gateway":
		b.ipfsGateway = s.Arg
	case "disallow-username-in-url":
		b.noUsername = !s.Off
	case "proto":
		if text, ok := b.literal(s); ok {
			b.protocols, b.protoSpan = b.protocolList(s, text), s.ArgSpan
		}
	default:
		return false
	}
	return true
}

// protocolList returns the protocols that a list allows: names between commas,
// with "+" to add (or nothing), "-" to take away, "=" to begin anew.
//
// A name that curl does not know is an error. Source: curl(1), --proto.
func (b *builder) protocolList(s option.Setting, list string) []string {
	allowed := map[string]bool{"http": true, "https": true}
	for _, item := range strings.Split(list, ",") {
		if item == "" {
			continue
		}
		set := true
		switch item[0] {
		case '=':
			clear(allowed)
			item = item[1:]
		case '-':
			set = false
			item = item[1:]
		case '+':
			item = item[1:]
		}
		item = strings.ToLower(item)
		if item == "all" {
			allowed["http"], allowed["https"] = set, set
			continue
		}
		if !curlKnows(item) {
			b.refuse(s, "unknown-protocol", "%s names a protocol that curl does not know", s.Name)
			break
		}
		allowed[item] = set
	}
	out := []string{}
	for _, name := range []string{"http", "https"} {
		if allowed[name] {
			out = append(out, name)
		}
	}
	return out
}

// url returns the URL of a transfer in the form in which curl asks for it, and
// the credentials that it holds.
//
// Source: curl 8.22, lib/urlapi.c; RFC 3986.
func (b *builder) url(a address, value ast.Value) (ast.URL, *ast.Auth) {
	u := ast.URL{Span: a.span, PathAsIs: b.pathAsIs, Target: b.requestTarget}
	given := value
	fails := func(code int, id, format string, args ...any) (ast.URL, *ast.Auth) {
		d := diag.Errorf(diag.Span(a.span), id, format, args...)
		b.global.failures = append(b.global.failures, d)
		u.Failure = &ast.Failure{Code: code, Message: d.Msg}
		if code == urlMalformed {
			u.Scheme = ""
		}
		u.Value = given
		return u, nil
	}
	bad := func(format string, args ...any) (ast.URL, *ast.Auth) {
		return fails(urlMalformed, "url-malformed", format, args...)
	}
	if text, ok := value.Literal(); ok && text == "" {
		return fails(urlMalformed, "empty-url", "the URL is empty")
	}
	for _, p := range value {
		if t, ok := p.(ast.Text); ok {
			if i := strings.IndexFunc(t.S, func(r rune) bool { return r <= ' ' || r == 0x7f }); i >= 0 {
				if t.S[i] == ' ' {
					return bad("a URL cannot hold a blank: write it as %%20")
				}
				return bad("a URL cannot hold a control character")
			}
		}
	}
	lead := value.Lead()
	scheme, rest, explicit := cutScheme(lead)
	if isIPFS(scheme) {
		asked, message := b.gatewayURL(scheme, value.Drop(len(lead)-len(rest)))
		if message != "" {
			return bad("%s", message)
		}
		value, lead = asked, asked.Lead()
		scheme, rest, explicit = cutScheme(lead)
	}
	if scheme == "file" || !explicit && b.protoDefault == "file" {
		path, message := fileURL(value)
		if message != "" {
			return bad("%s", message)
		}
		u.Scheme, u.Value = "file", path
		return u, nil
	}
	switch {
	case explicit:
		value = value.Drop(len(lead) - len(rest))
	case lead == "" && len(value) > 0:
		if _, item := value[0].(ast.Item); !item || a.file || strings.HasPrefix(value[1:].Lead(), "://") {
			return b.unknownURL(u, value)
		}
		fallthrough
	default:
		scheme = b.guessScheme(lead)
	}
	if scheme == "ftp" && b.asksProxyForFTP() {
		proxied, auth, message := b.proxiedFTP(u, value)
		if message != "" {
			return bad("%s", message)
		}
		return proxied, auth
	}
	if !curlKnows(scheme) {
		if _, _, _, message := b.authority(value, scheme); message != "" {
			return bad("%s", message)
		}
		return fails(unsupportedProtocol, "url-protocol", "there is no protocol %s that curl knows", printable(scheme))
	}
	if scheme != "http" && scheme != "https" {
		b.diags = append(b.diags, diag.Errorf(diag.Span(a.span), "url-protocol",
			"this is a URL of the protocol %s: only http and https are converted", printable(scheme)))
		return u, nil
	}
	u.Scheme = scheme
	if b.protocols != nil && !contains(b.protocols, scheme) {
		return fails(unsupportedProtocol, "url-malformed", "the protocol %s is not allowed by --proto", scheme)
	}

	if authority, _ := cutAuthority(value); !explicit && endsWithColon(authority) {
		return bad("there is no port behind the colon: a URL without a scheme needs one")
	}
	hostText, tail, auth, message := b.authority(value, scheme)
	if message != "" {
		return bad("%s", message)
	}
	if auth != nil && b.noUsername {
		return fails(loginDenied, "url-malformed", "a user name in a URL is not allowed by --disallow-username-in-url")
	}
	if text, ok := b.query().Literal(); ok && strings.ContainsAny(text, " \t\r\n") {
		return bad("the data that goes into the URL holds a blank: encode it with --data-urlencode")
	}
	if text, ok := given.Literal(); ok && auth == nil && b.query() == nil {
		u.Given = text
	}
	tail = b.tail(tail)
	u.Value = ast.Literal(scheme + "://").Append(hostText).Append(tail)
	b.addQuery(&u)
	return u, auth
}

// authority splits a URL without its scheme behind host and port, and returns the
// credentials in front of them. A message says what is wrong.
func (b *builder) authority(value ast.Value, scheme string) (host, tail ast.Value, auth *ast.Auth, message string) {
	authority, tail := cutAuthority(value)
	userinfo, host, found := authority.Cut("@") // the first one: curl does not guess where a password ends
	if !found {
		userinfo, host = nil, authority
	}
	if text, _ := host.Literal(); strings.Contains(text, "@") {
		return nil, nil, nil, "the host cannot hold '@': write one of the user name or the password as %40"
	}
	if found {
		auth = userinfoAuth(userinfo)
	}
	host, message = b.host(host, scheme)
	return host, tail, auth, message
}

// endsWithColon reports whether a host has a colon behind it, and no port.
func endsWithColon(authority ast.Value) bool {
	text, _ := authority.Literal()
	return strings.HasSuffix(text, ":")
}

// unknownURL returns a URL that begins with what only the program knows.
func (b *builder) unknownURL(u ast.URL, value ast.Value) (ast.URL, *ast.Auth) {
	u.GuessedScheme = "http"
	if b.protoDefault != "" {
		u.GuessedScheme = b.protoDefault
	}
	u.Value, _, _ = value.Cut("#")
	if q := b.query(); q != nil {
		u.Query = q
	}
	return u, nil
}

// cutScheme splits a URL behind its scheme and the slashes that follow it. curl
// takes one to three slashes.
func cutScheme(s string) (scheme, rest string, ok bool) {
	scheme, rest, found := strings.Cut(s, ":")
	if !found || scheme == "" || !strings.HasPrefix(rest, "/") {
		return "", s, false
	}
	for i := range len(scheme) {
		c := scheme[i] | 0x20
		if !('a' <= c && c <= 'z') && (i == 0 || !strings.ContainsRune("0123456789+-.", rune(scheme[i]))) {
			return "", s, false
		}
	}
	for i := 0; i < 3 && strings.HasPrefix(rest, "/"); i++ {
		rest = rest[1:]
	}
	return strings.ToLower(scheme), rest, true
}

// guessScheme returns the scheme that curl takes for a URL without one: that of
// its host's first label, where that names a protocol.
func (b *builder) guessScheme(s string) string {
	if b.protoDefault != "" {
		return b.protoDefault
	}
	return protocolOf(s)
}

// protocolOf returns the protocol that the first label of a host names, or http.
func protocolOf(s string) string {
	for _, p := range []string{"ftp", "dict", "ldap", "imap", "smtp", "pop3"} {
		if len(s) > len(p) && strings.EqualFold(s[:len(p)], p) && s[len(p)] == '.' {
			return p
		}
	}
	return "http"
}

// cutAuthority splits a URL without its scheme behind host and port.
func cutAuthority(v ast.Value) (authority, tail ast.Value) {
	for i, p := range v {
		t, ok := p.(ast.Text)
		if !ok {
			continue
		}
		at := strings.IndexAny(t.S, "/?#")
		if at < 0 {
			continue
		}
		authority = append(authority, v[:i]...)
		if at > 0 {
			authority = append(authority, ast.Text{S: t.S[:at], Span: t.Span})
		}
		tail = append(ast.Value{ast.Text{S: t.S[at:], Span: t.Span}}, v[i+1:]...)
		return authority, tail
	}
	return v, nil
}

// userinfoAuth returns the credentials of a URL's userinfo.
func userinfoAuth(v ast.Value) *ast.Auth {
	user, password, _ := v.Cut(":")
	return &ast.Auth{User: percentDecoded(user), Password: percentDecoded(password), FromURL: true, Span: v.Pos()}
}

// percentDecoded returns a value with the escapes of its known text decoded.
func percentDecoded(v ast.Value) ast.Value {
	var out ast.Value
	for _, p := range v {
		if t, ok := p.(ast.Text); ok {
			t.S = percentDecode(t.S)
			if t.S == "" {
				continue
			}
			p = t
		}
		out = append(out, p)
	}
	return out
}

// percentDecode decodes %XX and keeps what is no such escape.
func percentDecode(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			b.WriteByte(unhex(s[i+1])<<4 | unhex(s[i+2]))
			i += 2
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f'
}

func unhex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c&^0x20 - 'A' + 10
}

// tail returns what follows the host as curl sends it: without a fragment, a
// path of at least a slash, dot segments resolved, and bytes beyond ASCII
// escaped in the path.
func (b *builder) tail(v ast.Value) ast.Value {
	v, _, _ = v.Cut("#")
	lead := v.Lead()
	if len(v) == 0 || lead != "" && lead[0] == '?' {
		v = ast.Literal("/").Append(v)
	}
	path, query, hasQuery := v.Cut("?")
	if text, ok := path.Literal(); ok {
		text = escapeBytes(text)
		if !b.pathAsIs {
			text = withoutDots(text)
		}
		path = ast.Value{ast.Text{S: text, Span: path.Pos()}}
	}
	path = upperEscapes(path)
	if !hasQuery || query.Empty() && b.query() != nil {
		return path
	}
	return path.Append(ast.Literal("?")).Append(query)
}

// escapeBytes escapes the bytes that are not ASCII.
func escapeBytes(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c >= 0x80 {
			b.WriteByte('%')
			b.WriteByte(upperHex[c>>4])
			b.WriteByte(upperHex[c&15])
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// withoutDots resolves the segments "." and ".." of a path, %2e included.
//
// Source: RFC 3986 section 5.2.4.
func withoutDots(path string) string {
	if !strings.Contains(path, ".") && !strings.Contains(strings.ToLower(path), "%2e") {
		return path
	}
	segments := strings.Split(path, "/")
	out := segments[:0:0]
	for i, s := range segments {
		last := i == len(segments)-1
		switch dots := strings.NewReplacer("%2e", ".", "%2E", ".").Replace(s); dots {
		case ".":
			if last {
				out = append(out, "")
			}
		case "..":
			if len(out) > 1 {
				out = out[:len(out)-1]
			}
			if last {
				out = append(out, "")
			}
		default:
			out = append(out, s)
		}
	}
	return strings.Join(out, "/")
}

// query returns what options add to the query, or nil: with --get the data
// alone.
func (b *builder) query() ast.Value {
	if b.get && b.data != nil {
		if b.data.Empty() {
			return nil
		}
		return upperEscapes(withoutFragment(b.data.Value()))
	}
	var out ast.ValueBuilder
	for i, q := range b.queries {
		if i > 0 {
			out.Append(ast.Literal("&"))
		}
		out.Append(q)
	}
	return upperEscapes(withoutFragment(out.Value()))
}

// withoutFragment returns what data says of a URL: a "#" in it begins the fragment.
func withoutFragment(v ast.Value) ast.Value {
	v, _, _ = v.Cut("#")
	return v
}

// upperEscapes returns a value with the escapes of its known text in upper case, as
// curl writes paths and what it puts into a URL itself; earlier versions left them.
//
// Source: curl 8.22, lib/urlapi.c.
func upperEscapes(v ast.Value) ast.Value {
	escaped := func(p ast.Part) bool {
		t, ok := p.(ast.Text)
		return ok && strings.IndexByte(t.S, '%') >= 0
	}
	if !slices.ContainsFunc(v, escaped) {
		return v
	}
	out := slices.Clone(v)
	for i, p := range out {
		t, ok := p.(ast.Text)
		if !ok {
			continue
		}
		text := []byte(t.S)
		for j := range text {
			if text[j] == '%' && j+2 < len(text) && isHex(text[j+1]) && isHex(text[j+2]) {
				copy(text[j+1:], bytes.ToUpper(text[j+1:j+3]))
			}
		}
		t.S = string(text)
		out[i] = t
	}
	return out
}

// addQuery puts what options add behind the query of a URL.
func (b *builder) addQuery(u *ast.URL) {
	q := b.query()
	if q == nil {
		return
	}
	separator := "?"
	for _, p := range u.Value {
		if t, ok := p.(ast.Text); ok && strings.Contains(t.S, "?") {
			separator = "&"
		}
	}
	if end := lastText(u.Value); strings.HasSuffix(end, "?") || separator == "&" && strings.HasSuffix(end, "&") {
		separator = ""
	}
	u.Value = u.Value.Append(ast.Literal(separator)).Append(q)
}

// printable returns text as a diagnostic shows it.
func printable(s string) string {
	if len(s) > 40 {
		s = s[:40] + "..."
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '\ufffd'
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
