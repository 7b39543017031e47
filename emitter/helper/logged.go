package helper

import "log"

// logged prints an error, if there is one, and returns it.
func logged(err error) error {
	if err != nil {
		log.Print(err)
	}
	return err
}
