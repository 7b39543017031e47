package helper

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestRequestSize counts the requests of two transfers over one connection, and those
// of a third over another.
func TestRequestSize(t *testing.T) {
	dial, _ := answering("|HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n|HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
	wire := &exactConn{counts: true, bodyEnd: bodyEnd}
	client := http.Client{Transport: &http.Transport{DialContext: exactDial(wire, dial), DisableCompression: true}}
	for path, want := range map[string]int{"/": 0, "/long": 4} {
		requests := new(requestSize)
		tr := newTrace()
		tr.onConn = requests.over
		req, err := http.NewRequestWithContext(tr.context(context.Background()), http.MethodPost, "http://h"+path, strings.NewReader("data"))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("User-Agent", "u")
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		want += len("POST / HTTP/1.1\r\nHost: h\r\nUser-Agent: u\r\nContent-Length: 4\r\n\r\ndata")
		if got := requests.total(); got != int64(want) {
			t.Errorf("%s: %d bytes, want %d", path, got, want)
		}
		requests.over(nil) // another one
		if got := requests.total(); got != int64(want) {
			t.Errorf("%s, then another connection: %d bytes, want %d", path, got, want)
		}
	}
}

func TestCodedBody(t *testing.T) {
	coded := &codedBody{ReadCloser: io.NopCloser(strings.NewReader("coded"))}
	if _, err := io.Copy(io.Discard, coded); err != nil || coded.n != 5 {
		t.Errorf("%d bytes, %v", coded.n, err)
	}
}
