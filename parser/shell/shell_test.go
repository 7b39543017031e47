package shell

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

var update = flag.Bool("update", false, "rewrite what the tables want")

// pasted is one text of a table: what is pasted, and what becomes of it.
type pasted struct {
	name, flags, text, want string
}

// dialect returns the dialect to read a text in.
func (p pasted) dialect() Dialect {
	switch {
	case strings.Contains(p.flags, "posix"):
		return POSIX
	case strings.Contains(p.flags, "cmd"):
		return Cmd
	case strings.Contains(p.flags, "powershell"):
		return PowerShell
	}
	return Auto
}

// table reads a file of texts. A line "### name [flags]" begins one, a line
// "---" what is wanted.
func table(t testing.TB, file string) []pasted {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	var out []pasted
	for _, section := range strings.Split("\n"+string(data), "\n### ")[1:] {
		head, rest, _ := strings.Cut(section, "\n")
		name, flags, _ := strings.Cut(head, " [")
		text, want, _ := strings.Cut(rest+"\n", "\n---\n")
		out = append(out, pasted{name, flags, text, strings.TrimRight(want, "\n")})
	}
	return out
}

func tables(t testing.TB) []pasted {
	return slices.Concat(table(t, "posix.txt"), table(t, "script.txt"), table(t, "fault.txt"), table(t, "windows.txt"))
}

func TestPasted(t *testing.T) {
	for _, file := range []string{"posix.txt", "script.txt", "fault.txt", "windows.txt"} {
		list := table(t, file)
		seen := map[string]bool{}
		for i, p := range list {
			if seen[p.name] {
				t.Errorf("%s: %s stands twice", file, p.name)
			}
			seen[p.name] = true
			script, diags := Parse(p.text, p.dialect())
			got := show(script, diags)
			list[i].want = got
			if *update {
				continue
			}
			t.Run(p.name, func(t *testing.T) {
				if got != p.want {
					t.Errorf("%s\n(-want +got)\n%s", p.text, cmp.Diff(p.want, got))
				}
				checkSpans(t, p.text, script, diags)
			})
		}
		if *update {
			var b strings.Builder
			for _, p := range list {
				head := p.name
				if p.flags != "" {
					head += " [" + p.flags
				}
				fmt.Fprintf(&b, "### %s\n%s\n---\n%s\n\n", head, p.text, p.want)
			}
			if err := os.WriteFile(filepath.Join("testdata", file), []byte(strings.TrimSuffix(b.String(), "\n")), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// show writes a script and diagnostics down as the tables have them.
func show(script *Script, diags []diag.Diagnostic) string {
	var b strings.Builder
	if script != nil && !diag.HasErrors(diags) {
		if script.Dialect == Cmd {
			b.WriteString("(cmd)\n")
		} else if script.Dialect == PowerShell {
			b.WriteString("(powershell)\n")
		}
		showNodes(&b, script, script.Nodes, "")
	}
	for _, d := range diags {
		fmt.Fprintf(&b, "! %s %s\n", d.Severity, d.ID)
	}
	return strings.TrimRight(b.String(), "\n")
}

func showNodes(b *strings.Builder, script *Script, nodes []Node, indent string) {
	for _, n := range nodes {
		switch n := n.(type) {
		case *Invocation:
			b.WriteString(indent + showInvocation(script, n) + "\n")
		case *Assign:
			fmt.Fprintf(b, "%s%s = %s\n", indent, n.Name, showValue(script, n.Value))
		case *Loop:
			var items []string
			for _, item := range n.Items {
				items = append(items, showValue(script, item))
			}
			if n.Lines != nil {
				items = append(items, "lines of "+showValue(script, n.Lines))
			}
			fmt.Fprintf(b, "%sfor %s in %s\n", indent, n.Name, strings.Join(items, " "))
			showNodes(b, script, n.Body, indent+"  ")
		case *Cond:
			head := "if"
			if n.Strict {
				head = "if!"
			}
			b.WriteString(indent + head + "\n")
			showNodes(b, script, []Node{n.If}, indent+"  ")
			if n.Then != nil {
				b.WriteString(indent + "then\n")
				showNodes(b, script, n.Then, indent+"  ")
			}
			if n.Else != nil {
				b.WriteString(indent + "else\n")
				showNodes(b, script, n.Else, indent+"  ")
			}
		}
	}
}

func showInvocation(script *Script, inv *Invocation) string {
	words := []string{"curl"}
	if inv.Name != "" {
		words = []string{"(" + inv.Name + ")", "curl"}
	}
	for _, name := range slices.Sorted(maps.Keys(inv.Proxies)) {
		words = append([]string{name + "=" + showValue(script, inv.Proxies[name])}, words...)
	}
	for _, w := range inv.Args {
		words = append(words, showValue(script, w.Value))
	}
	if inv.Stdin != nil {
		words = append(words, "<", showValue(script, inv.Stdin))
	}
	for i, out := range []*ast.Redirect{inv.Stdout, inv.Stderr} {
		if out == nil {
			continue
		}
		s := []string{">", "2>"}[i]
		if out.Append {
			s += ">"
		}
		if out.ShownToo {
			s += "tee "
		}
		switch {
		case out.Discard:
			s += "null"
		case out.ToStderr:
			s += "&2"
		case out.ToStdout:
			s += "&1"
		default:
			s += showValue(script, out.Path)
		}
		words = append(words, s)
	}
	return strings.Join(words, " ")
}

func showValue(script *Script, v ast.Value) string {
	if s, ok := v.Literal(); ok {
		s = quoted(s)
		for _, r := range []string{"\n", `\n`, "\r", `\r`, "\t", `\t`, "\x1b", `\e`, "\x00", `\0`} {
			if len(r) == 1 {
				s = strings.ReplaceAll(s, r, map[string]string{"\n": "⏎", "\r": "␍", "\t": "␉", "\x1b": "␛", "\x00": "␀"}[r])
			}
		}
		return strings.ToValidUTF8(s, "�")
	}
	var b strings.Builder
	for _, p := range v {
		switch p := p.(type) {
		case ast.Text:
			b.WriteString(strings.ReplaceAll(p.S, "\n", "⏎"))
		case ast.Var:
			name := p.Name
			if p.Local {
				name = "local " + name
			}
			op := map[ast.IfUnset]string{ast.UseWord: "-", ast.Fail: "?", ast.UseWordIfSet: "+"}[p.IfUnset]
			if p.OrEmpty {
				op = ":" + op
			}
			b.WriteString("«$" + name + op)
			if p.IfUnset != ast.ExpandNothing {
				b.WriteString(showValue(script, p.Word))
			}
			b.WriteString("»")
		case ast.Arg:
			fmt.Fprintf(&b, "«arg %d»", p.N)
		case ast.Home:
			b.WriteString("«home»")
		case ast.File:
			b.WriteString("«file " + showValue(script, p.Path) + "»")
		case ast.Stdin:
			b.WriteString("«stdin»")
		case ast.CommandOutput:
			if p.Curl != nil {
				b.WriteString("«" + showInvocation(script, script.Nested[p.Curl]) + "»")
			} else {
				b.WriteString("«sh: " + p.Shell + "»")
			}
		case ast.Filtered:
			name := map[ast.Filter]string{ast.TrimNewlines: "trim", ast.Base64: "base64", ast.FirstLine: "line", ast.AsFile: "name of", ast.JSONMember: "member", ast.TrimPrefix: "trim prefix", ast.TrimSuffix: "trim suffix"}[p.Filter]
			b.WriteString("«" + name + " " + showValue(script, p.Of) + "»")
		}
	}
	return b.String()
}

// checkSpans checks that all places lie within the text.
func checkSpans(t *testing.T, text string, script *Script, diags []diag.Diagnostic) {
	t.Helper()
	check := func(what string, start, end int) {
		if start < 0 || end < start || end > len(text) {
			t.Errorf("the span of %s is %d to %d in a text of %d bytes", what, start, end, len(text))
		}
	}
	for _, d := range diags {
		check(d.ID, d.Span.Start, d.Span.End)
		if d.Msg == "" || strings.HasSuffix(d.Msg, ".") || strings.Contains(d.Msg, "\n") {
			t.Errorf("the message of %s is %q", d.ID, d.Msg)
		}
	}
	if script == nil {
		return
	}
	var nodes func([]Node)
	nodes = func(list []Node) {
		for _, n := range list {
			switch n := n.(type) {
			case *Invocation:
				check("an invocation", n.Span.Start, n.Span.End)
				for _, w := range n.Args {
					check("a word", w.Span.Start, w.Span.End)
					ast.Walk(w.Value, func(p ast.Part) { check("a part", p.Pos().Start, p.Pos().End) })
				}
			case *Loop:
				nodes(n.Body)
			case *Cond:
				nodes(append(append([]Node{n.If}, n.Then...), n.Else...))
			}
		}
	}
	nodes(script.Nodes)
}

// run is what an invocation comes to when a script runs.
type run struct {
	args  []string
	stdin string
}

// box is where texts of the tables run, and what they find there.
type box struct {
	dir  string
	env  map[string]string
	args []string
}

func newBox(t *testing.T) *box {
	b := &box{dir: t.TempDir(), args: []string{"one", "two words"}, env: map[string]string{
		"TOKEN": "t0k", "HOST": "example.com", "USER": "me", "PASS": "p:w", "EMPTY": "", "HOME": "/home/me",
		"FILE": "id.txt", "LC_ALL": "C.UTF-8", "PATH": os.Getenv("PATH"), "API_KEY": "k&y",
	}}
	for name, content := range map[string]string{
		"id.txt": "42\n\n", "body.json": "{\"a\": 1}\n", "urls.txt": "one\ntwo\n", ".env": "", "a b.txt": "spaced",
	} {
		if err := os.WriteFile(filepath.Join(b.dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func (b *box) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = b.dir
	for k, v := range b.env {
		cmd.Env = append(cmd.Env, k+"="+v)
	}
	return cmd
}

// bash runs a text of a table in the real bash, where curl only writes down how
// it is called.
func (b *box) bash(t *testing.T, text string) []run {
	t.Helper()
	log := filepath.Join(b.dir, "log")
	if err := os.WriteFile(log, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	const define = `
curl() {
  local in= a
  for a; do case $a in *@-|-T-|*@-\;*) in=$(cat; printf .); in=${in%.}; break;; esac; done
  { printf '%s\0' "$#" "$@"; printf '\1%s\0\2\0' "$in"; } >>"$log"
}
sudo() { while [[ $1 == -* ]]; do [[ $1 == -u ]] && shift; shift; done; "$@"; }
nohup() { "$@"; }
env() { while [[ $1 == *=* || $1 == -* ]]; do shift; done; [[ $1 == curl ]] && "$@"; }
jq() { cat >/dev/null; }
sleep() { :; }
`
	cmd := b.command("bash", append([]string{"--norc", "-c", "log=" + quoted(log) + define + "\n" + text, "bash"}, b.args...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	_ = cmd.Run() // what curl's status is does not matter here
	data, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	var out []run
	for _, record := range strings.Split(string(data), "\x00\x02\x00") {
		if record == "" {
			continue
		}
		i := strings.LastIndex(record, "\x01")
		r := run{stdin: record[i+1:]}
		if words := strings.Split(strings.TrimSuffix(record[:i], "\x00"), "\x00"); words[0] != "0" {
			r.args = words[1:]
		}
		out = append(out, r)
	}
	return out
}

// TestPastedMatchesBash runs the texts of the tables in bash, and compares how
// it calls curl with what they were read as.
func TestPastedMatchesBash(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("there is no bash")
	}
	for _, p := range slices.Concat(table(t, "posix.txt"), table(t, "script.txt"), table(t, "fault.txt")) {
		if strings.Contains(p.flags, "nobash") {
			continue
		}
		t.Run(p.name, func(t *testing.T) {
			script, diags := Parse(p.text, p.dialect())
			if diag.HasErrors(diags) {
				return
			}
			b := newBox(t)
			got := b.runs(t, script)
			want := b.bash(t, p.text)
			if d := cmp.Diff(want, got, cmp.AllowUnexported(run{})); d != "" {
				t.Errorf("%s\n(-bash +ours)\n%s", p.text, d)
			}
		})
	}
}

// runs returns the runs of curl that a script makes where all of them succeed.
func (b *box) runs(t *testing.T, script *Script) []run {
	e := evaluation{b: b, t: t, script: script, locals: map[string]string{}}
	e.nodes(script.Nodes)
	return e.out
}

type evaluation struct {
	b      *box
	t      *testing.T
	script *Script
	locals map[string]string
	out    []run
}

func (e *evaluation) nodes(list []Node) {
	for _, n := range list {
		switch n := n.(type) {
		case *Invocation:
			e.invocation(n)
		case *Assign:
			e.locals[n.Name] = e.value(n.Value)
		case *Loop:
			var items []string
			for _, item := range n.Items {
				items = append(items, e.value(item))
			}
			if n.Lines != nil {
				items = append(items, strings.FieldsFunc(e.value(n.Lines), func(c rune) bool { return c == '\n' })...)
			}
			for _, item := range items {
				e.locals[n.Name] = item
				e.nodes(n.Body)
			}
		case *Cond:
			e.nodes([]Node{n.If})
			e.nodes(n.Then)
		}
	}
}

func (e *evaluation) invocation(n *Invocation) {
	var r run
	reads := false
	for _, w := range n.Args {
		s := e.value(w.Value)
		r.args = append(r.args, s)
		reads = reads || strings.HasSuffix(s, "@-") || s == "-T-" || strings.Contains(s, "@-;")
	}
	if n.Stdin != nil {
		in := e.value(n.Stdin)
		if reads {
			r.stdin = in
		}
	}
	e.out = append(e.out, r)
}

func (e *evaluation) value(v ast.Value) string {
	var b strings.Builder
	for _, p := range v {
		switch p := p.(type) {
		case ast.Text:
			b.WriteString(p.S)
		case ast.Var:
			value, set := e.b.env[p.Name]
			if p.Local {
				value, set = e.locals[p.Name]
			}
			has := set && (!p.OrEmpty || value != "")
			switch {
			case p.IfUnset == ast.UseWord && !has:
				value = e.value(p.Word)
			case p.IfUnset == ast.UseWordIfSet && has:
				value = e.value(p.Word)
			}
			b.WriteString(value)
		case ast.Arg:
			switch {
			case p.N < 0:
				b.WriteString(strings.Join(e.b.args, " "))
			case p.N == 0:
				b.WriteString("bash")
			case p.N <= len(e.b.args):
				b.WriteString(e.b.args[p.N-1])
			}
		case ast.Home:
			b.WriteString(e.b.env["HOME"])
		case ast.File:
			path := e.value(p.Path)
			data, _ := os.ReadFile(filepath.Join(e.b.dir, path))
			b.Write(data)
		case ast.CommandOutput:
			if p.Curl != nil {
				e.invocation(e.script.Nested[p.Curl])
				continue
			}
			out, err := e.b.command("sh", "-c", p.Shell).Output()
			if err != nil {
				e.t.Errorf("sh -c %q: %v", p.Shell, err)
			}
			b.Write(out)
		case ast.Filtered:
			s := e.value(p.Of)
			switch p.Filter {
			case ast.TrimNewlines:
				s = strings.TrimRight(s, "\n")
			case ast.TrimPrefix:
				s = strings.TrimPrefix(s, p.Affix)
			case ast.TrimSuffix:
				s = strings.TrimSuffix(s, p.Affix)
			case ast.FirstLine:
				s, _, _ = strings.Cut(s, "\n")
			case ast.Base64:
				s, _ = func() (string, bool) { v, ok := encoded(ast.Literal(s), true); l, _ := v.Literal(); return l, ok }()
			}
			b.WriteString(s)
		}
	}
	return b.String()
}
