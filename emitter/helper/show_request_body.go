package helper

import (
	"io"
	"net/http"
)

// showRequestBody has the body of a request shown as it is sent, each time anew.
func showRequestBody(req *http.Request, tell func(piece string)) {
	if req.Body == nil || req.Body == http.NoBody {
		return
	}
	req.Body = shownBody{req.Body, tell}
	if again := req.GetBody; again != nil {
		req.GetBody = func() (io.ReadCloser, error) {
			body, err := again()
			return shownBody{body, tell}, err
		}
	}
}
