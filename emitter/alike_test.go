package emitter

import (
	"strings"
	"testing"
)

func TestCommonEnds(t *testing.T) {
	for _, c := range []struct{ texts, prefix, suffix string }{
		{"https://h/a https://h/b", "https://h/", ""},
		{"https://h/items?page=1 https://h/items?page=12", "https://h/items?page=", ""},
		{"https://h/v1/a.json https://h/v1/ba.json", "https://h/v1/", ".json"},
		{"https://h/a/x?k=v https://h/b/x?k=v", "https://h/", "/x?k=v"},
		{"https://h/a https://h/a", "https://h/", ""},
		{"https://h/ https://h/x/", "https://h/", ""},
		{"https://h https://h/", "https://", ""},
		{"https://h/aa https://h/aaa", "https://h/", ""},
	} {
		texts := strings.Fields(c.texts)
		prefix, suffix := commonEnds(texts)
		if prefix != c.prefix || suffix != c.suffix {
			t.Errorf("%s: got %q and %q", c.texts, prefix, suffix)
		}
		for _, s := range texts {
			if len(prefix)+len(suffix) > len(s) {
				t.Errorf("%s: %q and %q overlap", s, prefix, suffix)
			}
		}
	}
}
