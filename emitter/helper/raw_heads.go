package helper

import (
	"strings"
	"sync"
)

// rawHeads has the heads of answers as they came.
type rawHeads struct {
	mu    sync.Mutex
	lines strings.Builder
}

// Write implements [io.Writer].
func (h *rawHeads) Write(lines []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.lines.Write(lines)
}

// taken returns the heads since its last call.
func (h *rawHeads) taken() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	defer h.lines.Reset()
	return h.lines.String()
}
