package helper

import (
	"slices"
	"strings"
)

// withoutLength has the body of an answer end with the connection.
func withoutLength(head []string) ([]string, error) {
	return slices.DeleteFunc(head, func(line string) bool {
		return strings.HasPrefix(strings.ToLower(line), "content-length:")
	}), nil
}
