package helper

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

// recordedRequest is what a server got.
type recordedRequest struct {
	method, url, body string
	header            map[string]string
}

// recordingClient returns a client that sends all requests to a server of the
// test, which answers with {}, and the request that came last.
func recordingClient(t *testing.T) (*http.Client, *recordedRequest) {
	got := &recordedRequest{header: map[string]string{}}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		got.method, got.body = r.Method, string(body)
		for name := range r.Header {
			got.header[name] = r.Header.Get(name)
		}
		io.WriteString(w, "{}")
	}))
	t.Cleanup(server.Close)
	return &http.Client{Transport: recordingTransport{server.URL, got}}, got
}

// recordingTransport sends requests to a server of the test.
type recordingTransport struct {
	server string
	got    *recordedRequest
}

// RoundTrip implements [http.RoundTripper].
func (r recordingTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	r.got.url = req.URL.String()
	to, err := url.Parse(r.server)
	if err != nil {
		return nil, err
	}
	out := req.Clone(req.Context())
	out.URL.Scheme, out.URL.Host = to.Scheme, to.Host
	return http.DefaultTransport.RoundTrip(out)
}

// check compares a request with what is known of the one that was to come.
func (r *recordedRequest) check(t *testing.T, want recordedRequest) {
	t.Helper()
	if want.method != "" && r.method != want.method {
		t.Errorf("method %s, want %s", r.method, want.method)
	}
	if want.url != "" && r.url != want.url {
		t.Errorf("URL %s, want %s", r.url, want.url)
	}
	if want.body != "" && r.body != want.body {
		t.Errorf("body %q, want %q", r.body, want.body)
	}
	for name, value := range want.header {
		if got := r.header[http.CanonicalHeaderKey(name)]; got != value {
			t.Errorf("%s: %q, want %q", name, got, value)
		}
	}
}
