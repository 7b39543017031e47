# STATICCHECK is pinned here, not in go.mod: whoever imports curl2go need not
# download it.
STATICCHECK ?= go run honnef.co/go/tools/cmd/staticcheck@v0.8.2
FUZZTIME ?= 10m

# Curl's own test cases: tests/data of its sources, or a folder like it.
CURL_TESTS ?=

.PHONY: build test lint golden bench fuzz conformance check

# Without cgo the tool starts without a dynamic loader, in two thirds of the time.
build:
	CGO_ENABLED=0 go build -o bin/curl2go ./cmd/curl2go

test:
	go test ./...

# The tool has files and exit codes of its own on each system.
lint:
	! gofmt -l . | grep .
	go vet ./...
	GOOS=windows go vet ./...
	GOOS=darwin go vet ./...
	$(STATICCHECK) ./...

# Rewrites what the tests compare with: read the diff.
golden:
	go test . ./cmd/curl2go -run 'Golden|OptionsDoc|Readme' -update
	go generate ./examples/...

bench:
	go test -run '^$$' -bench . -benchmem ./...
	CURL2GO_TRANSFER=1 go test -run TestTransfer -v .

# Each fuzz target in turn for FUZZTIME: go test runs one at a time.
fuzz:
	@for pkg in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
			echo "$$pkg $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$pkg || exit 1; \
		done; \
	done

# Runs curl's test cases with the real curl and with generated programs.
conformance:
	go run ./conformance/cmd/conform -cases "$(CURL_TESTS)"

check: test lint
