package helper

import "io"

// shownBody shows a body as it is read.
type shownBody struct {
	io.ReadCloser
	tell func(piece string)
}

// Read implements [io.Reader].
func (b shownBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if n > 0 {
		b.tell(string(p[:n]))
	}
	return n, err
}
