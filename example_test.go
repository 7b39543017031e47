package curl2go_test

import (
	"fmt"
	"os"

	"github.com/curl2go/curl2go"
	"github.com/curl2go/curl2go/diag"
)

// Text is converted as it was pasted, continued lines and quotes in it.
func ExampleConvert() {
	result := curl2go.Convert(`curl -fsSL https://api.example.com/v1/users \
  -H "Authorization: Bearer $API_TOKEN" \
  --json '{"name": "Ada"}'`, curl2go.Options{})
	if !result.OK() {
		diag.Write(os.Stderr, diag.NewLocator(result.Text), result.Diagnostics)
		return
	}
	os.Stdout.Write(result.Source)
	// Output:
	// // Command main sends
	// //
	// //	curl -fsSL https://api.example.com/v1/users \
	// //	  -H "Authorization: Bearer $API_TOKEN" \
	// //	  --json '{"name": "Ada"}'
	// package main
	//
	// import (
	// 	"context"
	// 	"fmt"
	// 	"io"
	// 	"log"
	// 	"net/http"
	// 	"os"
	// 	"strings"
	// )
	//
	// func main() {
	// 	log.SetFlags(0)
	// 	if err := run(context.Background()); err != nil {
	// 		log.Fatal(err)
	// 	}
	// }
	//
	// func run(ctx context.Context) error {
	// 	body := strings.NewReader(`{"name": "Ada"}`)
	// 	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.example.com/v1/users", body)
	// 	if err != nil {
	// 		return err
	// 	}
	// 	req.Header.Set("Authorization", "Bearer "+os.Getenv("API_TOKEN"))
	// 	req.Header.Set("Content-Type", "application/json")
	// 	req.Header.Set("Accept", "application/json")
	//
	// 	resp, err := http.DefaultClient.Do(req)
	// 	if err != nil {
	// 		return err
	// 	}
	// 	defer resp.Body.Close()
	//
	// 	if resp.StatusCode >= http.StatusBadRequest {
	// 		return fmt.Errorf("the server answered %s", resp.Status)
	// 	}
	// 	_, err = io.Copy(os.Stdout, resp.Body)
	// 	return err
	// }
}

// A function goes into a package that exists.
func ExampleConvert_function() {
	result := curl2go.Convert(`curl -f -u "$USER:$PASSWORD" https://api.example.com/v1/users`, curl2go.Options{
		Template: curl2go.Function,
		Package:  "users",
		Name:     "List",
	})
	os.Stdout.Write(result.Source)
	// Output:
	// package users
	//
	// import (
	// 	"context"
	// 	"fmt"
	// 	"net/http"
	// )
	//
	// // List sends
	// //
	// //	curl -f -u "$USER:$PASSWORD" https://api.example.com/v1/users
	// //
	// // It fails where the server answers 400 or more. The caller closes the body
	// // of the response. A nil client stands for that of [NewListClient].
	// func List(ctx context.Context, client *http.Client, user, password string) (*http.Response, error) {
	// 	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://api.example.com/v1/users", nil)
	// 	if err != nil {
	// 		return nil, err
	// 	}
	// 	req.SetBasicAuth(user, password)
	//
	// 	if client == nil {
	// 		client = NewListClient()
	// 	}
	// 	resp, err := client.Do(req)
	// 	if err != nil {
	// 		return nil, err
	// 	}
	// 	if resp.StatusCode >= http.StatusBadRequest {
	// 		_ = resp.Body.Close()
	// 		return nil, fmt.Errorf("the server answered %s", resp.Status)
	// 	}
	// 	return resp, nil
	// }
	//
	// // NewListClient returns a client that treats requests as the command does.
	// func NewListClient() *http.Client {
	// 	return &http.Client{
	// 		// Without -L, curl reports a redirect instead of following it.
	// 		CheckRedirect: func(*http.Request, []*http.Request) error {
	// 			return http.ErrUseLastResponse
	// 		},
	// 	}
	// }
}

// What stands in the way of a conversion is in the result, with its place.
func ExampleConvert_diagnostics() {
	result := curl2go.Convert("curl https://example.com \\\n  --data-urlncode 'q=a b'", curl2go.Options{})
	fmt.Println("OK:", result.OK())
	diag.Write(os.Stdout, diag.NewLocator(result.Text, diag.Part{Name: "paste.sh"}), result.Diagnostics)
	// Output:
	// OK: false
	// paste.sh:2:3: error: --data-urlncode is not a curl option [unknown-option]
	//       --data-urlncode 'q=a b'
	//       ^~~~~~~~~~~~~~~
	//     did you mean --data-urlencode?
}

// The words of a command are taken as they are: no shell reads them again.
func ExampleConvertArgs() {
	result := curl2go.ConvertArgs([]string{"curl", "-H", "X-Price: $5", "https://example.com"}, curl2go.Options{
		Template: curl2go.Function,
	})
	fmt.Println(result.Text)
	os.Stdout.Write(result.Source)
	// Output:
	// curl -H 'X-Price: $5' https://example.com
	// package api
	//
	// import (
	// 	"context"
	// 	"net/http"
	// )
	//
	// // Get sends
	// //
	// //	curl -H 'X-Price: $5' https://example.com
	// //
	// // The caller closes the body of the response. A nil client stands for that of
	// // [NewGetClient].
	// func Get(ctx context.Context, client *http.Client) (*http.Response, error) {
	// 	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://example.com/", nil)
	// 	if err != nil {
	// 		return nil, err
	// 	}
	// 	req.Header.Set("X-Price", "$5")
	//
	// 	if client == nil {
	// 		client = NewGetClient()
	// 	}
	// 	return client.Do(req)
	// }
	//
	// // NewGetClient returns a client that treats requests as the command does.
	// func NewGetClient() *http.Client {
	// 	return &http.Client{
	// 		// Without -L, curl reports a redirect instead of following it.
	// 		CheckRedirect: func(*http.Request, []*http.Request) error {
	// 			return http.ErrUseLastResponse
	// 		},
	// 	}
	// }
}
