package emitter

import (
	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// shows reports whether the messages of a transfer are shown. What a function sends
// is not written to a file.
func (f *fn) shows(t *ast.Transfer) bool {
	return t.Trace != nil && !isFileURL(t) && !(f.inFunction && writesTrace(t))
}

// writesTrace reports whether messages are shown elsewhere than on standard error, or
// whole.
func writesTrace(t *ast.Transfer) bool { return t.Trace != nil && t.Trace.Form != ast.HeadLines }

// logs reports whether what is shown needs more than to be written to standard error.
func (f *fn) logs(t *ast.Transfer) bool {
	return f.shows(t) && (t.Trace.Form != ast.HeadLines || t.Trace.Time || t.Trace.IDs)
}

// shower returns an expression for the function that shows heads, and bodies too where
// they are shown.
func (f *fn) shower(t *ast.Transfer) *jen.Statement {
	f.set("show")
	if f.logs(t) {
		return jen.Id(f.messageLog(t)).Dot("show")
	}
	f.need("showHead")
	return jen.Id("showHead")
}

// showSettings returns the fields of a helper's literal that have it show messages.
func (f *fn) showSettings(t *ast.Transfer) []jen.Code {
	fields := []jen.Code{jen.Id("show").Op(":").Add(f.shower(t))}
	if t.Trace.Form != ast.HeadLines {
		f.set("showBodies")
		fields = append(fields, jen.Id("showBodies").Op(":").True())
	}
	return fields
}

// traceForms are the helpers for the forms of a trace.
var traceForms = map[ast.TraceForm]string{ast.HeadLines: "verboseLines", ast.ASCIIDump: "traceASCII", ast.HexDump: "traceHex"}

// messageLog returns the variable of what shows messages; it appends what makes it
// where no transfer before has done so.
func (f *fn) messageLog(t *ast.Transfer) string {
	if name := f.messageLogs[t.Trace]; name != "" {
		return name
	}
	form := traceForms[t.Trace.Form]
	f.need("messageLog")
	f.need(form)
	fields := []jen.Code{jen.Id("w").Op(":").Add(f.traceWriter(t.Trace)), jen.Id("form").Op(":").Id(form)}
	if t.Trace.Time {
		f.set("timed")
		fields = append(fields, jen.Id("timed").Op(":").True())
	}
	if t.Trace.IDs {
		f.set("ids")
		f.need("traceNumbers")
		fields = append(fields, jen.Id("ids").Op(":").New(jen.Id("traceNumbers")))
	}
	name := f.name("messages")
	f.add(jen.Id(name).Op(":=").Op("&").Id("messageLog").Add(composite(fields, len(fields) > 2)))
	f.messageLogs[t.Trace] = name
	return name
}

// traceWriter returns an expression for the io.Writer of a trace.
func (f *fn) traceWriter(trace *ast.Trace) *jen.Statement {
	switch {
	case trace.Stdout:
		return jen.Add(f.stdoutWriter())
	case trace.To == nil:
		return jen.Qual("os", "Stderr")
	}
	f.need("traceFile")
	return jen.Op("&").Id("traceFile").Values(jen.Id("path").Op(":").Add(f.str(trace.To)))
}

// logsInPlace reports whether what shows the messages of a command has to be made
// where the command runs: it goes where only the command's own standard output does,
// or to a file that a variable of the script names, or begins anew each time.
func (f *fn) logsInPlace(c *ast.Command, t *ast.Transfer) bool {
	if !f.logs(t) {
		return false
	}
	inPlace := t.Trace.Stdout && (c.Stdout != nil || f.stdout != nil) || f.looping && (t.Trace.To != nil || t.Trace.IDs)
	ast.Walk(t.Trace.To, func(p ast.Part) {
		switch p := p.(type) {
		case ast.Var:
			inPlace = inPlace || f.locals[p.Name] != ""
		case ast.CommandOutput:
			inPlace = true
		}
	})
	return inPlace
}

// wrapMessages returns the transport with what shows the messages that net/http writes
// by itself.
func (f *fn) wrapMessages(t *ast.Transfer, base func() *jen.Statement) *jen.Statement {
	if !f.shows(t) || f.rewrites(t) && !mayBeHTTP2(t) {
		return nil
	}
	if plain := t.Conn == nil || t.Conn.Proxy == nil && t.Conn.Version <= ast.HTTP2 && len(t.Conn.AltSvc) == 0; plain && !f.logs(t) && !f.rewrites(t) {
		f.need("verbose")
		return jen.Id("verbose").Values(base())
	}
	f.need("messageTransport")
	fields := append([]jen.Code{jen.Id("base").Op(":").Add(base())}, f.showSettings(t)...)
	if f.asksProxyInFull(t) {
		f.set("absoluteForm")
		fields = append(fields, jen.Id("absoluteForm").Op(":").True())
	}
	if t.Conn != nil && (t.Conn.Version == ast.HTTP3 || t.Conn.Version == ast.HTTP3Only || len(t.Conn.AltSvc) > 0) {
		f.set("quic")
		fields = append(fields, jen.Id("quic").Op(":").True())
	}
	if f.rewrites(t) {
		f.set("silent")
		f.need("showsItself")
		fields = append(fields, jen.Id("silent").Op(":").Id("showsItself"))
	}
	return jen.Id("messageTransport").Add(composite(fields, len(fields) > 2))
}

// asksProxyInFull reports whether net/http asks the command's proxy for whole URLs.
func (f *fn) asksProxyInFull(t *ast.Transfer) bool {
	if t.Conn == nil || t.Conn.Proxy == nil || f.rewrites(t) || f.dialsProxy(t) {
		return false
	}
	p := t.Conn.Proxy
	return isHTTP(p) && !p.URL.Empty() && !p.Tunnel
}

// mayBeHTTP2 reports whether a server may be asked over a version of HTTP that the
// program leaves to net/http.
func mayBeHTTP2(t *ast.Transfer) bool {
	if t.Conn != nil {
		switch t.Conn.Version {
		case ast.HTTP10, ast.HTTP11:
			return false
		case ast.HTTP2PriorKnowledge:
			return true
		}
		if t.Conn.HSTS != nil {
			return true
		}
	}
	return t.URL.Scheme != "http" || t.Follow != nil
}

// logsConnect reports whether what passes between net/http, or a function that dials
// for it, and the command's proxy is shown.
func (f *fn) logsConnect(t *ast.Transfer) bool { return f.shows(t) && f.connects(t) }

// sharedLog returns the variable of what shows the messages of transfers with clients of
// their own; it appends what makes it where it is not there yet.
func (f *fn) sharedLog(c *ast.Command, t *ast.Transfer) string {
	if f.messageLogs[t.Trace] == "" && !f.logsInPlace(c, t) {
		stmts := f.stmts
		f.stmts = f.prelude
		f.messageLog(t)
		f.prelude, f.stmts = f.stmts, stmts
	}
	return f.messageLog(t)
}
