package helper

import "os"

// envOr returns a variable of the environment, or word where it is not set.
func envOr(name, word string) string {
	if value, ok := os.LookupEnv(name); ok {
		return value
	}
	return word
}
