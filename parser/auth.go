package parser

import (
	"slices"
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/option"
)

// authOptions are the options that prove who sends a request.
type authOptions struct {
	user      ast.Value // of --user; nil: not given
	userSpan  ast.Span
	bearer    ast.Value
	hasBearer bool
	schemes   []ast.Scheme // asked for, in order
	netrc     *ast.Netrc
	netrcPath ast.Value
	sigV4     []string // its names, as far as they are given; nil: no signature
	sigV4Span ast.Span
	service   ast.Value // of --service-name
}

// authSetting takes in the options that prove who sends a request.
func (b *builder) authSetting(s option.Setting) bool {
	switch s.Option.Long {
	case "user":
		b.user, b.userSpan = s.Arg, s.ArgSpan
		if b.user == nil {
			b.user = ast.Value{ast.Text{Span: s.ArgSpan}}
		}
	case "oauth2-bearer":
		b.bearer, b.hasBearer = s.Arg, true
	case "basic":
		b.scheme(ast.Basic, s.Off)
	case "digest":
		b.scheme(ast.Digest, s.Off)
	case "ntlm":
		b.scheme(ast.NTLM, s.Off)
	case "negotiate":
		b.scheme(ast.Negotiate, s.Off)
	case "service-name":
		b.service = s.Arg
	case "delegation":
		if text, ok := b.literal(s); ok && !strings.EqualFold(text, "none") {
			b.notKept(s, "delegation", s.Name+": gokrb5 hands on no tickets")
		}
	case "anyauth":
		b.scheme(ast.AnyScheme, false)
	case "netrc", "netrc-optional":
		if s.Off {
			b.netrc = nil
			return true
		}
		b.netrc = &ast.Netrc{Optional: s.Option.Long == "netrc-optional"}
	case "netrc-file":
		b.netrcPath = s.Arg
		if b.netrc == nil {
			b.netrc = &ast.Netrc{}
		}
	case "aws-sigv4":
		if text, ok := b.literal(s); ok {
			b.sigV4, b.sigV4Span = strings.SplitN(text, ":", 4), s.ArgSpan
		}
	default:
		return false
	}
	return true
}

// scheme asks for an authentication scheme, or no longer.
func (b *builder) scheme(scheme ast.Scheme, off bool) {
	var kept []ast.Scheme
	for _, s := range b.schemes {
		if s != scheme {
			kept = append(kept, s)
		}
	}
	b.schemes = kept
	if !off {
		b.schemes = append(b.schemes, scheme)
	}
}

// signature returns what goes into the signature of --aws-sigv4. Names that are not
// given come from the host of the URL.
//
// Source: curl(1), --aws-sigv4; curl 8.22, lib/http_aws_sigv4.c.
func (b *builder) signature(url ast.URL, fields []ast.Field) *ast.SigV4 {
	fail := func(format string, args ...any) {
		b.diags = append(b.diags, diag.Errorf(diag.Span(b.sigV4Span), "aws-sigv4", format, args...))
	}
	if b.pathAsIs {
		fail("curl fails here: it signs no path that is sent as it is")
	}
	names := b.sigV4
	if len(names) == 1 && names[0] == "" {
		names = []string{"aws", "amz"}
	}
	s := &ast.SigV4{Provider1: names[0], Provider2: names[0]}
	if slices.Contains(names, "") {
		fail("curl fails here: a provider, a region or a service is empty")
	}
	if len(names) > 1 {
		s.Provider2 = names[1]
	}
	if len(names) > 2 {
		s.Region = names[2]
	}
	if len(names) > 3 {
		s.Service = names[3]
	} else {
		_, behind, _ := url.Value.Cut("://")
		authority, _ := cutAuthority(behind)
		host, known := authority.Literal()
		host, _, _ = strings.Cut(host, ":")
		labels := strings.SplitN(host, ".", 3)
		switch {
		case !known:
			fail("the region and the service must be given where the host is known only when the program runs")
		case len(labels) == 1, s.Region == "" && len(labels) == 2:
			fail("curl fails here: the region or the service is neither given nor in the name of the host")
		default:
			s.Service = labels[0]
			if s.Region == "" {
				s.Region = labels[1]
			}
		}
	}
	for _, f := range fields {
		byJSON := b.jsoned && f.Origin == ast.Implied && (f.Name == "Accept" || f.Name == "Content-Type")
		if !f.Remove && f.Lines == nil && (f.Origin == ast.Given || byJSON) && !strings.EqualFold(f.Name, "Host") {
			s.Signed = append(s.Signed, f.Name)
		}
	}
	return s
}

// auth returns how a transfer proves who sends it, given the credentials of its
// URL. A field of that name which the user gave wins over all.
//
// Source: curl(1), --user, --oauth2-bearer, --netrc, --aws-sigv4.
func (b *builder) auth(url ast.URL, fromURL *ast.Auth, fields []ast.Field) *ast.Auth {
	if b.isGiven("Authorization") && (b.sigV4 != nil || !b.takesChallenge()) {
		return nil
	}
	var a ast.Auth
	switch {
	case b.user != nil:
		a = credentials(b.user, b.userSpan)
	case fromURL != nil:
		a = *fromURL
	case b.hasBearer:
	case b.netrc == nil:
		return nil
	}
	anybody := b.user == nil || !a.Prompt && a.Userpwd == nil && a.User.Empty()
	if b.netrc != nil && anybody && (fromURL == nil || fromURL.Password == nil || !b.netrc.Optional) {
		n := *b.netrc
		n.Path = b.netrcPath
		a.Netrc = &n
	}
	switch {
	case b.sigV4 != nil:
		a.Scheme, a.SigV4 = ast.AWSSigV4, b.signature(url, fields)
	case b.hasBearer && !b.takesChallenge():
		a.Scheme, a.Token = ast.Bearer, b.bearer
	case len(b.schemes) == 1:
		a.Scheme = b.schemes[0]
		a.Service = b.service
		a.Prompt = a.Prompt && a.Scheme != ast.Negotiate // the ticket is the user's
	case len(b.schemes) > 1:
		a.Scheme = ast.AnyScheme
	}
	if a.Scheme == ast.AnyScheme && b.hasBearer {
		a.Token = b.bearer
	}
	if a.Scheme == ast.Basic && a.Netrc == nil && !a.Prompt && a.Userpwd == nil && isNobody(a.User, a.Password) {
		return nil
	}
	if a.Prompt {
		b.diags = append(b.diags, diag.Notef(diag.Span(a.Span), "asks-password", "the program asks for the password on the terminal").
			WithHelp("give it behind a colon, even an empty one"))
	}
	return &a
}

// isNobody reports whether a user name and a password are both empty: curl sends none
// then where a scheme needs no challenge.
func isNobody(user, password ast.Value) bool { return user.Empty() && password.Empty() }

// takesChallenge reports whether a scheme is asked for that answers a server's
// challenge.
func (b *builder) takesChallenge() bool {
	for _, s := range b.schemes {
		if s != ast.Basic {
			return true
		}
	}
	return false
}

// credentials returns a user name and a password, split at the first colon that
// is known.
func credentials(v ast.Value, span ast.Span) ast.Auth {
	user, password, found := v.Cut(":")
	if found {
		return ast.Auth{User: user, Password: password, Span: span}
	}
	if _, literal := v.Literal(); literal {
		return ast.Auth{User: v, Prompt: true, Span: span}
	}
	return ast.Auth{Userpwd: v, Span: span}
}
