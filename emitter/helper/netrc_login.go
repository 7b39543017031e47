package helper

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// netrcLogin returns the credentials that a netrc file has for a host.
func netrcLogin(path, host string, optional bool) (user, password string, err error) {
	if path == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", "", err
		}
		path = filepath.Join(home, ".netrc")
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && optional {
		return "", "", nil
	}
	if err != nil {
		return "", "", err
	}
	words := strings.Fields(string(data))
	found := false
	for i := 0; i < len(words); i++ {
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		switch words[i] {
		case "machine", "default":
			if found {
				return user, password, nil
			}
			found = words[i] == "default" || strings.EqualFold(next, host)
		case "login":
			if found {
				user = next
			}
			i++
		case "password":
			if found {
				password = next
			}
			i++
		}
	}
	return user, password, nil
}
