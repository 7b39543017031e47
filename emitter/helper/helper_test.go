package helper

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// write makes a file in a fresh directory and returns its path.
func write(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestSave(t *testing.T) {
	path := write(t, "longer than what is new")
	if err := save(path, strings.NewReader("new")); err != nil {
		t.Fatal(err)
	}
	if got := read(t, path); got != "new" {
		t.Errorf("got %q", got)
	}
	if err := save(path, io.MultiReader(strings.NewReader("x"), failing{})); err == nil {
		t.Error("a failed read is no error")
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("broken") }

func TestSaveNewAndOnce(t *testing.T) {
	path := write(t, "old")
	for _, want := range []string{".1", ".2"} {
		if err := saveNew(path, strings.NewReader("new"+want)); err != nil {
			t.Fatal(err)
		}
		if got := read(t, path+want); got != "new"+want {
			t.Errorf("got %q", got)
		}
	}
	if err := saveOnce(path, strings.NewReader("new")); err == nil {
		t.Error("saveOnce overwrites")
	}
	if got := read(t, path); got != "old" {
		t.Errorf("the old file holds %q", got)
	}
}

func TestHead(t *testing.T) {
	resp := &http.Response{Proto: "HTTP/1.1", ProtoMajor: 1, Status: "200 OK", Header: http.Header{"B": {"2"}, "A": {"1"}}}
	if got, want := head(resp), "HTTP/1.1 200 OK\r\nA: 1\r\nB: 2\r\n\r\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	resp.Proto, resp.ProtoMajor = "HTTP/2.0", 2
	if got, want := head(resp), "HTTP/2 200 \r\nA: 1\r\nB: 2\r\n\r\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestURLHelpers(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{withScheme("h/p", "http"), "http://h/p"},
		{withScheme("https://h", "http"), "https://h"},
		{withQuery("http://h/p", "a=1"), "http://h/p?a=1"},
		{withQuery("http://h/p?b", "a=1"), "http://h/p?b&a=1"},
		{withQuery("http://h/p?b#f", "a=1"), "http://h/p?b&a=1#f"},
		{withQuery("http://h/p", ""), "http://h/p"},
		{remoteName("http://h/a/b.txt?x=/y#z"), "b.txt"},
		{remoteName("http://h/"), "curl_response"},
		{remoteName("http://h"), "curl_response"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestAddFields(t *testing.T) {
	req := httptest.NewRequest(http.MethodGet, "/", nil)
	for _, name := range []string{"A", "Kept", "Gone"} {
		req.Header.Set(name, "x")
	}
	addFields(req, "a: 1\r\nEmpty;\nGone:\n# comment\nHost: other\nA:2\nnonsense", "A: 3")
	want := http.Header{"A": {"1", "2", "3"}, "Empty": {""}, "Kept": {"x"}, "Gone": nil, "Host": nil}
	if req.Host != "other" || !reflect.DeepEqual(req.Header, want) {
		t.Errorf("got %q, host %s", req.Header, req.Host)
	}
}

func TestOrderWith(t *testing.T) {
	got := orderWith([]string{"Host", "Accept", "First"}, []string{"Content-Type"}, "content-type: a\nEmpty;\nAccept:\n", "x:  1\r\nHost: h")
	want := []string{"Host", "First", "content-type: a", "Empty:", "Accept:", "x:  1", "Host: h"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWithLines(t *testing.T) {
	got := withLines("content-length: 7", "X Y: 1")([]string{"GET http://h/ HTTP/1.1", "Content-Length: 3", "A: 1"})
	if want := []string{"GET http://h/ HTTP/1.1", "content-length: 7", "A: 1", "X Y: 1"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestJSONMember(t *testing.T) {
	const text = `{"a": [{"id": 12345678901234567890, "s": "x\u00e9"}], "n": null, "o": {"k": [1]}}`
	for _, c := range []struct {
		path []any
		want string
		ok   bool
	}{
		{[]any{"a", 0, "s"}, "x\u00e9", true},
		{[]any{"a", 0, "id"}, "12345678901234567890", true},
		{[]any{"a", 1, "id"}, "null", true},
		{[]any{"missing", "x"}, "null", true},
		{[]any{"n"}, "null", true},
		{[]any{"o"}, "{\n  \"k\": [\n    1\n  ]\n}", true},
		{[]any{"a", "x"}, "", false},
		{[]any{0}, "", false},
		{[]any{"a", 0, "s", "t"}, "", false},
	} {
		if got, err := jsonMember(text, c.path...); got != c.want || (err == nil) != c.ok {
			t.Errorf("%v: got %q, %v", c.path, got, err)
		}
	}
	if _, err := jsonMember("<html>", "a"); err == nil {
		t.Error("what is no JSON is no error")
	}
}

func TestFormBody(t *testing.T) {
	one, two := write(t, "one"), write(t, "two")
	body, err := formBody([]byte("head|middle|tail"), []int{5, 12}, []string{one, two})
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(body)
	if err != nil || string(got) != "head|onemiddle|twotail" {
		t.Errorf("got %q, %v", got, err)
	}
	if err := body.Close(); err != nil {
		t.Error(err)
	}
	if _, err := formBody(nil, []int{0, 0}, []string{one, one + "missing"}); err == nil {
		t.Error("a missing file is no error")
	}
}

func TestEnvAndArgs(t *testing.T) {
	t.Setenv("SET", "")
	if got := envOr("SET", "x"); got != "" {
		t.Errorf("a variable that is set and empty: %q", got)
	}
	if got := envOr("SURELY_NOT_SET", "x"); got != "x" {
		t.Errorf("got %q", got)
	}
	if got := arg(1000); got != "" {
		t.Errorf("got %q", got)
	}
	if got := arg(0); got != os.Args[0] {
		t.Errorf("got %q", got)
	}
}

func TestDecoded(t *testing.T) {
	var zipped bytes.Buffer
	for _, c := range []struct {
		coding string
		encode func(string) []byte
	}{
		{"", func(s string) []byte { return []byte(s) }},
		{"gzip", gzipped},
		{"deflate", zlibbed},
		{"Deflate", deflated},
	} {
		resp := &http.Response{Header: http.Header{"Content-Encoding": {c.coding}}, Body: io.NopCloser(bytes.NewReader(c.encode("text")))}
		body, err := decoded(resp)
		if err != nil {
			t.Fatalf("%s: %v", c.coding, err)
		}
		if got, err := io.ReadAll(body); err != nil || string(got) != "text" {
			t.Errorf("%s: got %q, %v", c.coding, got, err)
		}
	}
	resp := &http.Response{Header: http.Header{"Content-Encoding": {"br"}}, Body: io.NopCloser(&zipped)}
	if _, err := decoded(resp); err == nil {
		t.Error("an unknown coding is no error")
	}
}

func TestNetrc(t *testing.T) {
	t.Setenv("NETRC", write(t, "MACHINE h LOGIN named PASSWORD pw\nMacDef m\nmachine x login y\n\nDefault Login d\n"))
	for host, want := range map[string]string{"h": "named:pw", "x": "d:"} {
		if user, password, err := netrcLogin("", host, "", false); err != nil || user+":"+password != want {
			t.Errorf("%s: got %s:%s, %v", host, user, password, err)
		}
	}
	path := write(t, "machine other login x password y\nmachine example.com\n\tlogin me\n\tpassword pw\ndefault login d password dd\n")
	for host, want := range map[string]string{"example.com": "me:pw", "nowhere": "d:dd", "other": "x:y"} {
		user, password, err := netrcLogin(path, host, "", false)
		if err != nil || user+":"+password != want {
			t.Errorf("%s: got %s:%s, %v", host, user, password, err)
		}
	}
	quoted := write(t, "# machine no\nmachine h login \"user one\" password \"a \\\"b\\n\"\nmachine h password firstthis login unknown\nmachine h password fits\n")
	if user, password, err := netrcLogin(quoted, "h", "user one", false); err != nil || user != "user one" || password != "a \"b\n" {
		t.Errorf("got %q %q, %v", user, password, err)
	}
	if user, password, err := netrcLogin(quoted, "h", "third", false); err != nil || user != "third" || password != "fits" {
		t.Errorf("got %q %q, %v", user, password, err)
	}
	for user, want := range map[string]string{"user one": "user one:a \"b\n", "": "user one:a \"b\n"} {
		req := httptest.NewRequest("GET", "http://h/", nil)
		req.SetBasicAuth("of", "url")
		err := netrcAuth(req, quoted, user, false)
		if got, password, _ := req.BasicAuth(); err != nil || got+":"+password != want {
			t.Errorf("got %s:%s, %v", got, password, err)
		}
	}
	req := httptest.NewRequest("GET", "http://other/", nil)
	req.SetBasicAuth("of", "url")
	err := netrcAuth(req, quoted, "of", false)
	if user, password, _ := req.BasicAuth(); err != nil || user+":"+password != "of:url" {
		t.Errorf("got %s:%s, %v", user, password, err)
	}
	if err := netrcAuth(httptest.NewRequest("GET", "http://h/", nil), path+"missing", "", false); err == nil {
		t.Error("a missing file is no error")
	}
	if err := netrcAuth(httptest.NewRequest("GET", "http://h/", nil), path+"missing", "", true); err != nil {
		t.Error(err)
	}
}

func TestCookies(t *testing.T) {
	path := write(t, "# Netscape HTTP Cookie File\n"+
		".example.com\tTRUE\t/\tFALSE\t0\tdomain\tall\n"+
		"app.example.com\tFALSE\t/secure\tTRUE\t0\tpath\tdeep\n"+
		"#HttpOnly_app.example.com\tFALSE\t/\tFALSE\t4102444800\thttponly\tyes\n"+
		"app.example.com\tFALSE\t/\tFALSE\t1000000000\told\texpired\n")
	jar, err := loadCookies(false, path, path+"missing")
	if err != nil {
		t.Fatal(err)
	}
	show := func(address string) string {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, c := range (clientJar{jar}).Cookies(u) {
			out = append(out, c.Name+"="+c.Value)
		}
		return strings.Join(out, "; ")
	}
	for address, want := range map[string]string{
		"https://app.example.com/secure/page": "path=deep; httponly=yes; domain=all",
		"http://app.example.com/secure/page":  "httponly=yes; domain=all",
		"http://example.com/":                 "domain=all",
		"http://badexample.com/":              "",
	} {
		if got := show(address); got != want {
			t.Errorf("%s: got %q, want %q", address, got, want)
		}
	}
	here, _ := url.Parse("http://www.example.com/dir/page")
	clientJar{jar}.SetCookies(here, []*http.Cookie{
		{Name: "new", Value: "1"}, {Name: "evil", Value: "1", Domain: "other.org"}, {Name: "all", Value: "2", Domain: "example.com", Path: "/"},
		{Name: "domain", Domain: "example.com", Path: "/", MaxAge: -1},
	})
	if got, want := show("http://www.example.com/dir/x"), "new=1; all=2"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if err := saveCookies(jar, path); err != nil {
		t.Fatal(err)
	}
	again, err := loadCookies(true, path)
	if err != nil {
		t.Fatal(err)
	}
	if len(again.cookies) != 1 || again.cookies[0].name != "httponly" || !again.cookies[0].httpOnly {
		t.Errorf("got %+v", again.cookies)
	}
}

// suffix is a list of one public suffix.
type suffix string

func (s suffix) PublicSuffix(domain string) string {
	if domain == string(s) || strings.HasSuffix(domain, "."+string(s)) {
		return string(s)
	}
	return domain[strings.LastIndexByte(domain, '.')+1:]
}

func (s suffix) String() string { return string(s) }

func TestPublicSuffix(t *testing.T) {
	jar := &cookieJar{suffixes: suffix("co.test")}
	for _, c := range []struct {
		host, field string
		want        int
	}{
		{"shop.co.test", "a=1; domain=co.test", 0},
		{"shop.co.test", "a=1; domain=CO.test", 0},
		{"shop.co.test", "b=1; domain=shop.co.test", 1},
		{"shop.co.test", "c=1", 2},
		{"co.test", "d=1; domain=co.test", 3},
		{"co.test", "e=1", 4},
		{"x.y.test", "f=1; domain=y.test", 5},
	} {
		jar.take(&url.URL{Scheme: "http", Host: c.host}, c.host, []string{c.field})
		if len(jar.cookies) != c.want {
			t.Errorf("%s may set %s: there are %d cookies", c.host, c.field, len(jar.cookies))
		}
	}
}

func TestRetry(t *testing.T) {
	tries, again := 0, 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if tries++; tries < 3 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		w.Write(append([]byte("got "), body...))
	}))
	defer server.Close()
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, server.URL, strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	var rejected strings.Builder
	tr := &trace{connects: 1, ready: 1, redirect: 1}
	resp, err := retry{max: 3, delay: time.Millisecond, anew: func() { restart(tr); again++ }}.do(server.Client(), req, func(resp *http.Response) error {
		_, err := io.Copy(&rejected, resp.Body)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	last, err := io.ReadAll(resp.Body)
	if err != nil || string(last) != "got x" || rejected.String() != "got xgot x" {
		t.Errorf("got %q after %q, %v", last, rejected.String(), err)
	}
	// the time is over only once a try has ended: what is left may be shorter than a pause
	tries = 0
	resp, err = retry{max: 3, delay: 30 * time.Millisecond, maxTime: 20 * time.Millisecond}.do(server.Client(), req, func(*http.Response) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if tries != 2 {
		t.Errorf("%d tries within the time", tries)
	}
	if again != 2 || tr.connects != 0 || tr.ready != 0 || tr.redirect != 0 || tr.begin.IsZero() {
		t.Errorf("measured anew %d times: %+v", again, tr)
	}
}

func TestResolver(t *testing.T) {
	var dialled []string
	dial := func(_ context.Context, _, addr string) (net.Conn, error) {
		dialled = append(dialled, addr)
		return nil, errors.New("refused")
	}
	d := resolver(dial, map[string][]string{"a:80": {"1.1.1.1:80", "[::1]:80"}, "*:443": {"2.2.2.2:"}, "b:*": {":8080"}})
	for _, addr := range []string{"a:80", "x:443", "b:1", "other:1"} {
		if _, err := d(context.Background(), "tcp", addr); err == nil {
			t.Error("no error")
		}
	}
	if got, want := strings.Join(dialled, " "), "1.1.1.1:80 [::1]:80 2.2.2.2:443 b:8080 other:1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestLimits(t *testing.T) {
	if _, err := io.ReadAll(&limited{strings.NewReader("12345"), 4, io.ErrShortBuffer}); err != io.ErrShortBuffer {
		t.Error("five bytes pass a limit of four")
	}
	if _, err := io.ReadAll(&limited{strings.NewReader("1234"), 4, io.ErrShortBuffer}); err != nil {
		t.Error(err)
	}
	c := &counter{Reader: strings.NewReader("12345")}
	if _, err := io.ReadAll(c); err != nil || c.n != 5 {
		t.Errorf("counted %d, %v", c.n, err)
	}
	start := time.Now()
	if _, err := io.ReadAll(&throttled{Reader: strings.NewReader(strings.Repeat("x", 300)), rate: 1000}); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took < 150*time.Millisecond || took > 2*time.Second {
		t.Errorf("300 bytes at 1000 a second took %s", took)
	}
}

func TestResume(t *testing.T) {
	path := write(t, "01234")
	size, err := fileSize(path)
	if err != nil || size != 5 {
		t.Fatalf("size %d, %v", size, err)
	}
	if size, err := fileSize(path + "missing"); err != nil || size != 0 {
		t.Errorf("size %d, %v", size, err)
	}
	if err := appendTo(path, strings.NewReader("567")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		resp *http.Response
		want bool
	}{
		{&http.Response{StatusCode: 206, Header: http.Header{"Content-Range": {"bytes 8-"}}}, true},
		{&http.Response{StatusCode: 206, Header: http.Header{"Content-Range": {"bytes: 8-9/10"}}}, true},
		{&http.Response{StatusCode: 206, Header: http.Header{"Content-Range": {"8-9/10"}}}, true},
		{&http.Response{StatusCode: 206, Header: http.Header{"Content-Range": {"bytes */8-"}}}, false},
		{&http.Response{StatusCode: 206, Header: http.Header{"Content-Range": {"bytes 7-9/10"}}}, false},
		{&http.Response{StatusCode: 206, Header: http.Header{"Content-Range": {"bytes 80-99/100"}}}, false},
		{&http.Response{StatusCode: 416, Header: http.Header{"Content-Range": {"bytes */10"}}}, true},
		{&http.Response{StatusCode: 416}, true},
		{&http.Response{StatusCode: 200, ContentLength: 8}, true},
		{&http.Response{StatusCode: 200, ContentLength: 9}, false},
	} {
		if got := resumes(c.resp, 8); got != c.want {
			t.Errorf("status %d resumes: %v", c.resp.StatusCode, got)
		}
		if c.resp.StatusCode == 416 && c.resp.Body != http.NoBody {
			t.Error("what is said of a range is taken for the content")
		}
	}
	if got := read(t, path); got != "01234567" {
		t.Errorf("got %q", got)
	}
}

func TestAnswerFacts(t *testing.T) {
	resp := &http.Response{Header: http.Header{
		"Content-Disposition": {`attachment; filename="../x/name.txt"`}, "Last-Modified": {"Tue, 13 Jun 2000 12:10:00 GMT"},
		"Location": {"/next"},
	}, StatusCode: 302, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: httptest.NewRequest("GET", "http://h/p", nil)}
	if got := servedName(resp, "other"); got != "name.txt" {
		t.Errorf("got %q", got)
	}
	if got := servedName(&http.Response{}, "other"); got != "other" {
		t.Errorf("got %q", got)
	}
	// what has led to an answer names its file, too
	answer := func(status int, location, disposition string, before *http.Response) *http.Response {
		return &http.Response{StatusCode: status, Request: &http.Request{Response: before},
			Header: http.Header{"Location": {location}, "Content-Disposition": {disposition}}}
	}
	moved := answer(302, "/a/first?x#y", "", nil)
	for _, c := range []struct {
		want string
		resp *http.Response
	}{
		{"first", answer(200, "/not", "", moved)},
		{"last", answer(200, "", "", answer(302, "/last", "", moved))},
		{"named", answer(200, "", "filename=named", moved)},
		{"sooner", answer(200, "", "filename=named", answer(302, "/x", "filename=sooner", nil))},
		{"..", answer(200, "", "filename=..", answer(302, "/dir/", "", nil))}, // which fails, as with curl
		{"", answer(200, "", `filename=""`, nil)},
		{"other", answer(404, "/not", "filename=not", nil)},
	} {
		if got := servedName(c.resp, "other"); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	path := write(t, "")
	if err := setFileTime(path, resp); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.ModTime().Year() != 2000 {
		t.Errorf("%v, %v", info.ModTime(), err)
	}
	for location, want := range map[string]string{
		"/next": "http://h/next", "a b?c d": "http://h/a%20b?c+d", "http://X/%41 b|c?d e#f": "http://X/%41 b|c?d e#f", "http://[::1/": "http://[::1/", "": "",
	} {
		// a Location counts whatever the status
		if got := redirectURL(&http.Response{StatusCode: 200, Request: resp.Request, Header: http.Header{"Location": {location}}}); got != want {
			t.Errorf("%s: got %q, want %q", location, got, want)
		}
	}
	if n := numHeaders(resp); n != 3 {
		t.Errorf("%d headers", n)
	}
	if n := numRedirects(resp); n != 0 {
		t.Errorf("%d redirects", n)
	}
	if v := httpVersion(resp); v != "1.1" {
		t.Errorf("version %s", v)
	}
	for want, version := range map[string]http.Response{"2": {ProtoMajor: 2}, "1": {ProtoMajor: 1}, "0": {ProtoMinor: 9}} {
		if v := httpVersion(&version); v != want {
			t.Errorf("version %s, want %s", v, want)
		}
	}
	if n := rawNumHeaders("HTTP/1.1 302 F\nA: x\n\nHTTP/1.1 200 OK\nB: 1\nb: 2\n\n"); n != 2 {
		t.Errorf("of bare newlines: %d", n)
	}
	if n := rawNumHeaders("HTTP/1.1 302 F\r\nA: x\r\n\r\nHTTP/1.1 200 OK\r\nB: 1\r\nb: 2\r\n\r\nTrailer: x\r\n"); n != 2 {
		t.Errorf("%d header fields in the last head", n)
	}
	if got := rawHeaderJSON("HTTP/1.1 302 F\r\nA: x\r\n\r\nHTTP/1.1 200 OK\r\nB: {1}\r\na:2\r\nb: 3\r\n\r\n"); got != "{\"b\":[\"{1}\",\"3\"],\n\"a\":[\"2\"]\n}" {
		t.Errorf("the last head as JSON: %s", got)
	}
	resp = &http.Response{Status: "200 OK", ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{"A": {"1"}}, Close: true}
	if got := rawHeaderJSON(head(resp)); got != "{\"a\":[\"1\"],\n\"connection\":[\"close\"]\n}" {
		t.Errorf("got %s", got)
	}
}

// TestParseCookie has cookies of http://host.test/dir/file that are not kept for
// the place that they seem to name.
//
// Source: curl 8.23.
func TestParseCookie(t *testing.T) {
	for field, want := range map[string]storedCookie{
		"a=b; path":                 {domain: "host.test", path: "/dir"},
		"a=b; path=":                {domain: "host.test", path: "/dir"},
		"a=b; path=x":               {domain: "host.test", path: "/"},
		"a=b; max-age=":             {domain: "host.test", path: "/dir"},
		"a=b; domain=host.test":     {domain: "host.test", path: "/dir", subdomains: true},
		"a=b; domain=other.test":    {},
		"__Host-a=b; path=/":        {},
		"__host-a=b; path=/":        {domain: "host.test", path: "/"},
		"__Secure-a=b":              {},
		"__secure-a=b; path=/":      {domain: "host.test", path: "/"},
		"__Host-a=b;path=/;secure":  {domain: "host.test", path: "/", secure: true},
		"__Host-a=b;secure;path=/x": {},
	} {
		got, ok := parseCookie(field, "host.test", "/dir/file", true)
		if ok != (want.domain != "") {
			t.Errorf("%s: taken: %v", field, ok)
			continue
		}
		got.name, got.value = "", ""
		if ok && got != want {
			t.Errorf("%s: got %+v, want %+v", field, got, want)
		}
	}
	if c, ok := parseCookie("a=b; domain=localhost", "localhost", "/", true); !ok || c.subdomains {
		t.Errorf("for localhost: %+v", c)
	}
	if c, ok := cookieOfLine("h.test\ttrue\t/\ttrue\t0\ta\tb"); !ok || !c.subdomains || !c.secure {
		t.Errorf("words in lower case: %+v", c)
	}
}

func TestReadETag(t *testing.T) {
	for content, want := range map[string]string{"\"a\"\n": `"a"`, "": `""`, "\"a\" \n\"b\"\n": `"a" "b"`} {
		if got, err := readEtag(write(t, content)); err != nil || got != want {
			t.Errorf("got %q, %v", got, err)
		}
	}
	if got, err := readEtag(filepath.Join(t.TempDir(), "missing")); err != nil || got != `""` {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestKeepPost(t *testing.T) {
	first, _ := http.NewRequestWithContext(context.Background(), http.MethodPost, "http://h/", strings.NewReader("body"))
	first.Header.Set("Content-Type", "x/y")
	next := httptest.NewRequest(http.MethodGet, "http://h/next", nil)
	next.Response = &http.Response{StatusCode: 301}
	if err := keepPost(next, first, 302); err != nil || next.Method != http.MethodGet {
		t.Errorf("method %s, %v", next.Method, err)
	}
	if err := keepPost(next, first, 301, 302); err != nil || next.Method != http.MethodPost || next.ContentLength != 4 || next.Header.Get("Content-Type") != "x/y" {
		t.Errorf("method %s, length %d, %v", next.Method, next.ContentLength, err)
	}
}

// recorded keeps the requests that pass and answers with a fixed series.
type recorded struct {
	requests []*http.Request
	answers  []*http.Response
}

func (r *recorded) RoundTrip(req *http.Request) (*http.Response, error) {
	r.requests = append(r.requests, req)
	a := r.answers[0]
	r.answers = r.answers[1:]
	a.Body = http.NoBody
	return a, nil
}

func TestBodyless(t *testing.T) {
	post := func() *http.Request {
		req, _ := http.NewRequestWithContext(context.Background(), http.MethodPost, "http://h/", strings.NewReader("body"))
		return req
	}
	base := &recorded{answers: []*http.Response{{StatusCode: 200}, {StatusCode: 200}}}
	if _, err := (bodyless{base}).RoundTrip(post()); err != nil || len(base.requests) != 2 || base.requests[0].ContentLength != 0 || base.requests[1].ContentLength != 4 {
		t.Errorf("%d requests, %v", len(base.requests), err)
	}
	base = &recorded{answers: []*http.Response{{StatusCode: 302}}}
	if resp, err := (bodyless{base}).RoundTrip(post()); err != nil || resp.StatusCode != 302 {
		t.Errorf("a redirect is not the answer: %v", err)
	}
}

func TestDigestAsked(t *testing.T) {
	answer := func(challenges ...string) *http.Response {
		return &http.Response{StatusCode: http.StatusUnauthorized, Header: http.Header{"Www-Authenticate": challenges}}
	}
	for _, c := range []struct {
		resp *http.Response
		kept bool
	}{
		{answer(), true}, {answer(`Basic realm="Digest r"`), true}, {answer("Basic", `DIGEST realm="r", nonce="n"`), false},
		{&http.Response{StatusCode: http.StatusForbidden}, false},
	} {
		base := &recorded{answers: []*http.Response{c.resp, c.resp}}
		req := httptest.NewRequest(http.MethodGet, "http://h/", nil)
		_, err := digestAsked{base}.RoundTrip(req)
		if kept := (unchallenged{}); errors.As(err, &kept) != c.kept {
			t.Errorf("%v: %v", c.resp.Header, err)
		}
		if resp, err := (digestAnswered{digestAsked{base}}).RoundTrip(req); err != nil || resp != c.resp {
			t.Errorf("%v: %v, %v", c.resp.Header, resp, err)
		}
	}
}

func TestSignV4(t *testing.T) {
	const date = "20260101T000000Z"
	// The signatures are those of curl 8.22 for the same requests and date.
	for _, c := range []struct {
		url  string
		s    signature
		want string
	}{
		{"http://h.example/a%20b/c%2Fd/~x/*;@?b=2&a=1+2&&c&d=%7E*", signature{provider1: "aws", provider2: "amz", region: "us-east-1", service: "s3", signed: []string{"X-B"}, payload: "abc"}, "SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-b, Signature=136b099411f23db8efd2ebaeea30c917ce135cb82a130adaf8f3dc0cff73e13c"},
		{"http://h.example/a%20b/c%2Fd/~x/*;@?b=2&a=1", signature{provider1: "aws", provider2: "amz", region: "us-east-1", service: "ec2", signed: []string{"X-B"}}, "SignedHeaders=host;x-amz-date;x-b, Signature=c65eeb8f267c95dfc7d84e8ac8dcb7810d4f861cc629dd1b7a7b944b5d64fe30"},
		{"http://h.example/", signature{provider1: "aws", provider2: "amz", region: "us-east-1", service: "es", signed: []string{"X-B"}}, "SignedHeaders=host;x-amz-date;x-b, Signature=37388e2aeda4f877138e584137c2b71bcab6f44c67f37adc6f756bb3a1643828"},
	} {
		req, _ := http.NewRequestWithContext(context.Background(), http.MethodGet, c.url, nil)
		req.Header.Set("X-Amz-Date", date)
		req.Header.Add("X-B", "  a   b ")
		req.Header.Add("X-B", "c")
		signV4(req, "AK", "SK", c.s)
		got := req.Header.Get("Authorization")
		if !strings.HasSuffix(got, c.want) {
			t.Errorf("%s %v: got %s, want %s", c.url, c.s, got, c.want)
		}
	}
	req, _ := http.NewRequestWithContext(context.Background(), http.MethodGet, "http://h/", nil)
	signV4(req, "AK", "SK", signature{provider1: "aws", provider2: "amz", region: "r", service: "ec2"})
	if got := req.Header.Get("X-Amz-Date"); len(got) != len(date) {
		t.Errorf("the date is %q", got)
	}
}

func TestPayloadHash(t *testing.T) {
	req, _ := http.NewRequestWithContext(context.Background(), http.MethodPost, "http://h/", strings.NewReader("hello"))
	got, err := payloadHash(req)
	if want := "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"; err != nil || got != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
}

func TestTLSHelpers(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	path := write(t, certPEM(server))
	pool, err := certPool(path)
	if err != nil {
		t.Fatal(err)
	}
	get := func(config *tls.Config) error {
		client := http.Client{Transport: &http.Transport{TLSClientConfig: config}}
		resp, err := client.Get(server.URL)
		if err == nil {
			resp.Body.Close()
		}
		return err
	}
	if err := get(&tls.Config{RootCAs: pool}); err != nil {
		t.Error(err)
	}
	for name, add := range map[string]func(*x509.CertPool, string) error{filepath.Dir(path): addCertDir, path: addCertFile} {
		added := x509.NewCertPool()
		if err := add(added, name); err != nil || !added.Equal(pool) {
			t.Errorf("%s: %v", name, err)
		}
		if err := add(added, name+".missing"); err == nil {
			t.Error("a missing file is no error")
		}
	}
	if err := addCertFile(x509.NewCertPool(), write(t, "none")); err == nil {
		t.Error("a file without certificates is no error")
	}
	if _, err := certPool(write(t, "none")); err == nil {
		t.Error("a file without certificates is no error")
	}
	if err := get(&tls.Config{RootCAs: pool, VerifyConnection: pinnedKey("sha256//x;" + pinOf(server))}); err != nil {
		t.Error(err)
	}
	key := filepath.Join(t.TempDir(), "key")
	for name, data := range map[string][]byte{
		"DER": server.Certificate().RawSubjectPublicKeyInfo,
		"PEM": pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: server.Certificate().RawSubjectPublicKeyInfo}),
	} {
		if err := os.WriteFile(key, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := get(&tls.Config{RootCAs: pool, VerifyConnection: pinnedFile(key)}); err != nil {
			t.Errorf("a pinned key in %s is refused: %v", name, err)
		}
	}
	if err := os.WriteFile(key, []byte("other"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := get(&tls.Config{RootCAs: pool, VerifyConnection: pinnedFile(key)}); err == nil {
		t.Error("another key than the pinned one in a file is taken")
	}
	if err := get(&tls.Config{RootCAs: pool, VerifyConnection: pinnedKey("sha256//AAAA")}); err == nil {
		t.Error("another key passes")
	}
}

func TestTrace(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	tr := newTrace()
	req, _ := http.NewRequestWithContext(tr.context(context.Background()), http.MethodGet, server.URL, nil)
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if tr.remote[0] != "127.0.0.1" || tr.connects != 1 || tr.firstByte <= 0 {
		t.Errorf("%+v", tr)
	}
}

func TestWatched(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	pr, pw := io.Pipe()
	defer pw.Close()
	r := watched(ctx, cancel, pr, 10, time.Second)
	go func() {
		<-ctx.Done()
		pw.CloseWithError(ctx.Err())
	}()
	if _, err := io.ReadAll(r); err == nil || !strings.Contains(err.Error(), "less than 10 bytes") {
		t.Errorf("got %v", err)
	}
}

func TestInterfaceAddr(t *testing.T) {
	if ip, err := interfaceAddr("host!127.0.0.1", false); err != nil || !ip.IsLoopback() {
		t.Errorf("%v, %v", ip, err)
	}
}

func TestTempFile(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	path, err := tempFile("content")
	if err != nil || read(t, path) != "content" {
		t.Errorf("%s, %v", path, err)
	}
}

func TestWriters(t *testing.T) {
	var b strings.Builder
	if err := writeBase64(&b, strings.Repeat("x", 60)); err != nil || b.String() != strings.Repeat("eHh4", 19)+"\r\neHh4" {
		t.Errorf("got %q, %v", b.String(), err)
	}
	b.Reset()
	if err := writeQuotedPrintable(&b, "a=\u00e9 \n\t\r\nb\r "); err != nil || b.String() != "a=3D=C3=A9 =0A=09\r\nb=0D=20" {
		t.Errorf("got %q, %v", b.String(), err)
	}
	if !isASCII("a\x7f") || isASCII("a\x80") {
		t.Error("a byte of 8 bits makes the difference")
	}
	if got := jsonString("a\"<\n"); got != `a\"<\n` {
		t.Errorf("got %q", got)
	}
}

func TestNoProxy(t *testing.T) {
	proxy := &url.URL{Scheme: "http", Host: "p:1"}
	pick := noProxy(proxy, "example.com,.local, 10.0.0.0/8,[::1]")
	for address, direct := range map[string]bool{
		"http://example.com/": true, "http://a.example.com/": true, "http://badexample.com/": false, "http://x.local/": true,
		"http://10.1.2.3/": true, "http://11.1.2.3/": false, "http://[::1]/": true,
	} {
		got, err := pick(httptest.NewRequest("GET", address, nil))
		if err != nil || (got == nil) != direct {
			t.Errorf("%s: got %v, %v", address, got, err)
		}
	}
	if got, _ := noProxy(proxy, "*")(httptest.NewRequest("GET", "http://h/", nil)); got != nil {
		t.Error("* is not all hosts")
	}
}

// answering returns a dial function whose peer sends reply, and what that peer
// got.
func answering(reply string) (dial func(context.Context, string, string) (net.Conn, error), got func() string) {
	done := make(chan string, 1)
	return func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		go func() {
			defer server.Close()
			var b bytes.Buffer
			buf := make([]byte, 512)
			for i := range len(reply) {
				if reply[i] == '|' {
					server.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
					for {
						n, err := server.Read(buf)
						b.Write(buf[:n])
						if err != nil {
							break
						}
					}
					continue
				}
				server.Write([]byte{reply[i]})
			}
			done <- b.String()
		}()
		return client, nil
	}, func() string { return <-done }
}

func TestSocksDial(t *testing.T) {
	for _, c := range []struct{ version, reply, want string }{
		{"4", "|\x00\x5a\x00\x00\x00\x00\x00\x00", "\x04\x01\x00\x50\x7f\x00\x00\x01me\x00"},
		{"4a", "|\x00\x5a\x00\x00\x00\x00\x00\x00", "\x04\x01\x00\x50\x00\x00\x00\x01me\x00127.0.0.1\x00"},
		{"5", "|\x05\x02|\x01\x00|\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", "\x05\x02\x00\x02\x01\x02me\x02pw\x05\x01\x00\x01\x7f\x00\x00\x01\x00\x50"},
		{"5h", "|\x05\x00|\x05\x00\x00\x03\x01x\x00\x00", "\x05\x02\x00\x02\x05\x01\x00\x01\x7f\x00\x00\x01\x00\x50"},
	} {
		dial, got := answering(c.reply)
		conn, err := socksDial(dial, socksProxy{version: c.version, addr: "p:1", user: "me", password: "pw"})(context.Background(), "tcp", "127.0.0.1:80")
		if err != nil {
			t.Errorf("%s: %v", c.version, err)
			continue
		}
		conn.Close()
		if g := got(); g != c.want {
			t.Errorf("%s: got %q, want %q", c.version, g, c.want)
		}
	}
	dial, _ := answering("|\x00\x5b\x00\x00\x00\x00\x00\x00")
	if _, err := socksDial(dial, socksProxy{version: "4", addr: "p:1"})(context.Background(), "tcp", "127.0.0.1:80"); err == nil {
		t.Error("a refusal is no error")
	}
}

func TestTunnelDial(t *testing.T) {
	dial, got := answering("|HTTP/1.1 200 OK\r\n\r\n")
	proxy := &url.URL{Host: "p:1", User: url.UserPassword("u", "p")}
	conn, err := tunnelDial(dial, proxy, http.Header{"X-A": {"1"}}, nil)(context.Background(), "tcp", "h:80")
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
	if g := got(); !strings.HasPrefix(g, "CONNECT h:80 HTTP/1.1\r\nHost: h:80\r\n") || !strings.Contains(g, "Proxy-Authorization: Basic dTpw\r\n") || !strings.Contains(g, "X-A: 1") {
		t.Errorf("got %q", g)
	}
	dial, _ = answering("|HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")
	var answered string
	tunnel := tunnelDial(dial, proxy, nil, func(resp *http.Response) error {
		answered = head(resp)
		return nil
	})
	if _, err := tunnel(context.Background(), "tcp", "h:80"); err == nil {
		t.Error("a refusal is no error")
	}
	if want := "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"; answered != want {
		t.Errorf("the answer is %q, want %q", answered, want)
	}
}

func TestExactConn(t *testing.T) {
	heads := new(rawHeads)
	e := &exactConn{order: []string{"Host", "User-Agent", "x-b", "X-A", "Content-Length"}, keepHead: heads, bodyEnd: bodyEnd, onRequest: []func([]string) []string{withoutFields("content-length: 0")}}
	reply := "|HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200  odd\r\nx-Odd:1\r\nContent-Length: 2\r\n\r\nok|HTTP/1.1 204 No\r\n\r\n"
	dial, got := answering(reply)
	client := http.Client{Transport: &http.Transport{DialContext: exactDial(e, dial), DisableCompression: true}}
	send := func(req *http.Request) string {
		req.RequestURI = ""
		req.Header.Set("X-B", "2")
		req.Header.Set("X-A", "1")
		req.Header.Set("User-Agent", "u")
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	if body := send(httptest.NewRequest("POST", "http://h/p", strings.NewReader("data"))); body != "ok" {
		t.Errorf("body %q", body)
	}
	if heads, want := heads.taken(), "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200  odd\r\nx-Odd:1\r\nContent-Length: 2\r\n\r\n"; heads != want {
		t.Errorf("heads %q, want %q", heads, want)
	}
	e.onRequest, e.counts = append(e.onRequest, inHTTP10), true
	send(httptest.NewRequest("POST", "http://h/q", nil))
	want := "POST /p HTTP/1.1\r\nHost: h\r\nUser-Agent: u\r\nx-b: 2\r\nX-A: 1\r\nContent-Length: 4\r\n\r\ndata" +
		"POST /q HTTP/1.0\r\nHost: h\r\nUser-Agent: u\r\nx-b: 2\r\nX-A: 1\r\n\r\n"
	if g := got(); g != want {
		t.Errorf("sent %q, want %q", g, want)
	}
}

func TestExactTLS(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.Header.Get("A")) }))
	defer server.Close()
	heads := new(rawHeads)
	e := &exactConn{order: []string{"Host", "a"}, keepHead: heads}
	pool, err := certPool(write(t, certPEM(server)))
	if err != nil {
		t.Fatal(err)
	}
	dial := func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
	}
	client := http.Client{Transport: &http.Transport{DialTLSContext: exactTLS(e, dial, &tls.Config{RootCAs: pool})}}
	req, _ := http.NewRequestWithContext(context.Background(), "GET", "https://example.com/", nil)
	req.Header.Set("A", "1")
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, _ := io.ReadAll(resp.Body); string(body) != "1" || !strings.HasPrefix(heads.taken(), "HTTP/1.1 200 OK\r\n") {
		t.Errorf("body %q", body)
	}
}

func TestExitCode(t *testing.T) {
	for want, err := range map[int]error{
		22: exitError{22, "x"}, 6: &net.DNSError{}, 28: context.DeadlineExceeded, 18: io.ErrUnexpectedEOF, 52: io.EOF, 56: errors.New("x"),
		26: &os.PathError{Op: "open", Err: os.ErrNotExist}, 23: &os.PathError{Op: "write", Err: os.ErrClosed},
	} {
		if got := exitCode(err); got != want {
			t.Errorf("%v: got %d, want %d", err, got, want)
		}
	}
}

func TestCreatePart(t *testing.T) {
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	if err := w.SetBoundary("B"); err != nil {
		t.Fatal(err)
	}
	part, err := createPart(w, &form, "Z: 1", "A: 2")
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(part, "x")
	if err := w.Close(); err != nil || form.String() != "--B\r\nZ: 1\r\nA: 2\r\n\r\nx\r\n--B--\r\n" {
		t.Errorf("got %q, %v", form.String(), err)
	}
}

func TestPacer(t *testing.T) {
	const interval = 30 * time.Millisecond
	p := &pacer{interval: interval}
	var starts []time.Time
	for i := range 4 {
		if err := p.wait(t.Context()); err != nil {
			t.Fatal(err)
		}
		starts = append(starts, time.Now())
		if i == 1 {
			time.Sleep(2 * interval) // too late already: the next one does not wait
		}
	}
	for i := 1; i < len(starts); i++ {
		gap := starts[i].Sub(starts[i-1])
		if gap < interval-time.Millisecond {
			t.Errorf("start %d came %v after the one before", i, gap)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := (&pacer{interval: time.Hour, last: time.Now()}).wait(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("a wait that is ended: %v", err)
	}
}

func TestLogged(t *testing.T) {
	var out bytes.Buffer
	log.SetOutput(&out)
	log.SetFlags(0)
	defer log.SetOutput(os.Stderr)
	if err := logged(nil); err != nil || out.Len() > 0 {
		t.Errorf("%v, printed %q", err, out.String())
	}
	if err := logged(io.EOF); err != io.EOF || out.String() != "EOF\n" {
		t.Errorf("%v, printed %q", err, out.String())
	}
}

func TestWriteOut(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Two", "2")
		w.Header()["X-Many"] = []string{"a", "b"}
		http.Redirect(w, r, "/to", http.StatusFound)
	}))
	defer server.Close()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, _, err := get(t, client, server.URL+"/from")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "out")
	answered := transferFacts{req: resp.Request, resp: resp, url: "given", number: 3, file: "f", size: 5, trace: newTrace(), tunnel: 200}
	failed := transferFacts{req: resp.Request, url: "given", trace: newTrace(), code: 7, message: "refused"}
	old := transferFacts{req: resp.Request, resp: &http.Response{ProtoMinor: 9, Request: resp.Request}, trace: newTrace(), size: 9, coded: 4, asking: 80}
	unknown := &tls.CertificateVerificationError{UnverifiedCertificates: make([]*x509.Certificate, 2)}
	refused := transferFacts{req: resp.Request, trace: newTrace(), heads: "HTTP/1.1 403 No\r\nA: 1\r\nB: 2\r\n\r\n", tunnel: 403, err: unknown}
	escaped := transferFacts{resp: &http.Response{Request: httptest.NewRequest("GET", "http://h/%7E", nil)}, url: "http://h/%7e#f", trace: newTrace()}
	// trailers are no part of a head
	raw := transferFacts{req: resp.Request, resp: resp, url: "h.test/p#f", heads: "HTTP/1.1 200 OK\r\nB: 1\r\na: 2\r\n\r\nTrailer: x\r\n", number: 2, retries: 1, trace: newTrace()}
	for _, c := range []struct {
		format string
		facts  transferFacts
		want   string
	}{
		{`%{http_code}%%\n\t\r|%{method} %{size_download}`, answered, "302%\n\t\r|GET 5"},
		{`%{url} %{urlnum} %{filename_effective} %{http_connect} %{nothing}`, answered, "given 3 f 200 "},
		{`%{redirect_url} %{num_redirects} %header{x-two} %{http_version}`, answered, server.URL + "/to 0 2 1.1"},
		{`%{time_queue} %{num_retries} %{exitcode} %{remote_port}`, answered, "0.000000 0 0 -1"},
		{`%{http_code`, answered, `%{http_code`},
		{`%{urle.scheme} %{urle.host} %{urle.path} %{urle.port} %{num_certs} %{speed_upload}`, answered,
			"http 127.0.0.1 /from " + server.URL[strings.LastIndexByte(server.URL, ':')+1:] + " 0 0"},
		{`a%{onerror}b%{exitcode}`, answered, "a"},
		{`a%{onerror}b%{exitcode} %{errormsg} %{http_code} %{method} %{header_json} %{content_type}`, failed, "ab7 refused 000 GET {\n} "},
		{`%header{x-two}|%{http_version}`, failed, "|0"},
		{`%header{x-two:all:\}}|%header{x-many:all:, }|%header{x-many:all}|%header{x-many}|%header{x-many:last:,}`, answered, "2|a, b||a|"},
		{`%time{%%|%q|%n%t}`, answered, "%|%q|\n\t"},
		{`%{size_header} %{num_headers} %{header_json}`, raw, "31 2 {\"b\":[\"1\"],\n\"a\":[\"2\"]\n}"},
		{`%{url} %{url.host} %{url.fragment} %{xfer_id}`, raw, "h.test/p#f h.test f 3"},
		{`%{scheme} %{remote_port} %{local_port}`, failed, "http -1 -1"},
		{`%{url_effective}`, escaped, "http://h/%7e#f"},
		{`%{http_code} %{http_version} %{size_header} %{num_headers} %{size_download} %{size_delivered} %{size_request}`, old, "000 0 0 0 4 9 80"},
		{`%{http_code} %{size_header} %{num_headers} %{num_certs} %{size_request}`, refused, "000 31 2 2 0"},
		{`a%output{` + file + `}b%{stdout}c`, answered, "ac"},
		{`%output{>>` + file + `}d`, answered, ""},
	} {
		var out strings.Builder
		writeOut(&out, c.format, c.facts)
		if out.String() != c.want {
			t.Errorf("%s: got %q, want %q", c.format, out.String(), c.want)
		}
	}
	if got := read(t, file); got != "bd" {
		t.Errorf("the file has %q", got)
	}
}

// TestStrftime compares with what the C library writes for two days of a year.
func TestStrftime(t *testing.T) {
	for at, want := range map[time.Time]string{
		time.Date(2026, 11, 27, 0, 5, 9, 228882000, time.UTC): "Fri Friday Nov 20 27 11/27/26 27 2026-11-27 228882 26 2026 00 12 331  0 12 11 05 AM 12:05:09 AM 00:05 1795737909 09 5 47 48 5 47 26 2026 +0000 UTC",
		time.Date(2027, 1, 3, 13, 0, 0, 0, time.UTC):          "Sun Sunday Jan 20 03 01/03/27  3 2027-01-03 000000 26 2026 13 01 003 13  1 01 00 PM 01:00:00 PM 13:00 1798981200 00 7 01 53 0 00 27 2027 +0000 UTC",
	} {
		if got := strftime("%a %A %b %C %d %D %e %F %f %g %G %H %I %j %k %l %m %M %p %r %R %s %S %u %U %V %w %W %y %Y %z %Z", at); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// TestFactsJSON compares with what curl 7.88.1 and later write: numbers without
// quotes, null for what there is not.
func TestFactsJSON(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	resp, _, err := get(t, server.Client(), server.URL+`/a"b?q`)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	facts := transferFacts{req: resp.Request, resp: resp, url: `http://u@h/a"b?q#f`, number: 2, size: 19, trace: newTrace()}
	if err := json.Unmarshal([]byte(factsJSON(facts)), &got); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]any{
		"http_code": 404.0, "urlnum": 2.0, "size_download": 19.0, "exitcode": 0.0, "http_version": "1.1", "method": "GET", "time_redirect": 0.0,
		"redirect_url": nil, "errormsg": nil, "url": `http://u@h/a"b?q#f`, "url.user": "u", "url.port": "80", "url.fragment": "f", "url.query": "q",
	} {
		if value, ok := got[name]; !ok || value != want {
			t.Errorf("%s: got %v, want %v", name, value, want)
		}
	}
}

func TestURLPart(t *testing.T) {
	for part, want := range map[string]string{
		"scheme": "https", "user": "u", "password": "p", "host": "[fe80::1]", "zoneid": "eth0", "port": "443", "path": "/%41", "query": "q", "fragment": "f", "options": "",
	} {
		if got := urlPart("https://u:p@[fe80::1%25eth0]/%41?q#f", part); got != want {
			t.Errorf("%s: got %q, want %q", part, got, want)
		}
	}
}

func TestLists(t *testing.T) {
	if got := urlLines("http://a\r\n# b\n\n  http://c \n"); !slices.Equal(got, []string{"http://a", "http://c"}) {
		t.Errorf("URLs: %q", got)
	}
	if got := partLines("# no\nA: 1\r\nB: 2\n  3\n\nC: 4 "); !slices.Equal(got, []string{"A: 1", "B: 2  3", "C: 4"}) {
		t.Errorf("fields: %q", got)
	}
	for _, c := range []struct {
		first, last int
		want        string
	}{{0, 0, "a"}, {1, 2, "bc"}, {2, 9, "cd"}, {4, 5, ""}, {9, 9, ""}} {
		if got := byteRange("abcd", c.first, c.last); got != c.want {
			t.Errorf("bytes %d to %d are %q", c.first, c.last, got)
		}
	}
}

func TestShownURLWithTarget(t *testing.T) {
	for _, want := range []string{"http://h/a|b?c", "http://åäö.se:8/", "https://h/"} {
		scheme, rest, _ := strings.Cut(want, "://")
		host, path, _ := strings.Cut(rest, "/")
		path, query, _ := strings.Cut(path, "?")
		for _, opaque := range []string{"/" + path, "//" + host + "/" + path} {
			if got := shownURL(&url.URL{Scheme: scheme, Host: host, Opaque: opaque, RawQuery: query}); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		}
	}
}
