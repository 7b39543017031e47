package helper

import (
	"bytes"
	"strconv"
	"strings"
)

// bodyEnd returns what is told each piece of the body that a request's head
// announces and reports its end, or nil for no body.
func bodyEnd(head []string) func(piece []byte) bool {
	for _, line := range head[1:] {
		name, value, _ := strings.Cut(line, ":")
		switch {
		case strings.EqualFold(name, "Transfer-Encoding"):
			return chunksEnd()
		case strings.EqualFold(name, "Content-Length"):
			if left, err := strconv.ParseInt(strings.TrimSpace(value), 10, 64); err == nil && left > 0 {
				return func(piece []byte) bool {
					left -= int64(len(piece))
					return left <= 0
				}
			}
		}
	}
	return nil
}

// chunksEnd is [bodyEnd] for a body that net/http writes in chunks.
func chunksEnd() func(piece []byte) bool {
	var line []byte // the beginning of a size
	left := 0       // bytes of a chunk and the line end after it
	last := false   // it is the last chunk
	return func(piece []byte) bool {
		for len(piece) > 0 {
			n := min(left, len(piece))
			left, piece = left-n, piece[n:]
			if left > 0 {
				return false
			}
			if last {
				return true
			}
			end := bytes.IndexByte(piece, '\n') + 1
			if end == 0 {
				line = append(line, piece...)
				return false
			}
			line, piece = append(line, piece[:end]...), piece[end:]
			size, _ := strconv.ParseInt(string(bytes.TrimSpace(line)), 16, 64) // net/http writes no others
			line, left, last = nil, int(size)+len("\r\n"), size == 0
		}
		return false
	}
}
