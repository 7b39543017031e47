package helper

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestKerberosFiles(t *testing.T) {
	t.Setenv("KRB5_CONFIG", "")
	t.Setenv("KRB5CCNAME", "FILE:/tmp/tickets")
	if config, tickets := kerberosFiles(); config != "/etc/krb5.conf" || tickets != "/tmp/tickets" {
		t.Errorf("got %s and %s", config, tickets)
	}
}

// TestNegotiated follows a redirect to another host, which gets no ticket, and goes
// without one where none is to be had.
func TestNegotiated(t *testing.T) {
	var seen []string
	note := func(r *http.Request) { seen = append(seen, r.Header.Get("Authorization")) }
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { note(r) }))
	defer other.Close()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		note(r)
		http.Redirect(w, r, other.URL, http.StatusFound)
	}))
	defer server.Close()

	authorize := func(req *http.Request) error {
		req.Header.Set("Authorization", "Negotiate ticket")
		return nil
	}
	noTicket := func(*http.Request) error { return errors.New("no ticket") }
	for _, a := range []func(*http.Request) error{authorize, noTicket} {
		client := &http.Client{Transport: negotiated{http.DefaultTransport, a}}
		if _, _, err := get(t, client, server.URL); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"Negotiate ticket", "", "", ""}
	if len(seen) != len(want) {
		t.Fatalf("%d requests, want %d", len(seen), len(want))
	}
	for i := range want {
		if seen[i] != want[i] {
			t.Errorf("request %d: got %q, want %q", i+1, seen[i], want[i])
		}
	}
}
