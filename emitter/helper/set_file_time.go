package helper

import (
	"net/http"
	"os"
	"time"
)

// setFileTime gives a file the time that an answer says it was last changed.
func setFileTime(path string, resp *http.Response) error {
	changed, err := http.ParseTime(resp.Header.Get("Last-Modified"))
	if err != nil {
		return nil // the server does not say
	}
	return os.Chtimes(path, time.Now(), changed)
}
