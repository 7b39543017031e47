package helper

import (
	"io"
	"os"
)

// appendTo streams r to the end of the file at path.
func appendTo(path string, r io.Reader) (err error) {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644) // #nosec G302 G304 -- the command names the file
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := file.Close(); err == nil {
			err = closeErr
		}
	}()
	_, err = io.Copy(file, r)
	return err
}
