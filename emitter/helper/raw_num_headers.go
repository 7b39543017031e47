package helper

import "strings"

// rawNumHeaders returns how many header fields the last of the heads has.
func rawNumHeaders(heads string) int { return strings.Count(lastHead(heads), "\n") }
