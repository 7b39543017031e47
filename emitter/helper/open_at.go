package helper

import (
	"io"
	"os"
)

// openAt opens a file to be read from an offset on.
func openAt(path string, offset int64) (io.ReadCloser, error) {
	file, err := os.Open(path) // #nosec G304 -- the command names the file
	if err != nil {
		return nil, err
	}
	if _, err := file.Seek(offset, io.SeekStart); err != nil {
		_ = file.Close()
		return nil, err
	}
	return file, nil
}
