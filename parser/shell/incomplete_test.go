package shell

import "testing"

func TestIncomplete(t *testing.T) {
	for text, want := range map[string]bool{
		"":                                     true,
		"\n":                                   true,
		"TOKEN=abc\n":                          true,
		"curl http://x/\n":                     false,
		"$ curl http://x/\n":                   false,
		"curl http://x/ \\\n":                  true,
		"curl http://x/ \\\n  -H 'A: b'\n":     false,
		"curl http://x/ -d '{\n":               true,
		"curl http://x/ -d '{\n}'\n":           false,
		"curl -d @- http://x/ <<EOF\na\n":      true,
		"curl -d @- http://x/ <<EOF\na\nEOF\n": false,
		"for i in 1 2; do\ncurl http://x/$i\n": true,
		"for i in 1 2; do\ncurl http://x/$i\ndone\n":         false,
		"curl http://x/ |\n":                                 true,
		"curl ^\"http://x/^\" ^\n":                           true,
		"curl ^\"http://x/^\" ^\n  -d ^\"a^\"\n":             false,
		"curl.exe http://x/ `\n":                             true,
		"curl.exe 'http://x/' `\n  -d 'a'\n":                 false,
		"Invoke-WebRequest -Uri \"http://x/\" -Headers @{\n": true,
		"curl 'http://x/' -Q '\n":                            true,
		"curl ) http://x/\n":                                 false, // it never will be one
	} {
		if got := Incomplete(text, Auto); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
