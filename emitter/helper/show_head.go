package helper

import (
	"io"
	"os"
)

// showHead shows a head on standard error, behind ">" where it is sent or "<" where it
// comes.
func showHead(sign, head string) {
	_, _ = io.WriteString(os.Stderr, verboseLines("", sign, head)) // a transfer goes on without it
}
