package main

import (
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/shell"
)

// input is what is to be converted: text, or the words of one command.
type input struct {
	text  string
	words []string // in place of text
	parts []diag.Part
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
			fmt.Fprintln(c.env.stderr, "curl2go: paste a curl command, then press Ctrl-D (on Windows Ctrl-Z and Enter); --help says more")
		}
		text, err := io.ReadAll(c.env.stdin)
		return input{text: string(text), parts: []diag.Part{{Name: stdinName}}}, err
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
	var text strings.Builder
	for i, name := range c.files {
		content, part, err := c.readFile(name)
		if err != nil {
			return input{}, err
		}
		if i > 0 {
			text.WriteString("\n\n")
		}
		part.Start = text.Len()
		in.parts = append(in.parts, part)
		text.Write(content)
	}
	in.text = text.String()
	return in, nil
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
