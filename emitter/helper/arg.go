package helper

import "os"

// arg returns an argument of the program, from 1, or nothing where it is missing.
func arg(n int) string {
	if n < len(os.Args) {
		return os.Args[n]
	}
	return ""
}
