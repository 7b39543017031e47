package helper

import "io"

// counter counts what is read from a reader.
type counter struct {
	io.Reader
	n int64 // bytes
}

// Read implements [io.Reader].
func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}
