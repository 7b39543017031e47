package curl2go_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/curl2go/curl2go"
)

// BenchmarkConvert converts a command of six options, as people type them.
func BenchmarkConvert(b *testing.B) {
	const text = `curl -fsSL -X PUT https://api.example.com/v1/users/7 \
  -H "Authorization: Bearer $API_TOKEN" \
  -H 'Content-Type: application/json' \
  -d '{"name": "Ada", "roles": ["admin", "dev"]}'`
	b.ReportAllocs()
	for b.Loop() {
		if result := curl2go.Convert(text, curl2go.Options{}); !result.OK() {
			b.Fatal(result.Diagnostics)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "conversions/s")
}

// BenchmarkConvertBody shows growth over the size of a body: the bytes a second
// must not fall.
func BenchmarkConvertBody(b *testing.B) {
	for _, size := range []int{1 << 10, 1 << 20, 100 << 20} {
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			text := "curl https://example.com -d '" + strings.Repeat("0123456789abcde\n", size/16) + "'"
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if result := curl2go.Convert(text, curl2go.Options{}); !result.OK() {
					b.Fatal(result.Diagnostics)
				}
			}
		})
	}
}
