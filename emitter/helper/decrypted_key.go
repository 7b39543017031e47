package helper

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/des" // #nosec G502 -- keys of old stay readable
	"crypto/pbkdf2"
	"crypto/sha1" // #nosec G505 -- the default of PBKDF2 in RFC 8018
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"hash"
	"os"
)

// decryptedKey returns the private key of a PEM file without its encryption: that
// of PKCS #8 with PBES2 (RFC 8018), or the older one in the PEM block itself. A
// key that is not encrypted needs no password.
func decryptedKey(path, password string) ([]byte, error) {
	rest, err := os.ReadFile(path) // #nosec G304 -- the command names the file
	if err != nil {
		return nil, err
	}
	var out []byte
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			return out, nil
		}
		//lint:ignore SA1019 only these functions read such keys
		if x509.IsEncryptedPEMBlock(block) {
			//lint:ignore SA1019 see above
			block.Bytes, err = x509.DecryptPEMBlock(block, []byte(password))
			block.Headers = nil
		} else if block.Type == "ENCRYPTED PRIVATE KEY" {
			block.Type = "PRIVATE KEY"
			block.Bytes, err = decryptPKCS8(block.Bytes, password)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, pem.EncodeToMemory(block)...)
	}
}

// The object identifiers of RFC 8018, appendix A and B, by which keys are
// encrypted.
var (
	oidPBES2  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 13}
	oidPBKDF2 = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 12}

	hmacHashes = map[string]func() hash.Hash{
		"":                    sha1.New,
		"1.2.840.113549.2.7":  sha1.New,
		"1.2.840.113549.2.9":  sha256.New,
		"1.2.840.113549.2.10": sha512.New384,
		"1.2.840.113549.2.11": sha512.New,
	}
	keyCiphers = map[string]struct {
		keySize  int
		newBlock func(key []byte) (cipher.Block, error)
	}{
		"2.16.840.1.101.3.4.1.2":  {16, aes.NewCipher},
		"2.16.840.1.101.3.4.1.22": {24, aes.NewCipher},
		"2.16.840.1.101.3.4.1.42": {32, aes.NewCipher},
		"1.2.840.113549.3.7":      {24, des.NewTripleDESCipher},
	}
)

// decryptPKCS8 returns the key within an EncryptedPrivateKeyInfo (RFC 5208).
func decryptPKCS8(der []byte, password string) ([]byte, error) {
	var info struct {
		Algorithm pkix.AlgorithmIdentifier
		Data      []byte
	}
	var scheme struct{ Derivation, Cipher pkix.AlgorithmIdentifier }
	var derivation struct {
		Salt       []byte
		Iterations int
		KeySize    int                      `asn1:"optional"`
		Function   pkix.AlgorithmIdentifier `asn1:"optional"`
	}
	var iv []byte
	if _, err := asn1.Unmarshal(der, &info); err != nil {
		return nil, err
	}
	if !info.Algorithm.Algorithm.Equal(oidPBES2) {
		return nil, errors.New("the private key is encrypted by a scheme other than PBES2")
	}
	if _, err := asn1.Unmarshal(info.Algorithm.Parameters.FullBytes, &scheme); err != nil {
		return nil, err
	}
	encryption, known := keyCiphers[scheme.Cipher.Algorithm.String()]
	if !known || !scheme.Derivation.Algorithm.Equal(oidPBKDF2) {
		return nil, errors.New("the private key is encrypted in a way that is not known")
	}
	if _, err := asn1.Unmarshal(scheme.Derivation.Parameters.FullBytes, &derivation); err != nil {
		return nil, err
	}
	if _, err := asn1.Unmarshal(scheme.Cipher.Parameters.FullBytes, &iv); err != nil {
		return nil, err
	}
	newHash := hmacHashes[derivation.Function.Algorithm.String()]
	if newHash == nil {
		return nil, errors.New("the private key is encrypted with a hash that is not known")
	}
	key, err := pbkdf2.Key(newHash, password, derivation.Salt, derivation.Iterations, encryption.keySize)
	if err != nil {
		return nil, err
	}
	block, err := encryption.newBlock(key)
	if err != nil {
		return nil, err
	}
	if len(iv) != block.BlockSize() || len(info.Data) == 0 || len(info.Data)%block.BlockSize() != 0 {
		return nil, errors.New("the encrypted private key is malformed")
	}
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(info.Data, info.Data)
	padding := int(info.Data[len(info.Data)-1])
	if padding == 0 || padding > block.BlockSize() {
		return nil, errors.New("the password of the private key is wrong")
	}
	return info.Data[:len(info.Data)-padding], nil
}
