package main

import (
	"io"
	"time"

	"github.com/curl2go/curl2go"
	"github.com/curl2go/curl2go/parser/shell"
)

// lull is how long nothing comes from a terminal once a paste is at its end.
const lull = 100 * time.Millisecond

// readPaste reads what a person pastes or types until it is a whole command and
// nothing follows for a while, or to the end of the file.
func readPaste(r io.Reader, dialect curl2go.Shell) (string, error) {
	chunks := make(chan []byte)
	var failure error
	go func() {
		defer close(chunks)
		buf := make([]byte, 4<<10)
		for {
			n, err := r.Read(buf)
			if n > 0 {
				chunks <- append([]byte(nil), buf[:n]...)
			}
			if err != nil {
				if err != io.EOF {
					failure = err
				}
				return
			}
		}
	}()
	var text []byte
	for {
		select {
		case chunk, open := <-chunks:
			if !open {
				return string(text), failure
			}
			text = append(text, chunk...)
		case <-time.After(lull):
			if len(text) > 0 && text[len(text)-1] == '\n' && !shell.Incomplete(string(text), dialect) {
				return string(text), nil
			}
		}
	}
}
