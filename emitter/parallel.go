package emitter

import (
	"math"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

const pkgErrgroup = "golang.org/x/sync/errgroup"

// parallel appends the transfers of a command that run side by side. As with
// curl, one that fails does not keep the others from running, unless the first
// failure ends the command; any failure is the command's.
func (f *fn) parallel(c *ast.Command, tail bool) {
	f.modules[pkgErrgroup] = true
	group := f.name("group")
	if c.FailEarly {
		f.add(jen.List(jen.Id(group), jen.Id("ctx")).Op(":=").Qual(pkgErrgroup, "WithContext").Call(jen.Id("ctx")))
	} else {
		f.add(jen.Var().Id(group).Qual(pkgErrgroup, "Group"))
	}
	if transferCount(c) > int64(c.Parallel.Max) {
		f.add(jen.Id(group).Dot("SetLimit").Call(jen.Lit(c.Parallel.Max)))
	}
	before := len(f.clients)
	for _, t := range c.Transfers {
		f.nest(t.Globs, func() {
			call := f.transferCall(c, t)
			if !c.Quiet && !c.FailEarly {
				call = f.call("logged", call)
			}
			f.add(jen.Id(group).Dot("Go").Call(jen.Func().Params().Error().Block(jen.Return(call))))
		})
	}
	f.limitedApart(c, len(f.clients)-before)
	wait := jen.Id(group).Dot("Wait").Call()
	switch {
	case !tail:
		f.add(jen.Id("_").Op("=").Add(wait).Comment(map[bool]string{true: "-s: a failure is not reported", false: "each failure has been printed"}[c.Quiet]))
	case c.Quiet, c.FailEarly:
		f.add(jen.Return(wait))
	case f.opts.Exact:
		f.need("exitError")
		f.add(
			jen.If(jen.Err().Op(":=").Add(wait), jen.Err().Op("!=").Nil()).Block(
				jen.Return(jen.Id("exitError").Values(f.call("exitCode", jen.Err()), jen.Lit("not all transfers succeeded")))),
			jen.Return(jen.Nil()),
		)
	default:
		f.add(
			jen.If(wait.Op("!=").Nil()).Block(jen.Return(jen.Qual("errors", "New").Call(jen.Lit("not all transfers succeeded")))),
			jen.Return(jen.Nil()),
		)
	}
}

// limitedApart tells where a limit of connections to a host holds for the clients of
// a command one by one.
func (f *fn) limitedApart(c *ast.Command, clients int) {
	own := slices.ContainsFunc(c.Transfers, func(t *ast.Transfer) bool { return t.URL.Failure == nil && f.needsClient(c, t) })
	if t := c.Transfers[0]; t.Conn != nil && t.Conn.MaxPerHost > 0 && (own || clients > 1) {
		f.leave(t.Span, "limit-for-each-client", "the transfers need several clients: the limit of connections to a host holds for each of them")
	}
}

// transferCount returns how many transfers a command has.
func transferCount(c *ast.Command) int64 {
	var sum float64
	for _, t := range c.Transfers {
		n := 1.0
		for _, g := range t.Globs {
			if g.Lines != nil {
				n = math.MaxInt32
			} else if g.Items != nil {
				n *= float64(len(g.Items))
			} else {
				n *= float64((g.Last-g.First)/g.Step + 1)
			}
		}
		sum += n
	}
	return int64(min(sum, math.MaxInt32))
}

// pace appends what keeps the starts of a command's transfers apart, and returns
// the call that waits for the next start; nil where there is nothing to wait for.
func (f *fn) pace(c *ast.Command) jen.Code {
	if c.Pace <= 0 {
		return nil
	}
	f.need("pacer")
	name := f.name("pace")
	f.add(jen.Id(name).Op(":=").Op("&").Id("pacer").Values(jen.Id("interval").Op(":").Add(duration(c.Pace))))
	return jen.Id(name).Dot("wait").Call(jen.Id("ctx"))
}

// needsClient reports whether a transfer has a client of its own, of all those of
// its command.
func (f *fn) needsClient(c *ast.Command, t *ast.Transfer) bool {
	if t.Cookies != nil && !f.single { // whose file an earlier step may write
		return true
	}
	if !f.sharesHeads(c, t) || f.logsInPlace(c, t) || f.clientVaries(c, t) {
		return true
	}
	return c.Parallel != nil && (f.rewrites(t) && f.showsHead(t) || f.takesTurns(t))
}

// clientVaries reports whether the client of a transfer depends on what the script sets
// on the way: its variables, and the items of its loops and patterns.
func (f *fn) clientVaries(c *ast.Command, t *ast.Transfer) bool {
	varies := false
	s := f.spec(c, t)
	for _, of := range []any{s.conn, s.follow, s.cookies, s.auth, s.heads.dump} {
		ast.Walk(of, func(p ast.Part) {
			switch p := p.(type) {
			case ast.Item:
				varies = varies || f.items[p.Name] != nil
			case ast.Var:
				varies = varies || f.locals[p.Name] != ""
			}
		})
	}
	return varies
}

// takesTurns reports whether a client's requests are parts of one dialog with a
// server or a proxy.
func (f *fn) takesTurns(t *ast.Transfer) bool {
	if a := t.Auth; a != nil && (a.Scheme == ast.NTLM || f.opts.Exact && (a.Scheme == ast.Digest || a.Scheme == ast.AnyScheme)) {
		return true
	}
	return f.proxyAsks(t)
}

// sharedJar returns the variable of the jar that a transfer with a client of its own
// has in common with others; it appends what makes it where it is not there yet.
func (f *fn) sharedJar(t *ast.Transfer) string {
	stmts := f.stmts
	f.stmts = f.prelude
	jar := f.loadedJar(t)
	f.prelude, f.stmts = f.stmts, stmts
	return jar
}
