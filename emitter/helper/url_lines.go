package helper

import "strings"

// urlLines returns the URLs of a text that has one a line, and comments.
func urlLines(text string) []string {
	var urls []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			urls = append(urls, line)
		}
	}
	return urls
}
