package helper

import (
	"bufio"
	"cmp"
	"errors"
	"io/fs"
	"net"
	"net/http/cookiejar"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// cookieJar keeps cookies as curl does, and can read and write them in
// Netscape's file format, which has fields that http.Cookie lacks.
//
// Source: RFC 6265; curl 8.22, lib/cookie.c.
type cookieJar struct {
	// suffixes are the domains under which others are registered, and whose
	// cookies are refused; nil: none is known.
	suffixes cookiejar.PublicSuffixList

	mu      sync.Mutex
	made    int // cookies ever
	cookies []storedCookie
}

// storedCookie is one line of a cookie file.
type storedCookie struct {
	domain, path, name, value string
	subdomains, secure        bool
	httpOnly                  bool
	expires                   int64 // in seconds since 1970; 0: with the session
	live                      bool  // from a server, not from a file
	number                    int   // in the order in which they were made
}

// Limits, in bytes, cookies and seconds.
const (
	maxCookie      = 4096
	maxCookieLine  = 5000
	maxCookiesSent = 150
	maxCookieAge   = 400 * 24 * 3600
	maxCookiesSet  = 50 // by one answer
)

// loadCookies returns a jar with the cookies of the files. A file that is not
// there counts as empty. With dropSession, session cookies are left out.
func loadCookies(dropSession bool, paths ...string) (*cookieJar, error) {
	jar := new(cookieJar)
	for _, path := range paths {
		file, err := os.Open(path) // #nosec G304 -- the command names the file
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		lines := bufio.NewScanner(file)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			c, ok := cookieOfLine(lines.Text())
			if ok && (c.expires != 0 || !dropSession) {
				jar.put(c, true)
			}
		}
		_ = file.Close()
		if err := lines.Err(); err != nil {
			return nil, err
		}
	}
	return jar, nil
}

// cookieOfLine reads a line of a cookie file: seven fields between tabs, or a
// Set-Cookie field.
func cookieOfLine(line string) (c storedCookie, ok bool) {
	if len(line) > len("Set-Cookie:") && strings.EqualFold(line[:len("Set-Cookie:")], "Set-Cookie:") {
		return parseCookie(line[len("Set-Cookie:"):], "", "", true)
	}
	line, c.httpOnly = strings.CutPrefix(line, "#HttpOnly_")
	f := strings.Split(line, "\t")
	if strings.HasPrefix(line, "#") || len(f) < 5 {
		return c, false
	}
	if strings.EqualFold(f[2], "TRUE") || strings.EqualFold(f[2], "FALSE") {
		f = slices.Insert(f, 2, "/")
	}
	f = append(f, "") // the value may be empty
	if len(f) < 7 {
		return c, false
	}
	var err error
	c.expires, err = strconv.ParseInt(f[4], 10, 64)
	c.domain, c.subdomains = strings.TrimPrefix(f[0], "."), strings.EqualFold(f[1], "TRUE")
	c.path, c.secure, c.name, c.value = cookiePath(f[2]), strings.EqualFold(f[3], "TRUE"), f[5], f[6]
	return c, err == nil && allowedPrefix(c)
}

// parseCookie reads the value of a Set-Cookie field from a host, which was asked
// for a path. Without a host it comes from a file.
func parseCookie(field, host, path string, secure bool) (c storedCookie, ok bool) {
	if len(field) > maxCookieLine {
		return c, false
	}
	isIP := net.ParseIP(strings.Trim(host, "[]")) != nil
	hasDomain, hasPath := false, false
	for i, pair := range strings.Split(strings.TrimRight(field, "\r\n"), ";") {
		name, value, found := strings.Cut(pair, "=")
		name, value = strings.Trim(name, " \t"), strings.Trim(value, " \t")
		if i == 0 {
			bad := func(r rune) bool { return r < ' ' || r == 0x7f }
			if !found || name == "" || len(name)+len(value) > maxCookie || len(name) >= maxCookie-1 ||
				strings.ContainsFunc(name, bad) || strings.ContainsFunc(value, bad) {
				return c, false
			}
			c.name, c.value = name, value
			continue
		}
		switch strings.ToLower(name) {
		case "secure":
			if !secure {
				return c, false
			}
			c.secure = true
		case "httponly":
			c.httpOnly = true
		case "path":
			if value = strings.Trim(value, `"`); value != "" {
				c.path, hasPath = cookiePath(value), true
			}
		case "domain":
			value = strings.TrimPrefix(value, ".")
			if value == "" {
				continue
			}
			ip := net.ParseIP(value) != nil
			dot := strings.IndexByte(value, '.')
			if !ip && !strings.EqualFold(value, "localhost") && (dot < 0 || dot == len(value)-1) {
				return c, false
			}
			if host != "" && !strings.EqualFold(value, host) && (isIP || !tailMatch(value, host)) {
				return c, false
			}
			c.domain, c.subdomains, hasDomain = value, !ip && dot >= 0, true
		case "max-age":
			if value == "" {
				continue
			}
			age, err := strconv.ParseInt(strings.Trim(value, `"`), 10, 64)
			switch {
			case errors.Is(err, strconv.ErrRange):
				c.expires = time.Now().Unix() + maxCookieAge
			case age <= 0:
				c.expires = 1
			default:
				c.expires = time.Now().Unix() + age
			}
		case "expires":
			if t, ok := curlDate(value); ok && c.expires == 0 && len(value) < 80 {
				c.expires = max(t.Unix(), 1)
			}
		}
	}
	if latest := time.Now().Unix() + maxCookieAge; c.expires > latest {
		c.expires = (latest + 30) / 60 * 60
	}
	if !hasDomain {
		c.domain = host
	}
	if !hasPath && host != "" {
		c.path = cookiePath(path[:strings.LastIndexByte(path, '/')+1])
	}
	return c, allowedPrefix(c)
}

// cookiePath returns a path as it is kept: without a slash at its end.
func cookiePath(path string) string {
	if !strings.HasPrefix(path, "/") {
		return "/"
	}
	if len(path) > 1 {
		path = strings.TrimSuffix(path, "/")
	}
	return path
}

// allowedPrefix reports whether a cookie is what its name promises.
func allowedPrefix(c storedCookie) bool {
	switch {
	case strings.HasPrefix(c.name, "__Secure-"):
		return c.secure
	case strings.HasPrefix(c.name, "__Host-"):
		return c.secure && c.path == "/" && !c.subdomains
	}
	return true
}

// tailMatch reports whether a host is a domain or lies in it.
func tailMatch(domain, host string) bool {
	if len(host) < len(domain) || !strings.EqualFold(host[len(host)-len(domain):], domain) {
		return false
	}
	return len(host) == len(domain) || host[len(host)-len(domain)-1] == '.'
}

// put adds a cookie in place of the one of the same name, domain and path.
func (j *cookieJar) put(c storedCookie, secure bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	now := time.Now().Unix()
	j.cookies = slices.DeleteFunc(j.cookies, func(o storedCookie) bool { return o.expires != 0 && o.expires < now })
	j.made++
	c.number = j.made
	for i, o := range j.cookies {
		if o.name != c.name || !strings.EqualFold(o.domain, c.domain) {
			continue
		}
		if o.secure && !c.secure && !secure {
			first := o.path
			if i := strings.IndexByte(first[min(1, len(first)):], '/'); i >= 0 {
				first = first[:i+1]
			}
			if strings.HasPrefix(c.path, first) {
				return // it would hide a secure one
			}
		}
		if o.subdomains == c.subdomains && strings.EqualFold(o.path, c.path) {
			if o.live && !c.live {
				return
			}
			c.number = o.number
			j.cookies = slices.Delete(j.cookies, i, i+1)
			break
		}
	}
	if c.expires == 0 || c.expires > now {
		j.cookies = append(j.cookies, c)
	}
}

// take keeps the cookies of an answer's Set-Cookie fields.
func (j *cookieJar) take(u *url.URL, host string, fields []string) {
	secure := isSecure(u, host)
	for i, field := range fields {
		if i == maxCookiesSet {
			break
		}
		if c, ok := parseCookie(field, host, cookieURLPath(u), secure); ok && j.allows(c, host) {
			c.live = true
			j.put(c, secure)
		}
	}
}

// allows reports whether a host may set a cookie for the domain that it names: one
// in which others are registered only where it is the host's own.
//
// Source: RFC 6265 section 5.3, step 5.
func (j *cookieJar) allows(c storedCookie, host string) bool {
	domain := strings.ToLower(c.domain)
	return j.suffixes == nil || !c.subdomains || strings.EqualFold(domain, host) || j.suffixes.PublicSuffix(domain) != domain
}

// find returns the cookies for a URL at a host, those of longer paths first.
func (j *cookieJar) find(u *url.URL, host string) []storedCookie {
	j.mu.Lock()
	defer j.mu.Unlock()
	path, now := cookieURLPath(u), time.Now().Unix()
	isIP := net.ParseIP(strings.Trim(host, "[]")) != nil
	var found []storedCookie
	for _, c := range j.cookies {
		domain := c.domain == "" || strings.EqualFold(c.domain, host) || c.subdomains && !isIP && tailMatch(c.domain, host)
		under := c.path == "" || c.path == "/" || path == c.path || strings.HasPrefix(path, c.path+"/")
		alive := c.expires == 0 || c.expires > now
		if domain && under && alive && (!c.secure || isSecure(u, host)) && len(found) < maxCookiesSent {
			found = append(found, c)
		}
	}
	slices.SortFunc(found, func(a, b storedCookie) int {
		return cmp.Or(len(b.path)-len(a.path), len(b.domain)-len(a.domain), len(b.name)-len(a.name), b.number-a.number)
	})
	return found
}

// isSecure reports whether secure cookies go to a host.
func isSecure(u *url.URL, host string) bool {
	return u.Scheme == "https" || host == "localhost" || host == "127.0.0.1" || host == "::1"
}

// cookieURLPath returns the path of a URL as it is sent.
func cookieURLPath(u *url.URL) string {
	path := u.EscapedPath()
	if u.Opaque != "" {
		_, path, _ = strings.Cut(strings.TrimPrefix(u.Opaque, "//"), "/")
		path = "/" + path
	}
	if path == "" {
		path = "/"
	}
	path, _, _ = strings.Cut(path, "?")
	return path
}
