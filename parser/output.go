package parser

import (
	"slices"
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/option"
)

// outputOptions are the options that say what becomes of answers.
type outputOptions struct {
	outputs []ast.Output // paired with the URLs in their order
	uploads []upload     // likewise
	common  ast.Output   // what holds for all
	allName bool         // --remote-name-all
	// allNameFrom is the number of URLs in front of --remote-name-all.
	allNameFrom int
	fail        ast.FailMode
	etag        ast.ETag
	answer      ast.AnswerRules
}

// upload is one --upload-file.
type upload struct {
	path ast.Value
	span ast.Span
}

// outputSetting takes in the options that say what becomes of answers.
func (b *builder) outputSetting(s option.Setting) bool {
	switch s.Option.Long {
	case "output":
		b.outputs = append(b.outputs, outputTo(s))
	case "remote-name":
		switch {
		case !s.Off:
			b.outputs = append(b.outputs, ast.Output{To: ast.ToRemoteName, Span: s.Span})
		case b.allName:
			b.outputs = append(b.outputs, ast.Output{To: ast.ToStdout, Span: s.Span})
		}
	case "out-null":
		b.outputs = append(b.outputs, ast.Output{To: ast.Discard, Span: s.Span})
	case "remote-name-all":
		b.allName = !s.Off
		b.allNameFrom = len(b.urls)
	case "upload-file":
		b.uploads = append(b.uploads, upload{s.Arg, s.ArgSpan})
	case "output-dir":
		b.common.Dir = s.Arg
	case "create-dirs":
		b.common.CreateDirs = !s.Off
	case "remote-header-name":
		b.common.ServerName = !s.Off
	case "clobber":
		b.common.NoClobber, b.common.Clobber = s.Off, !s.Off
	case "skip-existing":
		b.common.SkipExisting = !s.Off
	case "remove-on-error":
		b.common.RemoveOnError = !s.Off
	case "remote-time":
		b.common.RemoteTime = !s.Off
	case "show-headers", "include":
		b.common.ShowHead = !s.Off
	case "dump-header":
		b.common.DumpHead = s.Arg
		if name, ok := s.Arg.Literal(); ok && name == "%" {
			b.common.DumpHead = ast.Literal("/dev/stderr")
			b.diags = append(b.diags, diag.Notef(diag.Span(s.ArgSpan), "dump-stderr", "standard error is the file /dev/stderr, which not every system has"))
		}
	case "write-out":
		b.writeOut(s)
	case "raw":
		b.common.Raw = !s.Off
	case "http0.9":
		b.answer.HTTP09 = !s.Off
	case "ignore-content-length":
		b.answer.IgnoreLength = !s.Off
	case "fail":
		b.fail = failMode(b.fail, ast.FailNoBody, s.Off)
	case "fail-with-body":
		b.fail = failMode(b.fail, ast.FailWithBody, s.Off)
	case "etag-save":
		b.etag.Save = s.Arg
	case "etag-compare":
		b.etag.Compare = s.Arg
	default:
		return false
	}
	return true
}

// failMode returns the mode after an option that asks for one, or no longer.
func failMode(now, mode ast.FailMode, off bool) ast.FailMode {
	switch {
	case !off:
		return mode
	case now == mode:
		return ast.NeverFail
	}
	return now
}

// outputTo returns where --output writes.
func outputTo(s option.Setting) ast.Output {
	out := ast.Output{To: ast.ToFile, Path: s.Arg, Span: s.Span}
	switch text, literal := s.Arg.Literal(); {
	case literal && text == "-":
		out.To, out.Path = ast.ToStdout, nil
	case literal && (text == "/dev/null" || strings.EqualFold(text, "nul")):
		out.To, out.Path, out.Nowhere = ast.Discard, nil, text
	}
	return out
}

// writeOut takes in --write-out: a format, or the file that holds it, of which curl
// leaves out the ends of lines.
func (b *builder) writeOut(s option.Setting) {
	b.common.WriteOut = s.Arg
	if !strings.HasPrefix(s.Arg.Lead(), "@") {
		return
	}
	content := b.fileValue(s.Arg.Drop(1), s.ArgSpan)
	if text, ok := content.Literal(); ok {
		b.common.WriteOut = ast.Literal(strings.NewReplacer("\r", "", "\n", "", "\x00", "").Replace(text))
		return
	}
	b.common.WriteOut = ast.Value{ast.Filtered{Of: content, Filter: ast.StripLines, Span: s.ArgSpan}}
}

// output returns what becomes of the answer of the n-th URL, which was given.
func (b *builder) output(n int, url ast.URL, given ast.Value, globs []ast.Glob) ast.Output {
	out := b.common
	switch {
	case n < len(b.outputs):
		o := b.outputs[n]
		out.To, out.Path, out.Nowhere, out.Span = o.To, itemRefs(o.Path, globs), o.Nowhere, o.Span
		for _, g := range globs {
			if len(g.Items) == 1 {
				out.Path = replaceItem(out.Path, g.Name, g.Items[0])
			}
		}
	case b.urls[n].file, b.allName && n >= b.allNameFrom:
		out.To = ast.ToRemoteName
	}
	if out.To == ast.ToRemoteName {
		if text, ok := url.Value.Literal(); ok {
			out.Path = ast.Literal(asGiven(remoteName(text), given))
		} else {
			out.Path = globbedName(given, globs)
		}
	} else if out.ServerName && out.To != ast.ToFile {
		out.ServerName = false
	}
	if out.To == ast.ToFile {
		out.ServerName = false
	}
	if b.head {
		out.ShowHead, out.HeadOnly = true, true
	}
	return out
}

// remoteName returns the last segment of a URL's path, which --remote-name names
// the file after.
//
// Source: curl(1), --remote-name.
func remoteName(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	rest, _, _ = strings.Cut(rest, "?")
	_, path, _ := strings.Cut(rest, "/")
	path = strings.TrimSuffix(path, "/")
	if name := path[strings.LastIndexByte(path, '/')+1:]; name != "" {
		return name
	}
	return "curl_response"
}

// globbedName returns the last segment of a URL's path, where nothing of it but patterns
// is open and none of these stands for what ends a segment; otherwise nil.
func globbedName(url ast.Value, globs []ast.Glob) ast.Value {
	var name ast.Value
	open := false
	for _, part := range slices.Backward(url) {
		switch p := part.(type) {
		case ast.Text:
			if i := strings.IndexAny(p.S, "?#"); i >= 0 { // what is behind is no path
				p.S, name, open = p.S[:i], nil, false
			}
			at := strings.LastIndexByte(p.S, '/')
			last := ast.Literal(p.S[at+1:]).Append(name)
			switch {
			case at < 0:
				name = last
			case open || last.Empty() || strings.HasSuffix(p.S[:at+1], "://"):
				return nil
			default:
				return last
			}
		case ast.Item:
			g := globs[slices.IndexFunc(globs, func(g ast.Glob) bool { return g.Name == p.Name })]
			open = open || g.Lines != nil || slices.ContainsFunc(g.Items, func(item string) bool { return strings.ContainsAny(item, "/?#") })
			name = ast.Value{p}.Append(name)
		default:
			open = true
		}
	}
	return nil
}

// asGiven returns the name of a URL's path as it was given, where that is the same but
// for what is escaped, or how.
func asGiven(name string, url ast.Value) string {
	given, _ := url.Literal()
	given, _, _ = strings.Cut(given, "#")
	given, _, _ = strings.Cut(given, "?")
	given = strings.TrimSuffix(given, "/")
	given = given[strings.LastIndexByte(given, '/')+1:]
	if escaped, _ := upperEscapes(ast.Literal(escapeBytes(given))).Literal(); escaped == name {
		return given
	}
	return name
}

// unpaired reports outputs and uploads for which there is no URL.
func (b *builder) unpaired() {
	if len(b.outputs) > len(b.urls) && len(b.urls) > 0 {
		b.diags = append(b.diags, diag.Warningf(diag.Span(b.outputs[len(b.urls)].Span), "output-without-url",
			"there are more output files than URLs: this one is not used"))
	}
	if len(b.uploads) > len(b.urls) && len(b.urls) > 0 {
		b.diags = append(b.diags, diag.Warningf(diag.Span(b.uploads[len(b.urls)].span), "upload-without-url",
			"there are more files to upload than URLs: this one is not used"))
	}
}
