package helper

import (
	"bytes"
	"io"
	"mime/multipart"
)

// createPart begins a part of a form that w writes to form. Its header fields
// keep their order, which w would sort.
func createPart(w *multipart.Writer, form *bytes.Buffer, fields ...string) (io.Writer, error) {
	part, err := w.CreatePart(nil)
	if err != nil {
		return nil, err
	}
	form.Truncate(form.Len() - len("\r\n")) // the end of a header without fields
	for _, field := range fields {
		form.WriteString(field + "\r\n")
	}
	form.WriteString("\r\n")
	return part, nil
}
