package curl2go_test

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/curl2go/curl2go"
	"github.com/curl2go/curl2go/wire"
)

// TestNegotiate has curl and a program get a ticket from a real KDC.
func TestNegotiate(t *testing.T) {
	requireCurl(t)
	startKDC(t)
	s := startServers(t)
	command := strings.ReplaceAll(`curl -s --negotiate -u : -d a=1 http://localhost:PORT/private`, "PORT", s.plain[strings.LastIndexByte(s.plain, ':')+1:])
	programs := map[string]string{}
	for name, exact := range map[string]bool{"cplain": false, "cexact": true} {
		r := curl2go.Convert(command, curl2go.Options{Exact: exact})
		if !r.OK() {
			t.Fatal(r.Diagnostics)
		}
		programs[name] = string(r.Source)
	}
	binary := buildAll(t, programs, nil, nil)
	for name, argv := range map[string][]string{"curl": {"bash", "-c", command}, "cplain": {binary, "cplain"}, "cexact": {binary, "cexact"}} {
		r := s.run(t, wireCase{}, argv...)
		if len(r.requests) != 1 || !hasTicket(r.requests[0]) || string(r.requests[0].Body) != "a=1" {
			t.Errorf("%s sent %+v, and says %s", name, r.requests, r.stderr)
		}
	}
}

// hasTicket reports whether a request has a token of SPNEGO with a ticket in it.
func hasTicket(r wire.Request) bool {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Negotiate YI") // a long sequence in base64
	return ok && len(token) > 500
}

// startKDC starts a KDC with a user who has logged in, and the service of localhost,
// where MIT's is installed.
func startKDC(t *testing.T) {
	t.Helper()
	for _, tool := range []string{"krb5kdc", "kdb5_util", "kadmin.local", "kinit"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed", tool)
		}
	}
	dir := t.TempDir()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	t.Setenv("KRB5_CONFIG", filepath.Join(dir, "krb5.conf"))
	t.Setenv("KRB5_KDC_PROFILE", filepath.Join(dir, "kdc.conf"))
	t.Setenv("KRB5CCNAME", filepath.Join(dir, "tickets"))
	for name, text := range map[string]string{
		"krb5.conf": fmt.Sprintf("[libdefaults]\n default_realm = TEST\n dns_canonicalize_hostname = false\n rdns = false\n"+
			"[realms]\n TEST = {\n  kdc = 127.0.0.1:%d\n }\n[domain_realm]\n localhost = TEST\n", port),
		"kdc.conf": fmt.Sprintf("[kdcdefaults]\n kdc_ports = %d\n kdc_tcp_ports = %d\n[realms]\n TEST = {\n"+
			"  database_name = %s/principal\n  key_stash_file = %s/stash\n }\n", port, port, dir, dir),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := func(stdin, name string, args ...string) error {
		cmd := exec.CommandContext(t.Context(), name, args...)
		cmd.Stdin = strings.NewReader(stdin)
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", name, err, out)
		}
		return nil
	}
	for _, args := range [][]string{
		{"kdb5_util", "create", "-s", "-P", "master", "-r", "TEST"},
		{"kadmin.local", "-q", "addprinc -pw pw ann"},
		{"kadmin.local", "-q", "addprinc -randkey HTTP/localhost"},
	} {
		if err := run("", args[0], args[1:]...); err != nil {
			t.Fatal(err)
		}
	}
	kdc := exec.Command("krb5kdc", "-n")
	if err := kdc.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		kdc.Process.Kill()
		kdc.Wait()
	})
	for range 50 {
		if err = run("pw\n", "kinit", "ann"); err == nil {
			return
		}
		time.Sleep(100 * time.Millisecond) // until it listens
	}
	t.Fatal(err)
}
