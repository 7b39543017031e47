package parser

import (
	"strconv"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/parser/option"
)

// redirectOptions are the options about redirects.
type redirectOptions struct {
	follow       bool
	obeysStatus  bool // --follow: a given method changes as the status code says
	trusted      bool
	maxRedirects int
	keep         [3]bool // --post301, --post302, --post303
	redirectTo   []string
	followSpan   ast.Span
}

// redirectSetting takes in the options about redirects.
func (b *builder) redirectSetting(s option.Setting) bool {
	switch s.Option.Long {
	case "location", "follow":
		b.follow, b.followSpan = !s.Off, s.Span
		b.obeysStatus = s.Option.Long == "follow" && !s.Off
	case "location-trusted":
		b.follow, b.trusted, b.followSpan = !s.Off, !s.Off, s.Span
	case "max-redirs":
		text, ok := b.literal(s)
		if !ok {
			return true
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < -1 {
			b.refuse(s, "bad-number", "%s needs a whole number, or -1 for no limit", s.Name)
			return true
		}
		b.maxRedirects = n
	case "post301":
		b.keep[0] = !s.Off
	case "post302":
		b.keep[1] = !s.Off
	case "post303":
		b.keep[2] = !s.Off
	case "proto-redir":
		if text, ok := b.literal(s); ok {
			b.redirectTo = b.protocolList(s, text)
		}
	default:
		return false
	}
	return true
}

// redirects returns how redirects are followed, or nil.
func (b *builder) redirects(body ast.Body) *ast.Follow {
	if !b.follow {
		return nil
	}
	f := &ast.Follow{
		Max: b.maxRedirects, Trusted: b.trusted, SetReferer: b.setReferer, Protocols: b.redirectTo, Span: b.followSpan,
		ForceMethod: b.method != nil && !b.obeysStatus,
	}
	_, upload := body.(*ast.Upload)
	// Only POST becomes GET with 301 and 302, and --follow asks the body what is one;
	// 303 has an upload end.
	another := upload || b.obeysStatus && b.method != nil && body == nil
	for i, keep := range b.keep {
		if keep && !upload || another && i < 2 {
			f.KeepMethod = append(f.KeepMethod, 301+i)
		}
	}
	return f
}
