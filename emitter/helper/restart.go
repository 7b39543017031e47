package helper

import "time"

// restart has a trace begin now.
func restart(t *trace) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.dns, t.connect, t.tls, t.ready, t.firstByte = 0, 0, 0, 0, 0
	t.connects = 0
	t.begin = time.Now()
	t.redirect = 0
}
