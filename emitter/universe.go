package emitter

import "strconv"

// universe has the names that a local variable must not hide: predeclared ones
// that the emitted code uses, and the names of the packages that it may import.
var universe = map[string]bool{
	"any": true, "append": true, "bool": true, "byte": true, "cap": true, "clear": true, "close": true, "copy": true,
	"error": true, "false": true, "int": true, "int64": true, "iota": true, "len": true, "make": true, "max": true,
	"min": true, "new": true, "nil": true, "panic": true, "print": true, "println": true, "recover": true,
	"rune": true, "string": true, "true": true, "uint": true, "init": true, "main": true,

	"aes": true, "base64": true, "bufio": true, "bytes": true, "cmp": true, "context": true, "cookiejar": true,
	"cookies": true, "digest": true, "errgroup": true, "errors": true, "exec": true, "filepath": true, "flate": true,
	"fmt": true, "gzip": true, "hex": true, "hmac": true, "html": true, "http": true, "http3": true, "httptrace": true,
	"io": true, "json": true, "log": true, "maps": true, "md5": true, "mime": true, "multipart": true, "net": true,
	"netip": true, "ntlmssp": true, "os": true, "path": true, "pem": true, "publicsuffix": true, "quotedprintable": true,
	"rand": true, "rate": true, "regexp": true, "sha256": true, "signal": true, "slices": true, "sort": true,
	"strconv": true, "strings": true, "sync": true, "syscall": true, "term": true, "textproto": true, "time": true,
	"tls": true, "unicode": true, "url": true, "utf8": true, "v4": true, "x509": true, "zlib": true, "zstd": true,

	"ctx": true, "err": true,
}

func itoa(i int) string { return strconv.Itoa(i) }
