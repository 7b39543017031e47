package helper

import (
	"errors"
	"io"
	"net"
)

// contentReader reads content whose coding is undone, from the first read on. A
// fault of the coding has an exit code of its own.
type contentReader struct {
	open func() (io.Reader, error)
	r    io.Reader
}

// Read implements [io.Reader].
func (c *contentReader) Read(p []byte) (int, error) {
	var err error
	if c.r == nil {
		if c.r, err = c.open(); err != nil {
			return 0, codingError(err)
		}
	}
	n, err := c.r.Read(p)
	return n, codingError(err)
}

// codingError returns the error for one that came while a coding was undone.
func codingError(err error) error {
	var network net.Error
	if err == nil || err == io.EOF || errors.As(err, &network) {
		return err
	}
	return exitError{61, err.Error()}
}
