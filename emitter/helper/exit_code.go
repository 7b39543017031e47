package helper

import (
	"errors"
	"os"
	"strings"
)

// exitCode returns curl's exit code for an error (curl(1), EXIT CODES).
func exitCode(err error) int {
	var path *os.PathError
	code := netExitCode(err)
	switch {
	case code != 56:
		return code
	case errors.As(err, &path) && (path.Op == "open" || path.Op == "stat"):
		return 26
	case path != nil:
		return 23
	case strings.Contains(err.Error(), "unsupported protocol scheme"):
		return 1
	case strings.Contains(err.Error(), "failed to parse Location header"):
		return 3
	}
	return code
}
