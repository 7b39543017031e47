package parser

import (
	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/option"
	"github.com/curl2go/curl2go/parser/shell"
)

// command returns what one run of curl does.
func (p *script) command(inv *shell.Invocation) *ast.Command {
	c := &ast.Command{
		Name: inv.Name, Text: inv.Text, Span: inv.Span,
		Stdin: inv.Stdin, Stdout: inv.Stdout, Stderr: inv.Stderr,
	}
	operations, diags := option.Parse(p.placeholders(inv.Args))
	p.diags = append(p.diags, diags...)
	if diag.HasErrors(diags) {
		return c
	}
	operations = p.withConfigs(operations, inv.Stdin, 0)
	g := &global{variables: map[string]ast.Value{}}
	var builders []*builder
	for _, op := range operations { // curl reads them all, and what they read, before it begins
		b := &builder{script: p, invocation: inv, command: c, global: g, span: inv.Span}
		b.init()
		b.settings(op.Settings)
		builders = append(builders, b)
	}
	for _, b := range builders {
		b.finish()
	}
	c.FailEarly = g.failEarly
	g.reportFailures(p, c)
	g.schedule(c)
	if g.stderr != nil {
		c.Stderr = g.stderr
	}
	c.Quiet = g.silent && !g.showError || c.Stderr != nil && c.Stderr.Discard
	p.messages(c)
	shareCookies(c)
	p.printedJars(c)
	if len(c.Transfers) == 0 && !diag.HasErrors(p.diags) {
		p.diags = append(p.diags, diag.Errorf(diag.Span(inv.Span), "no-url", "the command has no URL").WithHelp("give it one"))
	}
	p.traces(c, g.traceOptions)
	return c
}

// messages reports a redirection of standard error that is not the whole program's,
// whose messages go to one place.
func (p *script) messages(c *ast.Command) {
	r := c.Stderr
	switch {
	case r == nil || r.Discard || r.ToStderr:
	case p.alone && r.Path != nil && (c.Stdout == nil || r.Span != c.Stdout.Span):
	case p.alone && r.ToStdout && c.Stdout == nil:
	case r.ToStdout:
		p.diags = append(p.diags, diag.Notef(diag.Span(r.Span), "stderr-not-kept", "messages go to standard error"))
	default:
		p.diags = append(p.diags, diag.Warningf(diag.Span(r.Span), "stderr-not-kept", "messages go to standard error, not to a file").
			WithHelp("redirect the program's standard error instead"))
		c.NotKept = append(c.NotKept, ast.NotKept{Text: "messages go to standard error, not to a file", Span: r.Span})
	}
}

// global is what holds for all operations of a command.
type global struct {
	silent, showError bool
	failEarly         bool
	readStdin         bool // an option has read standard input
	// failures are the URLs at which curl fails.
	failures []diag.Diagnostic
	ended    bool // with one of them the command ends
	parallelOptions
	traceOptions
	stderr    *ast.Redirect        // of --stderr; nil: as the shell has it
	variables map[string]ast.Value // of --variable
}

// builder collects the settings of one operation and makes its transfers. Each
// of the embedded parts has the settings of one concern, in a file of its own.
type builder struct {
	*script
	invocation *shell.Invocation
	command    *ast.Command
	global     *global
	span       ast.Span // of the command

	urlOptions
	methodOptions
	headerOptions
	dataOptions
	formOptions
	authOptions
	cookieOptions
	outputOptions
	redirectOptions
	retryOptions
	limitOptions
	rangeOptions
	conn   ast.Connection
	altSvc option.Setting // the last --alt-svc
	proxyOptions
}

// init sets what is not zero by default.
func (b *builder) init() {
	b.maxRedirects = 50
}

// settings takes in options in their order.
func (b *builder) settings(list []option.Setting) {
	for _, s := range list {
		if s.Expand {
			s.Arg = b.expanded(s)
		}
		b.setting(s)
	}
}

// setting takes in one option: the concern that knows it does.
func (b *builder) setting(s option.Setting) {
	switch s.Option.Outcome {
	case option.NothingToDo:
		if s.Option.Long == "tcp-nodelay" && s.Off {
			b.notKept(s, "not-supported", s.Name+": Go sends small packets at once")
		}
		return
	case option.OtherProtocol:
		b.warn(s, "other-protocol", "%s has no meaning for HTTP", s.Name)
		return
	case option.Unsupported:
		switch s.Option.Long {
		case "help", "version", "manual", "dump-ca-embed":
			b.refuse(s, "nothing-sent", "with %s curl sends nothing: %s", s.Name, s.Option.Reason)
			return
		}
		if s.Off {
			return // off is what the program does
		}
		b.notKept(s, "not-supported", s.Name+": "+s.Option.Reason)
		return
	}
	for _, concern := range []func(option.Setting) bool{
		b.urlSetting, b.headerSetting, b.dataSetting, b.methodSetting, b.outputSetting, b.authSetting, b.formSetting,
		b.redirectSetting, b.connectionSetting, b.dnsSetting, b.tlsSetting, b.proxySetting, b.cookieSetting, b.retrySetting,
		b.limitSetting, b.rangeSetting, b.traceSetting, b.globalSetting,
	} {
		if concern(s) {
			return
		}
	}
	b.notKept(s, "not-supported", s.Name+" is not translated")
}

// globalSetting takes in what holds for the whole command.
func (b *builder) globalSetting(s option.Setting) bool {
	switch s.Option.Long {
	case "silent":
		b.global.silent = !s.Off
	case "show-error":
		b.global.showError = !s.Off
	case "fail-early":
		b.global.failEarly = !s.Off
	case "parallel":
		b.global.parallel = !s.Off
	case "parallel-max":
		b.global.max = b.parallelLimit(s, defaultParallel)
	case "parallel-max-host":
		b.global.maxPerHost = b.parallelLimit(s, 0)
	case "rate":
		b.rate(s)
	case "stderr":
		b.global.stderr = &ast.Redirect{Path: s.Arg, Span: s.Span}
		if text, ok := s.Arg.Literal(); ok && text == "-" {
			b.global.stderr = &ast.Redirect{ToStdout: true, Span: s.Span}
		}
	case "variable":
		b.defineVariable(s)
	default:
		return false
	}
	return true
}

// warn reports a warning at an option.
func (b *builder) warn(s option.Setting, id, format string, args ...any) {
	b.diags = append(b.diags, diag.Warningf(diag.Span(s.Span), id, format, args...))
}

// refuse reports an error at an option's argument.
func (b *builder) refuse(s option.Setting, id, format string, args ...any) {
	span := s.ArgSpan
	if span == (ast.Span{}) {
		span = s.Span
	}
	b.diags = append(b.diags, diag.Errorf(diag.Span(span), id, format, args...))
}

// notKept reports that an option is not carried over, in the diagnostics and in
// the program's doc comment.
func (b *builder) notKept(s option.Setting, id, text string) {
	b.warn(s, id, "%s", text)
	b.command.NotKept = append(b.command.NotKept, ast.NotKept{Text: text, Span: s.Span})
}

// literal returns an option's argument where it must be known when the command
// is converted; otherwise it reports an error.
func (b *builder) literal(s option.Setting) (string, bool) {
	text, ok := s.Arg.Literal()
	if !ok {
		b.refuse(s, "needs-literal", "the argument of %s must be known when the command is converted", s.Name)
	}
	return text, ok
}
