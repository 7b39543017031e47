package helper

import "os"

// traceFile is the file of a trace. It is made when there is something to write, and
// stays open as long as the program runs.
type traceFile struct {
	path string
	file *os.File
}

// Write implements [io.Writer]. Where the file cannot be made standard error takes
// its place.
func (t *traceFile) Write(p []byte) (int, error) {
	if t.file == nil {
		var err error
		if t.file, err = os.Create(t.path); err != nil {
			t.file = os.Stderr
		}
	}
	return t.file.Write(p)
}
