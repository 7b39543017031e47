package helper

import (
	"io"
	"os"
)

// save streams r into the file at path.
func save(path string, r io.Reader) (err error) {
	file, err := os.Create(path) // #nosec G304 -- the command names the file
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
