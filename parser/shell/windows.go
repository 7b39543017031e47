package shell

import (
	"github.com/curl2go/curl2go/diag"
)

func parseCmd(text string) (*Script, []diag.Diagnostic) {
	return nil, []diag.Diagnostic{diag.Errorf(diag.Span{}, "cmd-unsupported", "commands of cmd.exe are not read yet")}
}

func parsePowerShell(text string) (*Script, []diag.Diagnostic) {
	return nil, []diag.Diagnostic{diag.Errorf(diag.Span{}, "powershell-unsupported", "commands of PowerShell are not read yet")}
}
