package helper

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// brokenWriter fails.
type brokenWriter struct{}

var errBroken = errors.New("nobody reads this")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestHeadWriter(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			http.Redirect(w, r, "/there", http.StatusFound)
			return
		}
		w.Header().Set("Location", "http://[::bad/")
		w.WriteHeader(http.StatusFound)
	}))
	defer server.Close()
	var heads bytes.Buffer
	_, _, err := get(t, &http.Client{Transport: headWriter{http.DefaultTransport, &heads}}, server.URL)
	if err == nil {
		t.Error("a malformed Location is no error")
	}
	if got := heads.String(); strings.Count(got, "HTTP/1.1 302 Found\r\n") != 2 || !strings.Contains(got, "\r\nLocation: /there\r\n") || !strings.HasSuffix(got, "\r\n\r\n") {
		t.Errorf("the heads are %q", got)
	}
	if _, _, err := get(t, &http.Client{Transport: headWriter{http.DefaultTransport, brokenWriter{}}}, server.URL); !errors.Is(err, errBroken) {
		t.Errorf("got %v, want %v", err, errBroken)
	}
}

func TestInterimWriter(t *testing.T) {
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Link", "</a>")
		w.WriteHeader(http.StatusEarlyHints)
		w.Header().Del("Link")
		w.WriteHeader(http.StatusTeapot)
	})
	plain := httptest.NewServer(handler)
	defer plain.Close()
	secure := httptest.NewUnstartedServer(handler)
	secure.EnableHTTP2 = true
	secure.StartTLS()
	defer secure.Close()
	for server, want := range map[*httptest.Server]string{
		plain:  "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n",
		secure: "HTTP/2 103 \r\nLink: </a>\r\n\r\n",
	} {
		var heads bytes.Buffer
		resp, _, err := get(t, &http.Client{Transport: interimWriter{server.Client().Transport, &heads}}, server.URL)
		if err != nil {
			t.Fatal(err)
		}
		if got := heads.String(); got != want || resp.StatusCode != http.StatusTeapot {
			t.Errorf("the heads before %s are %q, want %q", resp.Status, got, want)
		}
	}
}

func TestLinesTwice(t *testing.T) {
	if got, want := linesTwice("HTTP/1.1 200 OK\r\nA: b\r\n\r\n"), "HTTP/1.1 200 OK\r\nHTTP/1.1 200 OK\r\nA: b\r\nA: b\r\n\r\n\r\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestGunzipped(t *testing.T) {
	var coded bytes.Buffer
	w := gzip.NewWriter(&coded)
	_, _ = io.WriteString(w, "plain")
	w.Close()
	for _, c := range []struct{ coding, body, want string }{
		{"GZIP", coded.String(), "plain"},
		{"gzip", "", ""},
		{"", "as it is", "as it is"},
	} {
		resp := &http.Response{Header: http.Header{"Content-Encoding": {c.coding}}, Body: io.NopCloser(strings.NewReader(c.body))}
		r, err := gunzipped(resp)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); string(got) != c.want || err != nil {
			t.Errorf("%s: got %q, %v", c.coding, got, err)
		}
	}
	if _, err := gunzipped(&http.Response{Header: http.Header{"Content-Encoding": {"gzip"}}, Body: io.NopCloser(strings.NewReader("no gzip"))}); err == nil {
		t.Error("what is not gzip is no error")
	}
}

func TestShownURL(t *testing.T) {
	for _, want := range []string{"http://åäö.se:80/a%20b?q=%C3%A5", "https://example.com/%C3%A5"} {
		u, err := url.Parse(want)
		if err != nil {
			t.Fatal(err)
		}
		if got := shownURL(u); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
