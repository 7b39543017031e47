package helper

import (
	"fmt"
	"net/http"
	"net/http/httptrace"
	"os"
	"slices"
)

// verbose shows the heads of requests and answers on standard error.
type verbose struct {
	base http.RoundTripper
}

// RoundTrip implements [http.RoundTripper].
func (v verbose) RoundTrip(req *http.Request) (*http.Response, error) {
	trace := &httptrace.ClientTrace{
		WroteHeaderField: func(name string, values []string) {
			for _, value := range values {
				fmt.Fprintf(os.Stderr, "> %s: %s\n", name, value)
			}
		},
		WroteHeaders: func() { fmt.Fprintln(os.Stderr, ">") },
	}
	fmt.Fprintf(os.Stderr, "> %s %s\n", req.Method, req.URL.RequestURI())
	resp, err := v.base.RoundTrip(req.WithContext(httptrace.WithClientTrace(req.Context(), trace)))
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(os.Stderr, "< %s %s\n", resp.Proto, resp.Status)
	names := make([]string, 0, len(resp.Header))
	for name := range resp.Header {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for _, value := range resp.Header[name] {
			fmt.Fprintf(os.Stderr, "< %s: %s\n", name, value)
		}
	}
	fmt.Fprintln(os.Stderr, "<")
	return resp, nil
}
