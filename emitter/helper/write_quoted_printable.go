package helper

import (
	"io"
	"mime/quotedprintable"
)

// writeQuotedPrintable writes text as quoted-printable (RFC 2045 section 6.7).
func writeQuotedPrintable(w io.Writer, text string) error {
	q := quotedprintable.NewWriter(w)
	if _, err := io.WriteString(q, text); err != nil {
		return err
	}
	return q.Close()
}
