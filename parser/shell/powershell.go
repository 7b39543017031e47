package shell

import "github.com/curl2go/curl2go/diag"

func parsePowerShell(text string) (*Script, []diag.Diagnostic) {
	return nil, []diag.Diagnostic{diag.Errorf(diag.Span{}, "powershell-unsupported", "commands of PowerShell are not read yet")}
}
