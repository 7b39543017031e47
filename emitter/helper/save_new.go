package helper

import "io"

// saveNew streams r into a new file, see [createNew].
func saveNew(path string, r io.Reader) error {
	file, err := createNew(path)
	if err != nil {
		return err
	}
	return fill(file, r)
}
