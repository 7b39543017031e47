package helper

// keyError says why the public key of a server will not do.
type keyError string

// Error implements error.
func (e keyError) Error() string { return string(e) }

// Code returns curl's exit code for it (curl(1), EXIT CODES).
func (e keyError) Code() int { return 90 }
