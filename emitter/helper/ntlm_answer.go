package helper

import (
	"crypto/des"
	"encoding/binary"
	"math/bits"
	"strings"
	"unicode/utf16"
)

// Flags of NTLM messages.
const (
	ntlmUnicode    = 0x00000001
	ntlmNTLM2      = 0x00080000
	ntlmTargetInfo = 0x00800000
)

// ntlmAnswer returns the message of type 3 that answers a challenge of a server
// which gives no target information, so that NTLMv2 is not possible; ok is false
// for other ones.
//
// Source: MS-NLMP sections 2.2.1.3 and 3.3.1; curl 8.22, lib/vauth/ntlm.c.
func ntlmAnswer(challenge []byte, user, password string) (message []byte, ok bool) {
	if len(challenge) < 32 || string(challenge[:8]) != "NTLMSSP\x00" {
		return nil, false
	}
	flags := binary.LittleEndian.Uint32(challenge[20:])
	if flags&ntlmTargetInfo != 0 && len(challenge) >= 48 && binary.LittleEndian.Uint16(challenge[40:]) > 0 {
		return nil, false
	}
	nonce := challenge[24:32]
	domain := ""
	if i := strings.IndexAny(user, `\/`); i >= 0 {
		domain, user = user[:i], user[i+1:]
	}
	encode := func(s string) []byte { return []byte(s) }
	if flags&ntlmUnicode != 0 {
		encode = utf16Bytes
	}
	fields := [][]byte{
		desResponse(lmHash(password), nonce),
		desResponse(md4(utf16Bytes(password)), nonce),
		encode(domain), encode(user), encode("WORKSTATION"),
	}
	const head = 64
	message = append([]byte("NTLMSSP\x00"), 3, 0, 0, 0)
	offset := head
	var data []byte
	for _, f := range fields {
		message = binary.LittleEndian.AppendUint16(message, uint16(len(f)))
		message = binary.LittleEndian.AppendUint16(message, uint16(len(f)))
		message = binary.LittleEndian.AppendUint32(message, uint32(offset))
		offset += len(f)
		data = append(data, f...)
	}
	message = append(message, make([]byte, 8)...) // no session key
	message = binary.LittleEndian.AppendUint32(message, flags&^ntlmNTLM2)
	return append(message, data...), true
}

// utf16Bytes returns text in UTF-16, little end first.
func utf16Bytes(s string) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return out
}

// lmHash returns the LAN Manager hash of a password.
func lmHash(password string) []byte {
	key := make([]byte, 14)
	copy(key, strings.ToUpper(password))
	const magic = "KGS!@#$%"
	return append(desEncrypt(key[:7], []byte(magic)), desEncrypt(key[7:], []byte(magic))...)
}

// desResponse answers a nonce with a hash of 16 bytes.
func desResponse(hash, nonce []byte) []byte {
	key := make([]byte, 21)
	copy(key, hash)
	var out []byte
	for i := 0; i < 21; i += 7 {
		out = append(out, desEncrypt(key[i:i+7], nonce)...)
	}
	return out
}

// desEncrypt encrypts 8 bytes with a key of 56 bits.
func desEncrypt(key, block []byte) []byte {
	spread := make([]byte, 8)
	for i := range spread {
		var b byte
		if i < 7 {
			b = key[i] >> i
		}
		if i > 0 {
			b |= key[i-1] << (8 - i)
		}
		spread[i] = b &^ 1
	}
	cipher, err := des.NewCipher(spread) //nolint:gosec // NTLM asks for it
	if err != nil {
		return make([]byte, 8) // the key has the right length
	}
	out := make([]byte, 8)
	cipher.Encrypt(out, block)
	return out
}

// md4 returns the MD4 digest of a message (RFC 1320), which the standard
// library does not have.
func md4(message []byte) []byte {
	data := append(append([]byte{}, message...), 0x80)
	for len(data)%64 != 56 {
		data = append(data, 0)
	}
	data = binary.LittleEndian.AppendUint64(data, uint64(len(message))*8)
	h := [4]uint32{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}
	rounds := []struct {
		f      func(x, y, z uint32) uint32
		add    uint32
		order  [16]int
		shifts [4]int
	}{
		{func(x, y, z uint32) uint32 { return x&y | ^x&z }, 0, [16]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, [4]int{3, 7, 11, 19}},
		{func(x, y, z uint32) uint32 { return x&y | x&z | y&z }, 0x5a827999, [16]int{0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15}, [4]int{3, 5, 9, 13}},
		{func(x, y, z uint32) uint32 { return x ^ y ^ z }, 0x6ed9eba1, [16]int{0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15}, [4]int{3, 9, 11, 15}},
	}
	for ; len(data) > 0; data = data[64:] {
		a, b, c, d := h[0], h[1], h[2], h[3]
		for _, r := range rounds {
			for i, k := range r.order {
				x := binary.LittleEndian.Uint32(data[4*k:])
				a, b, c, d = d, bits.RotateLeft32(a+r.f(b, c, d)+x+r.add, r.shifts[i%4]), b, c
			}
		}
		h = [4]uint32{h[0] + a, h[1] + b, h[2] + c, h[3] + d}
	}
	var out []byte
	for _, word := range h {
		out = binary.LittleEndian.AppendUint32(out, word)
	}
	return out
}
