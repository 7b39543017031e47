package emitter

import (
	"strings"
	"testing"
)

func TestHelperFile(t *testing.T) {
	for name, want := range map[string]string{
		"save": "save.go", "writeHead": "write_head.go", "readEtag": "read_etag.go", "rawHeaderJSON": "raw_header_json.go",
		"signV4": "sign_v4.go", "redirectURL": "redirect_url.go", "httpVersion": "http_version.go",
	} {
		if got := helperFile(name); got != "helper/"+want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

// TestCutAll cuts each helper: its file must declare what it is named after.
func TestCutAll(t *testing.T) {
	entries, err := sources.ReadDir("helper")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), "_test.go") || e.Name() == "doc.go" {
			continue
		}
		src, err := sources.ReadFile("helper/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for line := range strings.Lines(string(src)) {
			name, ok := strings.CutPrefix(line, "func ")
			if !ok {
				name, ok = strings.CutPrefix(line, "type ")
			}
			if !ok || strings.HasPrefix(name, "(") {
				continue
			}
			if end := strings.IndexAny(name, "([ "); end > 0 && helperFile(name[:end]) == "helper/"+e.Name() {
				found = true
				if _, err := cut([]string{name[:end]}, map[string]bool{}, nil); err != nil {
					t.Error(err)
				}
			}
		}
		if !found {
			t.Errorf("%s declares no function or type of its name", e.Name())
		}
	}
}
