package helper

import "os"

// tempFile returns the name of a new file with the content. It stays until the
// system clears its temporary files away.
func tempFile(content string) (string, error) {
	file, err := os.CreateTemp("", "")
	if err != nil {
		return "", err
	}
	if _, err := file.WriteString(content); err != nil {
		_ = file.Close()
		return "", err
	}
	return file.Name(), file.Close()
}
