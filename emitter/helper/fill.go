package helper

import (
	"io"
	"os"
)

// fill streams r into a file, and closes that.
func fill(file *os.File, r io.Reader) (err error) {
	defer func() {
		if closeErr := file.Close(); err == nil {
			err = closeErr
		}
	}()
	_, err = io.Copy(file, r)
	return err
}
