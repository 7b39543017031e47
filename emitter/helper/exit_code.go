package helper

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
)

// exitCode returns curl's exit code for an error (curl(1), EXIT CODES).
func exitCode(err error) int {
	var own exitError
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var netErr net.Error
	var path *os.PathError
	var coded interface{ Code() int }
	switch {
	case errors.As(err, &own):
		return own.code
	case errors.As(err, &coded):
		return coded.Code()
	case errors.As(err, &dns):
		return 6
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return 7
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &netErr) && netErr.Timeout():
		return 28
	case errors.As(err, &cert):
		return 60
	case errors.As(err, &record):
		return 35
	case errors.Is(err, io.ErrUnexpectedEOF):
		return 18
	case errors.Is(err, io.EOF):
		return 52
	case errors.As(err, &path):
		if path.Op == "open" || path.Op == "stat" {
			return 26
		}
		return 23
	}
	switch text := err.Error(); {
	case strings.Contains(text, "unsupported protocol scheme"):
		return 1
	case strings.Contains(text, "failed to parse Location header"):
		return 3
	}
	return 56
}
