package helper

import "strings"

// emptyLength has requests of a method announce the length of a body that is
// held back.
func emptyLength(method string) func(head []string) []string {
	return func(head []string) []string {
		all := strings.ToLower(strings.Join(head, "\n"))
		if strings.HasPrefix(head[0], method+" ") && !strings.Contains(all, "\ncontent-length:") && !strings.Contains(all, "\ntransfer-encoding:") {
			head = append(head, "Content-Length: 0")
		}
		return head
	}
}
