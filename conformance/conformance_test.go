package conformance_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/curl2go/curl2go/conformance"
	"github.com/curl2go/curl2go/conformance/report"
	"github.com/curl2go/curl2go/parser"
)

// aCase is a test case in curl's format; WANT is the header that it expects.
const aCase = `<testcase>
<reply>
<data crlf="headers">
HTTP/1.1 200 OK
Content-Length: 6

-foo-
</data>
</reply>
<client>
<server>
http
</server>
<command>
http://%HOSTIP:%HTTPPORT/%TESTNUMBER -H "x-Odd:  two"
</command>
</client>
<verify>
<protocol crlf="headers">
GET /%TESTNUMBER HTTP/1.1
Host: %HOSTIP:%HTTPPORT
User-Agent: curl/%VERSION
Accept: */*
WANT

</protocol>
</verify>
</testcase>
`

// TestLab runs one case that passes and one that cannot, with the real curl and
// as programs.
func TestLab(t *testing.T) {
	curl, err := exec.LookPath("curl")
	if err != nil {
		if os.Getenv("CURL2GO_REQUIRE_CURL") != "" {
			t.Fatal(err)
		}
		t.Skip("curl is not installed: the runner cannot be shown right")
	}
	cases := t.TempDir()
	for name, want := range map[string]string{"test1": "x-Odd:  two", "test2": "x-odd: other"} {
		if err := os.WriteFile(filepath.Join(cases, name), []byte(strings.Replace(aCase, "WANT", want, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	lab, err := conformance.NewLab(t.TempDir(), 2)
	if err != nil {
		t.Fatal(err)
	}
	defer lab.Close()
	suite := lab.Suite(cases)
	if suite.Version, suite.Features, err = conformance.CurlFeatures(t.Context(), curl); err != nil {
		t.Fatal(err)
	}
	check := func(r *report.Run, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Outcomes) != 2 || !r.Outcomes[0].Passes(r.Figures[0]) || r.Outcomes[1].Passes(r.Figures[0]) || !r.Outcomes[1].Run() {
			t.Errorf("%s: %+v", r.Name, r.Outcomes)
		}
	}
	numbers, err := suite.Numbers()
	if err != nil {
		t.Fatal(err)
	}
	check(lab.Curl(t.Context(), suite, numbers, curl))
	suite.Version = parser.DefaultCurlVersion
	check(lab.Programs(t.Context(), suite, numbers, "../testdata/gomod", true))
	check(lab.Programs(t.Context(), suite, numbers, "../testdata/gomod", false))
}
