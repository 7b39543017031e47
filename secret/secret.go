// Package secret finds the credentials that commands hold, and puts variables in
// their place.
package secret

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/curl2go/curl2go/ast"
)

// Extract puts a variable in the place of each credential of a script, in the
// commands' texts too. The same credential becomes the same variable, different
// ones become different ones. It returns the names of the variables, in the
// order in which they are met.
//
// A credential is known by where it stands, as a password or in a field like
// Authorization, by the name of a parameter, or by its own shape.
func Extract(script *ast.Script) []string {
	x := newExtractor()
	x.cover = func(name string) string { return "$" + name }
	ast.Walk(script, func(p ast.Part) {
		if v, ok := p.(ast.Var); ok {
			x.taken[v.Name] = true
		}
	})
	x.steps(script.Steps)
	return x.order
}

// Holds reports whether a script holds a credential. The script is not changed.
func Holds(script *ast.Script) bool {
	x := newExtractor()
	x.looks = true
	x.steps(script.Steps)
	return len(x.order) > 0
}

// Redact puts dots in the place of the credentials in the texts of a script's
// commands. What the commands mean is not changed.
func Redact(script *ast.Script) {
	x := newExtractor()
	x.looks = true
	x.cover = func(string) string { return "..." }
	x.steps(script.Steps)
}

// extractor is the state of one extraction.
type extractor struct {
	names map[string]string // of variables, by credential
	taken map[string]bool
	order []string
	looks bool // change nothing
	// cover returns what stands in a command's text for the credential of a
	// variable; nil: the text stays.
	cover func(name string) string
	met   map[string]string // of names, those of the command at hand
}

func newExtractor() *extractor {
	return &extractor{names: map[string]string{}, taken: map[string]bool{}, met: map[string]string{}}
}

func (x *extractor) steps(steps []ast.Step) {
	for _, s := range steps {
		switch s := s.(type) {
		case *ast.Command:
			x.command(s)
		case *ast.Loop:
			x.steps(s.Body)
		case *ast.Cond:
			x.steps([]ast.Step{s.If})
			x.steps(s.Then)
			x.steps(s.Else)
		}
	}
}

func (x *extractor) command(c *ast.Command) {
	for _, t := range c.Transfers {
		x.pairs(&t.URL.Value)
		x.pairs(&t.URL.Query)
		for i := range t.Fields {
			x.field(&t.Fields[i])
		}
		switch b := t.Body.(type) {
		case *ast.Data:
			x.pairs(&b.Value)
		case *ast.Form:
			x.parts(b.Parts)
		}
		if a := t.Auth; a != nil {
			x.whole(&a.Password, "PASSWORD")
			x.whole(&a.Token, "API_TOKEN")
		}
		if t.Conn != nil {
			x.connection(t.Conn)
		}
	}
	if x.cover != nil {
		x.coverText(c)
	}
	clear(x.met)
}

// connection takes the passwords of a proxy and of private keys.
func (x *extractor) connection(c *ast.Connection) {
	for _, p := range []*ast.Proxy{c.Proxy, c.PreProxy} {
		if p != nil {
			x.whole(&p.Password, "PROXY_PASSWORD")
		}
	}
	for _, t := range []*ast.TLS{&c.TLS, &c.ProxyTLS} {
		if t.Cert != nil {
			x.whole(&t.Cert.Password, "KEY_PASSWORD")
		}
	}
}

// coverText puts what stands for credentials in their place in a command's text.
// Where one cannot be found in it, as it is quoted there in another way or too
// short to tell from other words, the whole text goes.
func (x *extractor) coverText(c *ast.Command) {
	given := c.Text
	passwords := false
	for _, t := range c.Transfers {
		if a := t.Auth; a != nil && a.Password != nil {
			passwords = true
			for v, name := range x.met {
				c.Text = strings.ReplaceAll(c.Text, ":"+v, ":"+x.cover(name))
			}
		}
	}
	// The longest first: one may be part of another.
	values := slices.SortedFunc(maps.Keys(x.met), func(a, b string) int {
		return cmp.Or(len(b)-len(a), strings.Compare(a, b))
	})
	for _, v := range values {
		switch {
		case len(v) >= minShown && strings.Contains(given, v):
			c.Text = strings.ReplaceAll(c.Text, v, x.cover(x.met[v]))
		case !passwords || !strings.Contains(given, ":"+v):
			c.Text = "curl ..."
			return
		}
	}
	c.Text = userinfo().ReplaceAllString(c.Text, "://...@")
}

// userinfo finds the credentials of a URL, which a field may have made idle.
var userinfo = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`://[^\s/@]+@`) })

// minShown is the length from which a credential is looked for in the text of a
// command: a shorter one may be a part of any word.
const minShown = 4

// secretFields are the header fields that hold credentials, with the variables
// that they become. Of some a scheme stands in front.
var secretFields = map[string]string{
	"authorization": "API_TOKEN", "proxy-authorization": "PROXY_TOKEN", "cookie": "COOKIE",
	"x-api-key": "API_KEY", "api-key": "API_KEY", "apikey": "API_KEY", "x-auth-token": "AUTH_TOKEN", "x-access-token": "ACCESS_TOKEN",
	"private-token": "PRIVATE_TOKEN", "x-gitlab-token": "GITLAB_TOKEN", "x-vault-token": "VAULT_TOKEN", "x-csrf-token": "CSRF_TOKEN",
	"x-amz-security-token": "AWS_SESSION_TOKEN", "x-goog-api-key": "GOOGLE_API_KEY", "ocp-apim-subscription-key": "SUBSCRIPTION_KEY",
	"x-rapidapi-key": "RAPIDAPI_KEY", "x-shopify-access-token": "SHOPIFY_ACCESS_TOKEN", "circle-token": "CIRCLE_TOKEN",
}

// field takes the credential of a header field.
func (x *extractor) field(f *ast.Field) {
	name, known := secretFields[strings.ToLower(f.Name)]
	text, literal := f.Value.Literal()
	if !known || !literal || text == "" {
		x.pairs(&f.Value)
		return
	}
	scheme, rest, found := strings.Cut(text, " ")
	if !strings.HasSuffix(strings.ToLower(f.Name), "authorization") || !found {
		x.whole(&f.Value, name)
		return
	}
	value := ast.Literal(rest)
	x.whole(&value, name)
	if !x.looks {
		f.Value = ast.Literal(scheme + " ").Append(value)
	}
}

// parts takes the credentials of a form.
func (x *extractor) parts(parts []ast.FormPart) {
	for i := range parts {
		p := &parts[i]
		if name, ok := p.Name.Literal(); ok && isSecretName(name) {
			x.whole(&p.Content, variable(name))
		} else {
			x.pairs(&p.Content)
		}
		x.parts(p.Parts)
	}
}

// whole takes a value that is a credential as a whole.
func (x *extractor) whole(v *ast.Value, name string) {
	text, ok := v.Literal()
	if !ok || text == "" {
		return
	}
	span := v.Pos()
	if of, _ := shape(text); of != "" {
		name = of
	}
	taken := ast.Var{Name: x.name(text, name), Span: span}
	if !x.looks {
		*v = ast.Value{taken}
	}
}

// name returns the variable for a credential.
func (x *extractor) name(value, base string) string {
	if n, ok := x.names[value]; ok {
		x.met[value] = n
		return n
	}
	n := base
	for i := 2; x.taken[n]; i++ {
		n = base + "_" + strconv.Itoa(i)
	}
	x.taken[n] = true
	x.names[value], x.met[value] = n, n
	x.order = append(x.order, n)
	return n
}

// forms finds credentials within text: the values of parameters and JSON
// members of telling names, and tokens of known shapes.
var forms = sync.OnceValue(func() *regexp.Regexp {
	const names = `(?:[A-Za-z0-9_-]*(?:password|passwd|secret|token|api[_-]?key|apikey)|key|pwd|sig|signature)`
	return regexp.MustCompile(`(?i)(?:^|[?&])(` + names + `)=([^&\s]+)` +
		`|"(` + names + `)"\s*:\s*"((?:[^"\\]|\\.)+)"` +
		`|(?-i:(` + shapes + `))`)
})

// shapes are what tokens of well-known services look like.
const shapes = `\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_[A-Za-z0-9_]{20,}|\bglpat-[A-Za-z0-9_-]{16,}|\bsk-[A-Za-z0-9_-]{16,}` +
	`|\bsk_(?:live|test)_[A-Za-z0-9]{16,}|\bxox[baprs]-[A-Za-z0-9-]{10,}|\bAKIA[0-9A-Z]{16}\b|\bAIza[A-Za-z0-9_-]{30,}` +
	`|\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*`

// shapeNames are the variables for tokens, by how they begin.
var shapeNames = []struct{ prefix, name string }{
	{"gh", "GITHUB_TOKEN"}, {"github_pat_", "GITHUB_TOKEN"}, {"glpat-", "GITLAB_TOKEN"}, {"sk_", "STRIPE_KEY"}, {"sk-", "API_KEY"},
	{"xox", "SLACK_TOKEN"}, {"AKIA", "AWS_ACCESS_KEY_ID"}, {"AIza", "GOOGLE_API_KEY"}, {"SG.", "SENDGRID_API_KEY"}, {"eyJ", "TOKEN"},
}

// shape returns the variable for a token of a known shape, and the token.
func shape(text string) (name, token string) {
	m := forms().FindStringSubmatch(text)
	if m == nil || m[5] == "" || m[5] != text {
		return "", ""
	}
	for _, s := range shapeNames {
		if strings.HasPrefix(text, s.prefix) {
			return s.name, text
		}
	}
	return "", ""
}

// maxText is the length of text up to which credentials are looked for in it.
const maxText = 1 << 20

// pairs takes the credentials within a value.
func (x *extractor) pairs(v *ast.Value) {
	var out ast.ValueBuilder
	for _, p := range *v {
		text, ok := p.(ast.Text)
		if !ok || len(text.S) > maxText {
			out.Append(ast.Value{p})
			continue
		}
		done := 0
		for _, m := range forms().FindAllStringSubmatchIndex(text.S, -1) {
			start, end, name := 0, 0, ""
			switch {
			case m[2] >= 0:
				start, end, name = m[4], m[5], variable(text.S[m[2]:m[3]])
			case m[6] >= 0:
				start, end, name = m[8], m[9], variable(text.S[m[6]:m[7]])
			default:
				start, end = m[10], m[11]
			}
			value := text.S[start:end]
			if of, _ := shape(value); of != "" {
				name = of
			}
			out.Append(ast.Value{ast.Text{S: text.S[done:start], Span: text.Span}, ast.Var{Name: x.name(value, name), Span: text.Span}})
			done = end
		}
		if done < len(text.S) {
			out.Append(ast.Value{ast.Text{S: text.S[done:], Span: text.Span}})
		}
	}
	if !x.looks && *v != nil {
		*v = out.Value()
	}
}

// isSecretName reports whether a parameter of the name holds a credential.
func isSecretName(name string) bool {
	m := forms().FindStringSubmatch(name + "=x")
	return m != nil && m[1] == name
}

// variable returns the name of a variable for a parameter.
func variable(name string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if r == '-' || r == '.' {
			return '_'
		}
		return r
	}, name))
}
