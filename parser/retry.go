package parser

import (
	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/parser/option"
)

// retryOptions are the options about trying again.
type retryOptions struct {
	retry ast.Retry
}

// retrySetting takes in the options about trying again.
func (b *builder) retrySetting(s option.Setting) bool {
	switch s.Option.Long {
	case "retry":
		b.retry.Max, b.retry.Span = b.integer(s), s.Span
	case "retry-delay":
		b.retry.Delay = b.seconds(s)
	case "retry-max-time":
		b.retry.MaxTime = b.seconds(s)
	case "retry-all-errors":
		b.retry.AllErrors, b.retry.AllSpan = !s.Off, s.Span
	case "retry-connrefused":
		b.retry.ConnRefused = !s.Off
	default:
		return false
	}
	return true
}

// retries returns when a transfer is tried again, or nil.
func (b *builder) retries() *ast.Retry {
	if b.retry.Max == 0 {
		return nil
	}
	r := b.retry
	return &r
}
