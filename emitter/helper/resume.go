package helper

import (
	"errors"
	"io"
	"net/http"
	"os"
)

// resume appends the rest of a file, which resp carries from the byte offset
// on, to what is at path already.
func resume(path string, resp *http.Response, offset int64, r io.Reader) (err error) {
	if offset > 0 && resp.StatusCode == http.StatusRequestedRangeNotSatisfiable {
		return nil // there is no more
	}
	if offset > 0 && resp.StatusCode == http.StatusOK {
		return errors.New("the server does not support byte ranges: cannot resume")
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
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
