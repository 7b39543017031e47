package main

import (
	"fmt"
	"go/token"
	"strings"

	"github.com/spf13/cobra"

	"github.com/curl2go/curl2go"
)

const usageLines = `Usage:
  curl2go [flags] curl ARG...    the command as arguments: all after "curl" is curl's
  curl2go [flags] 'curl ...'     one argument that holds a whole command
  curl2go [flags] < FILE         commands on standard input
  curl2go [flags] -f FILE        commands from files
  curl2go options [NAME]         every curl option and what curl2go does with it
  curl2go init                   write an example and its go:generate directive
`

// newRoot returns the command line of curl2go.
func newRoot(env *environment) *cobra.Command {
	c := conversion{env: env}
	var template, shell, format, placeholders, secrets, comment, errors string
	cmd := &cobra.Command{
		Use:           "curl2go",
		Short:         "Turn curl commands into Go that sends what curl sends.",
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       version(),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := choose("--template", template, templateNames, &c.options.Template); err != nil {
				return err
			}
			if err := choose("--shell", shell, shellNames, &c.options.Shell); err != nil {
				return err
			}
			if err := choose("--placeholders", placeholders, placeholderNames, &c.options.Placeholders); err != nil {
				return err
			}
			if err := choose("--secrets", secrets, secretsNames, &c.options.Secrets); err != nil {
				return err
			}
			if err := choose("--comment", comment, commentNames, &c.options.Comment); err != nil {
				return err
			}
			if err := choose("--errors", errors, errorsNames, &c.options.WrapErrors); err != nil {
				return err
			}
			if err := choose("--format", format, formatNames, &c.format); err != nil {
				return err
			}
			if err := c.check(); err != nil {
				return err
			}
			return c.run(args)
		},
	}
	cmd.SetIn(env.stdin)
	cmd.SetOut(env.stdout)
	cmd.SetErr(env.stderr)
	cmd.SetUsageFunc(usage)
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	cmd.CompletionOptions.DisableDefaultCmd = true
	cmd.SetHelpCommand(&cobra.Command{Hidden: true})

	f := cmd.Flags()
	f.SortFlags = false
	f.SetInterspersed(false) // what follows "curl" is curl's
	f.StringArrayVarP(&c.files, "file", "f", nil, "read commands from `FILE`: a script, or the code blocks of .md and .adoc, or the comments of .go; a pattern stands for several, and it may be repeated")
	f.StringVarP(&template, "template", "t", "program", "`shape` of the file: program, function, client, test (of functions) or snippet")
	f.StringVarP(&c.output, "output", "o", "", "write `FILE`, whole or not at all, and never over one that is not generated")
	f.StringVarP(&c.options.Package, "package", "p", "", "`name` of the package (default \"main\" or \"api\", under go generate $GOPACKAGE)")
	f.StringVarP(&c.options.Name, "name", "n", "", "`name` of the function, or of the client's type (default made from the request, or \"Client\")")
	f.BoolVar(&c.options.Exact, "exact", false, "keep what is otherwise left to Go: see \"Differences from curl\" in the README")
	f.StringVar(&c.options.CurlVersion, "curl-version", "8.22.0", "`version` in the User-Agent that --exact sends")
	f.StringVar(&shell, "shell", "auto", "`language` of the text: auto, posix, cmd or powershell")
	f.StringVar(&placeholders, "placeholders", "keep", "what <token>, {id}, :id and YOUR_KEY `become`: keep, or env for variables")
	f.StringVar(&secrets, "secrets", "keep", "what credentials `become`: keep, or env for variables")
	f.StringVar(&comment, "comment", "full", "what of the commands stands in doc `comments`: full, redacted (without credentials) or none")
	f.BoolVar(&c.options.Types, "types", false, "make structs of JSON bodies and url.Values of form data, where Go writes the same bytes")
	f.StringVar(&c.options.Client, "client", "", "the `client` in scope, as httpClient or s.http, that a function or snippet uses")
	f.StringVar(&errors, "errors", "plain", "`errors` are returned as they are: plain, or wrap to say what was being done")
	f.BoolVar(&c.strict, "strict", false, "take warnings for errors")
	f.BoolVar(&c.onlyCheck, "check", false, "write nothing; fail where the file of -o is not what would be written")
	f.BoolVar(&c.diff, "diff", false, "write nothing; print what would change in the file of -o, and fail where that is anything")
	f.BoolVar(&c.force, "force", false, "write over a file of -o that is not generated")
	f.StringVar(&format, "format", "go", "`form` of standard output: go, or json with the diagnostics in it")
	f.BoolP("help", "h", false, "show this help")
	f.Bool("version", false, "show the version")

	cmd.AddCommand(newOptions(env), newInit(env))
	return cmd
}

// usage prints how a command is used.
func usage(cmd *cobra.Command) error {
	if cmd.HasParent() {
		_, err := fmt.Fprintf(cmd.OutOrStderr(), "Usage:\n  %s\n\nFlags:\n%s", cmd.UseLine(), cmd.Flags().FlagUsages())
		return err
	}
	_, err := fmt.Fprintf(cmd.OutOrStderr(), "%s\nFlags:\n%s", usageLines, cmd.Flags().FlagUsages())
	return err
}

// templateNames are the values of --template.
var templateNames = []named[curl2go.Template]{
	{"program", curl2go.Program},
	{"function", curl2go.Function},
	{"client", curl2go.Client},
	{"test", curl2go.Test},
	{"snippet", curl2go.Snippet},
}

// shellNames are the values of --shell.
var shellNames = []named[curl2go.Shell]{
	{"auto", curl2go.Auto},
	{"posix", curl2go.POSIX},
	{"cmd", curl2go.Cmd},
	{"powershell", curl2go.PowerShell},
}

// placeholderNames are the values of --placeholders.
var placeholderNames = []named[bool]{{"keep", false}, {"env", true}}

// commentNames are the values of --comment.
var commentNames = []named[curl2go.Comment]{
	{"full", curl2go.CommentFull}, {"redacted", curl2go.CommentRedacted}, {"none", curl2go.CommentNone},
}

// errorsNames are the values of --errors.
var errorsNames = []named[bool]{{"plain", false}, {"wrap", true}}

// secretsNames are the values of --secrets.
var secretsNames = []named[curl2go.Secrets]{{"keep", curl2go.SecretsKeep}, {"env", curl2go.SecretsEnv}}

// formatNames are the values of --format.
var formatNames = []named[outputFormat]{
	{"go", formatGo},
	{"json", formatJSON},
}

// named is a value that a flag can have.
type named[T any] struct {
	name  string
	value T
}

// choose sets dst to the value of that name.
func choose[T any](flag, name string, values []named[T], dst *T) error {
	var names []string
	for _, v := range values {
		if v.name == name {
			*dst = v.value
			return nil
		}
		names = append(names, v.name)
	}
	return usagef("%s is one of %s, not %q", flag, strings.Join(names, ", "), name)
}

// check reports flags that make no sense together, and completes them from
// what go generate sets.
func (c *conversion) check() error {
	switch o := &c.options; {
	case o.Package != "" && !isPackageName(o.Package):
		return usagef("--package: %q cannot name a Go package", o.Package)
	case o.Name != "" && !isFunctionName(o.Name):
		return usagef("--name: %q cannot name a Go function", o.Name)
	case o.Name != "" && o.Template == curl2go.Program:
		return usagef("--name names a function: it needs --template function or client")
	case o.Client != "" && !isOperand(o.Client):
		return usagef("--client: %q is no name of a variable or field", o.Client)
	case o.Client != "" && o.Template != curl2go.Function && o.Template != curl2go.Snippet:
		return usagef("--client names a client in scope: it needs --template function or snippet")
	case o.Client != "" && o.Exact:
		return usagef("--exact needs a client of its own: it excludes --client")
	case !isVersion(o.CurlVersion):
		return usagef("--curl-version: %q is not a version", o.CurlVersion)
	case c.onlyCheck && c.output == "":
		return usagef("--check needs the file to check, given with -o")
	case c.diff && c.output == "":
		return usagef("--diff needs the file to compare with, given with -o")
	case c.format == formatJSON && c.output != "":
		return usagef("--format json goes to standard output: it excludes -o")
	}
	if c.options.Package == "" {
		c.options.Package = c.env.getenv("GOPACKAGE")
	}
	return nil
}

// isPackageName reports whether a package can have the name.
//
// Source: The Go Programming Language Specification, Package clause.
func isPackageName(s string) bool { return token.IsIdentifier(s) && s != "_" }

// isOperand reports whether text names a variable, or a field behind one, as in
// s.http.
func isOperand(text string) bool {
	for name := range strings.SplitSeq(text, ".") {
		if !token.IsIdentifier(name) {
			return false
		}
	}
	return true
}

// isFunctionName reports whether a function with parameters can have the name
// in any package.
func isFunctionName(s string) bool {
	return token.IsIdentifier(s) && s != "_" && s != "init" && s != "main"
}

// isVersion reports whether s can stand behind "curl/" in a User-Agent.
//
// Source: RFC 9110 section 10.1.5.
func isVersion(s string) bool {
	return s != "" && strings.Trim(s, "0123456789.-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}
