package main

import (
	"encoding/json"
	"io"

	"github.com/curl2go/curl2go"
	"github.com/curl2go/curl2go/diag"
)

// jsonResult is what --format json prints.
type jsonResult struct {
	Source      string           `json:"source"` // empty where a diagnostic is an error
	Modules     []string         `json:"modules"`
	Diagnostics []jsonDiagnostic `json:"diagnostics"`
}

type jsonDiagnostic struct {
	Severity string `json:"severity"` // "note", "warning" or "error"
	ID       string `json:"id"`
	Message  string `json:"message"`
	Help     string `json:"help,omitempty"`
	// File is the file of the range: "<stdin>" for standard input, "<argument>"
	// for a command in one argument, "argument 2" for curl's second one.
	File  string    `json:"file"`
	Range jsonRange `json:"range"`
}

// jsonRange is a range of a file, or of an argument as a shell wants it quoted.
type jsonRange struct {
	Start jsonPosition `json:"start"`
	End   jsonPosition `json:"end"` // excluded
}

type jsonPosition struct {
	Offset      int `json:"offset"`      // bytes from 0
	Line        int `json:"line"`        // from 1
	Column      int `json:"column"`      // bytes from 1
	UTF16Column int `json:"utf16Column"` // UTF-16 code units from 1
}

// writeJSON writes a result for editors.
func writeJSON(w io.Writer, l *diag.Locator, result *curl2go.Result) error {
	out := jsonResult{
		Source:      string(result.Source),
		Modules:     append([]string{}, result.Modules...),
		Diagnostics: []jsonDiagnostic{},
	}
	position := func(offset int) jsonPosition {
		p := l.Position(offset)
		return jsonPosition{p.Offset, p.Line, p.Col, l.UTF16Col(offset)}
	}
	for _, d := range result.Diagnostics {
		out.Diagnostics = append(out.Diagnostics, jsonDiagnostic{
			Severity: d.Severity.String(),
			ID:       d.ID,
			Message:  d.Msg,
			Help:     d.Help,
			File:     l.Position(d.Span.Start).Name,
			Range:    jsonRange{position(d.Span.Start), position(max(d.Span.Start, d.Span.End))},
		})
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(out); err != nil {
		return err
	}
	if !result.OK() {
		return errNotConverted
	}
	return nil
}
