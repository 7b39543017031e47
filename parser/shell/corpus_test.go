package shell

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCorpus reads real commands of Windows and compares them with the same
// commands for bash.
func TestCorpus(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/wire/corpus/*/*.meta")
	if len(files) == 0 {
		t.Skip("the corpus is not here")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var meta struct {
			Dialect string
			Oracle  string `json:"oracle_bash"`
		}
		if err := json.Unmarshal(data, &meta); err != nil {
			t.Fatal(err)
		}
		if meta.Oracle == "" {
			continue
		}
		text, err := os.ReadFile(file[:len(file)-len(".meta")] + ".curl")
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			for _, dialect := range []Dialect{Auto, map[string]Dialect{"cmd": Cmd, "powershell": PowerShell}[meta.Dialect]} {
				got, diags := Parse(string(text), dialect)
				want, _ := Parse(meta.Oracle, POSIX)
				a, b := show(want, nil), show(got, nil)
				if got != nil && got.Dialect != POSIX {
					a = map[Dialect]string{Cmd: "(cmd)\n", PowerShell: "(powershell)\n"}[got.Dialect] + a
				}
				if a != b {
					t.Errorf("%v\n%s", diags, cmp.Diff(a, b))
				}
			}
		})
	}
}
