package parser

import (
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/option"
)

// cookieOptions are the options about cookies.
type cookieOptions struct {
	cookieText  *ast.ValueBuilder // of the field; nil: none
	cookieFiles []ast.Value
	cookieJar   ast.Value
	dropSession bool
	cookieSpan  ast.Span
}

// cookieSetting takes in the options about cookies.
//
// Source: curl(1), --cookie: text has a "=", all else is the name of a file.
func (b *builder) cookieSetting(s option.Setting) bool {
	switch s.Option.Long {
	case "cookie":
		b.cookieSpan = s.ArgSpan
		if isCookieText(s.Arg) {
			if b.cookieText == nil {
				b.cookieText = &ast.ValueBuilder{}
			} else {
				b.cookieText.Append(ast.Literal("; "))
			}
			b.cookieText.Append(s.Arg)
			return true
		}
		if text, ok := s.Arg.Literal(); ok && text == "-" {
			b.refuse(s, "cookie-stdin", "cookies are not read from standard input")
			return true
		}
		b.cookieFiles = append(b.cookieFiles, s.Arg)
	case "cookie-jar":
		b.cookieJar, b.cookieSpan = s.Arg, s.ArgSpan
	case "junk-session-cookies":
		b.dropSession = !s.Off
	default:
		return false
	}
	return true
}

// isCookieText reports whether curl takes the argument of --cookie as cookies. A
// variable alone is taken for that too.
func isCookieText(v ast.Value) bool {
	variable := false
	for _, p := range v {
		switch p := p.(type) {
		case ast.Text:
			if strings.Contains(p.S, "=") {
				return true
			}
		case ast.Var, ast.Arg, ast.Filtered, ast.CommandOutput:
			variable = true
		}
	}
	return variable && v.Lead() == ""
}

// cookies returns where cookies come from and go to, or nil.
func (b *builder) cookies() *ast.Cookies {
	if b.cookieFiles == nil && b.cookieJar == nil {
		return nil
	}
	return &ast.Cookies{Files: b.cookieFiles, Jar: b.cookieJar, DropSession: b.dropSession, Span: b.cookieSpan}
}

// printedJars reports cookies that curl prints after each of several transfers.
func (p *script) printedJars(c *ast.Command) {
	if len(c.Transfers) < 2 && (len(c.Transfers) == 0 || len(c.Transfers[0].Globs) == 0) {
		return
	}
	for _, t := range c.Transfers {
		if t.Cookies == nil {
			continue
		}
		if name, ok := t.Cookies.Jar.Literal(); ok && name == "-" {
			text := "the cookies are printed once, not after each transfer"
			p.diags = append(p.diags, diag.Warningf(diag.Span(t.Cookies.Span), "jar-printed-once", "%s", text))
			c.NotKept = append(c.NotKept, ast.NotKept{Text: text, Span: t.Cookies.Span})
			return
		}
	}
}
