package parser

import (
	"slices"
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

// shareCookies has the transfers of a command that keep cookies keep them in common, as
// curl does, also where --next stands between them. Those that read a file of their own
// or write another jar keep theirs.
//
// Source: curl 8.22, src/tool_operate.c.
func shareCookies(c *ast.Command) {
	var common *ast.Cookies
	for _, t := range c.Transfers {
		switch own := t.Cookies; {
		case own == nil:
		case common == nil:
			common = own
		case addsNothing(own, common):
			if common.Jar == nil {
				common.Jar = own.Jar
			}
			t.Cookies = common
		}
	}
}

// addsNothing reports whether the files of cookies are read for others before them, or
// are the jar to which those are written, and whether they go to no other jar.
func addsNothing(own, before *ast.Cookies) bool {
	for _, file := range own.Files {
		read := slices.ContainsFunc(before.Files, func(v ast.Value) bool { return sameFile(v, file) })
		if !read && !file.Empty() && !sameFile(before.Jar, file) {
			return false
		}
	}
	return own.DropSession == before.DropSession && (own.Jar == nil || before.Jar == nil || sameFile(own.Jar, before.Jar))
}

// sameFile reports whether two names are known to be the same.
func sameFile(a, b ast.Value) bool {
	name, known := a.Literal()
	other, ok := b.Literal()
	return known && ok && name == other
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
