package emitter

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// Fields are what the commands of a client have in common, and its type holds.
type Fields struct {
	// BaseURL is the beginning of all URLs, scheme and host; empty where they
	// have none in common.
	BaseURL string
	// Variables are the variables that become fields, in the order in which
	// they are mentioned.
	Variables []string
}

// baseURL stands for the beginning of a URL that is in the client's field.
const baseURL = "\x00base"

// Lift returns what commands have in common: the beginning of their URLs, and
// the variables that all of them mention, that hold a credential or that their HTTP
// client is made with.
func Lift(commands []*ast.Command) Fields {
	var fields Fields
	for i, c := range commands {
		base := ""
		if len(c.Transfers) == 1 {
			base = originOf(c.Transfers[0].URL)
		}
		if i == 0 {
			fields.BaseURL = base
		} else if base != fields.BaseURL {
			fields.BaseURL = ""
		}
	}
	mentions := map[string]int{}
	var order []string
	for _, c := range commands {
		for _, name := range parameters(c) {
			if mentions[name]++; mentions[name] == 1 {
				order = append(order, name)
			}
		}
	}
	ofClient := clientVariables(commands)
	for _, name := range order {
		if mentions[name] == len(commands) && len(commands) > 1 || isCredential(name) || ofClient[name] {
			fields.Variables = append(fields.Variables, name)
		}
	}
	return fields
}

// clientVariables returns the variables that the HTTP clients of commands are made
// with: those of connections and cookie files, and of credentials that a server asks
// for.
func clientVariables(commands []*ast.Command) map[string]bool {
	names := map[string]bool{}
	visit := func(p ast.Part) {
		if v, ok := p.(ast.Var); ok {
			names[v.Name] = true
		}
	}
	for _, c := range commands {
		for _, t := range c.Transfers {
			ast.Walk(t.Conn, visit)
			ast.Walk(t.Cookies, visit)
			if t.Auth != nil && (sendsTwice(t) || t.Auth.Scheme == ast.Negotiate) {
				ast.Walk(t.Auth, visit)
			}
		}
	}
	return names
}

// isCredential reports whether the name of a variable is that of a secret.
func isCredential(name string) bool {
	return slices.ContainsFunc(words(name), func(w string) bool {
		return slices.Contains([]string{"token", "key", "secret", "password", "passwd", "credentials", "apikey"}, strings.ToLower(w))
	})
}

// originOf returns scheme and host of a URL that is written in a way that
// net/url keeps, or nothing.
func originOf(u ast.URL) string {
	lead := u.Value.Lead()
	scheme, rest, ok := strings.Cut(lead, "://")
	if !ok || u.Target != nil {
		return ""
	}
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		if _, literal := u.Value.Literal(); !literal {
			return "" // the host goes on with what is not known
		}
		end = len(rest)
	}
	if literal, ok := u.Value.Literal(); ok {
		if parsed, err := url.Parse(literal); err != nil || parsed.String() != literal {
			return ""
		}
	}
	return scheme + "://" + rest[:end]
}

// FieldName returns the name of the field for a variable.
func FieldName(variable string) string { return upperCamel(variable) }

// ParamName returns the name of the parameter for a variable.
func ParamName(variable string) string { return lowerCamel(variable) }

// Method returns the code of a method "(ctx context.Context, params... string)
// (*http.Response, error)" for the command, on a receiver c whose fields are
// given. Field names the field with the client that the code makes. An answer of
// 400 or more, where the command fails with it, becomes the error that failure
// returns for resp.
func (e *Emitter) Method(c *ast.Command, fields Fields, field func(FunctionCode) string, failure string) FunctionCode {
	if !e.sendsOne(c) {
		return FunctionCode{}
	}
	t := c.Transfers[0]
	e.leftToCaller(c, t)
	if fields.BaseURL != "" {
		lifted := *t
		lifted.URL.Value = ast.Value{ast.Var{Name: baseURL, Span: t.Span}}.Append(t.URL.Value.Drop(len(fields.BaseURL)))
		t = &lifted
	}
	before := len(e.notKept)
	params := slices.DeleteFunc(parameters(c), func(name string) bool { return slices.Contains(fields.Variables, name) })
	build := func(failValues ...jen.Code) *fn {
		f := e.newFn("c", "req", "resp")
		f.inFunction = true
		f.failValues = failValues
		f.params = map[string]string{baseURL: "c.BaseURL"}
		for _, name := range fields.Variables {
			f.params[name] = "c." + FieldName(name)
		}
		for _, name := range params {
			f.params[name] = f.name(lowerCamel(name))
		}
		return f
	}
	code := clientCode(t, build)
	f := build(jen.Nil())
	for _, name := range params {
		code.Params = append(code.Params, f.params[name])
	}
	f.stdinValue = c.Stdin
	f.ready(t)
	code.Fails = f.returnAnswer(t, jen.Id("c").Dot(field(code)), func() jen.Code {
		return failed(f.fails(jen.Id(failure).Call(jen.Id("resp"))))
	})
	code.Body = f.stmts
	code.NotKept = e.notKeptSince(before)
	return code
}

// Same reports whether two pieces of code are the same.
func Same(a, b []jen.Code) bool {
	return fmt.Sprintf("%#v", jen.Block(a...)) == fmt.Sprintf("%#v", jen.Block(b...))
}
