package parser

import (
	"testing"

	"github.com/curl2go/curl2go/diag"
)

// TestVariables has what curl puts in the place of variables.
//
// Source: curl(1), VARIABLES.
func TestVariables(t *testing.T) {
	for _, c := range []struct{ command, want string }{
		{"curl --variable a=x --expand-url 'http://h/{{a}}'", "http://h/x"},
		{"curl --variable 'a= x ' --expand-url 'http://h/{{a:trim}}'", "http://h/x"},
		{"curl --variable 'a= x/ ' --expand-url 'http://h/{{a:trim:url}}'", "http://h/x%2F"},
		{"curl --variable a=xyz --expand-url 'http://h/{{a:b64}}'", "http://h/eHl6"},
		{"curl --variable a=eHl6 --expand-url 'http://h/{{a:64dec}}'", "http://h/xyz"},
		{"curl --variable a=- --expand-url 'http://h/{{a:64dec:url}}'", "http://h/%5B64dec-fail%5D"},
		{"curl --variable 'a[1-2]=wxyz' --expand-url 'http://h/{{a}}'", "http://h/xy"},
		{"curl --variable 'a[2-]=wxyz' --expand-url 'http://h/{{a}}'", "http://h/yz"},
		{"curl --variable 'a[2-9]=wxyz' --expand-url 'http://h/{{a}}'", "http://h/yz"},
		{"curl --variable 'a[5-]=wxyz' --expand-url 'http://h/{{a}}'", "http://h/"},
		{"curl --variable a=1 --expand-variable 'b={{a}}{{a}}' --expand-url 'http://h/{{b}}{{none}}'", "http://h/11"},
		{"curl --variable a=1 --variable a=2 --expand-url 'http://h/{{a}}'", "http://h/2"},
		{"curl -g --variable a=1 --expand-url 'http://h/\\{{a}}{{a}}'", "http://h/{{a}}1"},
		{"curl -g --variable a=1 --expand-url 'http://h/\\{{a}}{{a'", "http://h/\\{{a}}{{a"},
		{"curl --variable a --variable b-c=1 --expand-url 'http://h/{{a}}'", "http://h/"},
		{"curl -g --variable a=1 --expand-url 'http://h/{{no-name}}{{a'", "http://h/{{no-name}}{{a"},
	} {
		script, diags := Parse(c.command, Options{})
		if diag.HasErrors(diags) {
			t.Errorf("%s: %v", c.command, diags)
			continue
		}
		if got, _ := commandOf(t, script).Transfers[0].URL.Value.Literal(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.command, got, c.want)
		}
	}
	if got, want := jsonString("a\"b\\\n\x01é"), `a\"b\\\n\u0001é`; got != want {
		t.Errorf("JSON: got %s, want %s", got, want)
	}
}
