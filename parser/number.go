package parser

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/curl2go/curl2go/parser/option"
)

// integer returns the argument of an option as a whole number.
func (b *builder) integer(s option.Setting) int {
	text, _ := s.Arg.Literal()
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 && s.Option.Long != "max-redirs" {
		b.refuse(s, "bad-number", "%s needs a whole number", s.Name)
	}
	return n
}

// seconds returns the argument of an option as a time, given in seconds with or
// without a fraction. curl reads as far as the number goes, and no further than
// thousandths.
func (b *builder) seconds(s option.Setting) time.Duration {
	text, _ := s.Arg.Literal()
	whole := text[:len(text)-len(strings.TrimLeft(text, "0123456789"))]
	n, err := strconv.Atoi(whole)
	if err != nil || n > math.MaxInt32 {
		b.refuse(s, "bad-number", "%s needs a number of seconds", s.Name)
		return 0
	}
	rest, unit := text[len(whole):], time.Second
	d := time.Duration(n) * time.Second
	if len(rest) > 0 && rest[0] == '.' {
		for i := 1; i < len(rest) && '0' <= rest[i] && rest[i] <= '9' && unit > time.Millisecond; i++ {
			unit /= 10
			d += time.Duration(rest[i]-'0') * unit
		}
	}
	return d
}

// bytes returns the argument of an option as a number of bytes, with one of
// curl's suffixes: K, M, G, T or P, each 1024 of the one before.
//
// Source: curl(1), --limit-rate.
func (b *builder) bytes(s option.Setting) int64 {
	text, ok := b.literal(s)
	if !ok {
		return 0
	}
	text = strings.TrimSuffix(strings.TrimSuffix(text, "B"), "b")
	shift := 0
	if text != "" {
		if i := strings.IndexByte("KMGTP", text[len(text)-1]&^0x20); i >= 0 {
			shift = 10 * (i + 1)
			text = text[:len(text)-1]
		}
	}
	f, err := strconv.ParseFloat(text, 64)
	if shift == 0 && strings.Contains(text, ".") {
		err = strconv.ErrSyntax // a part of a byte
	}
	if err != nil || f < 0 || f*float64(int64(1)<<shift) > math.MaxInt64/2 {
		b.refuse(s, "bad-number", "%s needs a number of bytes", s.Name)
		return 0
	}
	return int64(f * float64(int64(1)<<shift))
}
