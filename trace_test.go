package curl2go_test

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/curl2go/curl2go"
	"github.com/curl2go/curl2go/wire"
)

// traceAnswers are what a server of the tests of traces answers, by path: as it is
// sent, in one piece. A second answer is for a request with credentials.
var traceAnswers = map[string][]string{
	"/plain":    {"HTTP/1.1 200 OK\r\nServer:  two blanks\r\nx-lower: \xff\r\nContent-Length: 6\r\n\r\nhello\n"},
	"/chunked":  {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n5\r\nhello\r\n1a;ext=1\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\nX-T: trail\r\n\r\n"},
	"/redirect": {"HTTP/1.1 302 Found\r\nLocation: /plain\r\nContent-Length: 6\r\n\r\nmoved\n"},
	"/digest":   {"HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\r\nContent-Length: 4\r\n\r\nwho\n", "HTTP/1.1 200 In\r\nContent-Length: 0\r\n\r\n"},
	"/close":    {"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nto\r\nthe\x7f end\n"},
	"/busy":     {"HTTP/1.1 503 Later\r\nContent-Length: 2\r\n\r\nno"},
	"/bytes": {"HTTP/1.1 200 OK\r\nContent-Length: 462\r\nX-Long: " + strings.Repeat("v", 130) + "\r\n\r\n" +
		strings.Repeat("x", 64) + "\r\n" + strings.Repeat("y", 63) + "\r\n\r\n\r\n" + strings.Repeat("q", 70) + "\t\x00\x7f\x80\xff\r\n" + strings.Repeat("z", 250)},
}

// serveTraces answers requests with what is prescribed for them, and CONNECT as a proxy
// that is the server as well. It returns its address.
func serveTraces(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go answerTraces(conn)
		}
	}()
	return l.Addr().String()
}

func answerTraces(conn net.Conn) {
	defer conn.Close()
	in := bufio.NewReader(conn)
	for {
		req, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		if req.Method == http.MethodConnect {
			io.WriteString(conn, "HTTP/1.1 200 Fine\r\nContent-Length: 123\r\ntransfer-encoding: chunked\r\nX-P: p\r\n\r\n")
			continue
		}
		if req.Header.Get("Expect") != "" {
			io.WriteString(conn, "HTTP/1.1 100 Go on\r\nX-I: i\r\n\r\n")
		}
		io.Copy(io.Discard, req.Body)
		answers := traceAnswers[req.URL.Path]
		if len(answers) == 2 && req.Header.Get("Authorization") != "" {
			answers = answers[1:]
		}
		io.WriteString(conn, answers[0])
		if strings.Contains(answers[0], "connection: close") {
			return
		}
	}
}

// traceCases are commands whose messages are shown; URL and PROXY stand for the
// server.
var traceCases = []string{
	`curl -sv URL/plain`,
	`curl -sv URL/plain URL/chunked URL/close`,
	`curl -sv -H 'x-MINE:  a' -H 'Accept:' -u name:secret URL/plain`,
	`curl -svI URL/plain`,
	`curl -svL URL/redirect`,
	`curl -sv -d a=1 -d b=2 URL/plain`,
	`curl -sv -F a=b -F f=@one.txt URL/plain`,
	`curl -sv --digest -u name:secret -d a=1 URL/digest`,
	`curl -sv -x PROXY URL/plain`,
	`curl -sv -p -x PROXY URL/chunked`,
	`curl -sv -p -x PROXY --proxy-user p:w --suppress-connect-headers URL/plain`,
	`curl -sv -T one.txt -H 'Expect: 100-continue' URL/plain`,
	`curl -sv -0 URL/plain`,
	`curl -sv --retry 1 --retry-delay 1 URL/busy`,
	`curl -sv --trace-time URL/plain`,
	`curl -s --stderr log.txt -v URL/plain`,
	`curl -s --trace log.txt URL/plain`,
	`curl -s --trace log.txt URL/bytes`,
	`curl -s --trace log.txt URL/plain URL/chunked URL/close`,
	`curl -s --trace log.txt -d a=1 URL/plain`,
	`curl -s --trace log.txt -F a=b -F f=@photo.jpg URL/plain`,
	`curl -s --trace log.txt -T - URL/plain`,
	`curl -sL --trace log.txt URL/redirect`,
	`curl -s --trace log.txt -p -x PROXY URL/chunked`,
	`curl -s --trace log.txt --digest -u name:secret -d a=1 URL/digest`,
	`curl -s --trace log.txt --raw URL/chunked`,
	`curl -s --trace log.txt 'URL/plain?[1-2]'`,
	`curl -s --trace-ascii log.txt URL/bytes`,
	`curl -s --trace-ascii log.txt --trace-time -d a=1 URL/plain`,
	`curl -s --trace-ascii log.txt -p -x PROXY URL/plain`,
	`curl -sL --trace-ascii log.txt URL/redirect`,
	`curl -s --trace-ascii - -o out.txt URL/bytes`,
	`curl -s --trace-ascii % -o out.txt URL/bytes`,
	`curl -s --trace-ascii missing/log.txt URL/plain`,
	`curl -s --trace log.txt --trace-ascii log.txt URL/plain`,
	`curl -s --trace log.txt -v URL/plain`,
	`curl -s -v --trace-ascii log.txt URL/plain`,
	`curl -s -v --no-verbose URL/plain`,
	`curl -s --trace-ascii log.txt --no-verbose URL/plain`,
}

// TestTraces runs each command by the real curl and as the exact program, and compares
// what they show of the messages.
func TestTraces(t *testing.T) {
	requireCurl(t)
	s := &servers{Recorder: &wire.Recorder{}, dir: t.TempDir()}
	addr := serveTraces(t)
	names := strings.NewReplacer("URL", "http://"+addr, "PROXY", addr)
	programs := map[string]string{}
	for i, command := range traceCases {
		r := curl2go.Convert(names.Replace(command), curl2go.Options{Exact: true, CurlVersion: curlVersion(t)})
		if !r.OK() || len(r.Diagnostics) > 0 {
			t.Fatalf("%s: %v", command, r.Diagnostics)
		}
		programs[fmt.Sprintf("c%03d", i)] = string(r.Source)
	}
	binary := buildAll(t, programs, nil, nil)
	for i, command := range traceCases {
		t.Run(command, func(t *testing.T) {
			curl := s.run(t, wireCase{stdin: "from standard input\n"}, "bash", "-c", names.Replace(command))
			program := s.run(t, wireCase{stdin: "from standard input\n"}, binary, fmt.Sprintf("c%03d", i))
			want, got := messagesOf(curl), messagesOf(program)
			if quiet := strings.Contains(command, "--no-verbose"); quiet == (len(want) > 0) {
				t.Errorf("curl has shown %q", want)
			}
			for n := range max(len(want), len(got)) {
				if w, g := at(want, n), at(got, n); w != g {
					t.Fatalf("curl has shown\n%s\nand the program\n%s\nwith %s\ncurl: %s", w, g, program.stderr, curl.stderr)
				}
			}
		})
	}
}

// TestTracesOfNetHTTP does the same where net/http writes the heads: names are compared
// without their letter case, in any order, and what it sends by itself is left out.
func TestTracesOfNetHTTP(t *testing.T) {
	requireCurl(t)
	s := startServers(t)
	type test struct {
		command string
		exact   bool
	}
	tests := []test{{"curl -sv HTTPS/a", true}, {"curl -s --trace log.txt -d a=1 HTTPS/a", true}, {"curl -sv --http2-prior-knowledge HTTP2C/a", true}}
	for _, command := range []string{
		"curl -sv HTTP/a", "curl -sv HTTPS/a", "curl -svL HTTP/redirect/302/x", "curl -sv --trace-time -d a=1 HTTP/a", "curl -sv -I HTTPS/a",
		"curl -sv -p -x PROXY HTTP/a", "curl -sv -x PROXY HTTP/a", "curl -sv -x PROXY HTTPS/a", "curl -sv --digest -u a:b -d x=y HTTP/digest",
		"curl -s --trace log.txt HTTP/a", "curl -s --trace log.txt -d @body.txt HTTP/a", "curl -s --trace log.txt -T one.txt -H Expect: HTTP/a HTTP/b",
		"curl -s --trace log.txt HTTPS/a", "curl -s --trace log.txt HTTP/gzip",
	} {
		tests = append(tests, test{command: command})
	}
	programs := map[string]string{}
	for i, c := range tests {
		r := curl2go.Convert(s.replacer().Replace(c.command), curl2go.Options{Exact: c.exact, CurlVersion: curlVersion(t)})
		if !r.OK() {
			t.Fatalf("%s: %v", c.command, r.Diagnostics)
		}
		programs[fmt.Sprintf("c%03d", i)] = string(r.Source)
	}
	binary := buildAll(t, programs, nil, nil)
	own := regexp.MustCompile(`(?m)^(time )?[<>]? ?(=> Send header: |<= Recv header: )?(accept|user-agent|accept-encoding|referer|proxy-connection): .*\n|nonce=.*$| +$`)
	lines := func(r result) string {
		text := strings.ToLower(strings.ReplaceAll(strings.Join(messagesOf(r), "\n"), "\r", ""))
		return strings.TrimSpace(sortedLines(own.ReplaceAllString(text+"\n", ""))) // how many lines are empty is left to chance
	}
	for i, c := range tests {
		t.Run(fmt.Sprintf("%s %v", c.command, c.exact), func(t *testing.T) {
			curl := s.run(t, wireCase{}, "bash", "-c", s.replacer().Replace(c.command))
			program := s.run(t, wireCase{}, binary, fmt.Sprintf("c%03d", i))
			if want, got := lines(curl), lines(program); want != got || !strings.Contains(want, "content-length") {
				t.Errorf("curl has shown\n%q\nand the program\n%q\n%s", want, got, program.stderr)
			}
		})
	}
}

func at(lines []string, n int) string {
	if n < len(lines) {
		return fmt.Sprintf("%q", lines[n])
	}
	return "no more"
}

var (
	traceTime  = regexp.MustCompile(`(?m)^\d\d:\d\d:\d\d\.\d{6} `)
	traceTitle = regexp.MustCompile(`^(TIME )?(<= Recv|=> Send) (header|data), (\d+) bytes \(0x([0-9a-f]+)\)$`)
	boundary   = regexp.MustCompile(`-{24}[0-9A-Za-z]+`)
	cnonce     = regexp.MustCompile(`(cnonce|response)="[^"]*"`)
)

// messagesOf returns what a run has shown of its messages, but for what is curl's own
// log or cannot be equal.
func messagesOf(r result) []string {
	text := r.stderr + r.files["log.txt"]
	if strings.Contains(r.stdout, "Send header") {
		text += r.stdout
	}
	text = traceTime.ReplaceAllString(text, "TIME ")
	var out []string
	ofTLS := false // the record is of a message of TLS, which Go does not show
	dump := ""     // the kind of the record that the lines belong to
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		plain := strings.TrimPrefix(line, "TIME ")
		if strings.HasPrefix(plain, "<= Recv") || strings.HasPrefix(plain, "=> Send") || strings.HasPrefix(plain, "== Info") {
			ofTLS = strings.Contains(plain, " SSL data")
		}
		switch m := traceTitle.FindStringSubmatch(line); {
		case ofTLS:
		case m != nil:
			if dump = m[1] + m[2] + " " + m[3]; m[3] == "header" || len(out) == 0 || !strings.HasPrefix(out[len(out)-1], dump+": ") {
				out = append(out, dump+": ")
			}
		case strings.HasPrefix(plain, "== Info"), strings.HasPrefix(plain, "{ ["), strings.HasPrefix(plain, "} ["):
			dump = ""
		case strings.HasPrefix(plain, "* "):
			if strings.HasPrefix(plain, "* Ignoring") && strings.Contains(plain, "CONNECT") {
				out = append(out, line)
			}
		case dump != "":
			if data, ok := hexData(line); ok {
				line = data
			} else {
				line += "|"
			}
			out[len(out)-1] += line
		default:
			out = append(out, line)
		}
	}
	for i, line := range out {
		line = cnonce.ReplaceAllString(line, `$1="?"`)
		if boundary.MatchString(line) { // curl 8.22 has longer ones than curl 7.88
			line = boundary.ReplaceAllString(line, "BOUNDARY")
		}
		out[i] = line
	}
	if i := slices.IndexFunc(out, func(line string) bool { return strings.Contains(line, "BOUNDARY") }); i >= 0 {
		for j, line := range out {
			out[j] = regexp.MustCompile(`Content-Length: \d{3}\b`).ReplaceAllString(line, "Content-Length: ?")
		}
	}
	return withoutInterimEnds(out)
}

// hexData returns the bytes of a line of a hexadecimal dump.
func hexData(line string) (string, bool) {
	m := regexp.MustCompile(`^[0-9a-f]{4}: (([0-9a-f]{2} |   ){16})`).FindStringSubmatch(line)
	if m == nil || strings.TrimSpace(m[1]) == "" {
		return "", false
	}
	data, err := hex.DecodeString(strings.ReplaceAll(m[1], " ", ""))
	return string(data), err == nil
}

// withoutInterimEnds leaves out the empty line behind the head of an interim answer,
// which curl shows as of version 8.
func withoutInterimEnds(lines []string) []string {
	var out []string
	interim := false
	for _, line := range lines {
		end := regexp.MustCompile(`^(TIME )?(< |<= Recv header: )\r?\n?$`).MatchString(line)
		if !interim || !end {
			out = append(out, line)
		}
		interim = strings.Contains(line, " HTTP/1.1 1") || interim && !end && !strings.Contains(line, " HTTP/1.1 ")
	}
	return out
}

// curlVersion returns the version of the real curl.
func curlVersion(t *testing.T) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "curl", "--version").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(out))[1]
}
