package helper

import (
	"encoding/pem"
	"os"
)

// derToPEM returns what a DER file holds as a PEM block of a type.
func derToPEM(path, blockType string) ([]byte, error) {
	data, err := os.ReadFile(path) // #nosec G304 -- the command names the file
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: blockType, Bytes: data}), nil
}
