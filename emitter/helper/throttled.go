package helper

import (
	"io"
	"time"
)

// throttled reads no more than rate bytes a second.
type throttled struct {
	io.Reader
	rate  int64
	start time.Time
	n     int64 // bytes read since start
}

// Read implements [io.Reader].
func (t *throttled) Read(p []byte) (int, error) {
	if t.start.IsZero() {
		t.start = time.Now()
	}
	due := time.Duration(float64(t.n) / float64(t.rate) * float64(time.Second))
	time.Sleep(due - time.Since(t.start))
	n, err := t.Reader.Read(p[:min(int64(len(p)), max(t.rate/10, 1))])
	t.n += int64(n)
	return n, err
}
