package helper

// exitError is an error with the exit code that curl has for it.
type exitError struct {
	code int
	msg  string
}

// Error implements error.
func (e exitError) Error() string { return e.msg }

// Code returns the exit code.
func (e exitError) Code() int { return e.code }
