package helper

import "os"

// touch makes a file where there is none.
func touch(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o644) // #nosec G302 G304 -- the command names the file
	if err != nil {
		return err
	}
	return file.Close()
}
