package helper

import "io"

// codedBody counts what is read of a body whose coding is then undone.
type codedBody struct {
	io.ReadCloser
	n int64 // bytes
}

// Read implements [io.Reader].
func (c *codedBody) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	c.n += int64(n)
	return n, err
}
