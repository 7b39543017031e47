package helper

import (
	"encoding/json"
	"fmt"
	"strings"
)

// jsonMember returns what stands at a path of names and numbers in a JSON text: a
// string as it is, anything else as JSON.
func jsonMember(text string, path ...any) (string, error) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber() // keeps digits
	var value any
	if err := decoder.Decode(&value); err != nil {
		return "", err
	}
	for _, step := range path {
		name, isName := step.(string)
		index, _ := step.(int)
		switch container := value.(type) {
		case nil: // which has null everywhere
		case map[string]any:
			if !isName {
				return "", fmt.Errorf("the JSON has an object where its element %d is wanted", index)
			}
			value = container[name]
		case []any:
			if isName {
				return "", fmt.Errorf("the JSON has an array where its member %s is wanted", name)
			}
			if value = nil; index < len(container) {
				value = container[index]
			}
		default:
			return "", fmt.Errorf("the JSON has %v where something is wanted of it", value)
		}
	}
	if s, ok := value.(string); ok {
		return s, nil
	}
	out, err := json.MarshalIndent(value, "", "  ")
	return string(out), err
}
