package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// tool runs the command line without a process.
func tool(stdin io.Reader, args ...string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = run(args, stdin, &out, &errs, func(string) string { return "" })
	return status, out.String(), errs.String()
}

func TestExitStatus(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing", "file")
	tests := []struct {
		args   string
		status int
		stderr string // a regular expression
	}{
		{"curl https://example.com", 0, `^$`},
		{"--help", 0, `^$`},
		{"--version", 0, `^$`},
		{"options", 0, `^$`},
		{"-- curl https://example.com", 0, `^$`},

		{"curl --nope https://example.com", 1, `^argument 1: error: `},
		{"curl", 1, `^curl: error: `},
		{"-f " + missing, 1, `^curl2go: open `},
		{"-o " + missing + " curl https://example.com", 1, `^curl2go: open `},
		{"options nope", 1, `curl has no option nope`},

		{"--nope curl https://example.com", 2, `unknown flag: --nope`},
		{"-t nope curl https://example.com", 2, `--template is one of program, function, client, test, snippet, not "nope"`},
		{"--shell nope curl https://example.com", 2, `--shell is one of auto, posix, cmd, powershell, not "nope"`},
		{"--format nope curl https://example.com", 2, `--format is one of go, json, not "nope"`},
		{"-p 1x curl https://example.com", 2, `"1x" cannot name a Go package`},
		{"-t function -n func curl https://example.com", 2, `"func" cannot name a Go function`},
		{"-n Get curl https://example.com", 2, `needs --template function`},
		{"--curl-version a/b curl https://example.com", 2, `"a/b" is not a version`},
		{"--check curl https://example.com", 2, `--check needs`},
		{"--format json -o x.go curl https://example.com", 2, `excludes -o`},
		{"-f x.sh curl https://example.com", 2, `both -f and "curl"`},
		{"https://example.com", 2, `neither a curl command nor a command of curl2go`},
		{"sudo curl https://example.com", 2, `begin with "sudo"`},
		{"options a b", 2, `not 2`},
	}
	for _, test := range tests {
		status, stdout, stderr := tool(strings.NewReader(""), strings.Fields(test.args)...)
		if status != test.status {
			t.Errorf("%s: status %d, want %d", test.args, status, test.status)
		}
		if (stdout == "") != (status != 0) {
			t.Errorf("%s: status %d with standard output %q", test.args, status, stdout)
		}
		if !regexp.MustCompile(test.stderr).MatchString(stderr) {
			t.Errorf("%s: standard error %q does not match %q", test.args, stderr, test.stderr)
		}
	}
}

// Each bad input gets one clear message with place and caret, and no output.
func TestBadInput(t *testing.T) {
	tests := []struct {
		name, text string
		place      string // line and column; empty: whichever
	}{
		{"an unterminated quote", "curl -d 'a https://example.com\n", "1:9"},
		{"an unterminated double quote", "curl -d \"a https://example.com\n", "1:9"},
		{"an option without its value", "curl https://example.com -d", ""},
		{"no URL", "curl -d a", ""},
		{"nothing but curl", "curl", ""},
		{"an unknown option", "curl https://example.com --nope", "1:26"},
		{"an unknown letter in a cluster", "curl -s? https://example.com", "1:6"},
		{"a value for an option without one", "curl --silent=x https://example.com", "1:6"},
		{"another protocol", "curl ftp://example.com/a", "1:6"},
		{"no curl command", "wget https://example.com\n", ""},
		{"prose", "Dear Sir or Madam", ""},
		{"an empty text", "", "1:1"},
		{"blank lines", "\n\n  \n", ""},
		{"a comment", "# nothing else\n", ""},
		{"a binary file", "\x7fELF\x02\x01\x01\x00\x00\x00\xff\xfe'\"\x00(\n\x1b[2J", ""},
		{"50 MB of blanks", strings.Repeat(" ", 50<<20), ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			start := time.Now()
			status, stdout, stderr := tool(strings.NewReader(test.text))
			if status != 1 || stdout != "" {
				t.Errorf("status %d, standard output %q; want 1 and nothing", status, stdout)
			}
			place := test.place
			if place == "" {
				place = `\d+:\d+`
			}
			want := regexp.MustCompile(`\A<stdin>:` + place + `: error: [^\n]+ \[[a-z-]+\]\n( {4}[^\n]*)?\n {4} *\^~*\n( {4}[^\n]+\n)*\z`)
			if !want.MatchString(stderr) {
				t.Errorf("standard error is not one message with a caret at %s:\n%s", place, stderr)
			}
			if strings.ContainsAny(stderr, "\x1b\x00") {
				t.Errorf("standard error has control bytes: %q", stderr)
			}
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// Files that cannot be written, and what fails half-way, leave nothing behind.
func TestOutputLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(dir, "get.go")
	for _, url := range []string{"https://example.com/a", "https://example.com/b", "https://example.com/b"} {
		if status, _, stderr := tool(nil, "-o", target, "curl", url); status != 0 {
			t.Fatal(stderr)
		}
	}
	info, err := os.Stat(target)
	if err != nil {
		t.Fatal(err)
	}
	// Where the new file cannot take the old one's place it is removed again.
	folder := filepath.Join(dir, "folder")
	if err := os.Mkdir(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := replaceFile(folder, []byte("x"), 0o666); err == nil {
		t.Error("a folder was replaced by a file")
	}
	// The same bytes are not written again.
	past := time.Now().Add(-time.Hour).Truncate(time.Second)
	if err := os.Chtimes(target, past, past); err != nil {
		t.Fatal(err)
	}
	if status, _, stderr := tool(nil, "-o", target, "curl", "https://example.com/b"); status != 0 {
		t.Fatal(stderr)
	}
	if again, err := os.Stat(target); err != nil || !again.ModTime().Equal(past) || again.Mode() != info.Mode() {
		t.Errorf("a file with the same content was touched: %v, %v", again.ModTime(), err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 2 {
		t.Errorf("there is more than folder and get.go: %v", entries)
	}
}

func TestReadAndWriteErrors(t *testing.T) {
	broken := errors.New("broken pipe")
	var errs bytes.Buffer
	getenv := func(string) string { return "" }
	if status := run(nil, failing{broken}, io.Discard, &errs, getenv); status != 1 || errs.String() != "curl2go: broken pipe\n" {
		t.Errorf("reading: status %d, standard error %q", status, errs.String())
	}
	errs.Reset()
	if status := run([]string{"curl", "https://example.com"}, nil, failing{broken}, &errs, getenv); status != 1 || errs.String() != "curl2go: broken pipe\n" {
		t.Errorf("writing: status %d, standard error %q", status, errs.String())
	}
}

// failing fails to read and to write.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error)  { return 0, f.err }
func (f failing) Write([]byte) (int, error) { return 0, f.err }
