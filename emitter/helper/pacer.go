package helper

import (
	"context"
	"time"
)

// pacer keeps an interval, at least, between the starts of transfers.
type pacer struct {
	interval time.Duration
	last     time.Time
}

// wait returns when the next transfer may start.
func (p *pacer) wait(ctx context.Context) error {
	if !p.last.IsZero() {
		select {
		case <-time.After(time.Until(p.last.Add(p.interval))):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	p.last = time.Now()
	return nil
}
