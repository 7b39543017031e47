package helper

import (
	"io"
	"slices"
	"strings"
)

// nextAnswer takes in the head of an answer.
func nextAnswer(s *exactStream) error {
	_, err := s.in.Peek(1)
	switch {
	case err == io.EOF && s.interim:
		return exitError{52, "the server has sent no final answer"}
	case err != nil:
		return err
	case s.asked.Load() == s.answered:
		return io.EOF // nobody has asked for this
	}
	if start, _ := s.in.Peek(len("HTTP/")); string(start) != "HTTP/" {
		if s.http09 != nil {
			return s.http09(s)
		}
		return exitError{1, "the answer is one of HTTP/0.9"}
	}
	lines, err := headLines(s)
	if s.keepHead != nil {
		_, _ = io.WriteString(s.keepHead, strings.Join(lines, ""))
	}
	if s.show != nil {
		s.show("<", strings.Join(lines, ""))
	}
	if err != nil {
		return err
	}
	for _, change := range s.onAnswer {
		if lines, err = change(lines); err != nil {
			return err
		}
	}
	status := lines[0][len("HTTP/1.1 "):][:3]
	if s.expects && s.awaiting.Load() && status[0] >= '3' { // the body stays here
		lines = slices.Insert(lines, 1, "Connection: close\r\n")
	}
	clean, length, chunked := cleanHead(lines)
	s.clean = clean
	if s.interim = status[0] == '1' && status != "101"; s.interim {
		return nil
	}
	s.answered++
	if s.keepVersion {
		s.old.Store(strings.HasPrefix(lines[0], "HTTP/1.0"))
	}
	switch {
	case s.bodyless.Load(), status == "204", status == "304":
	case chunked:
		s.chunked = true
	default:
		s.left = length
	}
	return nil
}
