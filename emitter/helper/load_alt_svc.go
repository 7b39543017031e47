package helper

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// altSvc sends requests to the alternative services that secure servers have named
// (RFC 7838), and keeps those in a file of curl's format. Alternatives that speak
// HTTP/3 are kept and not used, as by a curl that does not speak it.
type altSvc struct {
	base  *http.Transport
	proxy func(*http.Request) (*url.URL, error) // through which no alternative is asked
	path  string                                // of the file; empty: none

	mu      sync.Mutex
	entries []altEntry
	others  map[string]*http.Transport // by the address of an alternative
}

// altEntry is one line of a file: where a server is to be found too.
type altEntry struct {
	from, to altHost
	until    time.Time
	persist  string // "1" or "0"
	priority string
}

// altHost is a host and port, and the protocol that is spoken with it.
type altHost struct{ protocol, host, port string }

// altProtocols are the protocols that curl knows.
var altProtocols = []string{"h1", "h2", "h3"}

const altSvcTime = "20060102 15:04:05"

// loadAltSvc returns what the files say, of those that are there. The last one is
// written.
func loadAltSvc(paths ...string) (*altSvc, error) {
	t := &altSvc{path: paths[len(paths)-1], others: map[string]*http.Transport{}}
	for _, path := range paths {
		data, err := os.ReadFile(path) // #nosec G304 -- the command names the file
		if path == "" || errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		lines := bufio.NewScanner(strings.NewReader(string(data)))
		for lines.Scan() {
			before, rest, _ := strings.Cut(strings.TrimSpace(lines.Text()), `"`)
			date, after, _ := strings.Cut(rest, `"`)
			f := slices.Concat(strings.Fields(before), strings.Fields(after))
			until, err := time.Parse(altSvcTime, date)
			if strings.HasPrefix(before, "#") || len(f) != 8 || err != nil || !slices.Contains(altProtocols, f[0]) || !slices.Contains(altProtocols, f[3]) {
				continue
			}
			t.entries = append(t.entries, altEntry{altHost{f[0], f[1], f[2]}, altHost{f[3], f[4], f[5]}, until, f[6], f[7]})
		}
	}
	return t, nil
}

// altKey is the key of a context under which the address of an alternative stands.
type altKey struct{}

// dial wraps the function that makes connections: those of an alternative go to its
// address.
func (t *altSvc) dial(next func(ctx context.Context, network, addr string) (net.Conn, error)) func(ctx context.Context, network, addr string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		if other, ok := ctx.Value(altKey{}).(string); ok {
			addr = other
		}
		return next(ctx, network, addr)
	}
}

// RoundTrip implements [http.RoundTripper].
func (t *altSvc) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Scheme != "https" {
		return t.base.RoundTrip(req)
	}
	transport := t.base
	host, port := req.URL.Hostname(), cmp.Or(req.URL.Port(), "443")
	proxied := false
	if t.proxy != nil {
		proxy, err := t.proxy(req)
		proxied = proxy != nil || err != nil
	}
	if other := t.find(host, port); other != "" && !proxied {
		transport = t.other(other)
		req = req.Clone(context.WithValue(req.Context(), altKey{}, other))
		if req.Header.Get("Alt-Used") == "" {
			req.Header.Set("Alt-Used", other)
		}
	}
	resp, err := transport.RoundTrip(req)
	if err == nil {
		for i, field := range resp.Header.Values("Alt-Svc") {
			t.note(altHost{fmt.Sprintf("h%d", resp.ProtoMajor), host, port}, field, i > 0)
		}
	}
	if storeErr := t.store(); err == nil && storeErr != nil {
		_ = resp.Body.Close()
		return nil, storeErr
	}
	return resp, err
}

// find returns the address of an alternative to a server, or nothing. What servers
// have said over HTTP/2 comes first.
func (t *altSvc) find(host, port string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.entries = slices.DeleteFunc(t.entries, func(e altEntry) bool { return e.until.Before(time.Now()) })
	for _, protocol := range []string{"h2", "h1"} {
		for _, e := range t.entries {
			if e.from.protocol == protocol && strings.EqualFold(e.from.host, host) && e.from.port == port && e.to.protocol != "h3" {
				return net.JoinHostPort(strings.Trim(e.to.host, "[]"), e.to.port)
			}
		}
	}
	return ""
}

// other returns the transport for an alternative, whose connections are its own.
func (t *altSvc) other(addr string) *http.Transport {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.others[addr] == nil {
		t.others[addr] = t.base.Clone()
	}
	return t.others[addr]
}

// note keeps the alternatives that a server names, in place of those that it has
// named before unless more is to be added.
func (t *altSvc) note(from altHost, field string, more bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !more {
		t.entries = slices.DeleteFunc(t.entries, func(e altEntry) bool { return e.from == from })
	}
	for alternative := range strings.SplitSeq(field, ",") {
		what, params, _ := strings.Cut(alternative, ";")
		protocol, authority, ok := strings.Cut(strings.TrimSpace(what), "=")
		colon := strings.LastIndexByte(authority, ':')
		if !ok || !slices.Contains(altProtocols, strings.ToLower(protocol)) || len(authority) < 2 || colon < 0 {
			continue
		}
		e := altEntry{from, altHost{strings.ToLower(protocol), strings.Trim(authority[:colon], `"`), strings.Trim(authority[colon+1:], `"`)}, time.Time{}, "0", "0"}
		e.to.host = cmp.Or(e.to.host, from.host)
		if n, err := strconv.ParseUint(e.to.port, 10, 16); err != nil || n == 0 {
			continue
		}
		age := 24 * time.Hour
		for param := range strings.SplitSeq(params, ";") {
			name, value, _ := strings.Cut(strings.TrimSpace(param), "=")
			n, err := strconv.ParseInt(strings.Trim(strings.TrimSpace(value), `"`), 10, 32)
			switch name = strings.TrimSpace(name); {
			case strings.EqualFold(name, "ma") && err == nil && n > 0:
				age = time.Duration(n) * time.Second
			case strings.EqualFold(name, "persist") && n == 1:
				e.persist = "1"
			}
		}
		e.until = time.Now().Add(age)
		t.entries = append(t.entries, e)
	}
}

// store writes the file.
func (t *altSvc) store() error {
	if t.path == "" {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	var b strings.Builder
	b.WriteString("# Your alt-svc cache. https://curl.se/docs/alt-svc.html\n# This file was generated by libcurl! Edit at your own risk.\n")
	for _, e := range t.entries {
		fmt.Fprintf(&b, "%s %s %s %s %s %s %q %s %s\n", e.from.protocol, e.from.host, e.from.port, e.to.protocol, e.to.host, e.to.port,
			e.until.UTC().Format(altSvcTime), e.persist, e.priority)
	}
	return os.WriteFile(t.path, []byte(b.String()), 0o600)
}
