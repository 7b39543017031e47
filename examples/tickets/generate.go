// Package tickets shows code that is generated from curl commands.
package tickets

//go:generate go run ../../cmd/curl2go -f requests.curl -t function -o requests_gen.go
//go:generate go run ../../cmd/curl2go -f requests.curl -t test -o requests_gen_test.go
