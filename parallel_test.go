package curl2go_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/curl2go/curl2go"
)

// crowd is a server that knows how many requests are under way.
//
//	/together/N/...  answered when there are N at a time
//	/pause/...       answered after a while
//	/fail            answered with 404 when there are two at a time
//	/never           not answered
//
// Any other path is answered at once.
type crowd struct {
	mu        sync.Mutex
	now, peak int
	starts    []time.Time
	changed   chan struct{}
}

func (c *crowd) reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now, c.peak, c.starts, c.changed = 0, 0, nil, make(chan struct{})
}

// enter counts a request in, or out again.
func (c *crowd) enter(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if n > 0 {
		c.starts = append(c.starts, time.Now())
	}
	c.now += n
	c.peak = max(c.peak, c.now)
	close(c.changed)
	c.changed = make(chan struct{})
}

// together waits until n requests have been under way at a time, and reports
// whether they have.
func (c *crowd) together(ctx context.Context, n int) bool {
	limit := time.After(5 * time.Second)
	for {
		c.mu.Lock()
		peak, changed := c.peak, c.changed
		c.mu.Unlock()
		if peak >= n {
			return true
		}
		select {
		case <-changed:
		case <-limit:
			return false
		case <-ctx.Done():
			return false
		}
	}
}

func (c *crowd) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	c.enter(1)
	defer c.enter(-1)
	kind, rest, _ := strings.Cut(strings.TrimPrefix(req.URL.Path, "/"), "/")
	switch kind {
	case "together":
		var n int
		fmt.Sscanf(rest, "%d", &n)
		if !c.together(req.Context(), n) {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
	case "pause":
		time.Sleep(100 * time.Millisecond)
	case "fail":
		c.together(req.Context(), 2)
		w.WriteHeader(http.StatusNotFound)
		return
	case "never":
		<-req.Context().Done()
		return
	}
	w.Header().Set("X-Path", req.URL.Path)
	w.Header()["Date"] = nil
	fmt.Fprintln(w, req.URL.Path)
}

// parallelCases are commands with several transfers.
var parallelCases = []struct {
	command string
	newer   bool // than the judge, which is not asked
	peak    int  // requests at a time; 0: not looked at
	exit    int
	files   map[string]string
	starts  []time.Duration // at least, between the starts of requests
}{
	{
		command: `curl -sS -f -Z --parallel-immediate -o '#1' 'HTTP/together/3/{a,b,c}'`, peak: 3,
		files: map[string]string{"a": "/together/3/a\n", "b": "/together/3/b\n", "c": "/together/3/c\n"},
	},
	{
		command: `curl -sS -f -Z --parallel-max 2 -o '#1' 'HTTP/pause/[1-5]'`, peak: 2,
		files: map[string]string{"1": "/pause/1\n", "2": "/pause/2\n", "3": "/pause/3\n", "4": "/pause/4\n", "5": "/pause/5\n"},
	},
	{
		command: `curl -sS -f -Z --parallel-max-host 1 -o a HTTP/pause/a -o b HTTP/pause/b`, newer: true, peak: 1,
		files: map[string]string{"a": "/pause/a\n", "b": "/pause/b\n"},
	},
	{
		command: `curl -sS -f -Z --parallel-immediate -o a HTTP/fail -o b HTTP/together/2/b`, peak: 2, exit: 22,
		files: map[string]string{"b": "/together/2/b\n"},
	},
	{
		command: `curl -sS -f -Z --parallel-immediate -o a HTTP/fail --next -sS -d x -o b HTTP/together/2/b`, exit: 22,
		files: map[string]string{"b": "/together/2/b\n"},
	},
	{command: `curl -sS -f -o a HTTP/together/9/a -o b HTTP/b -m 0.2`, files: map[string]string{"b": "/b\n"}},
	{
		command: "curl -sS --url @- HTTP/z <<EOF\nHTTP/a\n# HTTP/x\n\n  HTTP/b  \nEOF\n", newer: true,
		files: map[string]string{"a": "/a\n", "b": "/b\n"},
	},
	{
		command: "curl -sS -Z --url @list <<EOF\nEOF\n", newer: true, exit: 26,
	},
	{command: `curl -sS -f -Z --parallel-immediate --fail-early HTTP/fail HTTP/never`, exit: 22},
	{
		command: `curl -sS -Z --parallel-immediate -i -o '#1' 'HTTP/together/2/{a,b}'`, peak: 2,
		files: map[string]string{
			"a": "HTTP/1.1 200 OK\r\nX-Path: /together/2/a\r\nContent-Length: 14\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n/together/2/a\n",
			"b": "HTTP/1.1 200 OK\r\nX-Path: /together/2/b\r\nContent-Length: 14\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n/together/2/b\n",
		},
	},
	{
		command: `curl -sS --rate 240/m HTTP/a 'HTTP/{b,c}' > all`,
		files:   map[string]string{"all": "/a\n/b\n/c\n"}, starts: []time.Duration{250 * time.Millisecond, 250 * time.Millisecond},
	},
	{
		command: `curl -sS --rate 5/s HTTP/pause/a HTTP/pause/b > all; curl -sS HTTP/c >> all`,
		files:   map[string]string{"all": "/pause/a\n/pause/b\n/c\n"}, starts: []time.Duration{200 * time.Millisecond, 0},
	},
	{
		command: `curl -sS -f --fail-early HTTP/together/9/a HTTP/b -m 0.2 -o c -o d; curl -sS HTTP/e -o e`,
		files:   map[string]string{"e": "/e\n"},
	},
	{
		command: `x=$(curl -sS HTTP/a HTTP/b); curl -sS -d "$x" HTTP/c -o c`,
		files:   map[string]string{"c": "/c\n"},
	},
}

// TestParallel runs commands with several transfers by the real curl and as
// programs, in both modes.
func TestParallel(t *testing.T) {
	requireCurl(t)
	server := &crowd{}
	server.reset()
	s := httptest.NewServer(server)
	defer s.Close()
	programs := map[string]string{}
	for i, c := range parallelCases {
		for _, exact := range []bool{false, true} {
			r := curl2go.Convert(strings.ReplaceAll(c.command, "HTTP/", s.URL+"/"), curl2go.Options{Exact: exact})
			if !r.OK() {
				t.Fatalf("%s: %v", c.command, r.Diagnostics)
			}
			programs[fmt.Sprintf("p%d%v", i, exact)] = string(r.Source)
		}
	}
	binary := buildAll(t, programs, nil, nil)
	for i, c := range parallelCases {
		clients := map[string][]string{
			"curl": {"bash", "-c", strings.ReplaceAll(c.command, "HTTP/", s.URL+"/")}, "default": {binary, fmt.Sprintf("p%dfalse", i)}, "exact": {binary, fmt.Sprintf("p%dtrue", i)},
		}
		if c.newer {
			delete(clients, "curl")
		}
		for client, argv := range clients {
			t.Run(client+" "+c.command, func(t *testing.T) {
				server.reset()
				dir := t.TempDir()
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
				defer cancel()
				cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
				cmd.Dir = dir
				out, err := cmd.CombinedOutput()
				var exit *exec.ExitError
				if err != nil && !errors.As(err, &exit) {
					t.Fatal(err)
				}
				if code := cmd.ProcessState.ExitCode(); client != "default" && code != c.exit || (code == 0) != (c.exit == 0) {
					t.Errorf("exit %d, want %d\n%s", code, c.exit, out)
				}
				files := map[string]string{}
				entries, err := os.ReadDir(dir)
				if err != nil {
					t.Fatal(err)
				}
				for _, e := range entries {
					data, err := os.ReadFile(filepath.Join(dir, e.Name()))
					if err != nil {
						t.Fatal(err)
					}
					files[e.Name()] = string(data)
				}
				want := maps.Clone(c.files)
				if client == "default" { // net/http sorts
					for name, content := range want {
						want[name] = sortedLines(content)
						files[name] = sortedLines(files[name])
					}
				}
				if !maps.Equal(files, want) && len(files)+len(want) > 0 {
					t.Errorf("files %q, want %q\n%s", files, want, out)
				}
				server.mu.Lock()
				defer server.mu.Unlock()
				if c.peak != 0 && server.peak != c.peak {
					t.Errorf("%d requests at a time, want %d", server.peak, c.peak)
				}
				for i, least := range c.starts {
					if len(server.starts) <= i+1 {
						t.Fatalf("%d requests", len(server.starts))
					}
					if gap := server.starts[i+1].Sub(server.starts[i]); gap < least/2 { // the server may be late to see the first
						t.Errorf("request %d came %v after the one before, not %v", i+2, gap, least)
					}
				}
			})
		}
	}
}
