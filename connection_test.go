package curl2go_test

import (
	"crypto/ecdh"
	"crypto/rand"
	"crypto/tls"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/curl2go/curl2go"
	"github.com/curl2go/curl2go/wire"
)

// TestConnections runs programs of options that the judge of the wire tests, curl
// 7.88.1 as Debian has it, was built without or does not know yet.
func TestConnections(t *testing.T) {
	s := startServers(t)
	udp, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { udp.Close() })
	go s.dns.ServePacket(udp)
	hidden, configs := echServer(t)
	names := strings.NewReplacer("SERVER", udp.LocalAddr().String(), "HIDPORT", hidden[strings.LastIndexByte(hidden, ':')+1:], "CONFIGS", configs)
	cases := []struct {
		command string
		fails   bool
		stdout  string // a part of it
		asks    string // what the name server is asked for; empty: nothing
	}{
		{command: `curl -4 --dns-servers SERVER http://a.test:PORT/a`, stdout: "GET /a", asks: "a.test."},
		{command: `curl -4 --dns-servers 127.0.0.1:1,SERVER http://a.test:PORT/a`, stdout: "GET /a", asks: "a.test."},
		{command: `curl -4 --dns-servers SERVER --dns-ipv4-addr 127.0.0.1 http://b.test:PORT/a`, stdout: "GET /a", asks: "b.test."},
		{command: `curl -4 --dns-servers SERVER --dns-interface lo --dns-ipv4-addr 127.0.0.1 http://b.test:PORT/a`, stdout: "GET /a", asks: "b.test."},
		{command: `curl -4 --dns-servers SERVER --dns-interface lo --dns-ipv6-addr ::1 http://b.test:PORT/a`, stdout: "GET /a", asks: "b.test."},
		{command: `curl -4 --dns-servers SERVER --dns-interface lo --dns-ipv4-addr 127.0.0.1 --dns-ipv6-addr ::1 http://b.test:PORT/a`, stdout: "GET /a", asks: "b.test."},
		{command: `curl -4 --dns-servers SERVER --dns-interface lo http://b.test:PORT/a`, stdout: "GET /a", asks: "b.test."},
		{command: `curl -4 --dns-servers SERVER -x socks5://SOCKS http://c.test:PORT/a`, stdout: "GET /a", asks: "c.test."},
		{command: `curl -4 --dns-servers SERVER http://a.elsewhere.:PORT/a`, fails: true, asks: "a.elsewhere."},
		{command: `curl -4 --dns-servers SERVER --doh-url https://doh.test:${DOH##*:}/ --doh-insecure http://d.test:PORT/a`, stdout: "GET /a", asks: "doh.test. doh.test. d.test."},
		{command: `curl -k --ech ecl:CONFIGS --resolve secret.test:HIDPORT:127.0.0.1 https://secret.test:HIDPORT/a`, stdout: "secret.test, hidden"},
		{command: `curl -k --resolve secret.test:HIDPORT:127.0.0.1 https://secret.test:HIDPORT/a`, stdout: "secret.test, open"},
		{command: `curl --ip-tos EF HTTP/a`, stdout: "GET /a"},
		{command: `curl --ip-tos 1 -6 'http://[::1]:1/a'`, fails: true},
		{command: `curl --mptcp HTTP/a`, stdout: "GET /a"},
		{command: `curl --interface 'if!lo' HTTP/a`, stdout: "GET /a"},
	}
	programs := map[string]string{}
	for i, c := range cases {
		command := strings.ReplaceAll(c.command, "${DOH##*:}", s.doh[strings.LastIndexByte(s.doh, ':')+1:])
		for _, exact := range []bool{false, true} {
			r := curl2go.Convert(s.replacer().Replace(names.Replace(command)), curl2go.Options{Exact: exact})
			if !r.OK() {
				t.Fatalf("%s: %v", c.command, r.Diagnostics)
			}
			programs[fmt.Sprintf("c%03d%v", i, exact)] = string(r.Source)
		}
	}
	binary := buildAll(t, programs, nil, nil)
	for i, c := range cases {
		for _, exact := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s exact=%v", c.command, exact), func(t *testing.T) {
				s.dns.Asked()
				name := fmt.Sprintf("c%03d%v", i, exact)
				r := s.run(t, wireCase{}, binary, name)
				asked := strings.Join(s.dns.Asked(), " ")
				if r.ok == c.fails || !strings.Contains(r.stdout, c.stdout) || asked != c.asks {
					t.Errorf("success %v, output %q, asked for %q; it says %s\n%s", r.ok, r.stdout, asked, r.stderr, programs[name])
				}
			})
		}
	}
}

// echServer starts a server that takes an encrypted ClientHello for secret.test, and
// returns its address and its configurations. It answers with the name that the
// client asked for and whether that was hidden.
//
// Source: RFC 9849 section 4.
func echServer(t *testing.T) (addr, configs string) {
	t.Helper()
	key, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	public := key.PublicKey().Bytes()
	contents := append([]byte{7, 0, 0x20, 0, byte(len(public))}, public...) // identifier, DHKEM(X25519)
	contents = append(contents, 0, 4, 0, 1, 0, 1, 0)                        // HKDF-SHA256, AES-128-GCM; no length is hidden
	contents = append(append(contents, byte(len("public.test"))), "public.test"...)
	contents = append(contents, 0, 0) // no extensions
	config := append(binary.BigEndian.AppendUint16([]byte{0xfe, 0x0d}, uint16(len(contents))), contents...)

	authority, err := wire.NewAuthority("an authority of hidden servers")
	if err != nil {
		t.Fatal(err)
	}
	cert, err := authority.Issue("a hidden server")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		how := "open"
		if r.TLS.ECHAccepted {
			how = "hidden"
		}
		fmt.Fprintf(w, "%s, %s\n", r.TLS.ServerName, how)
	}))
	server.TLS = &tls.Config{
		Certificates:             []tls.Certificate{cert},
		EncryptedClientHelloKeys: []tls.EncryptedClientHelloKey{{Config: config, PrivateKey: key.Bytes(), SendAsRetry: true}},
	}
	server.StartTLS()
	t.Cleanup(server.Close)
	list := append(binary.BigEndian.AppendUint16(nil, uint16(len(config))), config...)
	return server.Listener.Addr().String(), base64.StdEncoding.EncodeToString(list)
}
