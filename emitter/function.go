package emitter

import (
	"cmp"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// FunctionCode is a function that sends the request of a command and returns
// the response, and how its parts are named.
type FunctionCode struct {
	// Params are the names of the string parameters: the variables of the
	// command, in the order in which it mentions them.
	Params []string
	Body   []jen.Code
	// Client is the body of a constructor of the client that a nil one stands
	// for; nil where that is http.DefaultClient.
	Client []jen.Code
	// ClientParams are those of Params that the constructor takes too.
	ClientParams []string
	// ClientFails says that the constructor returns an error as well.
	ClientFails bool
	// Fails says that an answer of 400 or more is an error.
	Fails bool
	// NotKept is what of the command is not carried over, and what the client in
	// scope has to bring along.
	NotKept []string
}

// Function returns the code of a function "(ctx context.Context, client
// *http.Client, params... string) (*http.Response, error)" for the command.
// Constructor is the name of the client's constructor.
func (e *Emitter) Function(c *ast.Command, constructor string) FunctionCode {
	if !e.sendsOne(c) {
		return FunctionCode{}
	}
	t := c.Transfers[0]
	before := len(e.notKept)
	e.leftToCaller(c, t)

	params := parameters(c)
	build := func(failValues ...jen.Code) *fn {
		f := e.newFn("client", "req", "resp")
		f.inFunction = true
		f.failValues = failValues
		f.params = map[string]string{}
		for _, key := range params {
			f.params[key] = f.name(lowerCamel(key))
		}
		return f
	}

	var code FunctionCode
	if e.opts.Client == "" {
		code = clientCode(t, build)
	}
	f := build(jen.Nil())
	if e.opts.Client != "" {
		if text := f.leftToClient(t); text != "" {
			code.NotKept = []string{text}
		}
	}
	for _, key := range params {
		code.Params = append(code.Params, f.params[key])
	}
	f.stdinValue = c.Stdin
	f.ready(t)
	client := jen.Id("client")
	if e.opts.Client != "" {
		client = jen.Id(e.opts.Client)
	} else {
		f.nilClient(code, constructor)
	}
	code.Fails = f.returnAnswer(t, client, func() jen.Code { return f.failure(jen.Id("_").Op("=").Id("resp").Dot("Body").Dot("Close").Call()) })
	code.Body = f.stmts
	code.NotKept = append(code.NotKept, e.notKeptSince(before)...)
	return code
}

// ready appends what makes the request of a function.
func (f *fn) ready(t *ast.Transfer) {
	f.resumeAt(t)
	f.request(t)
	f.conditions(t)
	f.gap()
}

// returnAnswer appends what sends the request and returns the answer, and failed
// for one of 400 or more where the command fails with it. It reports whether it
// does.
func (f *fn) returnAnswer(t *ast.Transfer, client *jen.Statement, failed func() jen.Code) bool {
	f.doing = "send the request"
	do := f.send(t, client)
	fails := t.Fail != ast.NeverFail
	if !fails && !f.opts.WrapErrors {
		f.add(jen.Return(do))
		return false
	}
	f.try("resp", do)
	if fails {
		f.add(failed())
	}
	f.add(jen.Return(jen.Id("resp"), jen.Nil()))
	return fails
}

// clientCode returns what makes the client of a function: with values that go in
// front of an error only where it can fail.
func clientCode(t *ast.Transfer, build func(failValues ...jen.Code) *fn) (code FunctionCode) {
	f := build()
	literal := f.clientLiteral(t)
	if literal == nil {
		return code
	}
	code.Client = append(f.stmts, jen.Return(literal))
	if code.ClientFails = f.returnsErr; code.ClientFails {
		f = build(jen.Nil())
		literal = f.clientLiteral(t)
		code.Client = append(f.stmts, jen.Return(literal, jen.Nil()))
	}
	code.ClientParams = f.usedParams
	return code
}

// sendsOne reports whether a command sends one request, as a function does.
func (e *Emitter) sendsOne(c *ast.Command) bool {
	if len(c.Transfers) == 1 && len(c.Transfers[0].Globs) == 0 {
		return true
	}
	e.diags = append(e.diags, diag.Errorf(diag.Span(c.Span), "several-transfers",
		"a function sends one request, and this command sends several").WithHelp("convert it to a program, or split it"))
	return false
}

// nilClient appends what gives a nil client its meaning.
func (f *fn) nilClient(code FunctionCode, constructor string) {
	var args []jen.Code
	for _, p := range code.ClientParams {
		args = append(args, jen.Id(p))
	}
	var set []jen.Code
	switch {
	case code.Client == nil:
		set = []jen.Code{jen.Id("client").Op("=").Qual(pkgHTTP, "DefaultClient")}
	case code.ClientFails:
		set = []jen.Code{jen.If(
			jen.List(jen.Id("client"), jen.Err()).Op("=").Id(constructor).Call(args...),
			jen.Err().Op("!=").Nil(),
		).Block(f.failsErr())}
	default:
		set = []jen.Code{jen.Id("client").Op("=").Id(constructor).Call(args...)}
	}
	f.add(jen.If(jen.Id("client").Op("==").Nil()).Block(set...))
}

// leftToCaller tells about what a command does with an answer and a function
// leaves to its caller.
func (e *Emitter) leftToCaller(c *ast.Command, t *ast.Transfer) {
	out := t.Output
	if out.To != ast.ToStdout || out.ShowHead || out.DumpHead != nil || out.WriteOut != nil || c.Stdout != nil {
		e.diags = append(e.diags, diag.Notef(diag.Span(t.Span), "left-to-caller",
			"the function returns the response: what is written, and where, is up to its caller"))
	}
	if writesTrace(t) {
		e.leave(t.Trace.Span, "no-trace", "a function writes no trace of what it sends")
	}
	if t.Decode == ast.Compressed && (offers(t, "gzip") || offers(t, "br")) {
		e.diags = append(e.diags, diag.Warningf(diag.Span(t.Span), "coded-body",
			"the function returns the body as it came: its caller undoes the Content-Encoding of the answer"))
	}
}

// parameters returns the variables that a command mentions, in the order of
// their places, each once.
func parameters(c *ast.Command) []string {
	type mention struct {
		name string
		at   int
	}
	var all []mention
	ast.Walk(c, func(p ast.Part) {
		switch p := p.(type) {
		case ast.Var:
			all = append(all, mention{p.Name, p.Span.Start})
		case ast.Arg:
			all = append(all, mention{argName(p), p.Span.Start})
		}
	})
	slices.SortStableFunc(all, func(a, b mention) int { return cmp.Compare(a.at, b.at) })
	var names []string
	for _, m := range all {
		if !slices.Contains(names, m.name) {
			names = append(names, m.name)
		}
	}
	return names
}

// FunctionName returns a name for the function of a command that has none:
// method and last segments of the path, as GetUsers.
func FunctionName(c *ast.Command) string {
	if n := upperCamel(c.Name); n != "" {
		return n
	}
	if len(c.Transfers) == 0 {
		return "Send"
	}
	t := c.Transfers[0]
	method, _ := t.Method.Literal()
	name := upperCamel(method)
	if name == "" {
		name = "Send"
	}
	return name + upperCamel(resource(t.URL))
}

// resource returns the last segments of a URL's path that read like names.
func resource(u ast.URL) string {
	literal := knownPath(u)
	var parts []string
	for _, s := range strings.Split(literal, "/") {
		if s == "" || len(words(s)) == 0 || len(s) > 30 {
			continue
		}
		parts = append(parts, s)
	}
	if len(parts) > 2 {
		parts = parts[len(parts)-2:]
	}
	return strings.Join(parts, " ")
}

// knownPath returns the path of a URL, without what is known only when the
// program runs.
func knownPath(u ast.URL) string {
	s := knownURL(u)
	if _, rest, ok := strings.Cut(s, "://"); ok {
		_, s, _ = strings.Cut(rest, "/")
	}
	s, _, _ = strings.Cut(s, "?")
	return s
}

// knownURL returns the text of a URL, without what is known only when the
// program runs.
func knownURL(u ast.URL) string {
	var b strings.Builder
	for _, p := range u.Value {
		if t, ok := p.(ast.Text); ok {
			b.WriteString(t.S)
		}
	}
	return b.String()
}

// enumerate joins names as prose does: "a, b and c".
func enumerate(names []string) string {
	last := len(names) - 1
	if last <= 0 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
