package helper

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestCertInfo(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	resp, err := server.Client().Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	got := certInfo(resp.TLS.PeerCertificates)
	want := "Subject:O = Acme Co\nIssuer:O = Acme Co\nVersion:2\nSerial Number:"
	if !strings.HasPrefix(got, want) || !strings.Contains(got, "\nSignature Algorithm:sha256WithRSAEncryption\nPublic Key Algorithm:rsaEncryption\nStart date:Jan  1 00:00:00 1970 GMT\nExpire date:") ||
		strings.Count(got, "-----BEGIN CERTIFICATE-----\n") != 1 {
		t.Errorf("got %s", got)
	}

	_, err = http.Get(server.URL)
	if got := verifyResult(err); got != 18 {
		t.Errorf("a certificate that signs itself: %d, %v", got, err)
	}
	if got := verifyResult(unverified(resp.TLS)); got != 18 {
		t.Errorf("the same unverified: %d", got)
	}
	if got := verifyResult(errors.New("another")); got != 0 {
		t.Errorf("another error: %d", got)
	}
	if err := unverified(nil); err != nil {
		t.Errorf("without TLS: %v", err)
	}
}
