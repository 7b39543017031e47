package parser

import (
	"regexp"
	"strings"
	"sync"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/shell"
)

// placeholderForms finds what documents write where a reader is to put something
// of his own. The last two stand in URLs alone.
var placeholderForms = sync.OnceValues(func() (anywhere, inURL *regexp.Regexp) {
	const common = `\{\{ *([A-Za-z_][A-Za-z0-9_.-]*) *\}\}` +
		`|<([A-Za-z][A-Za-z0-9_ -]*)>` +
		`|\b(YOUR[_-][A-Z0-9_-]*[A-Z0-9]|[A-Z][A-Z0-9_]*_HERE)\b` +
		`|\b(your[_-][a-z0-9_-]*[a-z0-9])\b`
	return regexp.MustCompile(common), regexp.MustCompile(common + `|\{([A-Za-z_][A-Za-z0-9_]*)\}|/:([A-Za-z_][A-Za-z0-9_]*)`)
})

// placeholders returns the words with a variable in place of each placeholder,
// where that is asked for; otherwise it says that they are sent as they stand.
func (p *script) placeholders(words []shell.Word) []shell.Word {
	var out []shell.Word
	for i, w := range words {
		if i > 0 && strings.HasPrefix(words[i-1].Value.Lead(), "--expand-") {
			continue // {{name}} is one of curl's own variables there
		}
		value, changed := p.placeheld(w)
		if !changed {
			continue
		}
		if out == nil {
			out = append(out, words...)
		}
		out[i].Value = value
	}
	if out == nil {
		return words
	}
	return out
}

// placeheld does for one word what placeholders does.
func (p *script) placeheld(w shell.Word) (value ast.Value, changed bool) {
	for _, part := range w.Value {
		text, ok := part.(ast.Text)
		if !ok || !mayHold(text.S) {
			value = append(value, part)
			continue
		}
		anywhere, inURL := placeholderForms()
		form := anywhere
		if strings.Contains(text.S, "://") {
			form = inURL
		}
		done := 0
		for _, m := range form.FindAllStringSubmatchIndex(text.S, -1) {
			start, end, name := m[0], m[1], ""
			for g := 2; g < len(m); g += 2 {
				if m[g] >= 0 {
					name = text.S[m[g]:m[g+1]]
				}
			}
			if strings.HasPrefix(text.S[start:], "/:") {
				start++
			}
			if !p.opts.Placeholders {
				p.diags = append(p.diags, diag.Notef(diag.Span(w.Span), "placeholder", "%s looks like a placeholder, and is taken as it stands", printable(text.S[start:end])).
					WithHelp("put a value in its place, or have --placeholders env make a variable of it"))
				continue
			}
			if start > done {
				value = append(value, ast.Text{S: text.S[done:start], Span: text.Span})
			}
			value = append(value, ast.Var{Name: variableName(name), Span: text.Span})
			done, changed = end, true
		}
		if done < len(text.S) {
			value = append(value, ast.Text{S: text.S[done:], Span: text.Span})
		}
	}
	return value, changed
}

// mayHold reports whether text may hold a placeholder. Markup holds none.
func mayHold(s string) bool {
	if len(s) > 1<<16 || strings.Contains(s, "</") || strings.Contains(s, "/>") || strings.Contains(s, "<?") {
		return false
	}
	if scheme := strings.Index(s, "://"); scheme >= 0 && (strings.IndexByte(s, '{') >= 0 || strings.Contains(s, "/:")) {
		return true
	}
	return strings.IndexByte(s, '<') >= 0 || strings.Contains(s, "{{") || strings.Contains(s, "YOUR") || strings.Contains(s, "your") || strings.Contains(s, "_HERE")
}

// variableName returns the name of an environment variable for a placeholder:
// "user-id" becomes USER_ID.
func variableName(placeholder string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '_'
	}, placeholder))
}
