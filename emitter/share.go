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
	file    bool // the URL is one of a file of this host
}

// transferSpec is the spec of one transfer of a script.
type transferSpec struct {
	clientSpec
	keeps bool // the heads of answers as they came
}

// specsOf returns the specs of the transfers whose heads are rewritten, which
// decide about what their clients keep.
func (f *fn) specsOf(script *ast.Script) []transferSpec {
	var specs []transferSpec
	for _, c := range ast.Commands(script.Steps) {
		for _, t := range c.Transfers {
			if f.rewrites(t) {
				specs = append(specs, transferSpec{f.spec(c, t), f.keepsHeads(t)})
			}
		}
	}
	return specs
}

// sharedClient is one that the transfers of a script share.
type sharedClient struct {
	spec clientSpec
	name *jen.Statement
	kept string // see [fn.kept]
}

// sharedClient returns the client of a transfer; it appends what makes it where no
// transfer before needed the same.
func (f *fn) sharedClient(c *ast.Command, t *ast.Transfer) sharedClient {
	spec := f.spec(c, t)
	for _, s := range f.clients {
		if reflect.DeepEqual(s.spec, spec) {
			return s
		}
	}
	equal, keeping := 0, false
	for _, s := range f.specs {
		if reflect.DeepEqual(s.clientSpec, spec) {
			equal++
			keeping = keeping || s.keeps
		}
	}
	f.redirected = toFile(c)
	stmts := f.stmts
	f.stmts, f.sharing, f.keeping = f.prelude, equal > 1, keeping
	name := f.client(t)
	f.prelude, f.stmts = f.stmts, stmts
	s := sharedClient{spec, name, f.kept}
	f.clients = append(f.clients, s)
	f.wire, f.kept, f.keeping, f.proxyAuth, f.tunnel, f.hsts, f.exactProxies, f.altSvc = "", "", false, "", "", "", "", ""
	return s
}

// spec returns what the client of a transfer depends on, places left out.
func (f *fn) spec(c *ast.Command, t *ast.Transfer) clientSpec {
	s := clientSpec{
		answer:  t.Answer,
		raw:     t.Output.Raw,
		file:    isFileURL(t),
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
