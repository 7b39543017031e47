package helper

import "net"

// showsItself reports whether a connection shows its messages as they are on it.
func showsItself(conn net.Conn) bool {
	_, ok := conn.(*exactStream)
	return ok
}
