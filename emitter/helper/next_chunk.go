package helper

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// nextChunk takes in what stands in front of the data of a chunk (RFC 9112 section
// 7.1), and writes it anew: what curl lets pass is more than net/http does.
func nextChunk(s *exactStream) error {
	if s.showBodies {
		defer func() {
			s.show("{", string(s.framing))
			s.framing = nil
		}()
	}
	if s.inChunk {
		if end, err := chunkLine(s); err != nil {
			return err
		} else if end != "" {
			return errors.New("a chunk of the answer does not end where it should")
		}
		s.clean = append(s.clean, "\r\n"...)
	}
	line, err := chunkLine(s)
	if err != nil {
		return err
	}
	rest := strings.TrimLeft(line, "0123456789abcdefABCDEF")
	size, err := strconv.ParseInt(strings.TrimSuffix(line, rest), 16, 64)
	if err != nil {
		return errors.New("a chunk of the answer has no size")
	}
	s.left, s.inChunk, s.chunked = size, size > 0, size > 0
	if s.chunked {
		if s.rawChunks {
			size += int64(len(s.came))
		}
		s.clean = fmt.Appendf(s.clean, "%x\r\n", size)
		if s.rawChunks {
			s.clean, s.came = append(s.clean, s.came...), nil
		}
		return nil
	}
	for line != "" {
		if line, err = chunkLine(s); err != nil {
			return err
		}
		if line != "" && !strings.Contains(line, ":") {
			return exitError{8, "a trailer of the answer is not a header field"}
		}
		if s.keepHead != nil && line != "" && !s.rawChunks {
			_, _ = io.WriteString(s.keepHead, line+"\r\n") // a trailer
		}
	}
	if s.rawChunks {
		s.clean = fmt.Appendf(s.clean, "%x\r\n%s\r\n", len(s.came), s.came)
	}
	s.clean = append(s.clean, "0\r\n\r\n"...)
	return nil
}

// chunkLine reads a line of a chunked body, without its end.
func chunkLine(s *exactStream) (string, error) {
	line, err := s.in.ReadSlice('\n')
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	if s.showBodies {
		s.framing = append(s.framing, line...)
	}
	if s.rawChunks {
		s.came = append(s.came, line...)
	}
	return strings.TrimRight(string(line), "\r\n"), err
}
