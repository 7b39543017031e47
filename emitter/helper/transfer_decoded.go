package helper

import (
	"io"
	"net/http"
	"slices"
	"strings"
)

// transferCoding is the field of an answer's head for net/http that has the
// transfer codings of its body, but for chunked (RFC 9112 section 7).
const transferCoding = "X-Transfer-Coding"

// transferCodings tells net/http of the transfer codings of an answer's body.
func transferCodings(head []string) ([]string, error) {
	for _, line := range head {
		name, value, _ := strings.Cut(line, ":")
		if !strings.EqualFold(name, "Transfer-Encoding") {
			continue
		}
		for coding := range strings.SplitSeq(value, ",") {
			if coding = strings.TrimSpace(coding); !strings.EqualFold(coding, "chunked") {
				head = slices.Insert(head, len(head)-1, transferCoding+": "+coding+"\r\n")
			}
		}
	}
	return head, nil
}

// transferDecoded returns the body of an answer with its transfer codings undone.
func transferDecoded(resp *http.Response) io.ReadCloser {
	codings := strings.Join(resp.Header.Values(transferCoding), ",")
	resp.Header.Del(transferCoding)
	if codings == "" {
		return resp.Body
	}
	var body io.ReadCloser
	content := newContentReader(resp, func() (io.Reader, error) { return undoCodings(body, codings) })
	body = resp.Body
	return struct {
		io.Reader
		io.Closer
	}{content, body}
}
