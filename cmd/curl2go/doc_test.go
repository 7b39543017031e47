package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/curl2go/curl2go/parser/option"
)

var update = flag.Bool("update", false, "rewrite what is generated")

// docs/options.md lists every option as the table has it.
func TestOptionsDoc(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "options.md")
	want := optionsDoc()
	if *update {
		if err := os.WriteFile(path, want, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.ReplaceAll(got, []byte("\r\n"), []byte("\n")), want) {
		t.Errorf("%s is stale: make golden writes it", path)
	}
}

// optionsDoc returns docs/options.md.
func optionsDoc() []byte {
	var rows bytes.Buffer
	counts := map[option.Outcome]int{}
	for _, o := range option.All() {
		counts[o.Outcome]++
		fmt.Fprintf(&rows, "| `%s` | %s |\n", optionUsage(&o), strings.ReplaceAll(optionOutcome(&o), "|", `\|`))
	}
	var doc bytes.Buffer
	fmt.Fprintf(&doc, `<!-- Written by make golden from the table in parser/option. -->

# curl's options

What becomes of each of the %d options of curl 8.22: %d are translated, for %d there is
nothing to translate, %d are not supported and warned about, and %d are another protocol's.
`+"`curl2go options NAME`"+` says the same of one.

| option | outcome |
| --- | --- |
`, len(option.All()), counts[option.Translated], counts[option.NothingToDo], counts[option.Unsupported], counts[option.OtherProtocol])
	doc.Write(rows.Bytes())
	return doc.Bytes()
}
