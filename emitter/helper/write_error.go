package helper

import (
	"errors"
	"os"
)

// writeError gives an error of a file that is written curl's exit code for it.
func writeError(err error) error {
	if errors.As(err, new(*os.PathError)) {
		return exitError{23, err.Error()}
	}
	return err
}
