package helper

import (
	"errors"
	"io/fs"
	"os"
)

// fileSize returns the size of a file in bytes: 0 where there is none.
func fileSize(path string) (int64, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
