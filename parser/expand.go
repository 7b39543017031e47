package parser

import (
	"fmt"
	"strconv"

	"github.com/curl2go/curl2go/ast"
)

// globItems returns the texts that a pattern stands for.
func globItems(g ast.Glob) []string {
	if g.Items != nil {
		return g.Items
	}
	var out []string
	for n := g.First; n <= g.Last; n += g.Step {
		if g.Letters {
			out = append(out, string(rune(n)))
			continue
		}
		out = append(out, fmt.Sprintf("%0*d", g.Width, n))
	}
	return out
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
