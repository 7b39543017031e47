package emitter

import (
	"go/token"
	"reflect"
	"slices"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// steps appends the steps of a script. Every transfer gets a function of its
// own; the last step decides about success, and returns where tail is set.
func (f *fn) steps(steps []ast.Step, tail bool) {
	f.computed = nil
	for i, s := range steps {
		f.step(s, tail && i == len(steps)-1)
	}
}

// step appends one step. With tail its outcome is that of the function;
// otherwise a failure is reported and the next step runs, as in a shell.
func (f *fn) step(s ast.Step, tail bool) {
	switch s := s.(type) {
	case *ast.Command:
		f.command(s, tail)
	case *ast.Assign:
		if s.Name == "" {
			f.printOutput(s.Value, tail)
			return
		}
		f.assign(s)
		if tail {
			f.add(jen.Return(jen.Nil()))
		}
	case *ast.Loop:
		f.loop(s, tail)
	case *ast.Cond:
		f.cond(s, tail)
	}
}

// command appends the transfers of a command.
func (f *fn) command(c *ast.Command, tail bool) {
	c = f.joined(c)
	if !tail && several(c) && (c.FailEarly || toFile(c)) {
		f.report(c.Quiet, f.inner(c)) // which may end before its last transfer
		return
	}
	if several(c) && toFile(c) {
		f.redirect(c.Stdout) // once for all
		defer func() { f.stdout, f.closes = nil, "" }()
	}
	if dumpsAll(c) && !f.sharesDump(c) {
		f.do(jen.Qual("os", "WriteFile").Call(f.str(c.Transfers[0].Output.DumpHead), jen.Nil(), jen.Op("0o644")))
	}
	f.several = several(c)
	f.keepsAll = f.keepsAllOf(c)
	defer func() { f.keepsAll = false }()
	if f.several && f.single { // else a failure would keep later steps from running
		f.computed = memo{}
		defer func() { f.computed = nil }()
		for _, o := range commandOutputs(c.Transfers) {
			f.part(o)
		}
	}
	f.readLists(c)
	if several(c) && f.logsInPlace(c, c.Transfers[0]) {
		f.messageLog(c.Transfers[0])
	}
	if c.Parallel != nil {
		f.parallel(c, tail)
		return
	}
	pace := f.pace(c)
	for i, t := range c.Transfers {
		last := i == len(c.Transfers)-1
		if tail && last && len(t.Globs) > 0 && !c.FailEarly {
			f.outcome = f.name("last")
			f.add(jen.Var().Id(f.outcome).Error())
		}
		f.nest(t.Globs, func() {
			if pace != nil {
				f.do(pace)
			}
			call := f.transferCall(c, t)
			switch {
			case tail && last && len(t.Globs) == 0:
				f.add(jen.Return(call))
			case c.FailEarly && tail:
				f.do(call)
			case tail && last:
				f.lastOf(c.Quiet, call)
			default:
				f.report(c.Quiet, call)
			}
		})
		if tail && last && len(t.Globs) > 0 && !c.FailEarly {
			f.add(jen.Return(jen.Id(f.outcome)))
			f.outcome = ""
		} else if tail && last && len(t.Globs) > 0 {
			f.add(jen.Return(jen.Nil()))
		}
	}
	if len(c.Transfers) == 0 && tail {
		f.add(jen.Return(jen.Nil()))
	}
}

// readLists appends what reads the lists of URLs of a command, which curl reads before
// anything is sent.
func (f *fn) readLists(c *ast.Command) {
	for _, t := range c.Transfers {
		for i := range t.Globs {
			if g := &t.Globs[i]; g.Lines != nil {
				f.lists[g] = f.str(g.Lines)
			}
		}
	}
}

// several reports whether a command has more than one transfer.
func several(c *ast.Command) bool {
	return len(c.Transfers) > 1 || len(c.Transfers) == 1 && len(c.Transfers[0].Globs) > 0
}

// dumpsAll reports whether several transfers of a command write their heads to
// one file.
func dumpsAll(c *ast.Command) bool {
	if !several(c) {
		return false
	}
	file := c.Transfers[0].Output.DumpHead
	if file == nil || isLiteral(file, "-") {
		return false
	}
	for _, t := range c.Transfers[1:] {
		if !reflect.DeepEqual(t.Output.DumpHead, file) {
			return false
		}
	}
	return true
}

// report appends a call whose failure is printed and then forgotten.
func (f *fn) report(quiet bool, call jen.Code) {
	if quiet {
		f.add(jen.Id("_").Op("=").Add(call).Comment("-s: a failure is not reported"))
		return
	}
	f.add(jen.If(jen.Err().Op(":=").Add(call), jen.Err().Op("!=").Nil()).Block(
		jen.Qual("log", "Print").Call(jen.Err())))
}

// lastOf appends a call in a loop: the last iteration's outcome is what
// counts, and the others' are printed.
func (f *fn) lastOf(quiet bool, call jen.Code) {
	if !quiet {
		f.add(jen.If(jen.Id(f.outcome).Op("!=").Nil()).Block(jen.Qual("log", "Print").Call(jen.Id(f.outcome))))
	}
	f.add(jen.Id(f.outcome).Op("=").Add(call))
}

// itemName returns the name of the variable for an item: what a pattern is called,
// where curl's own are but numbered.
func itemName(glob string) string {
	if token.IsIdentifier(glob) {
		return glob
	}
	return "item"
}

// nest appends a loop for each glob, one within the other.
func (f *fn) nest(globs []ast.Glob, body func()) {
	if len(globs) == 0 {
		body()
		return
	}
	g := globs[0]
	outer := f.stmts
	f.stmts = nil
	var head *jen.Statement
	switch {
	case g.Lines != nil:
		v := f.name("item")
		f.items[g.Name] = jen.Id(v)
		head = jen.For(jen.List(jen.Id("_"), jen.Id(v)).Op(":=").Range().Add(f.call("urlLines", f.lists[&globs[0]])))
	case g.Items != nil:
		v := f.name(itemName(g.Name))
		f.items[g.Name] = jen.Id(v)
		var items []jen.Code
		for _, s := range g.Items {
			items = append(items, text(s))
		}
		head = jen.For(jen.List(jen.Id("_"), jen.Id(v)).Op(":=").Range().Index().String().Values(items...))
	default:
		v := f.name("i")
		step := jen.Id(v).Op("+=").Lit(int(g.Step))
		if g.Step == 1 {
			step = jen.Id(v).Op("++")
		}
		first, last := jen.Lit(int(g.First)), jen.Lit(int(g.Last))
		switch {
		case g.Letters:
			first, last = jen.LitRune(rune(g.First)), jen.LitRune(rune(g.Last))
			f.items[g.Name] = jen.String().Call(jen.Id(v))
		case g.Width > 1:
			f.items[g.Name] = jen.Qual("fmt", "Sprintf").Call(jen.Lit("%0"+itoa(g.Width)+"d"), jen.Id(v))
		default:
			f.items[g.Name] = jen.Qual("strconv", "Itoa").Call(jen.Id(v))
		}
		head = jen.For(jen.Id(v).Op(":=").Add(first), jen.Id(v).Op("<=").Add(last), step)
	}
	f.nest(globs[1:], body)
	inner := f.stmts
	f.stmts = append(outer, head.Block(inner...))
}

// loop appends a loop of the script.
func (f *fn) loop(l *ast.Loop, tail bool) {
	v := f.name(lowerCamel(l.Name))
	var over jen.Code
	if l.Lines != nil {
		over = jen.Qual("strings", "Lines").Call(f.str(l.Lines))
	} else {
		var items []jen.Code
		for _, item := range l.Items {
			items = append(items, f.str(item))
		}
		over = jen.Index().String().Values(items...)
	}
	last := ""
	if tail && endsInCommand(l.Body) {
		last = f.name("last")
		f.add(jen.Var().Id(last).Error())
	}
	outer, outcome, looping := f.stmts, f.outcome, f.looping
	f.stmts, f.outcome, f.looping = nil, last, true
	head := jen.For(jen.List(jen.Id("_"), jen.Id(v)).Op(":=").Range().Add(over))
	if l.Lines != nil {
		head = jen.For(jen.Id(v).Op(":=").Range().Add(over))
		f.add(jen.Id(v).Op("=").Qual("strings", "TrimSuffix").Call(jen.Id(v), jen.Lit("\n")))
	}
	before := f.locals[l.Name]
	f.locals[l.Name] = v
	for i, s := range l.Body {
		if c, ok := s.(*ast.Command); ok && last != "" && i == len(l.Body)-1 {
			f.lastOf(c.Quiet, f.transferCall(c, c.Transfers[0]))
			continue
		}
		f.step(s, false)
	}
	f.locals[l.Name] = before
	inner := f.stmts
	f.stmts, f.outcome, f.looping = append(outer, head.Block(inner...)), outcome, looping
	switch {
	case last != "":
		f.add(jen.Return(jen.Id(last)))
	case tail:
		f.add(jen.Return(jen.Nil()))
	}
}

// endsInCommand reports whether the last step is a command of one transfer, whose
// outcome is that of the steps.
func endsInCommand(steps []ast.Step) bool {
	if len(steps) == 0 {
		return false
	}
	c, ok := steps[len(steps)-1].(*ast.Command)
	return ok && len(c.Transfers) == 1 && len(c.Transfers[0].Globs) == 0
}

// cond appends steps that depend on how another one ends.
func (f *fn) cond(c *ast.Cond, tail bool) {
	call := f.stepCall(c.If)
	if call == nil {
		f.step(c.If, false)
		f.steps(c.Then, tail)
		return
	}
	quiet := isQuiet(c.If)
	block := func(steps []ast.Step, tail bool) []jen.Code { return f.block(func() { f.steps(steps, tail) }) }
	failed := jen.If(jen.Err().Op(":=").Add(call), jen.Err().Op("!=").Nil())
	var print []jen.Code
	if !quiet {
		print = []jen.Code{jen.Qual("log", "Print").Call(jen.Err())}
	}
	returns := func(steps []ast.Step) {
		if f.steps(steps, true); len(steps) == 0 {
			f.add(jen.Return(jen.Nil()))
		}
	}
	switch {
	case !tail:
		f.branches(call, failed, append(print, block(c.Else, false)...), block(c.Then, false))
	case c.Else != nil:
		otherwise := block(c.Else, true)
		if len(c.Else) == 0 && len(c.Then) > 0 {
			otherwise = []jen.Code{jen.Return(jen.Nil())} // the failure is taken care of
		}
		f.branches(call, failed, append(print, otherwise...), nil)
		returns(c.Then)
	case c.Strict:
		f.add(failed.Block(f.failsErr()))
		returns(c.Then)
	default:
		f.add(failed.Block(append(print, jen.Return(jen.Nil()))...))
		returns(c.Then)
	}
}

// branches appends a call and what follows where it fails and where it does not.
func (f *fn) branches(call, failed *jen.Statement, otherwise, then []jen.Code) {
	switch {
	case len(otherwise) == 0 && len(then) == 0:
		f.add(jen.Id("_").Op("=").Add(call).Comment("-s: a failure is not reported"))
	case len(otherwise) == 0:
		f.add(jen.If(call.Op("==").Nil()).Block(then...))
	case len(then) == 0:
		f.add(failed.Block(otherwise...))
	default:
		f.add(failed.Block(otherwise...).Else().Block(then...))
	}
}

// stepCall returns a step as one call that returns an error, or nil where it
// takes more than one.
func (f *fn) stepCall(s ast.Step) *jen.Statement {
	switch s := s.(type) {
	case *ast.Command:
		if len(s.Transfers) == 1 && len(s.Transfers[0].Globs) == 0 {
			return f.transferCall(s, s.Transfers[0])
		}
	case *ast.Assign:
		return nil
	}
	return f.inner(s)
}

// inner puts a step into a function literal and returns its call.
func (f *fn) inner(s ast.Step) *jen.Statement {
	outer, hasErr := f.stmts, f.hasErr
	f.stmts, f.hasErr = nil, false
	f.step(s, true)
	body := f.stmts
	f.stmts, f.hasErr = outer, hasErr
	return jen.Func().Params().Error().Block(body...).Call()
}

func isQuiet(s ast.Step) bool {
	c, ok := s.(*ast.Command)
	return ok && c.Quiet
}

// assign appends what gives a variable of the script its value.
func (f *fn) assign(a *ast.Assign) {
	if member, ok := jsonMemberOf(a.Value); ok && f.locals[a.Name] == "" {
		name := f.name(lowerCamel(a.Name))
		f.try(name, f.jsonMember(member))
		f.locals[a.Name] = name
		return
	}
	value := f.str(a.Value)
	if name := f.locals[a.Name]; name != "" {
		f.add(jen.Id(name).Op("=").Add(value))
		return
	}
	name := f.name(lowerCamel(a.Name))
	f.add(jen.Id(name).Op(":=").Add(value))
	f.locals[a.Name] = name
}

// printOutput prints a value: what a command of the shell prints, or what jq prints of
// an answer. With tail its outcome is that of the function.
func (f *fn) printOutput(v ast.Value, tail bool) {
	c, ok := v[0].(ast.CommandOutput)
	if !ok {
		f.add(jen.Qual("fmt", "Println").Call(f.str(v)))
		if tail {
			f.add(jen.Return(jen.Nil()))
		}
		return
	}
	cmd := f.name("cmd")
	f.add(jen.Id(cmd).Op(":=").Qual("os/exec", "CommandContext").Call(jen.Id("ctx"), jen.Lit("sh"), jen.Lit("-c"), text(c.Shell)))
	f.add(jen.Id(cmd).Dot("Stdout").Op("=").Qual("os", "Stdout"))
	if tail {
		f.add(jen.Return(jen.Id(cmd).Dot("Run").Call()))
		return
	}
	f.do(jen.Id(cmd).Dot("Run").Call())
}

// transferCall adds the function that does one transfer, and returns a call of
// it.
func (f *fn) transferCall(c *ast.Command, t *ast.Transfer) *jen.Statement {
	name := f.TopName(lowerFirst(FunctionName(&ast.Command{Name: c.Name, Transfers: []*ast.Transfer{t}})))
	g := f.newFn("client", "req", "resp")
	g.appendsHeads, g.several, g.keepsAll = dumpsAll(c), f.several, f.keepsAll
	g.urlnum = slices.Index(c.Transfers, t)
	g.sharesStdin = !f.single || len(t.Globs) > 0

	args := []jen.Code{jen.Id("ctx")}
	var params []jen.Code
	refused := t.URL.Failure != nil
	own := !refused && f.needsClient(c, t)
	if refused && t.Cookies != nil && t.Cookies.Jar != nil && f.single {
		f.sharedJar(t) // which curl writes all the same
	}
	if own && t.Cookies != nil && f.single {
		jar := g.name("jar")
		g.jars[t.Cookies] = jar
		args = append(args, jen.Id(f.sharedJar(t)))
		params = append(params, jen.Id(jar).Op("*").Id("cookieJar"))
	}
	if own && f.logs(t) && (several(c) || !f.logsInPlace(c, t)) {
		messages := g.name("messages")
		g.messageLogs[t.Trace] = messages
		args = append(args, jen.Id(f.sharedLog(c, t)))
		params = append(params, jen.Id(messages).Op("*").Id("messageLog"))
	}
	if own {
		if transport := f.transportFor(c, t); transport != "" {
			g.sharedTransport = g.name("transport")
			args = append(args, jen.Id(transport))
			params = append(params, jen.Id(g.sharedTransport).Op("*").Qual(pkgHTTP, "Transport"))
		}
	}
	if !own && !refused {
		client := f.sharedClient(c, t)
		args = append(args, jen.Add(client.name))
		params = append(params, jen.Id("client").Op("*").Qual(pkgHTTP, "Client"))
		if client.kept != "" && f.keepsHeads(t) {
			g.kept = g.name("heads")
			if f.mixesHeads {
				g.add(jen.Id(g.kept).Dot("taken").Call().Comment("those of others are not shown"))
			}
			args = append(args, jen.Id(client.kept))
			params = append(params, jen.Id(g.kept).Op("*").Id("rawHeads"))
		}
	}
	var names []jen.Code
	for _, v := range f.outerNames(c, t) {
		p := g.name(v.param)
		v.bind(g, p)
		names = append(names, jen.Id(p))
		args = append(args, v.arg)
	}
	if len(names) > 0 {
		params = append(params, jen.List(names...).String())
	}
	if f.stdout != nil {
		out := g.name("stdout")
		g.stdout = jen.Id(out)
		args = append(args, jen.Add(f.stdout))
		params = append(params, jen.Id(out).Qual("io", "Writer"))
	}

	g.begin(c)
	if own || refused {
		delete(g.names, "client")
		g.program(t)
	} else {
		g.timeLimit(t)
		g.exchange(t, jen.Id("client"))
		g.output(t)
	}
	method, _ := t.Method.Literal()
	doc := "// " + name + " sends the " + method + " request to " + shown(t.URL) + "."
	if refused {
		doc = "// " + name + " fails, as curl does with the URL " + strconv.Quote(shown(t.URL)) + "."
	}
	f.funcs = append(f.funcs, jen.Comment(doc).Line().Add(g.declare(name, params...)))
	return jen.Id(name).Call(args...)
}

// outer is a variable of the calling function that a transfer's function needs.
type outer struct {
	param string
	arg   jen.Code
	bind  func(g *fn, param string)
}

// outerNames returns the items and variables around transfers of a command that they
// use, in the order in which they mention them.
func (f *fn) outerNames(c *ast.Command, transfers ...*ast.Transfer) []outer {
	var out []outer
	var seen []string
	visit := func(p ast.Part) {
		switch p := p.(type) {
		case ast.Item:
			if f.items[p.Name] == nil || slices.Contains(seen, "item "+p.Name) {
				return
			}
			seen = append(seen, "item "+p.Name)
			out = append(out, outer{itemName(p.Name), f.items[p.Name], func(g *fn, param string) { g.items[p.Name] = jen.Id(param) }})
		case ast.Var:
			if f.locals[p.Name] == "" || slices.Contains(seen, "var "+p.Name) {
				return
			}
			seen = append(seen, "var "+p.Name)
			out = append(out, outer{lowerCamel(p.Name), jen.Id(f.locals[p.Name]), func(g *fn, param string) { g.locals[p.Name] = param }})
		case ast.CommandOutput:
			key := memoKey(p)
			if f.computed[key] == nil || slices.Contains(seen, key) {
				return
			}
			seen = append(seen, key)
			out = append(out, outer{"out", jen.Add(f.computed[key]), func(g *fn, param string) { g.computed[key] = jen.Id(param) }})
		}
	}
	ast.Walk(transfers, visit)
	ast.Walk(c.Stdin, visit)
	ast.Walk(c.Stdout, visit)
	return out
}

// captured returns a call of a function that runs a command and returns what it
// prints.
func (f *fn) captured(c *ast.Command) jen.Code {
	t := c.Transfers[0]
	name := f.TopName(lowerFirst(FunctionName(c)))
	g := f.newFn("req", "resp")
	args := []jen.Code{jen.Id("ctx")}
	var names []jen.Code
	for _, v := range f.outerNames(c, c.Transfers...) {
		p := g.name(v.param)
		v.bind(g, p)
		names, args = append(names, jen.Id(p)), append(args, v.arg)
	}
	params := []jen.Code{jen.Id("ctx").Qual("context", "Context")}
	if len(names) > 0 {
		params = append(params, jen.List(names...).String())
	}
	captured := g.name("stdout")
	g.stdout = jen.Op("&").Id(captured)
	g.add(jen.Var().Id(captured).Qual("bytes", "Buffer"))
	if several(c) {
		g.single = true
		all := g.inner(c)
		g.add(g.prelude...)
		g.failValues = []jen.Code{jen.Nil()}
		g.do(all)
		g.add(jen.Return(jen.Id(captured).Dot("Bytes").Call(), jen.Nil()))
	} else {
		g.failValues = []jen.Code{jen.Nil()}
		g.captures = captured
		g.begin(c)
		g.program(t)
	}
	f.funcs = append(f.funcs, jen.Comment("// "+name+" returns the answer of "+shown(t.URL)+".").Line().
		Func().Id(name).Params(params...).Params(jen.Index().Byte(), jen.Error()).Block(g.stmts...))
	return jen.Id(name).Call(args...)
}

// shown returns a URL as a comment shows it.
func shown(u ast.URL) string {
	s := knownURL(u)
	if len(s) > 60 {
		s = s[:60] + "..."
	}
	return printable(s)
}
