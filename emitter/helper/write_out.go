package helper

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

// transferFacts is what is known of a transfer that has ended.
type transferFacts struct {
	req     *http.Request
	resp    *http.Response // nil: there was no answer
	url     string         // as the command has it
	heads   string         // of all answers, as they came; empty: not known
	number  int            // of the URL in the command, from 0
	file    string         // that the answer is in
	size    int64          // of the answer, in bytes
	coded   int64          // of the answer before its coding was undone; 0: it has none
	asking  int64          // of its requests, in bytes; 0: not known
	trace   *trace
	tunnel  int32 // status of a proxy's answer to CONNECT
	retries int
	// insecure says that any certificate was taken, err how it ended otherwise.
	insecure bool
	err      error
	byProxy  bool
	code     int    // with which curl would end
	message  string // of what failed
}

// writeOut writes a format that is known only now, with the variables that it names.
//
// Source: curl(1), --write-out.
func writeOut(stdout io.Writer, format string, facts transferFacts) {
	out := stdout
	for format != "" {
		text, rest := format[:1], format[1:]
		switch {
		case strings.HasPrefix(format, "%%"):
			rest = format[2:]
		case strings.HasPrefix(format, "%header{") && strings.Contains(format, "}"):
			var name string
			name, rest = untilBrace(format[len("%header{"):])
			text = facts.field(name)
		case strings.HasPrefix(format, "%time{") && strings.Contains(format, "}"):
			var layout string
			layout, rest, _ = strings.Cut(format[len("%time{"):], "}")
			text = strftime(layout, time.Now().UTC())
		case strings.HasPrefix(format, "%output{") && strings.Contains(format, "}"):
			var name string
			name, rest, _ = strings.Cut(format[len("%output{"):], "}")
			flags := os.O_TRUNC
			if appended, ok := strings.CutPrefix(name, ">>"); ok {
				name, flags = appended, os.O_APPEND
			}
			file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|flags, 0o644) // #nosec G302 G304 -- the format names the file
			if err == nil {
				defer file.Close()
				out = file
			}
			text = ""
		case strings.HasPrefix(format, "%{") && strings.Contains(format, "}"):
			var name string
			name, rest, _ = strings.Cut(format[2:], "}")
			switch text = ""; name {
			case "stdout":
				out = stdout
			case "stderr":
				out = os.Stderr
			case "onerror":
				if facts.code == 0 {
					return
				}
			default:
				text = facts.variable(name)
			}
		case strings.HasPrefix(format, `\n`):
			text, rest = "\n", format[2:]
		case strings.HasPrefix(format, `\r`):
			text, rest = "\r", format[2:]
		case strings.HasPrefix(format, `\t`):
			text, rest = "\t", format[2:]
		case (format[0] == '%' || format[0] == '\\') && len(format) > 1:
			text, rest = format[:2], format[2:] // both are themselves, whatever follows
		}
		fmt.Fprint(out, text)
		format = rest
	}
}

// untilBrace cuts a format at the first closing brace without a backslash in front
// of it.
func untilBrace(format string) (before, rest string) {
	for i := range len(format) {
		if format[i] == '}' && (i == 0 || format[i-1] != '\\') {
			return strings.ReplaceAll(format[:i], `\}`, "}"), format[i+1:]
		}
	}
	return format, ""
}

// field returns the first value of the header field of a name, or with "name:all:and"
// all of them with "and" between.
func (f transferFacts) field(name string) string {
	name, how, more := strings.Cut(name, ":")
	between, all := strings.CutPrefix(how, "all:")
	switch {
	case f.resp == nil || more && !all:
		return ""
	case !more:
		return f.resp.Header.Get(name)
	}
	between = strings.NewReplacer(`\n`, "\n", `\r`, "\r", `\t`, "\t").Replace(between)
	return strings.Join(f.resp.Header.Values(name), between)
}

// variable returns the value of a variable of a format; nothing for a name that
// curl does not know.
func (f transferFacts) variable(name string) string {
	seconds := func(s float64) string { return fmt.Sprintf("%.6f", s) }
	total := time.Since(f.trace.begin).Seconds()
	if part, ok := strings.CutPrefix(name, "url."); ok {
		return urlPart(f.url, part)
	}
	if part, ok := strings.CutPrefix(name, "urle."); ok {
		return urlPart(f.variable("url_effective"), part)
	}
	switch name {
	case "json":
		return factsJSON(f)
	case "url":
		return f.url
	case "urlnum":
		return fmt.Sprint(f.number)
	case "exitcode":
		return fmt.Sprint(f.code)
	case "errormsg":
		return f.message
	case "filename_effective":
		return f.file
	case "size_delivered":
		return fmt.Sprint(f.size)
	case "size_download":
		return fmt.Sprint(cmp.Or(f.coded, f.size))
	case "speed_download":
		return fmt.Sprintf("%.0f", float64(cmp.Or(f.coded, f.size))/total)
	case "size_request":
		return fmt.Sprint(f.asking)
	case "time_total":
		return seconds(total)
	case "time_namelookup":
		return seconds(f.trace.dns)
	case "time_connect":
		return seconds(f.trace.connect)
	case "time_appconnect":
		return seconds(f.trace.tls)
	case "time_pretransfer", "time_posttransfer":
		return seconds(f.trace.ready)
	case "time_starttransfer":
		return seconds(f.trace.firstByte)
	case "time_redirect":
		return seconds(f.trace.redirect)
	case "time_queue":
		return seconds(0)
	case "num_retries":
		return fmt.Sprint(f.retries)
	case "proxy_used":
		if f.byProxy {
			return "1"
		}
		return "0"
	case "ssl_verify_result":
		if f.insecure && f.resp != nil {
			return fmt.Sprint(verifyResult(unverified(f.state())))
		}
		return fmt.Sprint(verifyResult(f.err))
	case "remote_ip":
		return f.trace.remote[0]
	case "remote_port":
		return cmp.Or(f.trace.remote[1], "-1")
	case "local_ip":
		return f.trace.local[0]
	case "local_port":
		return cmp.Or(f.trace.local[1], "-1")
	case "num_connects":
		return fmt.Sprint(f.trace.connects)
	case "http_connect":
		return fmt.Sprintf("%03d", f.tunnel)
	case "proxy_ssl_verify_result", "tls_earlydata", "conn_id":
		return "0"
	case "xfer_id":
		return fmt.Sprint(f.number + f.retries)
	}
	switch name {
	case "certs":
		return certInfo(f.certificates())
	case "num_certs":
		return fmt.Sprint(len(f.certificates()))
	}
	if f.resp == nil {
		return f.unanswered(name)
	}
	switch name {
	case "http_code", "response_code":
		return fmt.Sprintf("%03d", f.resp.StatusCode)
	case "content_type":
		return f.resp.Header.Get("Content-Type")
	case "method":
		return f.resp.Request.Method
	case "referer":
		return f.resp.Request.Referer()
	case "url_effective":
		effective := f.resp.Request.URL.String()
		if numRedirects(f.resp) > 0 {
			return effective
		}
		given, fragment, ok := strings.Cut(f.url, "#")
		if strings.EqualFold(given, effective) && strings.HasPrefix(given, f.resp.Request.URL.Scheme) {
			effective = given // escapes are sent in upper case, and shown as they are
		}
		if ok {
			effective += "#" + fragment
		}
		return effective
	case "scheme":
		return f.resp.Request.URL.Scheme
	case "http_version":
		return httpVersion(f.resp)
	case "redirect_url":
		return redirectURL(f.resp)
	case "num_redirects":
		return fmt.Sprint(numRedirects(f.resp))
	case "num_headers":
		if f.heads != "" || f.resp.ProtoMajor == 0 {
			return fmt.Sprint(rawNumHeaders(f.heads))
		}
		return fmt.Sprint(numHeaders(f.resp))
	case "size_header":
		heads := f.heads
		if heads == "" && f.resp.ProtoMajor > 0 {
			heads = head(f.resp)
		}
		end := "\r\n\r\n"
		if !strings.Contains(heads, end) {
			end = "\n\n"
		}
		return fmt.Sprint(strings.LastIndex(end+heads, end)) // without trailers
	case "size_upload":
		return fmt.Sprint(max(0, f.resp.Request.ContentLength))
	case "speed_upload":
		return fmt.Sprintf("%.0f", float64(max(0, f.resp.Request.ContentLength))/total)
	case "header_json":
		return rawHeaderJSON(cmp.Or(f.heads, head(f.resp)))
	}
	return ""
}

// state returns that of the TLS connection, or nil.
func (f transferFacts) state() *tls.ConnectionState {
	if f.trace.peer != nil {
		return f.trace.peer
	}
	if f.resp == nil {
		return nil
	}
	return f.resp.TLS
}

// certificates returns those of the server, also where they are the reason for which
// the transfer failed.
func (f transferFacts) certificates() []*x509.Certificate {
	if failure := new(tls.CertificateVerificationError); errors.As(f.err, &failure) {
		return failure.UnverifiedCertificates
	}
	if state := f.state(); state != nil {
		return state.PeerCertificates
	}
	return nil
}

// unanswered returns the value of a variable of an answer where there was none.
func (f transferFacts) unanswered(name string) string {
	switch name {
	case "http_code", "response_code":
		return "000"
	case "method":
		return f.req.Method
	case "scheme":
		return f.req.URL.Scheme
	case "url_effective":
		return f.req.URL.String()
	case "num_headers": // of a proxy that makes no tunnel
		return fmt.Sprint(rawNumHeaders(f.heads))
	case "size_header":
		return fmt.Sprint(len(f.heads))
	case "http_version", "num_redirects", "size_upload", "speed_upload":
		return "0"
	case "header_json":
		return "{\n}"
	}
	return ""
}
