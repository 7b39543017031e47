package parser

import (
	"testing"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// TestTraceOptions shows what is left of several options that show messages.
//
// Source: curl(1), --verbose, --trace, --trace-config.
func TestTraceOptions(t *testing.T) {
	for _, c := range []struct {
		options string
		want    string // nothing where nothing is shown
	}{
		{"", ""},
		{"--trace-time --trace-ids", ""},
		{"-v", "heads %"},
		{"-v --no-verbose", ""},
		{"--trace f --no-verbose", ""},
		{"--trace f", "hex f"},
		{"--trace -", "hex -"},
		{"--trace-ascii %", "ascii %"},
		{"--trace f --trace-ascii g", "ascii g"},
		{"--trace-ascii f -v", "heads %"},
		{"-v --trace f", "hex f"},
		{"--trace-time --trace f", "hex f time"},
		{"-v --trace-time", "heads % time"},
		{"--trace-time -v", "heads %"}, // as of curl 8.10
		{"--trace-time -sv", "heads % time"},
		{"-v --trace-time --no-trace-time", "heads %"},
		{"-vv", "heads % time ids"},
		{"-vvv", "ascii % time ids"},
		{"-vvvvv", "ascii % time ids"},
		{"-v -v", "heads %"},
		{"-vv -v", "heads %"},
		{"-v -sv", "heads % time ids"},
		{"-vv --no-trace-ids", "heads % time"},
		{"-v --trace-config ids", "heads % ids"},
		{"-v --trace-config http/2,Time", "heads % time"},
		{"-v --trace-config all,-ids", "heads % time"},
		{"-v --next -s --trace f http://i/", "hex f"},
	} {
		script, diags := Parse("curl http://h/ "+c.options, Options{})
		if diag.HasErrors(diags) {
			t.Errorf("%s: %v", c.options, diags)
			continue
		}
		got := ""
		if trace := commandOf(t, script).Transfers[0].Trace; trace != nil {
			to, _ := trace.To.Literal()
			switch {
			case trace.Stdout:
				to = "-"
			case trace.To == nil:
				to = "%"
			}
			got = map[ast.TraceForm]string{ast.HeadLines: "heads", ast.ASCIIDump: "ascii", ast.HexDump: "hex"}[trace.Form] + " " + to
			if trace.Time {
				got += " time"
			}
			if trace.IDs {
				got += " ids"
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, wanted %q", c.options, got, c.want)
		}
	}
}

// TestTraceNotKept says at the option what is not shown.
func TestTraceNotKept(t *testing.T) {
	for _, command := range []string{
		"curl --trace f file:///etc/hosts", "curl -Z -vv http://h/ http://i/", "curl -Z -v --trace-ids 'http://h/[1-2]'", "curl -v --trace-config \"$X\" http://h/",
	} {
		script, diags := Parse(command, Options{})
		if len(diags) != 1 || diags[0].ID != "not-supported" || len(commandOf(t, script).NotKept) != 1 {
			t.Errorf("%s: %v", command, diags)
		}
	}
}
