package helper

import (
	"encoding/base64"
	"net/url"
)

// basicOf returns the credentials of a URL as a header field has them, or nothing.
func basicOf(u *url.URL) string {
	if u.User == nil {
		return ""
	}
	password, _ := u.User.Password()
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(u.User.Username()+":"+password))
}
