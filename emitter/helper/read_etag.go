package helper

import (
	"errors"
	"io/fs"
	"os"
	"strings"
)

// readEtag returns the entity tag kept in a file, or one that matches nothing
// where the file is missing or empty.
func readEtag(path string) (string, error) {
	data, err := os.ReadFile(path) // #nosec G304 -- the command names the file
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	tag := strings.Join(strings.Fields(string(data)), " ")
	if tag != "" {
		return tag, nil
	}
	return `""`, nil
}
