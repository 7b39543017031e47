package helper

// http09Answer takes in an answer of HTTP/0.9: a body alone.
func http09Answer(s *exactStream) error {
	if s.bodyless.Load() {
		return exitError{8, "the answer has no head"}
	}
	s.answered++
	s.clean = append(s.clean, "HTTP/0.9 000 \r\n\r\n"...)
	s.left = untilClose
	return nil
}
