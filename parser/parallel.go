package parser

import (
	"strconv"
	"strings"
	"time"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/parser/option"
)

// parallelOptions say when the transfers of a command start.
type parallelOptions struct {
	parallel   bool
	max        int // transfers at a time; 0: not said
	maxPerHost int // connections; 0: no limit
	pace       time.Duration
}

// Limits of --parallel-max and --parallel-max-host.
//
// Source: curl 8.22, src/tool_cfgable.h.
const (
	defaultParallel = 50
	maxParallel     = 65535
)

// parallelLimit returns a limit of transfers that run side by side: the default
// where curl does not take the number.
func (b *builder) parallelLimit(s option.Setting, otherwise int) int {
	n := b.integer(s)
	if n < 1 || n > maxParallel {
		return otherwise
	}
	return n
}

// schedule says when the transfers of a command start.
func (g *global) schedule(c *ast.Command) {
	if len(c.Transfers) == 1 && len(c.Transfers[0].Globs) == 0 {
		return
	}
	if !g.parallel {
		c.Pace = g.pace
		return
	}
	c.Parallel = &ast.Parallel{Max: defaultParallel}
	if g.max > 0 {
		c.Parallel.Max = g.max
	}
	for _, t := range c.Transfers {
		if t.Conn != nil {
			t.Conn.MaxPerHost = g.maxPerHost
		}
	}
}

// rateUnits are the units of time that --rate knows.
var rateUnits = map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour, "d": 24 * time.Hour}

// rate takes in --rate: N, N/U or N/MU, the number of transfers that start in an
// hour, in a unit of time or in M of them. Curl counts in whole milliseconds.
//
// Source: curl(1), --rate.
func (b *builder) rate(s option.Setting) {
	text, ok := b.literal(s)
	if !ok {
		return
	}
	number, unit, hasUnit := strings.Cut(text, "/")
	if !hasUnit {
		unit = "h"
	}
	digits := strings.TrimRight(unit, "smhd")
	units := uint64(1)
	n, err := strconv.ParseUint(number, 10, 31)
	if err == nil && digits != "" {
		units, err = strconv.ParseUint(digits, 10, 15)
	}
	length := rateUnits[unit[len(digits):]]
	if err != nil || n == 0 || units == 0 || length == 0 {
		b.refuse(s, "bad-rate", "%s needs a number of transfers and a unit of time, such as 10/m", s.Name)
		return
	}
	b.global.pace = (time.Duration(units) * length / time.Duration(n)).Truncate(time.Millisecond)
}
