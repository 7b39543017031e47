package emitter

import (
	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// ExitCode returns an expression for curl's exit code for an error of a script.
func (e *Emitter) ExitCode(script *ast.Script, err jen.Code) jen.Code {
	if failsAtNetwork(script) {
		return e.call("netExitCode", err)
	}
	return e.call("exitCode", err)
}

// failsAtNetwork reports whether nothing but the connection of a script's one
// request can fail: it touches no file, and its URL and those it is led to are
// known to be of HTTP.
func failsAtNetwork(script *ast.Script) bool {
	if len(script.Steps) != 1 {
		return false
	}
	c, ok := script.Steps[0].(*ast.Command)
	if !ok || len(c.Transfers) != 1 || c.Stdout != nil || c.Stdin != nil {
		return false
	}
	t := c.Transfers[0]
	known := true
	ast.Walk(t, func(p ast.Part) {
		if _, ok := p.(ast.Text); !ok {
			known = false
		}
	})
	if _, ok := t.Body.(*ast.Data); t.Body != nil && !ok {
		return false
	}
	o := t.Output
	return known && (t.URL.Scheme == "http" || t.URL.Scheme == "https") && len(t.Globs) == 0 &&
		t.Conn == nil && t.Follow == nil && t.Cookies == nil && (t.Auth == nil || t.Auth.Netrc == nil) &&
		t.Condition == nil && t.Range == nil && t.ETag.Save == nil && t.ETag.Compare == nil &&
		o.To == ast.ToStdout && o.DumpHead == nil && o.WriteOut == nil
}
