package emitter

import (
	"fmt"
	"net/textproto"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// clientSpec is what of a transfer its HTTP client depends on. Transfers with
// equal specs share a client, and with it connections and cookies.
type clientSpec struct {
	conn    ast.Connection
	follow  *ast.Follow
	cookies *ast.Cookies
	auth    *ast.Auth
	coding  bool
	heads   headSpec
	trace   *ast.Trace
	log     int    // where what is shown was asked for: each command has a log of its own
	fields  string // in an exact program, their order
	answer  ast.AnswerRules
	raw     bool
	file    bool // the URL is one of a file of this host
	scheme  string
	rewrite rewriteSpec
	traced  bool // handshakes of TLS are told of
	counts  bool // the sizes of requests
}

// rewriteSpec is what the connections of a client change in the heads of requests.
type rewriteSpec struct {
	local   bool         // names below localhost are looked up as curl does
	without string       // the fields that are left out
	asGiven string       // those that net/http would not write so
	length  lengthChange // what becomes of a length of 0
	empty   string       // the method whose body may be held back
}

// lengthChange is what becomes of the Content-Length: 0 that net/http writes.
type lengthChange int

const (
	noLength    lengthChange = iota // it writes none
	keepsLength                     // curl writes it too
	dropsLength
)

// transferSpec is the spec of one transfer of a script.
type transferSpec struct {
	clientSpec
	keeps bool // the heads of answers as they came
	body  bool // the request has one
}

// specsOf returns the specs of the transfers whose heads are rewritten, which
// decide about what their clients keep.
func (f *fn) specsOf(script *ast.Script) []transferSpec {
	var specs []transferSpec
	for _, c := range ast.Commands(script.Steps) {
		for _, t := range c.Transfers {
			if t.URL.Failure == nil && f.rewrites(t) {
				specs = append(specs, transferSpec{f.spec(c, t), f.keepsHeads(t), t.Body != nil})
			}
		}
	}
	for i, s := range specs {
		specs[i].rewrite.length = lengthOfOthers(specs, s.clientSpec)
	}
	return specs
}

// sharedClient is one that the transfers of a script share.
type sharedClient struct {
	spec clientSpec
	name *jen.Statement
	kept string // see [fn.kept]
}

// sharedTransport is one that clients of a script share.
type sharedTransport struct {
	spec clientSpec
	name string
}

// sharedClient returns the client of a transfer; it appends what makes it where no
// transfer before needed the same.
func (f *fn) sharedClient(c *ast.Command, t *ast.Transfer) sharedClient {
	spec := f.spec(c, t)
	spec.rewrite.length = lengthOfOthers(f.specs, spec)
	for _, s := range f.clients {
		if sameApart(s.spec, spec) {
			return s
		}
	}
	equal, keeping, bodies := 0, false, false
	for _, s := range f.specs {
		if sameApart(s.clientSpec, spec) {
			equal++
			keeping = keeping || s.keeps
			bodies = bodies || s.body
		}
	}
	f.redirected = toFile(c)
	f.sharedTransport = f.transportLike(t, spec)
	stmts := f.stmts
	f.stmts, f.sharing, f.keeping, f.bodies, f.length = f.prelude, equal > 1, keeping, bodies, spec.rewrite.length
	name := f.client(t)
	f.prelude, f.stmts = f.stmts, stmts
	s := sharedClient{spec, name, f.kept}
	if f.sharesTransport(t) && f.sharedTransport != "" {
		f.transports = append(f.transports, sharedTransport{below(spec), f.sharedTransport})
	}
	f.clients = append(f.clients, s)
	f.wire, f.kept, f.keeping, f.proxyAuth, f.tunnel, f.hsts, f.exactProxies, f.altSvc = "", "", false, "", "", "", "", ""
	f.bodies, f.length, f.sharedTransport = false, noLength, ""
	return s
}

// sharesTransport reports whether what is special about the client of a transfer
// stands around its transport, which other clients may then have too.
func (f *fn) sharesTransport(t *ast.Transfer) bool {
	return !f.rewrites(t) && !f.takesConnect(t) && !f.proxyAsks(t) && !onlyHTTP3(t) && !asksHTTP3First(t)
}

// below returns what of the spec of a client its transport depends on.
func below(s clientSpec) clientSpec {
	return clientSpec{conn: s.conn, coding: s.coding, scheme: s.scheme, file: s.file}
}

// transportLike returns the variable of the transport of an earlier client that one
// of a spec can have as well, or nothing. Connections are used again by those that
// share a transport.
func (f *fn) transportLike(t *ast.Transfer, spec clientSpec) string {
	if !f.sharesTransport(t) {
		return ""
	}
	for _, s := range f.transports {
		if sameApart(s.spec, below(spec)) {
			return s.name
		}
	}
	return ""
}

// transportFor returns the variable of the transport that a transfer with a client of
// its own has in common with another transfer, or nothing; it appends what makes it
// where it is not there yet.
func (f *fn) transportFor(c *ast.Command, t *ast.Transfer) string {
	if !f.sharesTransport(t) || f.clientVaries(c, t) {
		return ""
	}
	spec := f.spec(c, t)
	if name := f.transportLike(t, spec); name != "" {
		return name
	}
	like := 0
	for i := 0; i < len(f.below) && like < 2; i++ {
		if sameApart(f.below[i], below(spec)) {
			like++
		}
	}
	if like < 2 {
		return ""
	}
	stmts := f.stmts
	f.stmts, f.redirected = f.prelude, toFile(c)
	name := f.transport(t)
	f.prelude, f.stmts = f.stmts, stmts
	if name != "" {
		f.transports = append(f.transports, sharedTransport{below(spec), name})
	}
	return name
}

// belowOf returns what the transports of the transfers of a script depend on.
func (f *fn) belowOf(script *ast.Script) []clientSpec {
	var specs []clientSpec
	for _, c := range ast.Commands(script.Steps) {
		f.keepsAll = f.keepsAllOf(c)
		for _, t := range c.Transfers {
			if t.URL.Failure == nil && f.sharesTransport(t) {
				specs = append(specs, below(f.spec(c, t)))
			}
		}
	}
	f.keepsAll = false
	return specs
}

// keepsAllOf reports whether all transfers of a command keep codings, as one does.
func (f *fn) keepsAllOf(c *ast.Command) bool {
	return several(c) && slices.ContainsFunc(c.Transfers, f.keepsCoding)
}

// lengthOfOthers returns what becomes of lengths of 0 in requests with a client of a
// spec: what a spec does not say is as with the first one that it can share a client
// with.
func lengthOfOthers(specs []transferSpec, spec clientSpec) lengthChange {
	if spec.rewrite.length != noLength {
		return spec.rewrite.length
	}
	for i := range specs {
		length := specs[i].rewrite.length
		if length == noLength {
			continue
		}
		spec.rewrite.length = length
		if sameApart(specs[i].clientSpec, spec) {
			return length
		}
	}
	return noLength
}

// spec returns what the client of a transfer depends on.
func (f *fn) spec(c *ast.Command, t *ast.Transfer) clientSpec {
	s := clientSpec{
		follow:  t.Follow,
		answer:  t.Answer,
		raw:     t.Output.Raw,
		file:    isFileURL(t),
		coding:  f.keepsCoding(t) || toFile(c),
		heads:   f.headSpec(t),
		cookies: t.Cookies,
		trace:   t.Trace,
	}
	if f.logs(t) {
		s.log = t.Trace.Span.End
	}
	if t.Conn != nil {
		s.conn = *t.Conn
	}
	if f.rewrites(t) {
		s.fields = strings.Join(fieldOrder(t), " ")
		if f.otherHost(t) != nil {
			s.fields += " for " + authorityOf(t.URL)
		}
		s.rewrite, s.traced, s.counts = f.rewriteSpec(t), f.tellsTLS(t), f.countsRequests(t)
	}
	if f.schemeMatters(t) {
		s.scheme = t.URL.Scheme
	}
	if t.Auth != nil && f.opts.Exact && t.Auth.Scheme != ast.Basic || sendsTwice(t) || t.Auth != nil && t.Auth.Scheme == ast.Negotiate {
		s.auth = t.Auth
	}
	return s
}

// rewriteSpec returns what the connections of a transfer change in its head.
func (f *fn) rewriteSpec(t *ast.Transfer) rewriteSpec {
	s := rewriteSpec{
		local:   f.dialsLocalhost(t),
		without: strings.Join(removedFields(t), " "),
		length:  f.lengthChange(t),
	}
	for _, field := range t.Fields {
		if unwritten(t, textproto.CanonicalMIMEHeaderKey(field.Name), field) != "" {
			s.asGiven += fmt.Sprintf("%s%v%s;", field.Name, field.Value, field.Line)
		}
	}
	if f.holdsBack(t) {
		s.empty, _ = t.Method.Literal()
	}
	return s
}

// schemeMatters reports whether a client for http is another than one for https.
func (f *fn) schemeMatters(t *ast.Transfer) bool {
	if t.Conn == nil {
		return f.rewrites(t) && t.Follow == nil
	}
	return f.rewrites(t) || t.Conn.Proxy != nil || t.Conn.TLS.NoALPN || asksHTTP3First(t)
}
