package parser

import (
	"slices"
	"testing"
)

// TestConfigWords has lines of config files and the words that they are.
//
// Source: curl(1), --config.
func TestConfigWords(t *testing.T) {
	for text, want := range map[string][]string{
		"url = http://h/\nlocation\n":    {"--url", "http://h/", "--location"},
		"# no\n\n/ no\n* no\nsilent":     {"--silent"},
		"data: \"a\\tb \\\"q\\\"\" rest": {"--data", "a\tb \"q\""},
		"--data=a":                       {"--data=a"},
		"-d =a\n-H X-A:1":                {"-d", "=a", "-H", "X-A:1"},
		"header = X-A: 1":                {"--header", "X-A:"},
		"user-agent = \"\"":              {"--user-agent", ""},
	} {
		if got := configWords(text); len(got) != 1 || !slices.Equal(got[0], want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	if got := configWords("url a\nnext\nurl b"); len(got) != 2 {
		t.Errorf("next: %q", got)
	}
}
