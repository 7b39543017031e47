package helper

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestHSTS(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hsts")
	const before = "# comment\nold.example \"20010101 00:00:00\"\nonly.example \"99991231 23:59:59\"\n.all.example \"unlimited\"\nbad line\n"
	if err := os.WriteFile(path, []byte(before), 0o600); err != nil {
		t.Fatal(err)
	}
	policy := ""
	transport, err := loadHSTS(roundTrips(func(req *http.Request) (*http.Response, error) {
		return &http.Response{Request: req, Body: http.NoBody, Header: http.Header{"Strict-Transport-Security": {policy}}}, nil
	}), path)
	if err != nil {
		t.Fatal(err)
	}
	send := func(target string) string {
		req, err := http.NewRequest(http.MethodGet, target, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := transport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		return resp.Request.URL.Scheme
	}
	for target, want := range map[string]string{
		"http://old.example/": "http", "http://only.example/": "https", "http://only.example./": "https", "http://sub.only.example/": "http",
		"http://all.example/": "https", "http://SUB.all.example:8080/": "https", "http://notall.example/": "http",
	} {
		if got := send(target); got != want {
			t.Errorf("%s goes over %s", target, got)
		}
	}

	policy = "max-age=100"
	send("http://plain.example/")
	policy = "max-age=\"31536000\"; includeSubDomains"
	send("https://new.example/")
	send("https://192.0.2.1/")
	policy = "max-age=0"
	send("https://only.example/")
	policy = "includeSubDomains"
	send("https://none.example/")
	again, err := loadHSTS(transport.base, path)
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]bool{
		"new.example": true, "x.new.example": true, "only.example": false, "x.all.example": true, "plain.example": false, "192.0.2.1": false, "none.example": false,
	} {
		if got := again.known(host); got != want {
			t.Errorf("%s: %v", host, got)
		}
	}
	if data, _ := os.ReadFile(path); !strings.HasPrefix(string(data), "# Your HSTS cache.") || !strings.Contains(string(data), "\n.all.example \"unlimited\"\n") {
		t.Errorf("the file is %q", data)
	}
	if _, err := loadHSTS(transport.base, filepath.Join(t.TempDir(), "none")); err != nil {
		t.Errorf("a file that is not there: %v", err)
	}
}

// roundTrips is a function as a transport.
type roundTrips func(*http.Request) (*http.Response, error)

func (f roundTrips) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }
