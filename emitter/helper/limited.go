package helper

import (
	"errors"
	"io"
)

// limited fails where more than left bytes are read.
type limited struct {
	io.Reader
	left int64
}

// Read implements [io.Reader].
func (l *limited) Read(p []byte) (int, error) {
	n, err := l.Reader.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return n, errors.New("the answer is larger than allowed")
	}
	return n, err
}
