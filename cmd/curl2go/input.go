package main

import (
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/document"
	"github.com/curl2go/curl2go/parser/shell"
)

// input is what is to be converted: text, or the words of one command.
type input struct {
	text  string
	words []string // in place of text
	parts []diag.Part
	stdin bool // all of standard input has been read
	// given is the text of the files as it stands, of the same length as text.
	given     string
	documents bool
	diags     []diag.Diagnostic // of the documents that the text is from
}

// input reads what the arguments and -f ask for.
func (c *conversion) input(args []string) (input, error) {
	switch {
	case len(c.files) > 0 && len(args) > 0:
		return input{}, usagef("there are both -f and %q: give one of them", args[0])
	case len(c.files) > 0:
		return c.fromFiles()
	case len(args) == 0:
		if isTerminal(c.env.stdin) {
			fmt.Fprintln(c.env.stderr, "curl2go: paste a curl command and press Enter; --help says more")
			text, err := readPaste(c.env.stdin, c.options.Shell)
			return input{text: text, stdin: true, parts: []diag.Part{{Name: stdinName}}}, err
		}
		text, err := io.ReadAll(c.env.stdin)
		return input{text: string(text), stdin: true, parts: []diag.Part{{Name: stdinName}}}, err
	case len(args) == 1 && strings.ContainsAny(args[0], " \t\r\n"):
		return input{text: args[0], parts: []diag.Part{{Name: "<argument>"}}}, nil
	case isCurl(args[0]):
		return fromWords(args), nil
	case len(args) == 1:
		return input{}, usagef("%q is neither a curl command nor a command of curl2go; a file is read with -f", args[0])
	}
	return input{}, usagef("the arguments begin with %q, not with curl; give anything but a plain curl command as one argument or on standard input", args[0])
}

const stdinName = "<stdin>"

// isCurl reports whether a word names curl, with or without a folder.
func isCurl(word string) bool {
	base := path.Base(strings.ReplaceAll(word, `\`, "/"))
	return base == "curl" || strings.EqualFold(base, "curl.exe")
}

// fromWords takes the words of one command. Places in it are told by the
// number of curl's argument.
func fromWords(words []string) input {
	in := input{words: words}
	start := 0
	for i, word := range words {
		name := "curl"
		if i > 0 {
			name = fmt.Sprintf("argument %d", i)
		}
		in.parts = append(in.parts, diag.Part{Name: name, Start: start, NoLines: true})
		start += len(shell.Quote([]string{word})) + len(" ")
	}
	return in
}

// fromFiles joins the files of -f. An empty line keeps what one leaves open at
// its end, a line to be continued or a comment, from the next.
func (c *conversion) fromFiles() (input, error) {
	var in input
	var text, given strings.Builder
	files, err := expandPatterns(c.files)
	if err != nil {
		return input{}, err
	}
	for i, name := range files {
		content, part, err := c.readFile(name)
		if err != nil {
			return input{}, err
		}
		if i > 0 {
			text.WriteString("\n\n")
		}
		part.Start = text.Len()
		in.parts = append(in.parts, part)
		in.stdin = in.stdin || name == "-"
		kind := document.KindOf(name)
		if kind == document.Unknown {
			return input{}, usagef("%s is no file that curl commands are read from: requests in other forms are not converted", name)
		}
		if kind != document.Shell {
			in.documents = true
		}
		given.WriteString(strings.Repeat("\n", text.Len()-given.Len()))
		given.Write(content)
		commands, diags := document.Commands(string(content), kind)
		for _, d := range diags {
			d.Span.Start += part.Start
			d.Span.End += part.Start
			in.diags = append(in.diags, d)
		}
		text.WriteString(commands)
	}
	in.text, in.given = text.String(), given.String()
	return in, nil
}

// expandPatterns returns the names of files with patterns replaced by the files
// that they match, sorted; go generate expands none.
func expandPatterns(names []string) ([]string, error) {
	var out []string
	for _, name := range names {
		if _, err := os.Stat(name); err == nil || !strings.ContainsAny(name, "*?[") {
			out = append(out, name)
			continue
		}
		found, err := filepath.Glob(name)
		if err != nil {
			return nil, usagef("-f %s: %v", name, err)
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("no file matches %s", name)
		}
		out = append(out, found...)
	}
	return out, nil
}

// readFile reads one file of -f; "-" is standard input.
func (c *conversion) readFile(name string) ([]byte, diag.Part, error) {
	if name == "-" {
		content, err := io.ReadAll(c.env.stdin)
		return content, diag.Part{Name: stdinName}, err
	}
	content, err := os.ReadFile(name)
	return content, diag.Part{Name: name}, err
}

// isTerminal reports whether someone may be typing at the other end.
func isTerminal(r io.Reader) bool {
	file, ok := r.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}
