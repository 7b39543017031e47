package helper

import (
	"bytes"
	"io"
	"os"
)

// formBody returns a form whose files are streamed: those at paths, each in
// front of the byte of form that cuts names.
func formBody(form []byte, cuts []int, paths []string) (io.ReadCloser, error) {
	body := new(formReader)
	var readers []io.Reader
	from := 0
	for i, path := range paths {
		file, err := os.Open(path) // #nosec G304 -- the command names the file
		if err != nil {
			_ = body.Close()
			return nil, err
		}
		body.files = append(body.files, file)
		readers = append(readers, bytes.NewReader(form[from:cuts[i]]), file)
		from = cuts[i]
	}
	body.Reader = io.MultiReader(append(readers, bytes.NewReader(form[from:]))...)
	return body, nil
}

// formReader reads a form and closes its files.
type formReader struct {
	io.Reader
	files []*os.File
}

// Close closes the files.
func (r *formReader) Close() error {
	var first error
	for _, file := range r.files {
		if err := file.Close(); first == nil {
			first = err
		}
	}
	return first
}
