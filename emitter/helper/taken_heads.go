package helper

import "strings"

// takenHeads returns the heads of the answers since its last call, as they came.
func takenHeads(e *exactConn) string {
	e.mu.Lock()
	defer e.mu.Unlock()
	all := strings.Join(e.heads, "")
	e.heads = nil
	return all
}
