package parser

import (
	"time"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/parser/option"
)

// limitOptions are the options that limit time, speed and size.
type limitOptions struct {
	maxTime     time.Duration
	maxFileSize int64
	limitRate   int64
	lowSpeed    ast.LowSpeed
}

// limitSetting takes in the options that limit time, speed and size.
func (b *builder) limitSetting(s option.Setting) bool {
	switch s.Option.Long {
	case "max-time":
		b.maxTime = b.seconds(s)
	case "max-filesize":
		b.maxFileSize = b.bytes(s)
	case "limit-rate":
		b.limitRate = b.bytes(s)
	case "speed-limit":
		b.lowSpeed.Bytes = int64(b.integer(s))
		if b.lowSpeed.Time == 0 {
			b.lowSpeed.Time = 30 * time.Second
		}
	case "speed-time":
		b.lowSpeed.Time = b.seconds(s)
		if b.lowSpeed.Bytes == 0 {
			b.lowSpeed.Bytes = 1
		}
	default:
		return false
	}
	return true
}
