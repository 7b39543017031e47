package emitter

import (
	"slices"
	"strings"

	"github.com/curl2go/curl2go/ast"
)

// joined returns a command whose neighbouring transfers that differ in nothing but
// the path or the query of their URLs are one, with a pattern: what it does is said
// once, in a loop, as a programmer would write it.
func (f *fn) joined(c *ast.Command) *ast.Command {
	if f.opts.Exact || c.Parallel != nil || len(c.Transfers) < 2 {
		return c
	}
	out := *c
	out.Transfers = nil
	for i := 0; i < len(c.Transfers); {
		n := 1
		for i+n < len(c.Transfers) && alike(c.Transfers[i], c.Transfers[i+n]) {
			n++
		}
		if t := join(c.Transfers[i : i+n]); t != nil {
			out.Transfers = append(out.Transfers, t)
		} else {
			out.Transfers = append(out.Transfers, c.Transfers[i:i+n]...)
		}
		i += n
	}
	return &out
}

// alike reports whether two transfers can be one with a pattern.
func alike(a, b *ast.Transfer) bool {
	if !joins(a) || !joins(b) || authorityOf(a.URL) != authorityOf(b.URL) {
		return false
	}
	one, other := *a, *b
	one.URL, other.URL = ast.URL{}, ast.URL{}
	one.URL.Scheme, other.URL.Scheme = a.URL.Scheme, b.URL.Scheme
	if one.Output.To == ast.ToRemoteName {
		one.Output.Path, other.Output.Path = nil, nil
	}
	return sameApart(one, other)
}

// joins reports whether nothing about a transfer depends on its URL but where it is
// sent to, and what it says of that can be put together when the program runs.
func joins(t *ast.Transfer) bool {
	address, known := t.URL.Value.Literal()
	if !known || t.URL.Failure != nil || len(t.Globs) > 0 || t.URL.Query != nil || t.URL.Target != nil || authorityOf(t.URL) == "" ||
		!joinsOutput(t.Output) {
		return false
	}
	if t.Auth != nil && t.Auth.Netrc != nil || t.Conn != nil && (t.Conn.HSTS != nil || len(t.Conn.AltSvc) > 0) {
		return false
	}
	if _, opaque := goURL(address); opaque != "" {
		return false
	}
	data, ok := t.Body.(*ast.Data)
	return t.Body == nil || ok && isKnown(data.Value)
}

// joinsOutput reports whether what is written of an answer, and where, can be said for
// several URLs at once.
func joinsOutput(out ast.Output) bool {
	if out.To != ast.ToStdout && (out.To != ast.ToRemoteName || out.ServerName || !isKnown(out.Path)) {
		return false
	}
	format, known := out.WriteOut.Literal()
	return out.WriteOut == nil || known && !asksFacts(format) && !strings.Contains(format, "%{url")
}

// join makes one transfer of several that are alike; nil where there are not several,
// or their files are not named after what differs.
func join(transfers []*ast.Transfer) *ast.Transfer {
	if len(transfers) == 1 {
		return nil
	}
	var addresses []string
	for _, t := range transfers {
		address, _ := t.URL.Value.Literal()
		addresses = append(addresses, address)
	}
	prefix, suffix := commonEnds(addresses)
	g := ast.Glob{Name: parameter(prefix), Span: transfers[0].URL.Span}
	for _, address := range addresses {
		g.Items = append(g.Items, address[len(prefix):len(address)-len(suffix)])
	}
	item := ast.Value{ast.Item{Name: g.Name, Span: g.Span}}
	t := *transfers[0]
	if t.Output.To == ast.ToRemoteName {
		path, _ := t.Output.Path.Literal()
		before, after, _ := strings.Cut(path, g.Items[0])
		for i, other := range transfers {
			if named, _ := other.Output.Path.Literal(); named != before+g.Items[i]+after || g.Items[i] == "" {
				return nil
			}
		}
		t.Output.Path = ast.Literal(before).Append(item).Append(ast.Literal(after))
	}
	t.Globs = []ast.Glob{g}
	t.URL.Value = ast.Literal(prefix).Append(item).Append(ast.Literal(suffix))
	return &t
}

// parameter returns the name of the parameter of a query whose value a URL ends in
// front of, as a variable; "item" where there is none.
func parameter(prefix string) string {
	name, ok := strings.CutSuffix(prefix, "=")
	if name = lowerCamel(name[strings.LastIndexAny(name, "?&")+1:]); ok && name != "" {
		return name
	}
	return "item"
}

// commonEnds returns what texts begin and end with, cut where a URL's segments and
// parameters begin and end.
func commonEnds(texts []string) (prefix, suffix string) {
	const ends = "/?&="
	shortest := slices.MinFunc(texts, func(a, b string) int { return len(a) - len(b) })
	same := func(at func(s string) byte) bool {
		return !slices.ContainsFunc(texts, func(s string) bool { return at(s) != at(shortest) })
	}
	n := 0
	for n < len(shortest) && same(func(s string) byte { return s[n] }) {
		n++
	}
	prefix = shortest[:n]
	prefix = prefix[:strings.LastIndexAny(prefix, ends)+1]
	m := 0
	for m < len(shortest)-len(prefix) && same(func(s string) byte { return s[len(s)-1-m] }) {
		m++
	}
	suffix = shortest[len(shortest)-m:]
	if i := strings.IndexAny(suffix, ends+"."); i >= 0 {
		return prefix, suffix[i:]
	}
	return prefix, ""
}
