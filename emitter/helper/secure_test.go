package helper

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/curl2go/curl2go/wire"
)

// authority makes an authority and a certificate of a server.
func authority(t *testing.T) (*wire.Authority, tls.Certificate) {
	t.Helper()
	ca, err := wire.NewAuthority("an authority")
	if err != nil {
		t.Fatal(err)
	}
	cert, err := ca.Issue("a server")
	if err != nil {
		t.Fatal(err)
	}
	return ca, cert
}

// secureServer serves HTTPS with a certificate.
func secureServer(t *testing.T, cert tls.Certificate, handler http.Handler) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{cert}}
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

func TestUnrevoked(t *testing.T) {
	ca, cert := authority(t)
	other, otherCert := authority(t)
	list := func(a *wire.Authority, until time.Duration, revoked ...*x509.Certificate) string {
		data, err := a.RevocationList(time.Now().Add(until), revoked...)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	server := secureServer(t, cert, http.NotFoundHandler())
	roots := x509.NewCertPool()
	roots.AddCert(ca.Cert)
	for name, c := range map[string]struct {
		lists string
		fails bool
	}{
		"none is revoked":     {list(ca, time.Hour), false},
		"another is revoked":  {list(ca, time.Hour, otherCert.Leaf, ca.Cert), true},
		"the other authority": {list(other, time.Hour), true},
		"both authorities":    {list(other, time.Hour) + list(ca, time.Hour), false},
		"revoked":             {list(ca, time.Hour, cert.Leaf), true},
		"expired":             {list(ca, -time.Hour), true},
	} {
		check, err := unrevoked(write(t, c.lists))
		if err != nil {
			t.Fatal(err)
		}
		client := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, VerifyConnection: check}}}
		resp, err := client.Get(server.URL)
		if err == nil {
			resp.Body.Close()
		}
		if c.fails != (err != nil) || err != nil && exitCode(err) != 60 {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, content := range []string{"no list", "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"} {
		if _, err := unrevoked(write(t, content)); err == nil || exitCode(err) != 82 {
			t.Errorf("%q: %v", content, err)
		}
	}
	if _, err := unrevoked("missing"); err == nil || exitCode(err) != 82 {
		t.Errorf("a missing list is %v", err)
	}
}

func TestVerifyAll(t *testing.T) {
	var made []int
	check := func(n int, err error) func(tls.ConnectionState) error {
		return func(tls.ConnectionState) error { made = append(made, n); return err }
	}
	broken := errors.New("broken")
	if err := verifyAll(check(1, nil), check(2, broken), check(3, nil))(tls.ConnectionState{}); err != broken || len(made) != 2 {
		t.Errorf("%v after %v", err, made)
	}
	if err := verifyAll(check(4, nil))(tls.ConnectionState{}); err != nil {
		t.Error(err)
	}
}

// The same key: plain, in PKCS #8 with AES-256, the same with 3DES and HMAC-SHA1,
// and in the older encryption of PEM. OpenSSL has made them.
const (
	plainKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgXJOSaLEtGTI4DEqf
TLwQTm4T5lITDffgzcaAdqr/BbChRANCAARQXAA57urjt4DLexJKBpIb+D8L4Ngy
98mIAZ4RzBWBuPmotrE3PNo7JE/Mp1qD7IHjy1i/Y27m68RUzp5t4bAB
-----END PRIVATE KEY-----
`
	aesKey = `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgQXsZzPnlQSQICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEBDMD18MWDG+whLSYSGhZDMEgZC7
ky3K50sO8y6k8dvZYvXMx7Fhge0DMJl/HUrDvRSTx9Z9UmorerCT/6qUlyonEa5v
uwwlzvRWK2S7q/fe6VrtMVYSDPFptU5Zq8dnZKPTDyhpq8AudzIdpgbgDBhHwckf
4jZWglHQfmyrhtGNQG8OyulY6glCENNhKnxYFRLt4NKJb7FUhelDjHtqEu12NmI=
-----END ENCRYPTED PRIVATE KEY-----
`
	desKey = `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHVMEAGCSqGSIb3DQEFDTAzMBsGCSqGSIb3DQEFDDAOBAihke6De1RkegICCAAw
FAYIKoZIhvcNAwcECBDLwLGfUh9wBIGQdnMcH+S6vEljuOSO6ea6nTihKZ8YI/jY
DgjqgkeX1/G+y9qVVS6j17wivrQxAI8TdFZrzKa1OtyU+7tHHXaKtoKNyne781eL
lgIVuUUVmAk8zmjQ83BGazwkitSq9PRluIZM8bVOosmf4Wyt4WmllFjyziwUn3/Q
a94tTEL42IqzWYJ34I1AK1rwewGw0y6+
-----END ENCRYPTED PRIVATE KEY-----
`
	oldKey = `-----BEGIN EC PRIVATE KEY-----
Proc-Type: 4,ENCRYPTED
DEK-Info: AES-128-CBC,7C61849B5909F0C3B21DD16EB8879E3E

qMoo/ot70u34RfnthHto72tLR4NGQdRwgZZhYRE6daaadgbpCHBOzJo3qTWYDT2/
IEtr8cSGBeu6gjC+ZpyL8c291Cd+VYJ5eTFChknSNEynPmQdliN4/cvRyjEQKvyr
qenUA1uynZ8fcNCkDMtbbN8VkXQeQbjFR4Ky8tEGHBU=
-----END EC PRIVATE KEY-----
`
)

func TestDecryptedKey(t *testing.T) {
	block, _ := pem.Decode([]byte(plainKey))
	want, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string]string{"plain": plainKey, "AES": aesKey, "3DES": desKey, "old": oldKey} {
		data, err := decryptedKey(write(t, key), "secret")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		block, _ := pem.Decode(data)
		got, err := x509.ParsePKCS8PrivateKey(block.Bytes)
		if name == "old" {
			got, err = x509.ParseECPrivateKey(block.Bytes)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, %v", name, got, err)
		}
		if data, err := decryptedKey(write(t, key), "wrong"); name != "plain" && err == nil {
			block, _ := pem.Decode(data) // the padding may be right by chance
			if got, err := x509.ParsePKCS8PrivateKey(block.Bytes); err == nil {
				t.Errorf("%s: with a wrong password the key is %v", name, got)
			}
		}
	}
	if _, err := decryptedKey("missing", ""); err == nil {
		t.Error("a missing key is no error")
	}
	for _, der := range [][]byte{nil, {0x30, 0}, block.Bytes} {
		if _, err := decryptPKCS8(der, ""); err == nil {
			t.Errorf("%x is decrypted", der)
		}
	}
}

func TestDERToPEM(t *testing.T) {
	block, _ := pem.Decode([]byte(plainKey))
	if got, err := derToPEM(write(t, string(block.Bytes)), "PRIVATE KEY"); err != nil || string(got) != plainKey {
		t.Errorf("got %s, %v", got, err)
	}
	if _, err := derToPEM("missing", "PRIVATE KEY"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestAroundProxy(t *testing.T) {
	way := func(name string) func(context.Context, string, string) (net.Conn, error) {
		return func(context.Context, string, string) (net.Conn, error) { return nil, errors.New(name) }
	}
	dial := aroundProxy("near,10.0.0.0/8", way("direct"), way("proxied"))
	for addr, want := range map[string]string{"near:80": "direct", "far:80": "proxied", "10.1.2.3:443": "direct", "[::1]:80": "proxied"} {
		if _, err := dial(context.Background(), "tcp", addr); err == nil || err.Error() != want {
			t.Errorf("%s: %v", addr, err)
		}
	}
}

// TestSecureProxies sends requests through an https proxy whose certificate is of
// one authority, and around it to a server of another.
func TestSecureProxies(t *testing.T) {
	ca, cert := authority(t)
	otherCA, otherCert := authority(t)
	server := secureServer(t, otherCert, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "server") }))
	var asked []string
	proxy := secureServer(t, cert, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method)
		if r.Method != http.MethodConnect {
			io.WriteString(w, "proxy")
			return
		}
		through, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Error(err)
			return
		}
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n")
		go io.Copy(through, conn)
		io.Copy(conn, through)
	}))
	u, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	trust := func(a *wire.Authority) *tls.Config {
		pool := x509.NewCertPool()
		pool.AddCert(a.Cert)
		return &tls.Config{RootCAs: pool}
	}
	get := func(proxyConfig *tls.Config, target string) (string, error) {
		asked = nil
		secure := &secureProxies{config: proxyConfig}
		transport := &http.Transport{
			Proxy: secure.choose(noProxy(u, "127.0.0.1")), DialContext: secure.dial(new(net.Dialer).DialContext),
			TLSClientConfig: trust(otherCA), DisableKeepAlives: true,
		}
		resp, err := (&http.Client{Transport: transport}).Get(target)
		if err != nil {
			return "", err
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		return string(body), err
	}
	_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	for _, c := range []struct{ target, body, method string }{
		{"http://h.invalid/", "proxy", "GET"},
		{"https://localhost:" + port + "/", "server", "CONNECT"},
		{"https://127.0.0.1:" + port + "/", "server", ""},
	} {
		body, err := get(trust(ca), c.target)
		if err != nil || body != c.body || strings.Join(asked, " ") != c.method {
			t.Errorf("%s: got %q, %v; the proxy was asked to %v", c.target, body, err, asked)
		}
	}
	if _, err := get(trust(otherCA), "http://h.invalid/"); err == nil || exitCode(err) != 60 {
		t.Errorf("a proxy that is not trusted is %v", err)
	}
}
