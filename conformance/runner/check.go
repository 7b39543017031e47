package runner

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/curl2go/curl2go/conformance/perl"
	"github.com/curl2go/curl2go/conformance/testfile"
)

// kind is what a check compares.
type kind int

const (
	requests kind = iota // what a server received
	output               // what the client wrote: it may hold heads of answers
	messages             // what it wrote to standard error
	text                 // anything else
	exit                 // its exit status
)

// check is one thing that a case expects.
type check struct {
	name      string
	kind      kind
	want, got string
}

// checks returns what a case expects and what was there instead. Prepare
// changes what was received before the case's own strip rules see it.
func (c *Case) checks(o *Observation, prepare func(received string) string) ([]check, error) {
	b := &builder{c: c}
	strip := c.lines("verify", "stripfile")
	b.written("stdout", output, strip)
	b.written("stderr", messages, strip)
	b.received("protocol", prepare(string(o.Received.HTTP)))
	b.received("proxy", prepare(string(o.Received.Proxy)))
	b.data()
	for _, suffix := range suffixes {
		b.file(suffix)
	}
	if part, ok := c.doc.Part("verify", "socks"); ok {
		b.add("socks", text, part.Text(), string(o.Received.SOCKS))
	}
	for _, name := range c.doc.Words("verify", "notexists") {
		if _, err := os.Stat(c.path(name)); err == nil {
			b.add("notexists", text, "", name)
		}
	}
	b.exit(o.Exit)
	if o.postcheck != nil {
		b.add("postcheck", text, "", o.postcheck.Error())
	}
	return b.checks, b.err
}

// lines returns the lines of a part without their newlines.
func (c *Case) lines(section, name string) []string {
	part, _ := c.doc.Part(section, name)
	lines := make([]string, len(part.Lines))
	for i, line := range part.Lines {
		lines[i] = strings.TrimSuffix(line, "\n")
	}
	return lines
}

// builder collects checks up to the first error.
type builder struct {
	c      *Case
	checks []check
	err    error
}

func (b *builder) add(name string, kind kind, want, got string) {
	b.checks = append(b.checks, check{name, kind, want, got})
}

// written compares what went to a stream.
func (b *builder) written(name string, kind kind, strip []string) {
	part, ok := b.c.doc.Part("verify", name)
	if !ok || len(part.Lines) == 0 {
		return
	}
	b.add(name, kind, part.Text(), b.changed(testfile.Lines(b.read(b.c.stream(name))), strip))
}

// received compares what a server received.
func (b *builder) received(name, got string) {
	part, ok := b.c.doc.Part("verify", name)
	if !ok || len(part.Lines) == 0 {
		return
	}
	want := part.Chomped()
	lines := testfile.Lines(got)
	for _, pattern := range b.c.lines("verify", "strip") {
		match, err := perl.Matcher(pattern)
		if err != nil {
			b.fail(err)
			return
		}
		want = slices.DeleteFunc(slices.Clone(want), match)
		lines = slices.DeleteFunc(lines, match)
	}
	got = b.changed(lines, b.c.lines("verify", "strippart"))
	b.add(name, requests, strings.Join(testfile.Newlines(want, part.Attrs["crlf"]), ""), got)
}

// data compares what the client wrote to its output file with what the server
// sent.
func (b *builder) data() {
	doc := b.c.doc
	data, _ := doc.Part("reply", "data")
	if data.Attrs["nocheck"] != "" {
		return
	}
	want := data.Text()
	if doc.Has("reply", "datacheck") {
		want = ""
		for _, suffix := range suffixes {
			part, _ := doc.Part("reply", "datacheck"+suffix)
			want += part.Text()
		}
	}
	if want == "" && data.Attrs["sendzero"] == "" {
		return
	}
	b.add("data", output, want, b.read(b.c.output()))
}

// file compares a file that the client wrote.
func (b *builder) file(suffix string) {
	part, ok := b.c.doc.Part("verify", "file"+suffix)
	if !ok {
		return
	}
	got := b.changed(testfile.Lines(b.read(part.Attrs["name"])), b.c.lines("verify", "stripfile"+suffix))
	is := output
	if b.c.messagesIn(part.Attrs["name"]) {
		is = messages
	}
	b.add("file"+suffix, is, part.Text(), got)
}

// read returns a file that the client was to write; one that is not there
// reads as empty.
func (b *builder) read(name string) string {
	data, err := os.ReadFile(b.c.path(name))
	if err != nil && !os.IsNotExist(err) {
		b.fail(err)
	}
	return string(data)
}

// exit compares the exit status with those that the case allows.
func (b *builder) exit(got int) {
	words := b.c.doc.Words("verify", "errorcode")
	want := "0"
	if len(words) > 0 {
		want = words[0]
	}
	for _, code := range strings.Split(want, ",") {
		if code = strings.TrimSpace(code); code == strconv.Itoa(got) {
			want = code
		}
	}
	b.add("exit", exit, want, strconv.Itoa(got))
}

// changed runs statements over lines, each statement over all of them.
func (b *builder) changed(lines, source []string) string {
	for _, line := range source {
		statement, err := perl.Compile(line)
		if err != nil {
			b.fail(err)
		}
		if statement == nil {
			continue
		}
		for i := range lines {
			lines[i] = statement(lines[i])
		}
	}
	return strings.Join(lines, "")
}

func (b *builder) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

// difference says where two texts begin to differ, or nothing.
func difference(name, want, got string) string {
	if want == got {
		return ""
	}
	wantLines, gotLines := testfile.Lines(want), testfile.Lines(got)
	i := 0
	for i < len(wantLines) && i < len(gotLines) && wantLines[i] == gotLines[i] {
		i++
	}
	return fmt.Sprintf("%s line %d: want %s, got %s", name, i+1, shown(wantLines, i), shown(gotLines, i))
}

// maxShown is how many bytes of a line are shown.
const maxShown = 160

// shown returns a line as a difference shows it.
func shown(lines []string, i int) string {
	if i >= len(lines) {
		return "the end"
	}
	line := lines[i]
	if len(line) > maxShown {
		line = line[:maxShown] + "..."
	}
	return strconv.Quote(line)
}
