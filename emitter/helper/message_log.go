package helper

import (
	"io"
	"sync"
	"time"
)

// messageLog shows the messages of HTTP as they pass.
type messageLog struct {
	mu sync.Mutex
	w  io.Writer
	// form returns what is shown of a piece, with a lead in front.
	form func(lead, sign, piece string) string
	// timed puts the time in front.
	timed bool
	// ids puts numbers of the transfer and the connection in front.
	ids *traceNumbers
}

// show shows a piece of a message. Its sign is ">" or "<" for a head that is sent or
// comes, "}" or "{" for a part of a body, "*" for what there is to say.
func (l *messageLog) show(sign, piece string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	lead := ""
	if l.timed {
		lead += time.Now().Format("15:04:05.000000 ")
	}
	if l.ids != nil {
		lead += l.ids.String()
	}
	_, _ = io.WriteString(l.w, l.form(lead, sign, piece)) // a transfer goes on without its log
}
