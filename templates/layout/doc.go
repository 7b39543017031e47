package layout

import (
	"bytes"
	"go/token"
	"unicode"
	"unicode/utf8"
)

// plainDoc reports whether the comments above the declaration are such as gofmt
// leaves as they are: paragraphs, and blocks of code between blank lines. Of
// other things, lists, headings, links, it makes a form of its own
// (go.dev/doc/comment).
func (d *decl) plainDoc() bool {
	before := docBlank
	for i, it := range d.items {
		if it.tok != token.COMMENT {
			return before != docBlank || i == 0
		}
		if it.lines > 1 && i > 0 {
			before = docBlank // the comment before is none of the declaration
		}
		line := docLine(d.text(i))
		switch {
		case line == docOther,
			line == docBlank && before == docBlank,
			line == docCode && before == docText,
			line == docText && before == docCode:
			return false
		}
		before = line
	}
	return false
}

type docKind int

const (
	docOther docKind = iota
	docBlank
	docText
	docCode
)

// docLine returns what a line of a doc comment is.
func docLine(comment []byte) docKind {
	text := bytes.TrimRight(bytes.TrimPrefix(comment, []byte("//")), " \t")
	switch {
	case len(text) == 0:
		return docBlank
	case text[0] == '\t':
		return docCode
	case text[0] != ' ' || bytes.Contains(text, []byte("``")) || bytes.Contains(text, []byte("''")):
		return docOther
	}
	switch c := text[1]; {
	case c == '-' && len(text) > 2 && text[2] != ' ' && text[2] != '\t':
		return docText // an option
	case c < utf8.RuneSelf && !unicode.IsLetter(rune(c)) && !bytes.ContainsRune([]byte(`"$%&(./:<>?@`), rune(c)):
		return docOther
	case c >= utf8.RuneSelf:
		return docOther
	}
	return docText
}

// isPlain reports whether a line of a comment stays as it is wherever it stands.
func isPlain(k docKind) bool { return k == docText || k == docBlank }
