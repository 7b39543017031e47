package helper

import (
	"fmt"
	"net/http"
	"net/http/httptrace"
	"net/http/httputil"
	"os"
	"strings"
)

// verbose shows the heads of requests and answers on standard error.
type verbose struct {
	base http.RoundTripper
}

// RoundTrip implements [http.RoundTripper].
func (v verbose) RoundTrip(req *http.Request) (*http.Response, error) {
	var fields strings.Builder
	version := "HTTP/1.1"
	trace := &httptrace.ClientTrace{
		WroteHeaderField: func(name string, values []string) {
			switch {
			case name == ":authority":
				version, name = "HTTP/2", "Host"
			case name[0] == ':': // HTTP/2 has the request line in fields
				return
			}
			fmt.Fprintf(&fields, "> %s: %s\n", name, strings.Join(values, "\n> "+name+": "))
		},
		WroteHeaders: func() {
			fmt.Fprintf(os.Stderr, "> %s %s %s\n%s>\n", req.Method, req.URL.RequestURI(), version, fields.String())
			fields.Reset() // a request may have to be sent again
		},
	}
	resp, err := v.base.RoundTrip(req.WithContext(httptrace.WithClientTrace(req.Context(), trace)))
	if err != nil {
		return nil, err
	}
	dump, err := httputil.DumpResponse(resp, false)
	if err != nil {
		_ = resp.Body.Close()
		return nil, err
	}
	head := strings.TrimSpace(string(dump))
	if resp.ProtoMajor > 1 { // it has no reason phrase
		_, fields, _ := strings.Cut(head, "\r\n")
		head = fmt.Sprintf("HTTP/%d %d\r\n%s", resp.ProtoMajor, resp.StatusCode, fields)
	}
	fmt.Fprintf(os.Stderr, "< %s\n<\n", strings.ReplaceAll(head, "\r\n", "\n< "))
	return resp, nil
}
