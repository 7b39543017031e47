package helper

import (
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"strconv"
	"syscall"
	"time"
)

// retry says how often a transfer is tried again, and when.
type retry struct {
	max         int
	delay       time.Duration // before each try; 0: one second, doubled each time, ten minutes at most
	maxTime     time.Duration // after which no more tries begin; 0: no limit
	allErrors   bool
	connRefused bool
	retried     *int // gets the number of tries after the first
	// anew is called before each of them: what is measured begins anew.
	anew func()
}

// do sends req until an answer is not one of a passing trouble. Answers that are
// not the last go to rejected.
func (r retry) do(client *http.Client, req *http.Request, rejected func(*http.Response) error) (*http.Response, error) {
	start := time.Now()
	wait := time.Second
	for try := 0; ; try++ {
		if r.retried != nil {
			*r.retried = try
		}
		if r.anew != nil && try > 0 {
			r.anew()
		}
		if try > 0 && req.GetBody != nil {
			body, err := req.GetBody()
			if err != nil {
				return nil, err
			}
			req.Body = body
		}
		resp, err := client.Do(req)
		late := r.maxTime > 0 && time.Since(start) >= r.maxTime
		if try == r.max || late || !r.again(resp, err) {
			return resp, err
		}
		pause := wait
		if r.delay > 0 {
			pause = r.delay
		}
		if err == nil && retryAfter(resp) > 0 {
			pause = retryAfter(resp)
			if r.maxTime > 0 && time.Since(start)+pause > r.maxTime {
				return resp, err
			}
		}
		wait = min(2*wait, 10*time.Minute)
		if err == nil {
			err = rejected(resp)
			_ = resp.Body.Close()
			if err != nil {
				return nil, err
			}
		}
		select {
		case <-time.After(pause):
		case <-req.Context().Done():
			return nil, req.Context().Err()
		}
	}
}

// again reports whether the outcome of a try is a passing trouble.
func (r retry) again(resp *http.Response, err error) bool {
	if err == nil {
		passing := []int{408, 429, 500, 502, 503, 504}
		return slices.Contains(passing, resp.StatusCode) || r.allErrors && resp.StatusCode >= 400
	}
	var netErr net.Error
	switch {
	case r.allErrors:
		return true
	case errors.Is(err, syscall.ECONNREFUSED):
		return r.connRefused
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &netErr) && netErr.Timeout():
		return true
	}
	var dnsErr *net.DNSError
	return errors.As(err, &dnsErr)
}

// retryAfter returns how long an answer asks to wait, or 0.
func retryAfter(resp *http.Response) time.Duration {
	value := resp.Header.Get("Retry-After")
	if seconds, err := strconv.Atoi(value); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return time.Until(at)
	}
	return 0
}
