package curl2go_test

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/curl2go/curl2go"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/wire"
)

// servers are the listeners that the commands of the wire tests talk to.
type servers struct {
	*wire.Recorder
	plain, secure, proxy, socks, socket, h2c string // addresses
	// other and revoked are secure servers, secureProxy is an https proxy and doh
	// answers for dns over HTTPS, all with certificates of an authority that is not
	// trusted.
	other, revoked, secureProxy, doh string
	dns                              *wire.Names
	dir                              string // with the certificates, keys and lists that commands name
}

// replacer puts the addresses in the place of names in a command.
func (s *servers) replacer() *strings.Replacer {
	return strings.NewReplacer("DIR", s.dir, "SPROXY", s.secureProxy, "OTHERS", "https://"+s.other, "REVOKED", "https://"+s.revoked, "DOH", "https://"+s.doh, "HTTPS", "https://"+s.secure, "HTTP2C", "http://"+s.h2c, "HTTP", "http://"+s.plain, "HOST", s.plain,
		"PROXY", s.proxy, "SOCKS", s.socks, "SOCKET", s.socket, "CA.PEM", filepath.Join(s.dir, "ca.pem"),
		"CLIENT.PEM", filepath.Join(s.dir, "client.pem"), "CLIENT.KEY", filepath.Join(s.dir, "client.key"),
		"PORT", s.plain[strings.LastIndexByte(s.plain, ':')+1:])
}

func startServers(t *testing.T) *servers {
	t.Helper()
	s := &servers{Recorder: &wire.Recorder{}, dir: t.TempDir()}
	listen := func(network, address string) net.Listener {
		l, err := net.Listen(network, address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		return l
	}
	l := listen("tcp", "127.0.0.1:0")
	s.plain = l.Addr().String()
	t.Cleanup(wire.Serve(l, s.Handler("http", s.Answers())))

	secure := httptest.NewUnstartedServer(s.Handler("https", s.Answers()))
	secure.TLS = &tls.Config{ClientAuth: tls.RequestClientCert}
	secure.EnableHTTP2 = true
	secure.StartTLS()
	t.Cleanup(secure.Close)
	s.secure = secure.Listener.Addr().String()
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: secure.Certificate().Raw})
	cert, key := clientCertificate(t)
	for name, data := range map[string][]byte{"ca.pem": ca, "client.pem": cert, "client.key": key} {
		if err := os.WriteFile(filepath.Join(s.dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}

	s.startOthers(t)

	l = listen("tcp", "127.0.0.1:0")
	s.proxy = l.Addr().String()
	t.Cleanup(wire.Serve(l, s.Proxy()))
	l = listen("tcp", "127.0.0.1:0")
	s.socks = l.Addr().String()
	go s.ServeSOCKS(l)
	s.socket = filepath.Join(s.dir, "s")
	t.Cleanup(wire.Serve(listen("unix", s.socket), s.Handler("unix", s.Answers())))
	l = listen("tcp", "127.0.0.1:0")
	s.h2c = l.Addr().String()
	server := &http.Server{Handler: s.Handler("h2c", s.Answers()), Protocols: new(http.Protocols)}
	server.Protocols.SetUnencryptedHTTP2(true)
	server.Protocols.SetHTTP1(true)
	go server.Serve(l)
	t.Cleanup(func() { server.Close() })
	return s
}

// result is what one run left behind.
type result struct {
	requests []wire.Request
	stdout   string
	files    map[string]string
	ok       bool
	stderr   string
}

// leavesEnvironment reports whether a conversion says that the code reads less of the
// environment than curl does.
func leavesEnvironment(r *curl2go.Result) bool {
	return slices.ContainsFunc(r.Diagnostics, func(d diag.Diagnostic) bool { return d.ID == "environment-not-kept" })
}

// wireFilesAge is when the files of a run were last changed.
var wireFilesAge = time.Date(2024, time.May, 6, 8, 0, 0, 0, time.UTC)

// run runs a command in a fresh directory with the files that every case finds.
func (s *servers) run(t *testing.T, c wireCase, argv ...string) result {
	t.Helper()
	dir := t.TempDir()
	for name, content := range wireFiles {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		// As old for each run: conditions of a request may come from it.
		if err := os.Chtimes(filepath.Join(dir, name), wireFilesAge, wireFilesAge); err != nil {
			t.Fatal(err)
		}
	}
	s.Reset()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Dir = dir
	cmd.Stdin = strings.NewReader(c.stdin)
	ca := filepath.Join(s.dir, "ca.pem")
	cmd.Env = append(os.Environ(), "SSL_CERT_FILE="+ca, "CURL_CA_BUNDLE="+ca, "HOME="+dir, "TOKEN=secret", "ID=42", "WORD=two words", "PLACE=http://"+s.plain)
	if c.env != "" {
		name, value, _ := strings.Cut(c.env, "=") // a name has PROXY in it, too
		cmd.Env = append(cmd.Env, name+"="+s.replacer().Replace(value))
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	r := result{requests: s.Requests(), stdout: stdout.String(), ok: err == nil, stderr: stderr.String(), files: map[string]string{}}
	err = fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, path))
		if wireFiles[path] != string(data) {
			r.files[path] = string(data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// requireCurl skips a test where there is no curl, unless the environment says
// that there must be one.
func requireCurl(t *testing.T) {
	t.Helper()
	for _, tool := range []string{"curl", "bash"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CURL2GO_REQUIRE_CURL") != "" {
				t.Fatalf("%s is not installed", tool)
			}
			t.Skipf("%s is not installed: what it sends cannot be compared", tool)
		}
	}
}

// TestWire runs each command by the real curl and as the generated program, and
// compares what they sent and what they left behind.
func TestWire(t *testing.T) {
	requireCurl(t)
	s := startServers(t)
	names := s.replacer()
	programs := map[string]string{}
	functions := map[string]string{}
	for i, c := range wireCases {
		text := names.Replace(cmp.Or(c.pasted, c.command))
		r := curl2go.Convert(text, curl2go.Options{Exact: c.exact, Types: c.types, WrapErrors: c.wrap})
		if !r.OK() {
			t.Errorf("%s: %v", c.command, r.Diagnostics)
			continue
		}
		programs[fmt.Sprintf("c%03d", i)] = string(r.Source)
		if f := curl2go.Convert(text, curl2go.Options{Template: curl2go.Function, Name: "Send", Types: c.types, WrapErrors: c.wrap}); f.OK() && !c.exact && takesNoParams(string(f.Source)) {
			functions[fmt.Sprintf("f%03d", i)] = string(f.Source)
		}
	}
	// Programs and functions are tried of all commands; methods and snippets,
	// which are made of the same statements, of every fourth.
	methods := map[string]string{}
	for i, c := range wireCases {
		text := names.Replace(cmp.Or(c.pasted, c.command))
		opts := curl2go.Options{Exact: c.exact, Types: c.types, WrapErrors: c.wrap}
		switch i % 4 {
		case 0:
			opts.Template = curl2go.Client
			if r := curl2go.Convert(text, opts); r.OK() && !c.exact && methodOf(string(r.Source)) != "" {
				methods[fmt.Sprintf("m%03d", i)] = string(r.Source)
			}
		case 1:
			opts.Template = curl2go.Snippet
			if r := curl2go.Convert(text, opts); r.OK() && !leavesEnvironment(r) {
				programs[fmt.Sprintf("s%03d", i)] = framedSnippet(t, r)
			}
		}
	}
	if len(methods) < len(wireCases)/16 {
		t.Errorf("only %d commands are tried as methods", len(methods))
	}
	binary := buildAll(t, programs, functions, methods)
	if len(functions) < len(wireCases)/2 {
		t.Errorf("only %d of %d commands are tried as functions", len(functions), len(wireCases))
	}
	for i, c := range wireCases {
		id := fmt.Sprintf("%03d", i)
		if programs["c"+id] == "" {
			continue
		}
		t.Run(c.command, func(t *testing.T) {
			text := names.Replace(c.command)
			curl := s.run(t, c, "bash", "-c", text)
			program := s.run(t, c, binary, "c"+id)
			if len(curl.requests) < c.sends {
				t.Errorf("curl sent %d requests of %d, and says: %s", len(curl.requests), c.sends, curl.stderr)
			}
			diff := wire.Differences(curl.requests, program.requests)
			diff = append(diff, curl.differs(program, c)...)
			if c.exact {
				diff = append(diff, curl.otherTypes(program)...)
				diff = append(diff, curl.otherLengths(program)...)
			}
			if c.differs != "" {
				if len(diff) == 0 {
					t.Errorf("curl and the program agree: take the case out of those that differ (%s)", c.differs)
				}
				return
			}
			if len(diff) > 0 {
				t.Errorf("%s\ncurl says: %s\nthe program says: %s\n%s", strings.Join(diff, "\n"), curl.stderr, program.stderr, programs["c"+id])
			}
			for name, source := range map[string]string{"f" + id: functions["f"+id], "m" + id: methods["m"+id], "s" + id: programs["s"+id]} {
				if source == "" {
					continue
				}
				other := s.run(t, c, binary, name)
				if diff := wire.Differences(curl.requests, other.requests); len(diff) > 0 {
					t.Errorf("%s: %s\n%s", name, strings.Join(diff, "\n"), source)
				}
			}
		})
	}
}

// otherTypes compares the media types that requests announce, also of those that a
// redirect has left without a body. Forms have boundaries in theirs.
func (r result) otherTypes(other result) []string {
	var out []string
	for i := range min(len(r.requests), len(other.requests)) {
		want, got := r.requests[i].Header.Get("Content-Type"), other.requests[i].Header.Get("Content-Type")
		if want != got && !strings.HasPrefix(want, "multipart/") {
			out = append(out, fmt.Sprintf("request %d: media type: curl %q, the program %q", i+1, want, got))
		}
	}
	return out
}

// otherLengths compares the lengths that requests without a body announce: 0, or none.
func (r result) otherLengths(other result) []string {
	var out []string
	for i := range min(len(r.requests), len(other.requests)) {
		want, got := r.requests[i].Header.Get("Content-Length"), other.requests[i].Header.Get("Content-Length")
		if want != got && len(r.requests[i].Body) == 0 {
			out = append(out, fmt.Sprintf("request %d: length of no body: curl %q, the program %q", i+1, want, got))
		}
	}
	return out
}

// differs compares what two runs left behind.
func (r result) differs(other result, c wireCase) []string {
	var out []string
	if r.ok != other.ok {
		out = append(out, fmt.Sprintf("success: curl %v, the program %v", r.ok, other.ok))
	}
	if want, got := r.stdout, other.stdout; want != got && !c.heads {
		out = append(out, fmt.Sprintf("standard output: curl %q, the program %q", want, got))
	} else if c.heads && sortedLines(want) != sortedLines(got) {
		out = append(out, fmt.Sprintf("standard output, sorted: curl %q, the program %q", sortedLines(want), sortedLines(got)))
	}
	want, got := visibleFiles(r.files, c.heads), visibleFiles(other.files, c.heads)
	if !maps.Equal(want, got) {
		out = append(out, fmt.Sprintf("files: curl %q, the program %q", want, got))
	}
	return out
}

// visibleFiles returns files without what cannot be equal: the comments of cookie
// files, and the order of header lines where heads are written.
func visibleFiles(files map[string]string, heads bool) map[string]string {
	out := map[string]string{}
	for name, content := range files {
		if strings.HasPrefix(content, "# Netscape") {
			var lines []string
			for line := range strings.Lines(content) {
				if !strings.HasPrefix(line, "# ") {
					lines = append(lines, line)
				}
			}
			content = sortedLines(strings.Join(lines, ""))
		} else if heads {
			content = sortedLines(content)
		}
		out[name] = content
	}
	return out
}

func sortedLines(s string) string {
	lines := strings.Split(strings.ReplaceAll(strings.TrimSpace(s), "\r", ""), "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// takesNoParams reports whether a generated function has no parameters but a
// context and a client.
func takesNoParams(source string) bool {
	return strings.Contains(source, "func Send(ctx context.Context, client *http.Client) (")
}

// methodOf returns the name of the only method of a generated client that takes
// nothing but a context, where a constructor without parameters makes it.
func methodOf(source string) string {
	if !strings.Contains(source, "\nfunc NewClient() *Client {") {
		return ""
	}
	before, _, ok := strings.Cut(source, "(ctx context.Context) (*http.Response, error) {")
	if !ok || strings.Count(source, "(ctx context.Context") > 1 {
		return ""
	}
	return before[strings.LastIndexByte(before, ' ')+1:]
}

// framedSnippet returns a snippet within a program that prints its error.
func framedSnippet(t *testing.T, r *curl2go.Result) string {
	t.Helper()
	imports := slices.Concat(r.Imports, []string{"context", "log"})
	slices.Sort(imports)
	var b strings.Builder
	b.WriteString("\npackage main\n\n")
	for _, path := range slices.Compact(imports) {
		fmt.Fprintf(&b, "import %q\n", path)
	}
	fmt.Fprintf(&b, "\nfunc main() {\n\tif err := run(context.Background()); err != nil {\n\t\tlog.Fatal(err)\n\t}\n}\n\nfunc run(ctx context.Context) error {\n%s}\n", r.Source)
	return b.String()
}

// buildAll builds one program of all sources: its first argument says which one
// to run. That takes one link instead of hundreds.
func buildAll(t *testing.T, programs, functions, methods map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	copyModule(t, dir)
	var imports, cases strings.Builder
	for _, name := range slices.Sorted(maps.Keys(programs)) {
		source := strings.Replace(programs[name], "\npackage main\n", "\npackage "+name+"\n", 1)
		source = strings.Replace(source, "\nfunc main() {\n", "\nfunc Main() {\n", 1)
		writeSource(t, filepath.Join(dir, name, "main.go"), source)
		fmt.Fprintf(&imports, "\t%q\n", "generated/"+name)
		fmt.Fprintf(&cases, "\tcase %q:\n\t\t%s.Main()\n", name, name)
	}
	for _, name := range slices.Sorted(maps.Keys(functions)) {
		source := strings.Replace(functions[name], "package api\n", "package "+name+"\n", 1)
		writeSource(t, filepath.Join(dir, name, "send.go"), source)
		fmt.Fprintf(&imports, "\t%q\n", "generated/"+name)
		fmt.Fprintf(&cases, "\tcase %q:\n\t\tcall(%s.Send)\n", name, name)
	}
	for _, name := range slices.Sorted(maps.Keys(methods)) {
		source := strings.Replace(methods[name], "package api\n", "package "+name+"\n", 1)
		writeSource(t, filepath.Join(dir, name, "client.go"), source)
		fmt.Fprintf(&imports, "\t%q\n", "generated/"+name)
		fmt.Fprintf(&cases, "\tcase %q:\n\t\tcall(func(ctx context.Context, _ *http.Client) (*http.Response, error) { return %s.NewClient().%s(ctx) })\n", name, name, methodOf(source))
	}
	writeSource(t, filepath.Join(dir, "runner", "main.go"), `package main

import (
	"context"
	"io"
	"log"
	"net/http"
	"os"

`+imports.String()+`)

func call(send func(context.Context, *http.Client) (*http.Response, error)) {
	resp, err := send(context.Background(), nil)
	if err != nil {
		log.Fatal(err)
	}
	defer resp.Body.Close()
	if _, err := io.Copy(os.Stdout, resp.Body); err != nil {
		log.Fatal(err)
	}
}

func main() {
	which := os.Args[1]
	os.Args = append(os.Args[:1], os.Args[2:]...)
	switch which {
`+cases.String()+`	}
}
`)
	binary := filepath.Join(dir, "runner.exe")
	goTool(t, dir, "build", "-trimpath", "-o", binary, "./runner")
	return binary
}

// copyModule puts into dir the module whose requirements generated code may
// import.
func copyModule(t *testing.T, dir string) {
	t.Helper()
	for _, name := range []string{"go.mod", "go.sum"} {
		data, err := os.ReadFile(filepath.Join("testdata", "gomod", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func writeSource(t *testing.T, path, source string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
}

// goTool runs the go command in a directory. With -trimpath its cache has what
// an earlier run has built in another one.
func goTool(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}
