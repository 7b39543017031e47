package helper

// byteRange returns the bytes of text from first to last, counted from 0, as far as
// there are any.
func byteRange(text string, first, last int) string {
	return text[min(first, len(text)):min(last+1, len(text))]
}
