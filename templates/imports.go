package templates

import (
	"bytes"
	"slices"
)

// groupImports puts the imports of modules behind those of the standard library,
// as goimports does. Jennifer sorts them all together.
func groupImports(source []byte) []byte {
	open, end := []byte("\nimport (\n"), []byte("\n)\n")
	before, rest, ok := bytes.Cut(source, open)
	list, rest, closed := bytes.Cut(rest, end)
	if !ok || !closed {
		return source
	}
	var standard, modules [][]byte
	for line := range bytes.SplitSeq(list, []byte("\n")) {
		if isModule(line) {
			modules = append(modules, line)
		} else {
			standard = append(standard, line)
		}
	}
	if len(modules) == 0 || len(standard) == 0 {
		return source
	}
	lines := slices.Concat(standard, [][]byte{nil}, modules)
	return slices.Concat(before, open, bytes.Join(lines, []byte("\n")), end, rest)
}

// isModule reports whether an import, a path behind an optional name, is none of
// the standard library: the first segment of its path has a dot.
func isModule(line []byte) bool {
	_, path, _ := bytes.Cut(line, []byte(`"`))
	host, _, _ := bytes.Cut(path, []byte("/"))
	return bytes.IndexByte(host, '.') >= 0
}
