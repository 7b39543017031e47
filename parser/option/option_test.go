package option

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/shell"
)

// TestTable checks what holds the table together.
func TestTable(t *testing.T) {
	if !slices.IsSortedFunc(options, func(a, b Option) int { return strings.Compare(a.Long, b.Long) }) {
		t.Error("the table is not sorted by long name")
	}
	letters := map[byte]string{}
	for _, o := range options {
		if o.Short != 0 {
			if letters[o.Short] != "" {
				t.Errorf("-%c is %s and %s", o.Short, letters[o.Short], o.Long)
			}
			letters[o.Short] = o.Long
		}
		if o.Alias != "" && byName(o.Alias) == nil {
			t.Errorf("%s is an alias of %s, which does not exist", o.Long, o.Alias)
		}
		if (o.Outcome == Unsupported || o.Outcome == NothingToDo) && o.Reason == "" {
			t.Errorf("%s has no reason", o.Long)
		}
		if Lookup("--"+o.Long) == nil {
			t.Errorf("%s is not found", o.Long)
		}
	}
}

// TestTableIsComplete holds the table against facts on curl's options, where
// they are at hand.
func TestTableIsComplete(t *testing.T) {
	file, err := os.Open("../../../shared/reference/curl-options.tsv")
	if err != nil {
		t.Skip("the list of curl's options is not at hand: ", err)
	}
	defer file.Close()
	kinds := map[string]Kind{"none": Flag, "bool": Boolean, "string": String, "file": File, "number": Number, "seconds": Seconds}
	n := 0
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		f := strings.Split(lines.Text(), "\t")
		if strings.HasPrefix(f[0], "#") || f[0] == "long" {
			continue
		}
		n++
		o := byName(f[0])
		switch {
		case o == nil:
			t.Errorf("%s is missing", f[0])
		case o.Kind != kinds[f[2]] || o.DefaultOn != (f[3] == "yes") || o.Alias != f[4] || f[1] != "" && o.Short != f[1][0]:
			t.Errorf("%s is %+v, and should be %v", f[0], *o, f[:5])
		}
	}
	if n != len(options) {
		t.Errorf("curl has %d options, the table %d", n, len(options))
	}
}

// read parses a command line of words without blanks and shows what was read.
func read(line string) (string, []diag.Diagnostic) {
	var words []shell.Word
	at := 0
	for _, w := range strings.Fields(line) {
		span := ast.Span{Start: at, End: at + len(w)}
		at = span.End + 1
		words = append(words, shell.Word{Value: ast.Value{ast.Text{S: w, Span: span}}, Span: span})
	}
	operations, diags := Parse(words)
	var out []string
	for i, op := range operations {
		if i > 0 {
			out = append(out, "next")
		}
		for _, s := range op.Settings {
			text, _ := s.Arg.Literal()
			name := s.Option.Long
			if s.Off {
				name = "no-" + name
			}
			if s.Expand {
				name = "expand-" + name
			}
			if s.Option.TakesArg() {
				name += "=" + text
			}
			out = append(out, name)
		}
	}
	return strings.Join(out, " "), diags
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"http://h/", "url=http://h/"},
		{"-sSLo out h", "silent show-error location output=out url=h"},
		{"-XPOST -dfoo h", "request=POST data=foo url=h"},
		{"-d foo -d=x h", "data=foo data==x url=h"},
		{"--data=a=b --request=PUT h", "data=a=b request=PUT url=h"},
		{"--no-location --location h", "no-location location url=h"},
		{"--no-keepalive --no-buffer h", "no-keepalive no-buffer url=h"},
		{"-N h", "buffer url=h"},
		{"-i --include h", "show-headers include url=h"},
		{"-- -x h", "url=-x url=h"},
		{"-d a h --next -d b h2", "data=a url=h next data=b url=h2"},
		{"-m 1.5 --retry 3 h", "max-time=1.5 retry=3 url=h"},
		{"--expand-url x{{y}} --variable y=1", "expand-url=x{{y}} variable=y=1"},
		{"-o -s h", "output=-s url=h"},
		{"--sil --insec h", "silent insecure url=h"},
	} {
		got, diags := read(c.line)
		if got != c.want || diag.HasErrors(diags) {
			t.Errorf("%s: got %s, want %s; %v", c.line, got, c.want, diags)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ line, id, help string }{
		{"--data-urlncode a=b h", "unknown-option", "did you mean --data-urlencode?"},
		{"--silnt h", "unknown-option", "did you mean --silent?"},
		{"--compress h", "unknown-option", "did you mean --compressed?"},
		{"--xyzzyxyzzy h", "unknown-option", ""},
		{"-~ h", "unknown-option", ""},
		{"h -H", "missing-argument", ""},
		{"h -sH", "missing-argument", ""},
		{"--no-request h", "no-negation", ""},
		{"--no-nonsense h", "unknown-option", ""},
		{"--silent=1 h", "unwanted-argument", ""},
		{"-m abc h", "bad-number", ""},
		{"--retry 1.5 h", "bad-number", ""},
		{"-m 1. h", "bad-number", ""},
		{"-m .5 h", "bad-number", ""},
		{"--request= h", "empty-argument", ""},
		{"-d a --next h", "no-url", ""},
		{"--expand-silent h", "unknown-option", ""},
	} {
		_, diags := read(c.line)
		i := slices.IndexFunc(diags, func(d diag.Diagnostic) bool { return d.Severity == diag.Error })
		if i < 0 {
			t.Errorf("%s: no error", c.line)
			continue
		}
		d := diags[i]
		if d.ID != c.id || c.help != "" && d.Help != c.help {
			t.Errorf("%s: got %+v, want %s, %q", c.line, d, c.id, c.help)
		}
		if d.Span.Start < 0 || d.Span.End > len(c.line) || d.Span.Start >= d.Span.End {
			t.Errorf("%s: the span %v is not in the line", c.line, d.Span)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("-sSLo out --data=x h --next -d @f -- y")
	f.Fuzz(func(t *testing.T, line string) {
		_, diags := read(line)
		for _, d := range diags {
			if d.Span.Start < 0 || d.Span.Start > d.Span.End || d.Span.End > len(line)+1 {
				t.Errorf("the span %v is not in the line", d.Span)
			}
		}
	})
}
