package helper

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// createNew creates a file at path or, where there is one already, at path with a
// number from 1 to 100 behind it.
func createNew(path string) (*os.File, error) {
	const flags = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	file, err := os.OpenFile(path, flags, 0o644) // #nosec G302 G304 -- the command names the file
	for i := 1; errors.Is(err, fs.ErrExist) && i <= 100; i++ {
		file, err = os.OpenFile(fmt.Sprintf("%s.%d", path, i), flags, 0o644)
	}
	return file, err
}
