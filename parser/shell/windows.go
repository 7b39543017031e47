package shell

import "github.com/curl2go/curl2go/diag"

func parseCmd(text string) (*Script, []diag.Diagnostic)        { return nil, nil }
func parsePowerShell(text string) (*Script, []diag.Diagnostic) { return nil, nil }
