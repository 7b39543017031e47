package helper

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"crypto/sha256"
	"encoding/base64"
	"encoding/pem"
	"io"
	"net/http/httptest"
)

func encoded(s string, open func(io.Writer) io.WriteCloser) []byte {
	var b bytes.Buffer
	w := open(&b)
	io.WriteString(w, s)
	w.Close()
	return b.Bytes()
}

func gzipped(s string) []byte {
	return encoded(s, func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) })
}

func zlibbed(s string) []byte {
	return encoded(s, func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) })
}

func deflated(s string) []byte {
	return encoded(s, func(w io.Writer) io.WriteCloser {
		f, err := flate.NewWriter(w, flate.DefaultCompression)
		if err != nil {
			panic(err)
		}
		return f
	})
}

func certPEM(s *httptest.Server) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}))
}

func pinOf(s *httptest.Server) string {
	sum := sha256.Sum256(s.Certificate().RawSubjectPublicKeyInfo)
	return "sha256//" + base64.StdEncoding.EncodeToString(sum[:])
}
