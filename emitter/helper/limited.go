package helper

import "io"

// limited fails with tooLarge where more than left bytes are read.
type limited struct {
	io.Reader
	left     int64
	tooLarge error
}

// Read implements [io.Reader].
func (l *limited) Read(p []byte) (int, error) {
	n, err := l.Reader.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return n, l.tooLarge
	}
	return n, err
}
