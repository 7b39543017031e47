package emitter

import "strconv"

// universe reports whether a name is one that a local variable must not hide: a
// predeclared one that the emitted code uses, or that of a package that it may
// import.
func universe(name string) bool {
	switch name {
	case "any", "append", "bool", "byte", "cap", "clear", "close", "copy", "error", "false", "int", "int64", "iota",
		"len", "make", "max", "min", "new", "nil", "panic", "print", "println", "recover", "rune", "string", "true",
		"uint", "init", "main":
		return true
	case "aes", "base64", "bufio", "bytes", "cmp", "context", "cookiejar", "cookies", "digest", "errgroup", "errors",
		"exec", "filepath", "flate", "fmt", "gzip", "hex", "hmac", "html", "http", "http3", "httptrace", "io",
		"json", "log", "maps", "md5", "mime", "multipart", "net", "netip", "ntlmssp", "os", "path", "pem",
		"publicsuffix", "quotedprintable", "rand", "rate", "regexp", "sha256", "signal", "slices", "sort", "strconv",
		"strings", "sync", "syscall", "term", "textproto", "time", "tls", "unicode", "url", "utf8", "v4", "x509",
		"zlib", "zstd":
		return true
	case "ctx", "err":
		return true
	}
	return false
}

func itoa(i int) string { return strconv.Itoa(i) }
