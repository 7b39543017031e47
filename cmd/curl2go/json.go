package main

import (
	"encoding/json"
	"io"
	"strings"

	"github.com/curl2go/curl2go"
	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// jsonResult is what --format json prints.
type jsonResult struct {
	Source string `json:"source"` // empty where a diagnostic is an error
	// Imports and Body are the source in two pieces, for a file that is there
	// already.
	Imports     []jsonImport     `json:"imports"`
	Body        string           `json:"body"`
	Requests    []jsonRequest    `json:"requests"`
	Modules     []string         `json:"modules"`
	Diagnostics []jsonDiagnostic `json:"diagnostics"`
}

// jsonRequest is one request of the commands.
type jsonRequest struct {
	Name   string `json:"name,omitempty"` // that a comment or heading gives its command
	Method string `json:"method"`
	URL    string `json:"url"` // with ${NAME} for variables, and ... for what else is known later
}

// requestsOf returns the requests of a script, in order.
func requestsOf(script *ast.Script) []jsonRequest {
	out := []jsonRequest{}
	if script == nil {
		return out
	}
	var steps func(list []ast.Step)
	steps = func(list []ast.Step) {
		for _, s := range list {
			switch s := s.(type) {
			case *ast.Command:
				for _, t := range s.Transfers {
					out = append(out, jsonRequest{s.Name, shownValue(t.Method), shownValue(t.URL.Value)})
				}
			case *ast.Loop:
				steps(s.Body)
			case *ast.Cond:
				steps([]ast.Step{s.If})
				steps(s.Then)
				steps(s.Else)
			}
		}
	}
	steps(script.Steps)
	return out
}

// shownValue returns a value as text.
func shownValue(v ast.Value) string {
	var b strings.Builder
	for _, p := range v {
		switch p := p.(type) {
		case ast.Text:
			b.WriteString(p.S)
		case ast.Var:
			b.WriteString("${" + p.Name + "}")
		default:
			b.WriteString("...")
		}
	}
	return b.String()
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
		Requests:    requestsOf(result.Script),
		Diagnostics: []jsonDiagnostic{},
	}
	out.Imports, out.Body = splitSource(result.Source)
	if result.Imports != nil {
		out.Body = string(result.Source)
		for _, path := range result.Imports {
			out.Imports = append(out.Imports, jsonImport{Path: path})
		}
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
