module generated

go 1.26

require (
	github.com/Azure/go-ntlmssp v0.1.1
	github.com/icholy/digest v1.2.0
)
