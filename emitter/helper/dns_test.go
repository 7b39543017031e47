package helper

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/curl2go/curl2go/wire"
)

func TestDoHResolver(t *testing.T) {
	ca, cert := authority(t)
	names := &wire.Names{Domain: "test"}
	var fields []string
	server := secureServer(t, cert, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fields = append(fields, r.Header.Get("Accept")+" "+r.Header.Get("User-Agent")+" "+strconv.FormatInt(r.ContentLength, 10))
		names.ServeHTTP(w, r)
	}))
	roots := x509.NewCertPool()
	roots.AddCert(ca.Cert)
	resolver := dohResolver(&http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, DisableCompression: true, MaxConnsPerHost: 1}, server.URL+"/dns-query")

	ips, err := resolver.LookupIP(context.Background(), "ip4", "a.test.")
	if err != nil || len(ips) != 1 || !ips[0].Equal(net.IPv4(127, 0, 0, 1)) {
		t.Errorf("got %v, %v", ips, err)
	}
	// The header, the name, its type and class: what curl sends.
	if want := []string{"*/*  24"}; !slices.Equal(fields, want) {
		t.Errorf("the server got %q, want %q", fields, want)
	}
	if asked := names.Asked(); !slices.Equal(asked, []string{"a.test."}) {
		t.Errorf("asked for %q", asked)
	}
	var dns *net.DNSError
	if _, err := resolver.LookupIP(context.Background(), "ip", "a.other."); !errors.As(err, &dns) || !dns.IsNotFound || len(names.Asked()) != 2 {
		t.Errorf("a name that is not there is %v", err)
	}
	// A server that answers with something else is asked once for each type.
	fields = nil
	none := secureServer(t, cert, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fields = append(fields, r.Method)
		http.NotFound(w, r)
	}))
	resolver = dohResolver(&http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, MaxConnsPerHost: 1}, none.URL)
	if _, err := resolver.LookupIP(context.Background(), "ip", "a.test."); err == nil || exitCode(err) != 6 || len(fields) != 2 {
		t.Errorf("no answer is %v after %d requests", err, len(fields))
	}
}

func TestFullNames(t *testing.T) {
	var got []string
	dial := fullNames(func(_ context.Context, _, addr string) (net.Conn, error) {
		got = append(got, addr)
		return nil, nil
	})
	for _, addr := range []string{"h:80", "h.:80", "127.0.0.1:80", "[::1]:80"} {
		if _, err := dial(context.Background(), "tcp", addr); err != nil {
			t.Error(err)
		}
	}
	if want := []string{"h.:80", "h.:80", "127.0.0.1:80", "[::1]:80"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNameServers(t *testing.T) {
	names := &wire.Names{Domain: "test"}
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	go names.ServePacket(conn)
	closed, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := closed.LocalAddr().String()
	closed.Close()

	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	// The first server is not there: the second one is asked.
	servers := &nameServers{addrs: []string{nobody, conn.LocalAddr().String()}, local4: net.IPv4(127, 0, 0, 1)}
	resolver := &net.Resolver{PreferGo: true, Dial: servers.dial}
	ips, err := resolver.LookupIP(ctx, "ip4", "a.test.")
	if err != nil || len(ips) != 1 || !slices.Contains(names.Asked(), "a.test.") {
		t.Errorf("got %v, %v", ips, err)
	}
	for _, c := range []struct {
		network, addr string
		want          net.Addr
	}{
		{"udp", "127.0.0.2:53", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)}},
		{"tcp", "127.0.0.2:53", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}},
		{"udp", "[::1]:53", nil},
	} {
		got := servers.localAddr(c.network, c.addr)
		if (got == nil) != (c.want == nil) || got != nil && (got.Network() != c.want.Network() || got.String() != c.want.String()) {
			t.Errorf("%s %s is asked from %v, want %v", c.network, c.addr, got, c.want)
		}
	}
	system := &nameServers{}
	c, err := system.dial(ctx, "udp", conn.LocalAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if c.RemoteAddr().String() != conn.LocalAddr().String() {
		t.Errorf("without addresses %v is asked, not the system's", c.RemoteAddr())
	}
}

func TestInterfaceAddrs(t *testing.T) {
	interfaces, err := net.Interfaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range interfaces {
		if i.Flags&net.FlagLoopback == 0 {
			continue
		}
		v4, v6, err := interfaceAddrs(i.Name)
		if err != nil || v4 == nil && v6 == nil || v4 != nil && !v4.IsLoopback() || v6 != nil && v6.To4() != nil {
			t.Errorf("%s has %v, %v, %v", i.Name, v4, v6, err)
		}
	}
	if _, _, err := interfaceAddrs("no such interface"); err == nil {
		t.Error("a missing interface has addresses")
	}
}

func TestFromPorts(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	first := taken.Addr().(*net.TCPAddr).Port
	local := net.IPv4(127, 0, 0, 1)
	conn, err := fromPorts(new(net.Dialer), local, first, first+20)(context.Background(), "tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if port := conn.LocalAddr().(*net.TCPAddr).Port; port <= first || port > first+20 {
		t.Errorf("port %d is not between %d and %d", port, first+1, first+20)
	}
	if conn, err := fromPorts(new(net.Dialer), local, first, first)(context.Background(), "tcp", listener.Addr().String()); err == nil {
		conn.Close()
		t.Error("a port that is taken is used")
	}
}

func TestEnvSocks(t *testing.T) {
	socks, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer socks.Close()
	recorder := &wire.Recorder{}
	go recorder.ServeSOCKS(socks)
	server, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	for _, c := range []struct{ env, without, want string }{
		{"socks5://u:p%40@" + socks.Addr().String(), "", "SOCKS5yes"},
		{"socks4://" + socks.Addr().String(), "", "SOCKS4"},
		{"socks4a://" + socks.Addr().String(), "other", "SOCKS4"},
		{"socks5h://" + socks.Addr().String(), "127.0.0.1", ""},
		{"http://" + socks.Addr().String(), "", ""},
		{"", "", ""},
	} {
		t.Setenv("https_proxy", "")
		t.Setenv("all_proxy", c.env)
		recorder.Reset()
		conn, err := envSocks("https", c.without, new(net.Dialer).DialContext)(context.Background(), "tcp", server.Addr().String())
		if err != nil {
			t.Errorf("%s: %v", c.env, err)
			continue
		}
		conn.Close()
		got := ""
		for _, r := range recorder.Requests() {
			got += r.Proto + r.Header.Get("Login")
		}
		if got != c.want {
			t.Errorf("%s without %s: got %q, want %q", c.env, c.without, got, c.want)
		}
		if u, err := httpProxy(curlProxy(""))(&http.Request{URL: &url.URL{Scheme: "https", Host: "h"}}); err != nil || (u != nil) != strings.HasPrefix(c.env, "http") {
			t.Errorf("%s: the HTTP proxy is %v, %v", c.env, u, err)
		}
	}
}
