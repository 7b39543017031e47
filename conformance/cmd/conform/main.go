// Command conform runs curl's own test cases with the real curl and with the
// programs that curl2go writes for their commands.
//
//	conform -cases DIR [-modes curl,exact,default] [-only N,N] [-update]
//
// DIR is tests/data of curl's sources, or any folder like it; it may also be
// the value of CURL_TESTS. Without one there is nothing to do. It exits with 1
// where a case that has passed before does not pass now.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	var o options
	flag.StringVar(&o.cases, "cases", os.Getenv("CURL_TESTS"), "folder with the cases")
	flag.StringVar(&o.curl, "curl", "curl", "the real curl")
	flag.StringVar(&o.modes, "modes", "curl,exact,default", "clients, separated by commas")
	flag.StringVar(&o.only, "only", "", "numbers of the cases to run, separated by commas; empty: all")
	flag.IntVar(&o.jobs, "jobs", 6, "cases that run at a time")
	flag.StringVar(&o.out, "out", "", "file for the table; empty: standard output")
	flag.StringVar(&o.ratchet, "ratchet", "conformance/testdata/passing.txt", "numbers of the cases that pass")
	flag.BoolVar(&o.update, "update", false, "add the cases that pass to the ratchet")
	flag.StringVar(&o.keep, "keep", "", "folder in which the files of the run are kept")
	flag.StringVar(&o.reasons, "reasons", "conformance/testdata", "folder with the reasons why cases fail, CLIENT.tsv")
	flag.StringVar(&o.module, "module", "testdata/gomod", "folder with the go.mod of the programs")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	ok, err := run(ctx, o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "conform:", err)
		os.Exit(2)
	}
	if !ok {
		os.Exit(1)
	}
}
