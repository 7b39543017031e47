package helper

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// exactClient returns a client whose connections are exact ones to a server that
// answers each request with the next of the replies, and the wire.
func exactClient(t *testing.T, replies ...string) (*http.Client, *exactConn) {
	t.Helper()
	e := &exactConn{order: []string{"Host"}}
	dial, _ := answering("|" + strings.Join(replies, "|"))
	return &http.Client{Transport: &http.Transport{DialContext: exactDial(e, dial), DisableCompression: true}}, e
}

func get(t *testing.T, client *http.Client, target string) (*http.Response, string, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, target, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return resp, string(body), err
}

// TestAnswers shows what curl takes for an answer, and what it refuses with
// which exit code.
func TestAnswers(t *testing.T) {
	for _, c := range []struct {
		reply, body string
		code        int
		set         func(*exactConn)
	}{
		{reply: "HTTP/1.1 200 OK\nContent-Length: 2\n\nok", body: "ok"},
		{reply: "HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 2\r\n\r\nok", body: "ok"},
		{reply: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\nok\n0\nT: r\n\n", body: "ok"},
		{reply: "HTTP/1.1 200 OK\r\nbad name: x\r\nX: \x01\r\nContent-Length: 2\r\n\r\nok", body: "ok"},
		{reply: "HTTP/1.1 200 OK\r\nContent-Length: -6\r\n\r\n", code: 8},
		{reply: "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", code: 8},
		{reply: "HTTP/1.2 200 OK\r\n\r\n", code: 1},
		{reply: "HTTP/1.1 2000 OK\r\n\r\n", code: 1},
		{reply: "what?\r\n", code: 1},
		{reply: "HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 101<<10) + "\r\n\r\n", code: 100},
		{reply: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", code: 56},
		{reply: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", body: "2\r\nok\r\n0\r\n\r\n", set: func(e *exactConn) { e.rawChunks = true }},
		{reply: "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", code: 63, set: func(e *exactConn) { e.onAnswer = append(e.onAnswer, tooLarge) }},
		{reply: "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nok", body: "ok", set: func(e *exactConn) { e.ignoreLength, e.onAnswer = true, append(e.onAnswer, withoutLength) }},
		{reply: "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nok", body: "ok", set: func(e *exactConn) { e.onAnswer = append(e.onAnswer, withoutLength) }},
		{reply: "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok and more", body: "ok"},
		{reply: "HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\n", code: 8},
		{reply: "HTTP/1.1 103 Hints\r\n\r\n", code: 52},
		{reply: "HTTP/1.1 200 OK\r\nX", body: ""},
		{reply: "HTTP/1.1 200 OK", code: 52},
		{reply: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\ncontent-length: 3\r\n\r\nabc", code: 8},
		{reply: "HTTP/1.1 200 OK\r\nContent-Length: 2x\r\n\r\nok", code: 8},
		{reply: "HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /b\r\n\r\n", code: 8},
		{reply: "HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n", code: 8},
		{reply: "HTTP/1.1 200 OK\r\n" + strings.Repeat("X: y\r\n", 5001) + "\r\n", code: 100},
		{reply: "HTTP/1.1 200 OK\r\n" + strings.Repeat("X: "+strings.Repeat("y", 9999)+"\r\n", 31) + "\r\n", code: 56},
		{reply: "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", code: 61},
		{reply: "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", body: "ok", set: func(e *exactConn) { e.anyCoding = true }},
		{reply: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nno trailer\r\n\r\n", code: 8},
		{reply: "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", body: "ok"},
		{reply: "what?", body: "what?", set: func(e *exactConn) { e.http09 = http09Answer }},
		{reply: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nokay\r\n", code: 56},
		{reply: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n1", code: 18},
	} {
		client, e := exactClient(t, c.reply)
		if c.set != nil {
			c.set(e)
		}
		_, body, err := get(t, client, "http://h/")
		if (err == nil) != (c.code == 0) || err != nil && exitCode(err) != c.code || err == nil && body != c.body {
			t.Errorf("%.60q: body %q, %v; want %q and code %d", c.reply, body, err, c.body, c.code)
		}
	}
}

func TestEscapedLocation(t *testing.T) {
	for location, want := range map[string]string{
		"/a b?c d\xc3\xa4": "/a%20b?c+d%C3%A4", "http:/h?q": "http://h/?q", "http://h": "http://h/", "http://h#f": "http://h/#f",
		"http://h/a/%2e%2E/b": "http://h/a/../b", "%2e/b?%2e": "./b?%2E", "/%7e?%aa#%bb": "/%7E?%AA#%BB",
	} {
		if got := escapedLocation(location); got != want {
			t.Errorf("%s: got %s, want %s", location, got, want)
		}
	}
}

// TestAuthTransport goes through the dialogs of schemes.
func TestAuthTransport(t *testing.T) {
	var got []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		field := r.Header.Get("Authorization")
		got = append(got, field+"|"+string(body))
		switch {
		case strings.HasPrefix(field, "NTLM") && field != "NTLM "+ntlmHello, strings.HasPrefix(field, "D "), strings.HasPrefix(field, "Basic") && r.URL.Path == "/basic":
		case strings.HasPrefix(field, "NTLM"):
			w.Header().Set("WWW-Authenticate", "NTLM Y2hhbGxlbmdl")
			w.WriteHeader(http.StatusUnauthorized)
		case strings.HasPrefix(field, "Bearer"):
		case r.URL.Path == "/token":
			w.Header().Add("WWW-Authenticate", "Basic, Bearer")
			w.WriteHeader(http.StatusUnauthorized)
		case r.URL.Path == "/upper":
			w.Header().Add("WWW-Authenticate", `DIGEST REALM=r,NONCE="n"`)
			w.WriteHeader(http.StatusUnauthorized)
		case r.URL.Path == "/unknown":
			w.Header().Add("WWW-Authenticate", `Digest realm="r", nonce="n", algorithm=FOO`)
			w.WriteHeader(http.StatusUnauthorized)
		case r.URL.Path == "/basic":
			w.Header().Set("WWW-Authenticate", `Odd realm="a, b", Basic realm="x"`)
			w.WriteHeader(http.StatusUnauthorized)
		default:
			w.Header().Add("WWW-Authenticate", "Basic realm=x")
			w.Header().Add("WWW-Authenticate", `Digest realm="r", nonce="n"`)
			w.WriteHeader(http.StatusUnauthorized)
		}
	}))
	defer server.Close()
	for _, c := range []struct {
		scheme, path string
		want         []string
	}{
		{"digest", "/", []string{"|", `D POST / realm="r", nonce="n" 1|body`}},
		{"any", "/x?y", []string{"|body", `D POST /x?y realm="r", nonce="n" 1|body`}},
		{"any", "/basic", []string{"|body", "Basic dTpw|body"}},
		{"basic", "/basic", []string{"Basic dTpw|body"}},
		{"any", "/token", []string{"|body", "Bearer t|body"}},
		{"any", "/upper", []string{"|body", `D POST /upper realm=r, nonce="n" 1|body`}},
		{"digest", "/unknown", []string{"|"}},
		{"ntlm", "/", []string{"NTLM " + ntlmHello + "|", "NTLM YW5zd2VyIGNoYWxsZW5nZQ==|body"}},
	} {
		got = nil
		client := &http.Client{Transport: &authTransport{base: http.DefaultTransport, dialog: &authDialog{
			user: "u", password: "p", bearer: "t", scheme: c.scheme,
			digest: func(method, uri, challenge string, count int) (string, error) {
				return fmt.Sprintf("D %s %s %s %d", method, uri, challenge, count), nil
			},
			ntlm: func(challenge []byte) ([]byte, error) { return append([]byte("answer "), challenge...), nil },
		}}}
		req, _ := http.NewRequestWithContext(context.Background(), http.MethodPost, server.URL+c.path, strings.NewReader("body"))
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if n := numRedirects(resp); n != len(c.want)-1 {
			t.Errorf("%s %s: %d requests followed, want %d", c.scheme, c.path, n, len(c.want)-1)
		}
		if (resp.StatusCode == http.StatusOK) != (c.path != "/unknown") || strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s %s: status %d, got\n%s\nwant\n%s", c.scheme, c.path, resp.StatusCode, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

// TestAuthTransportHoldsBack sends a form through the dialogs of a proxy and of a
// server: neither dialog sees the other one's answers, and the first requests carry
// nothing of the form.
func TestAuthTransportHoldsBack(t *testing.T) {
	answers := []*http.Response{
		{StatusCode: 407, Header: http.Header{"Proxy-Authenticate": {"NTLM eA=="}}},
		{StatusCode: 401, Header: http.Header{"Www-Authenticate": {`Digest realm="r", nonce="n"`}}},
		{StatusCode: 200},
	}
	base := &recorded{answers: answers}
	dialog := func(scheme string) *authDialog {
		return &authDialog{
			scheme: scheme,
			digest: func(string, string, string, int) (string, error) { return "D", nil },
			ntlm:   func(challenge []byte) ([]byte, error) { return challenge, nil },
		}
	}
	transport := &authTransport{base: &authTransport{base: base, dialog: dialog("ntlm"), proxy: true}, dialog: dialog("digest")}
	req, _ := http.NewRequestWithContext(context.Background(), http.MethodPost, "http://h/", strings.NewReader("form"))
	req.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	if _, err := transport.RoundTrip(req); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range base.requests {
		got = append(got, fmt.Sprint(r.Header["Proxy-Authorization"], r.Header["Authorization"], r.Header["Content-Type"], r.ContentLength))
	}
	want := []string{
		"[NTLM " + ntlmHello + "] [] [] 0",
		"[NTLM eA==] [] [] 0",
		"[] [D] [multipart/form-data; boundary=b] 4",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestAuthTransportNewConnection begins NTLM anew where the connection that was let
// in is closed.
func TestAuthTransportNewConnection(t *testing.T) {
	base := &recorded{answers: []*http.Response{
		{StatusCode: 401, Header: http.Header{"Www-Authenticate": {"NTLM eA=="}}},
		{StatusCode: 200},
		{StatusCode: 200, Close: true},
		{StatusCode: 200},
	}}
	transport := &authTransport{base: base, dialog: &authDialog{
		scheme: "ntlm", ntlm: func(challenge []byte) ([]byte, error) { return challenge, nil },
	}}
	for range 3 {
		req, _ := http.NewRequestWithContext(context.Background(), http.MethodGet, "http://h/", nil)
		if _, err := transport.RoundTrip(req); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"NTLM " + ntlmHello, "NTLM eA==", "", "NTLM " + ntlmHello}
	for i, r := range base.requests {
		if got := r.Header.Get("Authorization"); got != want[i] {
			t.Errorf("request %d has %q, want %q", i, got, want[i])
		}
	}
}

func TestCurlDigest(t *testing.T) {
	got := curlDigest(`Digest username="a\"b", realm="r, s", nonce="n", uri="/", response="x", algorithm=MD5, cnonce="c", qop=auth, nc=00000001`)
	want := `Digest username="a\"b", realm="r, s", nonce="n", uri="/", cnonce="c", nc=00000001, qop=auth, response="x", algorithm=MD5`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestSessionKey has the key of RFC 7616 section 3.9.1's user in a session.
func TestSessionKey(t *testing.T) {
	for algorithm, want := range map[string]string{"MD5": "8e0121e7dd930ca084eb6de15ca7c835", "SHA-256": "212229e80bb8dc6ad3421be43094bbb91ca44723e2626939d5c9bef16f0562b9"} {
		if got := sessionKey(algorithm, "n", "c", "u", "r", "p"); got != want {
			t.Errorf("%s: got %s, want %s", algorithm, got, want)
		}
	}
}

func TestDigestChallenge(t *testing.T) {
	for params, want := range map[string]string{
		`REALM=r , Nonce = "n"`:                              `realm=r, nonce="n"`,
		`nonce="n", qop="AUTH-INT,auth"`:                     `nonce="n", qop=auth`,
		`nonce="n", qop="foo"`:                               `nonce="n"`,
		`nonce="n, qop=x", qop=auth-int, algorithm=MD5-sess`: `nonce="n, qop=x", qop=auth-int, algorithm=MD5-sess`,
		`nonce="n", algorithm=MD5-sess`:                      "",
		`nonce="n", algorithm=SHA-1`:                         "",
		`realm="r"`:                                          "",
	} {
		if got, ok := digestChallenge(params); ok != (want != "") || ok && got != want {
			t.Errorf("%s: got %s, %t", params, got, ok)
		}
	}
}

func TestProxyTunnel(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	heard := make(chan string, 4)
	go func() {
	accept:
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			r := bufio.NewReader(conn)
			for {
				head := ""
				for !strings.HasSuffix(head, "\r\n\r\n") {
					line, err := r.ReadString('\n')
					if err != nil {
						continue accept
					}
					head += line
				}
				heard <- head
				if strings.Contains(head, "Proxy-Authorization") {
					io.WriteString(conn, "HTTP/1.1 200 Fine\r\n\r\nhello")
					conn.Close()
					break
				}
				io.WriteString(conn, "HTTP/1.1 407 Who\r\nProxy-Authenticate: Digest nonce=\"n\"\r\nContent-Length: 2\r\n\r\nno")
			}
		}
	}()
	heads := new(rawHeads)
	tunnel := &proxyTunnel{
		connect: connectRequest{version: "1.0", lines: []string{"X: y"}, keepHead: heads},
		proxy:   plainHTTP(&url.URL{Scheme: "http", Host: listener.Addr().String()}),
		auth:    &authDialog{scheme: "digest", digest: func(method, uri, _ string, _ int) (string, error) { return "D " + method + " " + uri, nil }},
	}
	conn, err := tunnel.via(new(net.Dialer).DialContext)(context.Background(), "tcp", "h:443")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if through, _ := io.ReadAll(conn); string(through) != "hello" {
		t.Errorf("through the tunnel came %q", through)
	}
	if head, want := <-heard, "CONNECT h:443 HTTP/1.0\r\nHost: h:443\r\nX: y\r\n\r\n"; head != want {
		t.Errorf("got %q, want %q", head, want)
	}
	if head, want := <-heard, "CONNECT h:443 HTTP/1.0\r\nHost: h:443\r\nProxy-Authorization: D CONNECT h:443\r\nX: y\r\n\r\n"; head != want {
		t.Errorf("got %q, want %q", head, want)
	}
	if kept := heads.taken(); !strings.HasPrefix(kept, "HTTP/1.1 407 Who\r\n") || !strings.HasSuffix(kept, "HTTP/1.1 200 Fine\r\n\r\n") {
		t.Errorf("heads %q", kept)
	}
	tunnel.auth = nil
	if _, err := tunnel.via(new(net.Dialer).DialContext)(context.Background(), "tcp", "h:443"); err == nil || exitCode(err) != 7 || tunnel.status.Load() != 407 {
		t.Errorf("a refused tunnel is %v, status %d", err, tunnel.status.Load())
	}
	<-heard
	user := plainHTTP(&url.URL{Scheme: "http", Host: listener.Addr().String(), User: url.UserPassword("u", "p")})
	conn, err = viaProxy(new(net.Dialer).DialContext, user, tunnel.connect)(context.Background(), "tcp", "h:443")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if through, _ := io.ReadAll(conn); string(through) != "hello" {
		t.Errorf("through the tunnel came %q", through)
	}
	if head, want := <-heard, "CONNECT h:443 HTTP/1.0\r\nHost: h:443\r\nProxy-Authorization: Basic dTpw\r\nX: y\r\n\r\n"; head != want {
		t.Errorf("got %q, want %q", head, want)
	}
}

func plainHTTP(u *url.URL) func(*http.Request) (*url.URL, error) {
	return func(*http.Request) (*url.URL, error) { return u, nil }
}

func TestCurlProxy(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://capitals:1")
	t.Setenv("http_proxy", "plain:2")
	t.Setenv("HTTPS_PROXY", "http://secure:3")
	t.Setenv("no_proxy", "skipped")
	for target, want := range map[string]string{"http://127.0.0.1/": "http://plain:2", "https://h/": "http://secure:3", "http://a.skipped/": ""} {
		u, err := curlProxy(noProxyList())(httptest.NewRequest("GET", target, nil))
		got := ""
		if u != nil {
			got = u.String()
		}
		if err != nil || got != want {
			t.Errorf("%s: got %s, %v, want %s", target, got, err, want)
		}
	}
	for scheme, tunnelled := range map[string]bool{"http": true, "https": true, "socks5": false} {
		if u, err := withoutTunnels(plainHTTP(&url.URL{Scheme: scheme, Host: "p"}))(httptest.NewRequest("GET", "https://h/", nil)); (u == nil) != tunnelled || err != nil {
			t.Errorf("a secure server is asked through %v, %v", u, err)
		}
	}
	t.Setenv("http_proxy", "")
	t.Setenv("ALL_PROXY", "portless")
	if u, err := curlProxy("")(httptest.NewRequest("GET", "http://h/", nil)); err != nil || u.Host != "portless" {
		t.Errorf("without a scheme: %v, %v", u, err)
	}
}

func TestCookieTransport(t *testing.T) {
	var got []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = append(got, strings.Join(r.Header["Cookie"], "|"))
		for _, field := range []string{"a=1; path=/", "longer=2; path=/deep", "b; path=/", "gone=1; max-age=0", "late=1; expires=Thu, 01-Jan-2099 00:00:00 GMT; path=/"} {
			w.Header().Add("Set-Cookie", field)
		}
	}))
	defer server.Close()
	jar, err := loadCookies(false)
	if err != nil {
		t.Fatal(err)
	}
	for _, given := range []bool{false, false, true} {
		client := &http.Client{Transport: &cookieTransport{base: http.DefaultTransport, jar: cookiePairs{jar}, given: given}}
		req, _ := http.NewRequestWithContext(context.Background(), http.MethodGet, server.URL+"/deep/er", nil)
		req.Header.Set("Cookie", "t=3")
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
	}
	if want := "t=3\nlonger=2; late=1; a=1; t=3\nlonger=2; late=1; a=1|t=3"; strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

// Transfers to several servers share a client: what goes to the first server of each
// goes no further by a redirect.
func TestFirstServer(t *testing.T) {
	var got []string
	record := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r.URL.Path+" "+r.Header.Get("Authorization"))
		if to := r.URL.Query().Get("to"); to != "" {
			http.Redirect(w, r, to, http.StatusFound)
		}
	})
	one, two := httptest.NewServer(record), httptest.NewServer(record)
	defer one.Close()
	defer two.Close()
	client := &http.Client{Transport: &authTransport{base: http.DefaultTransport, dialog: &authDialog{user: "u", password: "p", scheme: "basic"}}}
	for _, u := range []string{one.URL + "/1", two.URL + "/2", one.URL + "/3?to=" + two.URL + "/4", one.URL + "/5?to=/6"} {
		if _, _, err := get(t, client, u); err != nil {
			t.Fatal(err)
		}
	}
	const basic = "Basic dTpw"
	want := []string{"/1 " + basic, "/2 " + basic, "/3 " + basic, "/4 ", "/5 " + basic, "/6 " + basic}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCurlDate(t *testing.T) {
	want := time.Date(2037, 2, 13, 11, 56, 27, 0, time.UTC)
	for _, s := range []string{"Fri Feb 13 11:56:27 GMT 2037", "Friday, 13-Feb-2037 11:56:27 GMT", "Fri, 13 Feb 2037 11:56:27 GMT"} {
		if got, ok := curlDate(s); !ok || !got.Equal(want) {
			t.Errorf("%s: got %v", s, got)
		}
	}
	if _, ok := curlDate("totally bad"); ok {
		t.Error("no date is one")
	}
}

func TestUnmet(t *testing.T) {
	at := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		since  time.Time
		before bool
		want   int
	}{
		{at.Add(-time.Hour), false, 200}, {at, false, 304}, {at.Add(time.Hour), false, 304},
		{at.Add(-time.Hour), true, 304}, {at.Add(time.Hour), true, 200}, {time.Time{}, false, 200},
	} {
		resp := &http.Response{StatusCode: 200, Header: http.Header{"Last-Modified": {at.Format(http.TimeFormat)}}}
		if unmet(resp, c.since, c.before); resp.StatusCode != c.want {
			t.Errorf("%v, %v: status %d, want %d", c.since, c.before, resp.StatusCode, c.want)
		}
	}
}

func TestSameServerOnly(t *testing.T) {
	first := httptest.NewRequest("GET", "http://a/", nil)
	first.Header.Set("Authorization", "x")
	first.Host = "other"
	for target, want := range map[string]string{"http://a:80/b": "x other", "https://a/": " ", "http://sub.a/": " "} {
		req := httptest.NewRequest("GET", target, nil)
		req.Header.Set("Authorization", "x")
		sameServerOnly(req, first, false)
		if got := req.Header.Get("Authorization") + " " + req.Host; got != want {
			t.Errorf("%s: got %q, want %q", target, got, want)
		}
	}
}

func TestFilesOfExactPrograms(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	if err := touch(path); err != nil {
		t.Fatal(err)
	}
	if err := touch(filepath.Join(path, "below")); !errors.As(err, new(*os.PathError)) || exitCode(err) != 26 {
		t.Errorf("got %v", err)
	}
	if err := os.WriteFile(path, []byte("0123"), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := openAt(path, 2)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if got, _ := io.ReadAll(file); string(got) != "23" {
		t.Errorf("got %q", got)
	}
	if b := curlBoundary(); len(b) != 46 || b == curlBoundary() {
		t.Errorf("boundary %q", b)
	}
}

func TestFileTransport(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(path, []byte("0123456789"), 0o600); err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Transport: fileTransport{}}
	for field, want := range map[string]string{"": "0123456789", "bytes=2-3": "23", "bytes=8-": "89", "bytes=-3": "789", "bytes=5-99": "56789"} {
		req := httptest.NewRequest("GET", "file://"+filepath.ToSlash(path), nil)
		req.RequestURI = ""
		req.Header.Set("Range", field)
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		if string(body) != want || resp.ContentLength != int64(len(want)) {
			t.Errorf("%s: got %q", field, body)
		}
		if head := fileHead(resp); !strings.HasPrefix(head, "Content-Length: 10\r\nAccept-ranges: bytes\r\nLast-Modified: ") {
			t.Errorf("head %q", head)
		}
	}
	for target, code := range map[string]int{path + "missing": 37, path: 36} {
		req := httptest.NewRequest("GET", "file://"+filepath.ToSlash(target), nil)
		req.RequestURI = ""
		req.Header.Set("Range", "bytes=11-")
		if resp, err := client.Do(req); err == nil || exitCode(err) != code {
			t.Errorf("%s: %v", target, err)
			if err == nil {
				resp.Body.Close()
			}
		}
	}
	req, _ := http.NewRequestWithContext(context.Background(), http.MethodPut, "file://"+filepath.ToSlash(path), strings.NewReader("up"))
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if got, _ := os.ReadFile(path); string(got) != "up" {
		t.Errorf("got %q", got)
	}
}

func TestWriteError(t *testing.T) {
	_, err := os.Open(filepath.Join(t.TempDir(), "none"))
	if exitCode(err) != 26 || exitCode(writeError(err)) != 23 || writeError(nil) != nil {
		t.Errorf("codes %d and %d", exitCode(err), exitCode(writeError(err)))
	}
}

func TestContentReader(t *testing.T) {
	good := newContentReader(new(http.Response), func() (io.Reader, error) { return strings.NewReader("ok"), nil })
	if got, err := io.ReadAll(good); string(got) != "ok" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	bad := newContentReader(new(http.Response), func() (io.Reader, error) { return nil, errors.New("no gzip") })
	if _, err := io.ReadAll(bad); exitCode(err) != 61 {
		t.Errorf("got %v", err)
	}
}

func TestRecordingClient(t *testing.T) {
	client, got := recordingClient(t)
	req, _ := http.NewRequestWithContext(t.Context(), "POST", "https://example.com/a?b", strings.NewReader("body"))
	req.Header.Set("X", "y")
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	got.check(t, recordedRequest{method: "POST", url: "https://example.com/a?b", body: "body", header: map[string]string{"x": "y"}})
}

func TestNTLMAnswer(t *testing.T) {
	for message, want := range map[string]string{"": "31d6cfe0d16ae931b73c59d7e0c089c0", "abc": "a448017aaf21d8525fc10ae87aa6729d", "12345678901234567890123456789012345678901234567890123456789012345678901234567890": "e33b4ddc9c38f2199c3e7b164fcc0536"} {
		if got := fmt.Sprintf("%x", md4([]byte(message))); got != want {
			t.Errorf("MD4 of %q is %s, want %s", message, got, want)
		}
	}
	// The values of MS-NLMP section 4.2.2, for the password "Password".
	if got, want := fmt.Sprintf("%x", lmHash("Password")), "e52cac67419a9a224a3b108f3fa6cb6d"; got != want {
		t.Errorf("LM hash %s, want %s", got, want)
	}
	nonce := []byte{0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef}
	if got, want := fmt.Sprintf("%x", desResponse(md4(utf16Bytes("Password")), nonce)), "67c43011f30298a2ad35ece64f16331c44bdbed927841f94"; got != want {
		t.Errorf("response %s, want %s", got, want)
	}
	challenge := append(append([]byte("NTLMSSP\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x06\x82\x01\x00"), nonce...), make([]byte, 16)...)
	message, ok := ntlmAnswer(challenge, `dom\me`, "Password")
	if !ok || !strings.HasSuffix(string(message), "domme"+"WORKSTATION") || len(message) != 64+48+len("dommeWORKSTATION") {
		t.Errorf("got %q, %v", message, ok)
	}
	challenge[22] |= 0x80
	challenge[40] = 4
	if _, ok := ntlmAnswer(challenge, "me", "p"); ok {
		t.Error("a challenge with target information is answered")
	}
}

func TestHAProxyDial(t *testing.T) {
	for _, client := range []string{"", "192.0.2.1"} {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer listener.Close()
		conn, err := haproxyDial(new(net.Dialer).DialContext, client)(context.Background(), "tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		got, err := listener.Accept()
		if err != nil {
			t.Fatal(err)
		}
		defer got.Close()
		line, err := bufio.NewReader(got).ReadString('\n')
		local, remote := conn.LocalAddr().(*net.TCPAddr), conn.RemoteAddr().(*net.TCPAddr)
		both := cmp.Or(client, "127.0.0.1")
		if want := fmt.Sprintf("PROXY TCP4 %s %s %d %d\r\n", both, both, local.Port, remote.Port); err != nil || line != want {
			t.Errorf("got %q, %v, want %q", line, err, want)
		}
	}
}

func TestTransferDecoded(t *testing.T) {
	var coded bytes.Buffer
	w := gzip.NewWriter(&coded)
	_, _ = io.WriteString(w, "plain")
	w.Close()
	answer := "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n" + fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", coded.Len(), coded.String())
	for field, want := range map[string]string{transferCoding: "plain", "": coded.String()} {
		client, wire := exactClient(t, answer)
		if field != "" {
			wire.onAnswer = append(wire.onAnswer, transferCodings)
		}
		wire.anyCoding = true
		if field == "" {
			wire.onAnswer = nil
		}
		resp, err := client.Get("http://h.example/")
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(transferDecoded(resp))
		if string(got) != want || err != nil {
			t.Errorf("with the field %q: %q, %v", field, got, err)
		}
		resp.Body.Close()
	}
}

// TestRequestChanges shows what a request's head becomes.
// TestExpects has a server that asks for no body get none.
func TestExpects(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	got := make(chan string, 1)
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		if _, err := http.ReadRequest(bufio.NewReader(conn)); err == nil {
			_, _ = io.WriteString(conn, "HTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\nno")
		}
		rest, _ := io.ReadAll(conn)
		got <- string(rest)
	}()
	e := &exactConn{order: []string{"Host"}, bodyEnd: bodyEnd, expects: true}
	client := &http.Client{Transport: &http.Transport{DialContext: exactDial(e, new(net.Dialer).DialContext), ExpectContinueTimeout: time.Minute}}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+l.Addr().String(), strings.NewReader("the body"))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Expect", "100-continue")
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(resp.Body); string(body) != "no" || err != nil {
		t.Errorf("the answer is %q, %v", body, err)
	}
	_ = resp.Body.Close()
	if rest := <-got; rest != "" {
		t.Errorf("the server got %q", rest)
	}
}

func TestRequestChanges(t *testing.T) {
	for _, c := range []struct {
		change     func([]string) []string
		head, want string
	}{
		{withoutFields("a", "b: 0"), "GET / HTTP/1.1|A: 1|B: 0|B: 1", "GET / HTTP/1.1|B: 1"},
		{hostField(map[string]string{"h:1": "other"}), "GET / HTTP/1.1|Host: h:1", "GET / HTTP/1.1|Host: other"},
		{hostField(map[string]string{"h:1": "other"}), "GET / HTTP/1.1|Host: h:2", "GET / HTTP/1.1|Host: h:2"},
		{emptyLength("PUT"), "PUT / HTTP/1.1|Host: h", "PUT / HTTP/1.1|Host: h|Content-Length: 0"},
		{emptyLength("PUT"), "GET / HTTP/1.1|Host: h", "GET / HTTP/1.1|Host: h"},
		{emptyLength("PUT"), "PUT / HTTP/1.1|Transfer-Encoding: chunked", "PUT / HTTP/1.1|Transfer-Encoding: chunked"},
		{inHTTP10, "GET / HTTP/1.1|Host: h", "GET / HTTP/1.0|Host: h"},
	} {
		if got := strings.Join(c.change(strings.Split(c.head, "|")), "|"); got != c.want {
			t.Errorf("%s: got %s, want %s", c.head, got, c.want)
		}
	}
}

func TestInOrder(t *testing.T) {
	order := []string{"host", "Proxy-Connection: Keep-Alive", "A", "b:", "A"}
	for head, want := range map[string]string{
		"GET / HTTP/1.1|A: 1|B: 2|Host: h|A: 3|C: 4": "GET / HTTP/1.1|host: h|A: 1|b:|A: 3|C: 4||",
		"GET http://h/ HTTP/1.1|Host: h":             "GET http://h/ HTTP/1.1|host: h|Proxy-Connection: Keep-Alive||",
		"GET / HTTP/1.1|Host: h|A: ":                 "GET / HTTP/1.1|host: h|A:||",
	} {
		if got := strings.ReplaceAll(inOrder(strings.Split(head, "|"), order), "\r\n", "|"); got != want {
			t.Errorf("%s: got %s, want %s", head, got, want)
		}
	}
}

// TestBodyEnd cuts bodies into pieces of all sizes.
func TestBodyEnd(t *testing.T) {
	for field, body := range map[string]string{"Content-Length: 5": "12345", "Transfer-Encoding: chunked": "3\r\nabc\r\n10\r\n0\r\n\r\n0123456789a\r\n0\r\n\r\n"} {
		for size := 1; size <= len(body); size++ {
			ended := bodyEnd([]string{"POST / HTTP/1.1", field})
			for at := 0; at < len(body); at += size {
				end := min(len(body), at+size)
				if got := ended([]byte(body[at:end])); got != (end == len(body)) {
					t.Errorf("%s: in pieces of %d bytes the end comes at %d: %v", field, size, end, got)
				}
			}
		}
	}
	if bodyEnd([]string{"GET / HTTP/1.1", "Content-Length: 0"}) != nil {
		t.Error("there is a body")
	}
}

// TestRefusedRedirect is of a Location that curl cannot read.
func TestRefusedRedirect(t *testing.T) {
	_, err := redirectHead([]string{"HTTP/1.1 302 x\r\n", "Location: http://h:99999/\r\n", "\r\n"})
	if exitCode(err) != 3 {
		t.Errorf("got %v", err)
	}
	if _, err := redirectHead([]string{"HTTP/1.1 200 x\r\n", "Location: http://h:99999/\r\n", "\r\n"}); err != nil {
		t.Errorf("what is not followed: %v", err)
	}
}

// TestRelativeOnly follows redirects from a URL with credentials.
func TestRelativeOnly(t *testing.T) {
	for locations, want := range map[string]string{"/b": "x", "/b ?c": "x", "http://a/b": "", "http://a/b /c": "", "//a/b": "", "/b http://a/c": ""} {
		via := []*http.Request{httptest.NewRequest("GET", "http://a/#f", nil)}
		var req *http.Request
		for location := range strings.FieldsSeq(locations) {
			req = httptest.NewRequest("GET", "http://a/next", nil)
			req.URL.Fragment = "f"
			req.Response = &http.Response{Header: http.Header{"Location": {location}}}
			via = append(via, req)
		}
		req.Header.Set("Authorization", "x")
		relativeOnly(req, via[:len(via)-1])
		if got := req.Header.Get("Authorization"); got != want {
			t.Errorf("%s: got %q, want %q", locations, got, want)
		}
		if got := refererOf(via); got != "http://a/next" {
			t.Errorf("the Referer is %s", got)
		}
	}
}

func TestRedirectHead(t *testing.T) {
	for head, want := range map[string]string{
		"HTTP/1.1 302 x|Location: /a b|":                "HTTP/1.1 302 x|Connection: close|Content-Length: 0|Location: /a%20b|",
		"HTTP/1.1 302 x|Location: a|Content-Length: 1|": "HTTP/1.1 302 x|Location: a|Content-Length: 1|",
		"HTTP/1.1 300 x|Location: a|Content-Length: 1|": "HTTP/1.1 307 x|Location: a|Content-Length: 1|",
		"HTTP/1.1 304 x|Location: a|Content-Length: 9|": "HTTP/1.1 307 x|Content-Length: 0|Location: a|",
		"HTTP/1.1 304 x|Location: a|":                   "HTTP/1.1 307 x|Content-Length: 0|Location: a|",
		"HTTP/1.1 200 x|Location: http:///h?a b|":       "HTTP/1.1 200 x|Location: http://h/?a+b|",
	} {
		got, err := redirectHead(strings.SplitAfter(strings.ReplaceAll(head, "|", "\r\n"), "\n"))
		if joined := strings.ReplaceAll(strings.Join(got, ""), "\r\n", "|"); joined != want || err != nil {
			t.Errorf("got %s, %v, want %s", joined, err, want)
		}
	}
}

// TestKeepVersion has a request after an answer of HTTP/1.0 on the same
// connection.
func TestKeepVersion(t *testing.T) {
	old := "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n"
	dial, got := answering("|" + old + "|" + old)
	e := &exactConn{order: []string{"Host"}, keepVersion: true}
	client := &http.Client{Transport: &http.Transport{DialContext: exactDial(e, dial)}}
	for range 2 {
		if _, _, err := get(t, client, "http://h/"); err != nil {
			t.Fatal(err)
		}
	}
	if asked := got(); !strings.HasPrefix(asked, "GET / HTTP/1.1\r\n") || !strings.Contains(asked, "\r\n\r\nGET / HTTP/1.0\r\n") {
		t.Errorf("sent %q", asked)
	}
}

// TestSameVersion has the requests of a transfer follow an answer of HTTP/1.0 whose
// connection is closed, and those of the next one begin anew.
func TestSameVersion(t *testing.T) {
	var got []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r.URL.Path+" "+r.Proto)
		switch r.URL.Path {
		case "/a":
			conn, _, err := w.(http.Hijacker).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			defer conn.Close()
			fmt.Fprint(conn, "HTTP/1.0 302 Found\r\nLocation: /b\r\n\r\n")
		case "/b":
			http.Redirect(w, r, "/c", http.StatusFound)
		}
	}))
	defer server.Close()
	e := &exactConn{order: []string{"Host"}, keepVersion: true}
	client := &http.Client{Transport: sameVersion{&http.Transport{DialContext: exactDial(e, new(net.Dialer).DialContext)}}}
	for _, path := range []string{"/a", "/d"} {
		if _, _, err := get(t, client, server.URL+path); err != nil {
			t.Fatal(err)
		}
	}
	if want := "/a HTTP/1.1, /b HTTP/1.0, /c HTTP/1.0, /d HTTP/1.1"; strings.Join(got, ", ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

// TestProxyKeeps uses the connection to a proxy again where that offers it in its own
// field.
func TestProxyKeeps(t *testing.T) {
	old := "HTTP/1.0 200 OK\r\nproxy-connection: Keep-Alive\r\nContent-Length: 0\r\n\r\n"
	dial, got := answering("|" + old + "|" + old)
	e := &exactConn{order: []string{"Host"}, onAnswer: []func([]string) ([]string, error){proxyKeeps}}
	client := &http.Client{Transport: &http.Transport{DialContext: exactDial(e, dial)}}
	for range 2 {
		if _, _, err := get(t, client, "http://h/"); err != nil {
			t.Fatal(err)
		}
	}
	if asked := got(); strings.Count(asked, "GET / ") != 2 {
		t.Errorf("sent %q", asked)
	}
}

func TestLocalhostDial(t *testing.T) {
	for addr, want := range map[string]string{"a.LocalHost:80": "localhost:80", "localhost.example:80": "localhost.example:80"} {
		var got string
		_, _ = localhostDial(func(_ context.Context, _, addr string) (net.Conn, error) {
			got = addr
			return nil, nil
		})(context.Background(), "tcp", addr)
		if got != want {
			t.Errorf("%s: got %s", addr, got)
		}
	}
}
