package helper

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
)

// fileTransport answers requests for file: URLs as curl does: GET reads the
// file, PUT writes it.
type fileTransport struct{}

// fileError is an error with the exit code that curl has for it.
type fileError struct {
	exit int
	err  error
}

// Error implements error.
func (e fileError) Error() string { return e.err.Error() }

// Code returns the exit code (curl(1), EXIT CODES).
func (e fileError) Code() int { return e.exit }

// RoundTrip implements [http.RoundTripper].
func (fileTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	resp := &http.Response{Status: "200 OK", StatusCode: http.StatusOK, Header: http.Header{}, Request: req, Body: http.NoBody}
	if req.Method == http.MethodPut {
		out, err := os.Create(req.URL.Path) // #nosec G703 -- the command names the file
		if err != nil {
			return nil, fileError{23, err}
		}
		if req.Body != nil {
			_, err = io.Copy(out, req.Body)
			_ = req.Body.Close()
		}
		if closeErr := out.Close(); err == nil {
			err = closeErr
		}
		return resp, err
	}
	file, err := os.Open(req.URL.Path) // #nosec G703 -- the command names the file
	if err != nil {
		return nil, fileError{37, err}
	}
	info, err := file.Stat()
	if err != nil || info.IsDir() {
		_ = file.Close()
		return resp, err
	}
	start, end, err := fileRange(req.Header.Get("Range"), info.Size())
	if err == nil && start > 0 {
		_, err = file.Seek(start, io.SeekStart)
	}
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	resp.ContentLength = end - start
	resp.Header.Set("Content-Length", strconv.FormatInt(info.Size(), 10))
	resp.Header.Set("Accept-Ranges", "bytes")
	resp.Header.Set("Last-Modified", info.ModTime().UTC().Format(http.TimeFormat))
	if start > 0 || end < info.Size() {
		resp.Header.Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", start, end-1, info.Size()))
	}
	if req.Method == http.MethodHead {
		return resp, file.Close()
	}
	resp.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(file, end-start), file}
	return resp, nil
}

// fileRange returns the part of a file that a Range field asks for.
func fileRange(field string, size int64) (start, end int64, err error) {
	spec, ok := strings.CutPrefix(field, "bytes=")
	if !ok {
		return 0, size, nil
	}
	first, last, _ := strings.Cut(spec, "-")
	from, fromErr := strconv.ParseInt(first, 10, 64)
	to, toErr := strconv.ParseInt(last, 10, 64)
	switch {
	case fromErr != nil && toErr != nil:
		return 0, size, nil
	case fromErr != nil:
		return max(0, size-to), size, nil
	case from > size:
		return 0, 0, fileError{36, fmt.Errorf("the file has only %d bytes", size)}
	case toErr != nil || to >= size:
		return from, size, nil
	}
	return from, to + 1, nil
}
