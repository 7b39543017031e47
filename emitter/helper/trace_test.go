package helper

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTraceForms shows pieces of messages where their lines end at the margin.
func TestTraceForms(t *testing.T) {
	sixtyFour := strings.Repeat("a", 64)
	for _, c := range []struct {
		form              func(lead, sign, piece string) string
		sign, piece, want string
	}{
		{traceASCII, "}", sixtyFour, "=> Send data, 64 bytes (0x40)\n0000: " + sixtyFour + "\n"},
		{traceASCII, "{", sixtyFour + "\r\n", "<= Recv data, 66 bytes (0x42)\n0000: " + sixtyFour + "\n"},
		{traceASCII, "{", sixtyFour + "a\r\nb", "<= Recv data, 68 bytes (0x44)\n0000: " + sixtyFour + "\n0040: a\n0043: b\n"},
		{traceASCII, "{", "\r\n\r\n\n\r", "<= Recv data, 6 bytes (0x6)\n0000: \n0002: \n0004: ..\n"},
		{traceASCII, "<", "HTTP/1.1 200 OK\r\nX: \x7f\xff\r\n\r\n",
			"<= Recv header, 17 bytes (0x11)\n0000: HTTP/1.1 200 OK\n<= Recv header, 7 bytes (0x7)\n0000: X: ..\n<= Recv header, 2 bytes (0x2)\n0000: \n"},
		{traceASCII, ">", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "=> Send header, 27 bytes (0x1b)\n0000: GET / HTTP/1.1\n0010: Host: a\n0019: \n"},
		{traceASCII, "*", "so it is\n", "== Info: so it is\n"},
		{traceHex, "{", "0123456789abcdef\r\n", "<= Recv data, 18 bytes (0x12)\n" +
			"0000: 30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66 0123456789abcdef\n0010: 0d 0a                                           ..\n"},
		{verboseLines, "<", "HTTP/1.1 200 OK\r\n\r\n", "< HTTP/1.1 200 OK\r\n< \r\n"},
	} {
		if got := c.form("", c.sign, c.piece); got != c.want {
			t.Errorf("%q:\n%s\nwanted\n%s", c.piece, got, c.want)
		}
	}
	if got := traceHex("12:00:00.000000 ", ">", "a"); !strings.HasPrefix(got, "12:00:00.000000 => Send header, 1 bytes (0x1)\n") {
		t.Errorf("with a lead: %q", got)
	}
}

// TestTraceFile writes a file once there is something to write, and standard error
// where it cannot be made.
func TestTraceFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "trace")
	file := &traceFile{path: path}
	if _, err := os.Stat(path); err == nil {
		t.Error("the file is made before anything is written")
	}
	for range 2 {
		if _, err := file.Write([]byte("a\n")); err != nil {
			t.Error(err)
		}
	}
	if got := read(t, path); got != "a\na\n" {
		t.Errorf("got %q", got)
	}
	if err := file.file.Close(); err != nil {
		t.Error(err)
	}
	stderr := os.Stderr
	defer func() { os.Stderr = stderr }()
	var err error
	if os.Stderr, err = os.Create(filepath.Join(dir, "stderr")); err != nil {
		t.Fatal(err)
	}
	if _, err := (&traceFile{path: filepath.Join(dir, "no", "trace")}).Write([]byte("b\n")); err != nil {
		t.Error(err)
	}
	if err := os.Stderr.Close(); err != nil {
		t.Error(err)
	}
	if got := read(t, filepath.Join(dir, "stderr")); got != "b\n" {
		t.Errorf("standard error has %q", got)
	}
}

// TestTraceNumbers counts transfers and connections as curl 8.22 does.
func TestTraceNumbers(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				for in := bufio.NewReader(conn); ; {
					req, err := http.ReadRequest(in)
					if err != nil {
						return
					}
					answer := map[string]string{
						"/moved": "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n",
						"/close": "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
					}[req.URL.Path]
					if answer == "" {
						answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
					}
					if _, err := conn.Write([]byte(answer)); err != nil {
						return
					}
				}
			}()
		}
	}()
	var shown bytes.Buffer
	log := &messageLog{w: &shown, form: verboseLines, ids: new(traceNumbers)}
	client := &http.Client{Transport: counted{messageTransport{base: &http.Transport{}, show: log.show}, log.ids}}
	for _, path := range []string{"/", "/moved", "/close", "/"} {
		resp, err := client.Get("http://" + l.Addr().String() + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
	}
	var got []string
	for line := range strings.Lines(shown.String()) {
		if strings.Contains(line, "> GET") || strings.Contains(line, "< HTTP") {
			got = append(got, strings.Join(strings.Fields(line)[:3], " "))
		}
	}
	want := "[0-0] > GET, [0-0] < HTTP/1.1, [1-0] > GET, [1-0] < HTTP/1.1, [1-0] > GET, [1-0] < HTTP/1.1, " +
		"[2-0] > GET, [2-0] < HTTP/1.1, [3-1] > GET, [3-1] < HTTP/1.1"
	if strings.Join(got, ", ") != want {
		t.Errorf("got %q", got)
	}
}

// TestMessageTransport shows the heads of connections that do not show theirs, and the
// bodies.
func TestMessageTransport(t *testing.T) {
	client, e := exactClient(t, "HTTP/1.1 200 OK\r\nX-raw:  1\r\nContent-Length: 2\r\n\r\nok")
	var raw, known strings.Builder
	keep := func(b *strings.Builder) func(sign, piece string) {
		return func(sign, piece string) {
			if sign == "{" { // a byte at a time
				piece = sign + piece
			} else {
				piece = verboseLines("", sign, piece)
			}
			b.WriteString(piece)
		}
	}
	e.show, e.showBodies = keep(&raw), true
	client.Transport = messageTransport{base: client.Transport, show: keep(&known), showBodies: true, silent: showsItself}
	if _, _, err := get(t, client, "http://h/"); err != nil {
		t.Fatal(err)
	}
	const want = "> GET / HTTP/1.1\r\n> Host: h\r\n> User-Agent: Go-http-client/1.1\r\n> \r\n< HTTP/1.1 200 OK\r\n< X-raw:  1\r\n< Content-Length: 2\r\n< \r\n{o{k"
	if raw.String() != want || known.String() != "" {
		t.Errorf("got %q and %q", raw.String(), known.String())
	}

	dial, _ := answering("|HTTP/1.1 103 Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\nx-b: 1\r\nX-A: 2\r\nContent-Length: 2\r\n\r\nok")
	client.Transport = messageTransport{base: &http.Transport{DialContext: dial, DisableCompression: true}, show: keep(&known), showBodies: true}
	resp, err := client.Post("http://h/p", "text/plain", strings.NewReader("body"))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		t.Fatal(err)
	}
	const net = "> POST /p HTTP/1.1\r\n> Host: h\r\n> User-Agent: Go-http-client/1.1\r\n> Content-Length: 4\r\n> Content-Type: text/plain\r\n> \r\n} body" +
		"< HTTP/1.1 103 Early Hints\r\n< Link: a\r\n< \r\n< HTTP/1.1 200 OK\r\n< Content-Length: 2\r\n< X-A: 2\r\n< X-B: 1\r\n< \r\n{o{k"
	if known.String() != net {
		t.Errorf("got %q", known.String())
	}
}

// TestShowHead writes lines to standard error.
func TestShowHead(t *testing.T) {
	stderr := os.Stderr
	defer func() { os.Stderr = stderr }()
	path := filepath.Join(t.TempDir(), "stderr")
	var err error
	if os.Stderr, err = os.Create(path); err != nil {
		t.Fatal(err)
	}
	showHead(">", connectHead(&http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: "h:1"}, Host: "h:1"}))
	if err := os.Stderr.Close(); err != nil {
		t.Error(err)
	}
	if got := read(t, path); got != "> CONNECT h:1 HTTP/1.1\r\n> Host: h:1\r\n> User-Agent: Go-http-client/1.1\r\n> \r\n" {
		t.Errorf("got %q", got)
	}
}
