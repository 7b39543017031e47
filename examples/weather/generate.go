// Package weather shows code that is generated from curl commands.
package weather

//go:generate go run ../../cmd/curl2go -f requests.curl -t client -o requests_gen.go
