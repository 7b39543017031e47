package helper

import (
	"errors"
	"net/http"
	"slices"
)

// keepPost has req, which follows a redirect of first, send the method and the
// body again where the answer's status is one of codes.
func keepPost(req, first *http.Request, codes ...int) error {
	if !slices.Contains(codes, req.Response.StatusCode) || first.Method == http.MethodGet || first.Method == http.MethodHead {
		return nil
	}
	req.Method = first.Method
	req.ContentLength = first.ContentLength
	if contentType, ok := first.Header["Content-Type"]; ok {
		req.Header["Content-Type"] = contentType
	}
	switch {
	case first.Body == nil || first.Body == http.NoBody:
		return nil
	case first.GetBody == nil:
		return errors.New("the body cannot be sent a second time")
	}
	body, err := first.GetBody()
	if err != nil {
		return err
	}
	req.Body, req.GetBody = body, first.GetBody
	return nil
}
