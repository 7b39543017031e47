package perl

import "testing"

func TestCompile(t *testing.T) {
	tests := []struct{ source, line, want string }{
		{`s/^a(\d+)b/[$1]c/`, "a12b a3b\n", "[12]c a3b\n"},
		{`s:\\:/:g`, `C:\a\b`, `C:/a/b`},
		{`s/x$/y/`, "xx\r\nx\n", "xx\r\ny\n"},
		{`s/x$//`, "ax\n", "a\n"},
		{`s/.*(?=\* (?:A|B) )// or $_ = ''`, "12 * A is\n", "* A is\n"},
		{`s/.*(?=\* (?:A|B) )// or $_ = ''`, "12 * C is\n", ""},
		{`$_ = '' if /^no/`, "no\n", ""},
		{`$_ = '' if /^no/`, "yes\n", "yes\n"},
		{`if(s/^(H: )([^\n]+)(\n)$//) { $_ = $1 . join('; ', map { s/^(n=).*/$1X/; $_ } sort split(/, */, $2)) . $3; }`, "H: n=1, b, a\n", "H: a; b; n=X\n"},
		{`if(s/^(H: )([^\n]+)(\n)$//) { $_ = $1 . join('; ', map { s/^(n=).*/$1X/; $_ } sort split(/, */, $2)) . $3; }`, "G: n=1\n", "G: n=1\n"},
	}
	for _, tt := range tests {
		statement, err := Compile(tt.source)
		if err != nil {
			t.Errorf("%s: %v", tt.source, err)
			continue
		}
		if got := statement(tt.line); got != tt.want {
			t.Errorf("%s: %q becomes %q, want %q", tt.source, tt.line, got, tt.want)
		}
	}
}

func TestCompileRefuses(t *testing.T) {
	for _, source := range []string{"print", "s/a", "s/a/b/ and 1", "s/(?<=a)b/c/", "$_ = 'x'", "if(s/a/b/) { $_ = f($1); }"} {
		if _, err := Compile(source); err == nil {
			t.Errorf("%s: no error", source)
		}
	}
	for _, source := range []string{"", "  # comment"} {
		if s, err := Compile(source); s != nil || err != nil {
			t.Errorf("%q is not nothing", source)
		}
	}
}
