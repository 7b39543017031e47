//go:build linux

package curl2go_test

import (
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/curl2go/curl2go"
	"github.com/curl2go/curl2go/wire"
)

// transferSize is what TestTransfer sends each way: 1 GiB.
const transferSize = 1 << 30

// zeros is an endless file.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// TestTransfer measures memory and speed of generated programs that move 1 GiB
// up and down over the loopback interface, beside curl. It runs where
// CURL2GO_TRANSFER is set.
func TestTransfer(t *testing.T) {
	if os.Getenv("CURL2GO_TRANSFER") == "" {
		t.Skip("CURL2GO_TRANSFER is not set")
	}
	requireCurl(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(wire.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			w.Header().Set("Content-Length", "1073741824")
			io.CopyN(w, zeros{}, transferSize)
			return
		}
		n, err := io.Copy(io.Discard, r.Body)
		if err != nil || n < transferSize {
			t.Errorf("%d bytes came, %v", n, err)
		}
	})))
	dir := t.TempDir()
	big := filepath.Join(dir, "big")
	f, err := os.Create(big)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.CopyN(f, zeros{}, transferSize); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	url := "http://" + l.Addr().String() + "/x"
	commands := map[string]struct {
		command string
		least   float64 // of curl's speed
	}{
		"up -T":            {"curl -sS -T " + big + " " + url, 0.6},
		"up -F":            {"curl -sS -F f=@" + big + " " + url, 0.6},
		"up --data-binary": {"curl -sS --data-binary @" + big + " " + url, 0.6},
		"down -o":          {"curl -sS -o " + filepath.Join(dir, "out") + " " + url, 0.8},
		"up -T, exact":     {"curl -sS -T " + big + " " + url, 0.6},
		"down -o, exact":   {"curl -sS -o " + filepath.Join(dir, "out") + " " + url, 0.8},
	}
	programs := map[string]string{}
	for name, c := range commands {
		r := curl2go.Convert(c.command, curl2go.Options{Exact: strings.HasSuffix(name, "exact")})
		if !r.OK() {
			t.Fatal(r.Diagnostics)
		}
		programs["c"+letters(name)] = string(r.Source)
	}
	binary := buildAll(t, programs, nil, nil)
	for name, c := range commands {
		var curl, program time.Duration
		var memory int64
		for range 3 { // the best of three
			// curl itself has not the memory for --data-binary of this size.
			d, _ := timed(t, exec.Command("bash", "-c", strings.Replace(c.command, "--data-binary @", "-X POST -T ", 1)))
			if curl == 0 || d < curl {
				curl = d
			}
			d, rss := timed(t, exec.Command(binary, "c"+letters(name)))
			if program == 0 || d < program {
				program = d
			}
			memory = max(memory, rss)
		}
		ratio := curl.Seconds() / program.Seconds()
		t.Logf("%-18s %5.1f MiB, %.2f times curl's speed (%.2fs, curl %.2fs)", name, float64(memory)/1024, ratio, program.Seconds(), curl.Seconds())
		if memory > 40<<10 || ratio < c.least {
			t.Errorf("%s: the bars are 40 MiB and %.1f times curl's speed", name, c.least)
		}
	}
}

// letters returns what of a name can stand in a Go package's.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' {
			return r
		}
		return -1
	}, strings.ToLower(name))
}

// timed runs a command and returns how long it took and its peak memory in KiB.
func timed(t *testing.T, cmd *exec.Cmd) (time.Duration, int64) {
	t.Helper()
	start := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd.Args, err, out)
	}
	return time.Since(start), cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
}
