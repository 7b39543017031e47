package helper

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// tooLarge refuses an answer whose length is more than a number can say: it is
// larger than what is taken.
func tooLarge(head []string) ([]string, error) {
	for _, line := range head {
		name, value, _ := strings.Cut(line, ":")
		if !strings.EqualFold(name, "Content-Length") {
			continue
		}
		var length int64
		if _, err := fmt.Sscanf(value, "%d", &length); errors.Is(err, strconv.ErrRange) {
			return nil, exitError{63, "the answer is larger than what is taken"}
		}
	}
	return head, nil
}
