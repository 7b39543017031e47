package helper

import (
	"context"
	"fmt"
	"io"
	"sync/atomic"
	"time"
)

// watched reads from r and cancels a transfer that stays below rate bytes a
// second for as long as window.
func watched(ctx context.Context, cancel context.CancelCauseFunc, r io.Reader, rate int64, window time.Duration) io.Reader {
	var n atomic.Int64
	go func() {
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		slow := time.Duration(0)
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			if slow += time.Second; n.Swap(0) >= rate {
				slow = 0
			}
			if slow >= window {
				cancel(fmt.Errorf("less than %d bytes a second for %s", rate, window))
				return
			}
		}
	}()
	return readerFunc(func(p []byte) (int, error) {
		got, err := r.Read(p)
		n.Add(int64(got))
		if err != nil && err != io.EOF && ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return got, err
	})
}

// readerFunc is a function that reads.
type readerFunc func([]byte) (int, error)

// Read implements [io.Reader].
func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
