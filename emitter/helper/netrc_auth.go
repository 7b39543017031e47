package helper

import "net/http"

// netrcAuth gives req the credentials that a netrc file has for its host, and
// for a user where that is known: those that it has are left where the file has no
// password. An empty path is ~/.netrc; with optional the file may be missing.
func netrcAuth(req *http.Request, path, user string, optional bool) error {
	user, password, err := netrcLogin(path, req.URL.Hostname(), user, optional)
	if err == nil && (password != "" || user != "" && req.Header.Get("Authorization") == "") {
		req.SetBasicAuth(user, password)
	}
	return err
}
