package wire

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Answers returns a handler whose answers depend on the path of a request:
//
//	/status/CODE        that status
//	/redirect/CODE/...  that status, with /landed as Location
//	/written/...        302, with a Location as people write them
//	/hop/CODE/HOST/...  that status, with another host of the server as Location
//	/flaky/N            503 for the first N requests, then 200
//	/digest, /basic     ask for credentials of that scheme
//	/gzip               compressed, where the client takes it
//	/file               ten digits, with ranges, an ETag and a date
//	/cookie             sets two cookies
//	/named              names a file in its Content-Disposition
//
// Any other path is answered with 200 and a line that names method and path.
func (r *Recorder) Answers() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		w.Header()["Date"] = nil
		kind, rest, _ := strings.Cut(strings.TrimPrefix(req.URL.Path, "/"), "/")
		switch kind {
		case "status":
			code, _ := strconv.Atoi(rest)
			http.Error(w, "status "+rest, max(code, 200))
		case "redirect":
			code, _, _ := strings.Cut(rest, "/")
			n, _ := strconv.Atoi(code)
			w.Header().Set("Location", "/landed?by="+code)
			w.WriteHeader(max(n, 300))
			fmt.Fprintln(w, "moved")
		case "written":
			w.Header().Set("Location", "/land ed?by=a b  c|d&é=%2f+%zz")
			w.WriteHeader(http.StatusFound)
		case "hop":
			code, host, _ := strings.Cut(rest, "/")
			n, _ := strconv.Atoi(code)
			w.Header().Set("Location", "http://"+host+"/landed")
			w.WriteHeader(max(n, 300))
		case "loop":
			n, _ := strconv.Atoi(rest)
			w.Header().Set("Location", fmt.Sprintf("/loop/%d", n+1))
			w.WriteHeader(http.StatusFound)
		case "flaky":
			n, _ := strconv.Atoi(rest)
			if r.try(req.URL.Path) <= n {
				http.Error(w, "not now", http.StatusServiceUnavailable)
				return
			}
			fmt.Fprintln(w, "at last")
		case "digest", "basic":
			if req.Header.Get("Authorization") == "" {
				challenge := map[string]string{"digest": `Digest realm="r", nonce="n", qop="auth", algorithm=MD5`, "basic": `Basic realm="r"`}[kind]
				w.Header().Set("WWW-Authenticate", challenge)
				http.Error(w, "who are you", http.StatusUnauthorized)
				return
			}
			fmt.Fprintln(w, "welcome")
		case "gzip":
			if !strings.Contains(req.Header.Get("Accept-Encoding"), "gzip") {
				fmt.Fprintln(w, "plain text")
				return
			}
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			fmt.Fprintln(z, "plain text")
			z.Close()
		case "file":
			w.Header().Set("ETag", `"tag"`)
			http.ServeContent(w, req, "digits.txt", time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC), bytes.NewReader([]byte("0123456789")))
		case "cookie":
			http.SetCookie(w, &http.Cookie{Name: "session", Value: "one", Path: "/"})
			http.SetCookie(w, &http.Cookie{Name: "kept", Value: "two", Path: "/", Expires: time.Now().AddDate(0, 0, 100).Truncate(24 * time.Hour)}) // below the limit of newer curls
			fmt.Fprintln(w, "cookies set")
		case "named":
			w.Header().Set("Content-Disposition", `attachment; filename="served.txt"`)
			fmt.Fprintln(w, "named content")
		default:
			fmt.Fprintln(w, req.Method, req.URL.Path)
		}
	})
}
