package helper

import (
	"bufio"
	"cmp"
	"errors"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// cookieJar keeps cookies and can read and write them in Netscape's file
// format, which has fields that [http.Cookie] values from a jar lack.
type cookieJar struct {
	mu      sync.Mutex
	cookies []storedCookie // in the order in which they were made
}

// storedCookie is one line of a cookie file.
type storedCookie struct {
	domain, path, name, value string
	subdomains, secure        bool
	httpOnly                  bool
	expires                   int64 // in seconds since 1970; 0: with the session
}

// loadCookies returns a jar with the cookies of the files. A file that is not
// there counts as empty. With dropSession, session cookies are left out.
func loadCookies(dropSession bool, paths ...string) (*cookieJar, error) {
	jar := new(cookieJar)
	for _, path := range paths {
		file, err := os.Open(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		lines := bufio.NewScanner(file)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			jar.addLine(lines.Text(), dropSession)
		}
		file.Close()
		if err := lines.Err(); err != nil {
			return nil, err
		}
	}
	return jar, nil
}

// addLine adds the cookie of a line: seven fields between tabs, or a Set-Cookie
// field.
func (j *cookieJar) addLine(line string, dropSession bool) {
	line, httpOnly := strings.CutPrefix(line, "#HttpOnly_")
	f := strings.Split(line, "\t")
	if strings.HasPrefix(line, "#") || len(f) < 6 {
		return
	}
	f = append(f, "") // the value may be empty
	expires, err := strconv.ParseInt(f[4], 10, 64)
	if err != nil || expires == 0 && dropSession {
		return
	}
	j.put(storedCookie{
		domain: strings.TrimPrefix(strings.ToLower(f[0]), "."), subdomains: f[1] == "TRUE", path: f[2],
		secure: f[3] == "TRUE", expires: expires, name: f[5], value: f[6], httpOnly: httpOnly,
	})
}

// put adds a cookie in place of the one of the same name, domain and path.
func (j *cookieJar) put(c storedCookie) {
	j.mu.Lock()
	defer j.mu.Unlock()
	same := func(o storedCookie) bool { return o.name == c.name && o.domain == c.domain && o.path == c.path }
	i := slices.IndexFunc(j.cookies, same)
	expired := c.expires != 0 && c.expires <= time.Now().Unix()
	switch {
	case i < 0 && !expired:
		j.cookies = append(j.cookies, c)
	case i >= 0 && expired:
		j.cookies = slices.Delete(j.cookies, i, i+1)
	case i >= 0:
		j.cookies[i] = c
	}
}

// SetCookies implements [http.CookieJar].
func (j *cookieJar) SetCookies(u *url.URL, cookies []*http.Cookie) {
	host := strings.ToLower(u.Hostname())
	for _, c := range cookies {
		stored := storedCookie{
			domain: host, path: c.Path, name: c.Name, value: c.Value, secure: c.Secure, httpOnly: c.HttpOnly,
		}
		if domain := strings.TrimPrefix(strings.ToLower(c.Domain), "."); domain != "" {
			if domain != host && (!strings.HasSuffix(host, "."+domain) || net.ParseIP(host) != nil || !strings.Contains(domain, ".")) {
				continue // not a domain of this host
			}
			stored.domain, stored.subdomains = domain, net.ParseIP(host) == nil
		}
		if !strings.HasPrefix(c.Path, "/") {
			stored.path = "/"
			if i := strings.LastIndexByte(u.Path, '/'); i > 0 {
				stored.path = u.Path[:i]
			}
		}
		switch {
		case c.MaxAge < 0:
			stored.expires = 1
		case c.MaxAge > 0:
			stored.expires = time.Now().Unix() + int64(c.MaxAge)
		case !c.Expires.IsZero():
			stored.expires = max(c.Expires.Unix(), 1)
		}
		if stored.secure && u.Scheme != "https" && host != "localhost" {
			continue
		}
		j.put(stored)
	}
}

// Cookies implements [http.CookieJar]: the cookies for a URL, those of longer
// paths first.
func (j *cookieJar) Cookies(u *url.URL) []*http.Cookie {
	j.mu.Lock()
	defer j.mu.Unlock()
	host, path := strings.ToLower(u.Hostname()), u.EscapedPath()
	if path == "" {
		path = "/"
	}
	var found []storedCookie
	for _, c := range j.cookies {
		domain := c.domain == host || c.subdomains && strings.HasSuffix(host, "."+c.domain)
		under := c.path == "/" || path == c.path || strings.HasPrefix(path, strings.TrimSuffix(c.path, "/")+"/")
		alive := c.expires == 0 || c.expires > time.Now().Unix()
		if domain && under && alive && (!c.secure || u.Scheme == "https" || host == "localhost") {
			found = append(found, c)
		}
	}
	slices.SortStableFunc(found, func(a, b storedCookie) int {
		return cmp.Or(len(b.path)-len(a.path), len(b.domain)-len(a.domain), len(b.name)-len(a.name))
	})
	var out []*http.Cookie
	for _, c := range found {
		out = append(out, &http.Cookie{Name: c.name, Value: c.value})
	}
	return out
}
