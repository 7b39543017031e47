package helper

import (
	"io"
	"mime/quotedprintable"
	"strings"
)

// writeQuotedPrintable writes text as quoted-printable (RFC 2045 section 6.7), in which
// CRLF alone ends a line.
func writeQuotedPrintable(w io.Writer, text string) error {
	for i, line := range strings.Split(text, "\r\n") {
		if i > 0 {
			if _, err := io.WriteString(w, "\r\n"); err != nil {
				return err
			}
		}
		q := quotedprintable.NewWriter(w)
		q.Binary = true
		if _, err := io.WriteString(q, line); err != nil {
			return err
		}
		if err := q.Close(); err != nil {
			return err
		}
	}
	return nil
}
