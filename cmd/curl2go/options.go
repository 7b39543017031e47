package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/curl2go/curl2go/parser/option"
)

// newOptions returns the command that lists curl's options.
func newOptions(env *environment) *cobra.Command {
	return &cobra.Command{
		Use:                "options [NAME]",
		Short:              "Show what curl2go does with curl's options, or with one of them.",
		DisableFlagParsing: true, // NAME may be "-d" or "--data"
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) > 1:
				return usagef("options shows all options or one, not %d", len(args))
			case len(args) == 0:
				return listOptions(env.stdout)
			case args[0] == "-h" || args[0] == "--help":
				return cmd.Help()
			}
			o := findOption(args[0])
			if o == nil {
				return fmt.Errorf("curl has no option %s", args[0])
			}
			_, err := fmt.Fprintf(env.stdout, "%s\n%s\n", optionUsage(o), optionOutcome(o))
			return err
		},
	}
}

// listOptions prints all options.
func listOptions(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, o := range option.All() {
		fmt.Fprintf(table, "%s\t%s\n", optionUsage(&o), optionOutcome(&o))
	}
	return table.Flush()
}

// findOption returns the option of a name with or without dashes, or nil.
func findOption(name string) *option.Option {
	if len(name) == 1 {
		name = "-" + name
	}
	if o := option.Lookup(name); o != nil {
		return o
	}
	if positive, ok := strings.CutPrefix(strings.TrimPrefix(name, "--"), "no-"); ok {
		if o := option.Lookup(positive); o != nil && o.Kind == option.Boolean {
			return o
		}
	}
	return nil
}

// optionUsage returns how an option is written.
func optionUsage(o *option.Option) string {
	name := "--" + o.Long
	if o.DefaultOn {
		name = "--no-" + o.Long
	}
	if o.Short != 0 {
		name = "-" + string(rune(o.Short)) + ", " + name
	}
	switch o.Kind {
	case option.String:
		return name + " <text>"
	case option.File:
		return name + " <file>"
	case option.Number:
		return name + " <number>"
	case option.Seconds:
		return name + " <seconds>"
	}
	return name
}

// optionOutcome returns what becomes of an option.
func optionOutcome(o *option.Option) string {
	text := o.Outcome.String()
	if o.Alias != "" {
		text = "as --" + o.Alias + ": " + text
	}
	if o.Reason != "" {
		text += ": " + o.Reason
	}
	return text
}
