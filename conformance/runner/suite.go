// Package runner runs curl's test cases: it makes what a case asks for, serves
// it, runs a client, and compares what was sent, written and returned with
// what the case expects.
package runner

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/curl2go/curl2go/conformance/server"
	"github.com/curl2go/curl2go/conformance/testfile"
)

// Suite is a folder of cases and what they are run with.
type Suite struct {
	// Dir is the folder with the files testN.
	Dir string
	// CertDir is the folder that holds the folder certs of an authority.
	CertDir string
	// Resolve is the program that looks up the host that is its last argument.
	Resolve string
	// Version is the version of curl that the cases are to expect.
	Version string
	// Features are what the client can do, as client/features and %if name
	// it.
	Features map[string]bool
}

// logDir is where a case's files lie, below its own folder.
const logDir = "log"

var testFile = regexp.MustCompile(`^test([0-9]+)$`)

// Numbers returns the numbers of the cases, sorted.
func (s *Suite) Numbers() ([]int, error) {
	entries, err := os.ReadDir(s.Dir)
	if err != nil {
		return nil, err
	}
	var numbers []int
	for _, entry := range entries {
		if m := testFile.FindStringSubmatch(entry.Name()); m != nil {
			n, err := strconv.Atoi(m[1])
			if err != nil {
				continue
			}
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	return numbers, nil
}

// Case is one case as it is run against one set of servers in one folder.
type Case struct {
	Number int
	Dir    string // where it is run, an absolute path
	doc    *testfile.Document
	suite  *Suite
}

// NotApplicable is the error of a case that cannot be run here; its text is
// the reason.
type NotApplicable struct{ Reason string }

func (e *NotApplicable) Error() string { return e.Reason }

// notApplicable returns such an error.
func notApplicable(format string, args ...any) error {
	return &NotApplicable{Reason: fmt.Sprintf(format, args...)}
}

// Load reads a case to be run in dir against the servers that vars name. The
// error is a [NotApplicable] where it cannot be run.
func (s *Suite) Load(number int, dir string, vars map[string]string) (*Case, error) {
	source, err := os.ReadFile(filepath.Join(s.Dir, "test"+strconv.Itoa(number)))
	if err != nil {
		return nil, err
	}
	all := map[string]string{
		"TESTNUMBER": strconv.Itoa(number),
		"LOGDIR":     logDir,
		"PWD":        dir,
		"FILE_PWD":   dir,
		"SRCDIR":     filepath.Dir(s.Dir),
		"CERTDIR":    s.CertDir,
		"PERL":       "perl",
		"RESOLVE":    s.Resolve,
		"DEV_NULL":   "/dev/null",
		"VERSION":    s.Version,
		"VERNUM":     s.Version,
		"H2CVER":     "h2c",
		"CR":         "\r",
		"LF":         "\n",
		"SP":         " ",
		"TAB":        "\t",
		"AMP":        "&",
		"LT":         "<",
		"GT":         ">",
	}
	for name, value := range vars {
		all[name] = value
	}
	macros := testfile.Macros{
		Vars:     all,
		Feature:  func(name string) bool { return s.Features[name] },
		ReadFile: os.ReadFile,
		Now:      time.Now(),
	}
	text, err := macros.Expand(string(source))
	if errors.Is(err, testfile.ErrFile) {
		return nil, notApplicable("it includes a file that is not with the cases")
	}
	if err != nil {
		return nil, err
	}
	c := &Case{Number: number, Dir: dir, doc: testfile.Parse(text), suite: s}
	return c, s.applicable(c)
}

// Reload reads the case anew.
func (c *Case) Reload(vars map[string]string) (*Case, error) {
	return c.suite.Load(c.Number, c.Dir, vars)
}

// servers are the ones that a case may ask for.
var servers = []string{
	"none", "file", "http", "https", "http-proxy", "http-ipv6", "http-unix",
	"socks4", "socks5", "socks5unix",
}

// applicable returns the reason why a case cannot be run, or nil.
func (s *Suite) applicable(c *Case) error {
	command, ok := c.doc.Part("client", "command")
	switch {
	case !ok:
		return notApplicable("it has no command")
	case command.Attrs["type"] != "":
		return notApplicable("its command is for %s, not for curl", command.Attrs["type"])
	case c.doc.Has("client", "tool"):
		return notApplicable("it runs a program of libcurl's tests")
	}
	for _, feature := range c.doc.Words("client", "features") {
		name, negated := strings.CutPrefix(feature, "!")
		if s.Features[name] == negated {
			if negated {
				return notApplicable("it is for clients without %s", name)
			}
			return notApplicable("the client has no %s", name)
		}
	}
	for _, line := range c.doc.Words("client", "server") {
		if name, _, _ := strings.Cut(line, " "); !slices.Contains(servers, name) {
			return notApplicable("it needs a server for %s", name)
		}
	}
	for _, section := range []string{"client/precheck", "verify/postcheck"} {
		section, part, _ := strings.Cut(section, "/")
		for _, line := range c.doc.Words(section, part) {
			if strings.Contains(line, filepath.Dir(s.Dir)+"/libtest/") || strings.Contains(line, "curl-config") {
				return notApplicable("its %s needs a program of libcurl's tests", part)
			}
		}
	}
	return nil
}

// Script returns what the servers do for a case.
func (c *Case) Script() server.Script {
	script := server.Script{
		Number:   c.Number,
		Parts:    map[string][]byte{},
		Commands: c.doc.Words("reply", "servercmd"),
		After:    c.doc.Words("reply", "postcmd"),
	}
	for _, name := range c.doc.Names("reply") {
		if strings.HasPrefix(name, "data") || strings.HasPrefix(name, "connect") {
			part, _ := c.doc.Part("reply", name)
			script.Parts[name] = []byte(part.Text())
		}
	}
	for _, line := range c.doc.Words("client", "server") {
		if name, certificate, ok := strings.Cut(line, " "); ok && name == "https" {
			script.Certificate = certificate
		}
	}
	return script
}

// messagesIn reports whether a file holds what the client writes to standard error:
// the one that the runner keeps it in, or that --stderr of the case's command names.
func (c *Case) messagesIn(name string) bool {
	words := strings.Fields(c.Arguments())
	i := slices.Index(words, "--stderr")
	return path.Base(name) == "stderr"+strconv.Itoa(c.Number) || i >= 0 && i+1 < len(words) && words[i+1] == name
}

// ReadsCurlrc reports whether the client is to read a configuration that the command
// does not name.
func (c *Case) ReadsCurlrc() bool {
	command, _ := c.doc.Part("client", "command")
	if !strings.Contains(command.Attrs["option"], "no-q") {
		return false
	}
	for _, suffix := range []string{"", "1", "2", "3", "4"} {
		file, ok := c.doc.Part("client", "file"+suffix)
		if ok && strings.TrimPrefix(path.Base(file.Attrs["name"]), ".") == "curlrc" {
			return true
		}
	}
	return false
}

// Arguments returns the words that follow curl's name, as text for a shell.
func (c *Case) Arguments() string {
	command, _ := c.doc.Part("client", "command")
	option := command.Attrs["option"]
	var words []string
	if !strings.Contains(option, "no-q") {
		words = append(words, "-q")
	}
	forced := strings.Contains(option, "force-output")
	if !strings.Contains(option, "no-output") && (forced || !c.doc.Has("verify", "stdout")) {
		words = append(words, "--output", c.output())
	}
	if !strings.Contains(option, "no-include") {
		words = append(words, "--include")
	}
	for _, line := range command.Lines {
		words = append(words, strings.TrimSuffix(line, "\n"))
	}
	return strings.Join(words, " ")
}

// output returns the name of the file that --output names, from the case's
// folder.
func (c *Case) output() string {
	return filepath.Join(logDir, fmt.Sprintf("curl%d.out", c.Number))
}

// Keywords returns what the case is about.
func (c *Case) Keywords() []string { return c.doc.Words("info", "keywords") }
