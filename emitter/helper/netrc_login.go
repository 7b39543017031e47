package helper

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// netrcLogin returns the credentials that a netrc file has for a host, and for
// a user where that is known.
//
// Source: curl(1), --netrc.
func netrcLogin(path, host, login string, optional bool) (user, password string, err error) {
	if path == "" {
		path = os.Getenv("NETRC")
	}
	if path == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", "", err
		}
		path = filepath.Join(home, ".netrc")
	}
	data, err := os.ReadFile(path) // #nosec G304 -- the command names the file
	if errors.Is(err, fs.ErrNotExist) && optional {
		return login, "", nil
	}
	if err != nil {
		return "", "", err
	}
	words, err := netrcWords(string(data))
	if err != nil {
		return "", "", err
	}
	found := false
	fits := func() bool { return found && (login == "" || user == "" && password != "" || user == login) }
	for i := 0; i < len(words); i++ {
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		switch word := strings.ToLower(words[i]); word {
		case "machine", "default":
			if fits() {
				break
			}
			user, password = "", ""
			if found = word == "default"; !found {
				found = strings.EqualFold(next, host)
				i++
			}
			continue
		case "login", "password", "account":
			if found && word == "login" {
				user = next
			} else if found && word == "password" {
				password = next
			}
			i++
			continue
		default:
			continue
		}
		break
	}
	if !fits() {
		return login, "", nil
	}
	if login != "" {
		user = login
	}
	return user, password, nil
}

// netrcWords splits the text of a netrc file. A word may stand between double
// quotes; a number sign at the beginning of a line makes it a comment.
func netrcWords(text string) ([]string, error) {
	var words []string
	macro := false
	for line := range strings.Lines(text) {
		rest := strings.TrimSpace(line)
		if macro = macro && rest != ""; macro || strings.HasPrefix(rest, "#") {
			continue
		}
		for rest != "" {
			var word string
			if quoted, ok := strings.CutPrefix(rest, `"`); ok {
				end := 0
				var b strings.Builder
				for end < len(quoted) && quoted[end] != '"' {
					c := quoted[end]
					if c == '\\' && end+1 < len(quoted) {
						end++
						c = quoted[end]
						if i := strings.IndexByte("nrt", c); i >= 0 {
							c = "\n\r\t"[i]
						}
					}
					b.WriteByte(c)
					end++
				}
				if end == len(quoted) {
					return nil, &fs.PathError{Op: "open", Path: ".netrc", Err: errors.New("a quote is not closed")}
				}
				word, rest = b.String(), quoted[end+1:]
			} else {
				end := strings.IndexAny(rest, " \t")
				if end < 0 {
					end = len(rest)
				}
				word, rest = rest[:end], rest[end:]
			}
			if macro = strings.EqualFold(word, "macdef"); macro {
				break
			}
			words = append(words, word)
			rest = strings.TrimLeft(rest, " \t")
		}
	}
	return words, nil
}
