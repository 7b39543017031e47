package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// schema is the part of JSON Schema that docs/output.schema.json is written in.
type schema struct {
	Type                 string             `json:"type"`
	Enum                 []any              `json:"enum"`
	Properties           map[string]*schema `json:"properties"`
	AdditionalProperties *bool              `json:"additionalProperties"`
	Required             []string           `json:"required"`
	Items                *schema            `json:"items"`
	Ref                  string             `json:"$ref"`
	Defs                 map[string]*schema `json:"$defs"`
	Minimum              *float64           `json:"minimum"`
	Schema               string             `json:"$schema"`
	Title, Description   string
}

// check returns what is wrong with a value.
func (s *schema) check(root *schema, path string, v any) error {
	if s.Ref != "" {
		s = root.Defs[strings.TrimPrefix(s.Ref, "#/$defs/")]
	}
	if s.Enum != nil {
		for _, e := range s.Enum {
			if e == v {
				return nil
			}
		}
		return fmt.Errorf("%s: %v is not one of %v", path, v, s.Enum)
	}
	switch v := v.(type) {
	case map[string]any:
		if s.Type != "object" {
			return fmt.Errorf("%s is an object", path)
		}
		for _, name := range s.Required {
			if _, ok := v[name]; !ok {
				return fmt.Errorf("%s has no %s", path, name)
			}
		}
		for name, member := range v {
			p := s.Properties[name]
			if p == nil {
				return fmt.Errorf("%s has a %s that the schema does not know", path, name)
			}
			if err := p.check(root, path+"."+name, member); err != nil {
				return err
			}
		}
	case []any:
		if s.Type != "array" {
			return fmt.Errorf("%s is an array", path)
		}
		for i, item := range v {
			if err := s.Items.check(root, fmt.Sprintf("%s[%d]", path, i), item); err != nil {
				return err
			}
		}
	case string:
		if s.Type != "string" {
			return fmt.Errorf("%s is a string", path)
		}
	case float64:
		if s.Type != "integer" || v != float64(int(v)) || s.Minimum != nil && v < *s.Minimum {
			return fmt.Errorf("%s: %v", path, v)
		}
	default:
		return fmt.Errorf("%s: %v", path, v)
	}
	return nil
}

// TestSchema converts the commands of the golden files to JSON, holds it against
// the schema, and puts imports and body together again.
func TestSchema(t *testing.T) {
	data, err := os.ReadFile("../../docs/output.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var root schema
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&root); err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob("../../testdata/golden/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var stdout, stderr bytes.Buffer
		run([]string{"--format", "json"}, strings.NewReader(string(archive.Files[0].Data)), &stdout, &stderr, func(string) string { return "" })
		var value any
		if err := json.Unmarshal(stdout.Bytes(), &value); err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if err := root.check(&root, "output", value); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		var out jsonResult
		if err := json.Unmarshal(stdout.Bytes(), &out); err != nil {
			t.Fatal(err)
		}
		if out.Source == "" {
			continue
		}
		var b strings.Builder
		b.WriteString("package main\n\nimport (\n")
		for _, i := range out.Imports {
			fmt.Fprintf(&b, "%s %q\n", i.Name, i.Path)
		}
		b.WriteString(")\n\n" + out.Body)
		if _, err := format.Source([]byte(b.String())); err != nil {
			t.Errorf("%s: imports and body are no file: %v", path, err)
		}
	}
}
