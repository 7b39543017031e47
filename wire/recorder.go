// Package wire has a server that records the requests it gets, and the
// comparison of what two clients sent. It is for tests that hold a generated
// program against the real curl.
package wire

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"sync"
)

// Request is one request as the server saw it.
type Request struct {
	Via    string // "http", "https", "proxy", "unix", ...: the listener it came by
	Method string
	Target string // as in the request line
	Proto  string
	Host   string
	Header http.Header // without Host; names in canonical form
	// Chunked says that the body came in the chunked transfer coding.
	Chunked bool
	Length  int64 // that was announced; -1: none
	Body    []byte
	Cert    string // the name in the client's certificate; empty: none
}

// Recorder keeps the requests of its servers in the order in which they came.
type Recorder struct {
	mu       sync.Mutex
	requests []Request
	tries    map[string]int // of a path, for answers that change
}

// Reset forgets all requests.
func (r *Recorder) Reset() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.requests, r.tries = nil, map[string]int{}
}

// Requests returns what has come since the last Reset.
func (r *Recorder) Requests() []Request {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]Request(nil), r.requests...)
}

// Handler returns a handler that records each request under the name of a
// listener and has next answer it. Next may read the body again.
func (r *Recorder) Handler(via string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		rec := Request{
			Via: via, Method: req.Method, Target: req.RequestURI, Proto: req.Proto, Host: req.Host,
			Header: req.Header.Clone(), Length: req.ContentLength,
			Chunked: len(req.TransferEncoding) > 0 && req.TransferEncoding[0] == "chunked",
		}
		if req.TLS != nil && len(req.TLS.PeerCertificates) > 0 {
			rec.Cert = req.TLS.PeerCertificates[0].Subject.CommonName
		}
		body, err := io.ReadAll(req.Body)
		if err != nil {
			return // the client went away
		}
		rec.Body = body
		req.Body = io.NopCloser(bytes.NewReader(body))
		r.mu.Lock()
		r.requests = append(r.requests, rec)
		r.mu.Unlock()
		next.ServeHTTP(w, req)
	})
}

// try returns how often a path was asked for, this time included.
func (r *Recorder) try(path string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.tries == nil {
		r.tries = map[string]int{}
	}
	r.tries[path]++
	return r.tries[path]
}

// Serve has handler answer on a listener until the returned function is called.
func Serve(l net.Listener, handler http.Handler) (stop func()) {
	server := &http.Server{Handler: handler}
	go server.Serve(l) // returns when the server is closed
	return func() { server.Close() }
}
