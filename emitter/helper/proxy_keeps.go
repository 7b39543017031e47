package helper

import "strings"

// proxyKeeps has what a proxy says of the connection to it be what the answer says.
func proxyKeeps(head []string) ([]string, error) {
	for i, line := range head {
		if name, value, _ := strings.Cut(line, ":"); strings.EqualFold(name, "Proxy-Connection") {
			head[i] = "Connection:" + value
		}
	}
	return head, nil
}
