package helper

import (
	"bytes"
	"errors"
	"strconv"
)

// chunks reads a chunked body (RFC 9112 section 7.1) piece by piece.
type chunks struct {
	line     []byte // the beginning of a line that is not whole
	left     int64  // bytes that follow of a chunk and the line end after it
	trailers []byte // the lines after the last chunk, as they came
	state    int    // one of the chunk constants
}

const (
	chunkSize = iota
	chunkData
	chunkEnd
	chunkTrailer
	chunksDone
)

// done reports whether the body has ended.
func (c *chunks) done() bool { return c.state == chunksDone }

// feed reads p up to the end of the body and calls data with what is in the
// chunks. It returns how much of p belongs to the body.
func (c *chunks) feed(p []byte, data func([]byte)) (int, error) {
	n := 0
	for n < len(p) && c.state != chunksDone {
		if c.state == chunkData {
			piece := p[n:min(len(p), n+int(min(c.left, 1<<30)))]
			data(piece)
			n += len(piece)
			if c.left -= int64(len(piece)); c.left == 0 {
				c.state = chunkEnd
			}
			continue
		}
		end := bytes.IndexByte(p[n:], '\n')
		if end < 0 {
			c.line = append(c.line, p[n:]...)
			return len(p), nil
		}
		c.line = append(c.line, p[n:n+end+1]...)
		n += end + 1
		if err := c.endLine(); err != nil {
			return n, err
		}
		c.line = c.line[:0]
	}
	return n, nil
}

// endLine takes in a line that is whole.
func (c *chunks) endLine() error {
	text := bytes.TrimRight(c.line, "\r\n")
	switch c.state {
	case chunkSize:
		digits := text
		for i, b := range text {
			if (b < '0' || b > '9') && (b < 'a' || b > 'f') && (b < 'A' || b > 'F') {
				digits = text[:i]
				break
			}
		}
		size, err := strconv.ParseInt(string(digits), 16, 64)
		if err != nil {
			return errors.New("a chunk of the answer has no size")
		}
		c.left, c.state = size, chunkData
		if size == 0 {
			c.state = chunkTrailer
		}
	case chunkEnd:
		if len(text) > 0 {
			return errors.New("a chunk of the answer does not end where it should")
		}
		c.state = chunkSize
	case chunkTrailer:
		if len(text) == 0 {
			c.state = chunksDone
			return nil
		}
		c.trailers = append(append(c.trailers, text...), "\r\n"...)
	}
	return nil
}
