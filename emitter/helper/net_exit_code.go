package helper

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"syscall"
)

// netExitCode returns curl's exit code for an error of a connection (curl(1), EXIT
// CODES).
func netExitCode(err error) int {
	var coded interface{ Code() int }
	var timeout interface{ Timeout() bool }
	switch {
	case errors.As(err, &coded):
		return coded.Code()
	case errors.As(err, new(*net.DNSError)):
		return 6
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return 7
	case errors.As(err, &timeout) && timeout.Timeout():
		return 28
	case errors.As(err, new(*tls.CertificateVerificationError)):
		return 60
	case errors.As(err, new(tls.RecordHeaderError)):
		return 35
	case errors.Is(err, io.ErrUnexpectedEOF):
		return 18
	case errors.Is(err, io.EOF):
		return 52
	}
	return 56
}
