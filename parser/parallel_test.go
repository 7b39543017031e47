package parser

import (
	"testing"
	"time"

	"github.com/curl2go/curl2go/diag"
)

func TestSchedule(t *testing.T) {
	for _, c := range []struct {
		command      string
		max, perHost int
		pace         time.Duration
	}{
		{"curl -Z http://h/ http://i/", 50, 0, 0},
		{"curl -Z --no-parallel http://h/ http://i/", 0, 0, 0},
		{"curl -Z http://h/", 0, 0, 0},
		{"curl -Z 'http://h/{a,b}'", 50, 0, 0},
		{"curl --parallel-max 3 http://h/ http://i/ --next -Z http://j/", 3, 0, 0},
		{"curl -Z --parallel-max 0 --parallel-max-host 70000 http://h/ http://i/", 50, 0, 0},
		{"curl -Z --parallel-max 65535 --parallel-max-host 2 http://h/ http://i/", 65535, 2, 0},
		{"curl -Z --rate 1/s http://h/ http://i/", 50, 0, 0},
		{"curl --rate 2/s http://h/ http://i/", 0, 0, 500 * time.Millisecond},
		{"curl --rate 14/m http://h/ http://i/", 0, 0, 4285 * time.Millisecond},
		{"curl --rate 3 http://h/ http://i/", 0, 0, 20 * time.Minute},
		{"curl --rate 3/4h http://h/ http://i/", 0, 0, 80 * time.Minute},
		{"curl --rate 1/d http://h/ http://i/", 0, 0, 24 * time.Hour},
		{"curl --rate 2000/s http://h/ http://i/", 0, 0, 0},
		{"curl --rate 1/s http://h/", 0, 0, 0},
	} {
		script, diags := Parse(c.command, Options{})
		if diag.HasErrors(diags) {
			t.Errorf("%s: %v", c.command, diags)
			continue
		}
		command := commandOf(t, script)
		got := 0
		if command.Parallel != nil {
			got = command.Parallel.Max
		}
		if perHost := command.Transfers[0].Conn.MaxPerHost; got != c.max || perHost != c.perHost || command.Pace != c.pace {
			t.Errorf("%s: %d at a time, %d to a host, paced by %v", c.command, got, perHost, command.Pace)
		}
	}
}
