package helper

import (
	"errors"
	"io"
	"net/http"
)

// contentReader reads content whose coding is undone, from the first read on. A
// fault of the coding has an exit code of its own; content that ends too early is
// taken as it is, and a fault of the body below stays what it is.
type contentReader struct {
	open func() (io.Reader, error)
	r    io.Reader
	err  error // of the body
}

// newContentReader returns a reader of the content of an answer. What opens it finds
// the body in the answer.
func newContentReader(resp *http.Response, open func() (io.Reader, error)) *contentReader {
	c := &contentReader{open: open}
	resp.Body = noted{resp.Body, &c.err}
	return c
}

// Read implements [io.Reader].
func (c *contentReader) Read(p []byte) (int, error) {
	var err error
	if c.r == nil {
		if c.r, err = c.open(); err != nil {
			return 0, c.fault(err)
		}
	}
	n, err := c.r.Read(p)
	return n, c.fault(err)
}

// fault returns the error for one that came while a coding was undone.
func (c *contentReader) fault(err error) error {
	switch {
	case err == nil || err == io.EOF:
		return err
	case c.err != nil:
		return c.err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return io.EOF
	}
	return exitError{61, err.Error()}
}

// noted keeps the error with which a body fails.
type noted struct {
	io.ReadCloser
	err *error
}

// Read implements [io.Reader].
func (n noted) Read(p []byte) (int, error) {
	count, err := n.ReadCloser.Read(p)
	if err != nil && err != io.EOF {
		*n.err = err
	}
	return count, err
}
