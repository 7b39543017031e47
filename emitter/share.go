package emitter

import (
	"reflect"
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
	verbose bool
	fields  string // in an exact program, their order
	answer  ast.AnswerRules
	raw     bool
}

// client is one that the transfers of a script share.
type sharedClient struct {
	spec clientSpec
	name *jen.Statement
	wire string // see [fn.wire]
}

// sharedClient returns an expression for the client of a transfer; it appends
// what makes it where no transfer before needed the same. It also returns the
// variable of the client's connections, see [fn.wire].
func (f *fn) sharedClient(c *ast.Command, t *ast.Transfer) (client *jen.Statement, wire string) {
	spec := f.spec(c, t)
	for _, s := range f.clients {
		if reflect.DeepEqual(s.spec, spec) {
			return jen.Add(s.name), s.wire
		}
	}
	f.redirected = toFile(c)
	stmts := f.stmts
	f.stmts = f.prelude
	name := f.client(t)
	f.prelude, f.stmts = f.stmts, stmts
	f.clients = append(f.clients, sharedClient{spec, name, f.wire})
	wire, f.wire, f.proxyAuth = f.wire, "", ""
	f.tunnel, f.hsts, f.exactProxies, f.altSvc = "", "", "", ""
	return jen.Add(name), wire
}

// spec returns what the client of a transfer depends on, places left out.
func (f *fn) spec(c *ast.Command, t *ast.Transfer) clientSpec {
	s := clientSpec{
		answer:  t.Answer,
		raw:     t.Output.Raw,
		coding:  f.keepsCoding(t) || toFile(c),
		heads:   f.headSpec(t),
		verbose: t.Verbose,
		cookies: t.Cookies,
	}
	if t.Conn != nil {
		s.conn = *t.Conn
	}
	if t.Follow != nil {
		follow := *t.Follow
		follow.Span = ast.Span{}
		s.follow = &follow
	}
	if f.rewrites(t) {
		s.fields = strings.Join(fieldOrder(t), " ")
		if f.otherHost(t) != nil {
			s.fields += " for " + authorityOf(t.URL)
		}
	}
	if t.Auth != nil && f.opts.Exact && t.Auth.Scheme != ast.Basic || sendsTwice(t) || t.Auth != nil && t.Auth.Scheme == ast.Negotiate {
		s.auth = t.Auth
	}
	return s
}
