package ast

import "time"

// Script is what a text of curl commands means: steps that run in order.
type Script struct {
	Steps []Step
}

// Step is one step of a [Script]: a [*Command], [*Assign], [*Loop] or
// [*Cond]. The list is closed.
type Step interface{ step() }

// Commands returns the commands of steps, in order.
func Commands(steps []Step) []*Command {
	var out []*Command
	for _, s := range steps {
		switch s := s.(type) {
		case *Command:
			out = append(out, s)
		case *Loop:
			out = append(out, Commands(s.Body)...)
		case *Cond:
			out = append(out, Commands([]Step{s.If})...)
			out = append(out, Commands(s.Then)...)
			out = append(out, Commands(s.Else)...)
		}
	}
	return out
}

// Command is one run of curl: transfers that share standard input, cookies and
// connections, one after the other. As with curl, a transfer that fails does
// not keep the next from running, and the last one decides about success.
type Command struct {
	Name      string // from a comment or heading that names the command; may be empty
	Text      string // as the user wrote it, for the doc comment
	Span      Span
	Transfers []*Transfer
	FailEarly bool // the first transfer that fails ends the command
	// Parallel has the transfers run side by side; nil: one after the other.
	Parallel *Parallel
	// Pace is the time between the starts of transfers that run one after the
	// other, at least; 0: each starts when the one before it has ended.
	// Source: curl(1), --rate.
	Pace time.Duration

	// Stdin is what standard input holds; nil where it is the program's own.
	Stdin Value
	// Stdout and Stderr say where the shell sends what curl prints; nil
	// where it goes to the program's own.
	Stdout, Stderr *Redirect

	// Quiet says that a failure prints no message.
	Quiet bool
	// NotKept has a line for each thing that the command asks for and the
	// program does not do.
	NotKept []NotKept
}

// Parallel says that transfers run side by side. Each failure is the command's.
//
// Source: curl(1), --parallel.
type Parallel struct {
	Max int // at a time; never 0
}

// NotKept is one thing that the command asks for and that is not carried over.
type NotKept struct {
	Text string // what is missing, one clause, as it stands in the doc comment
	Span Span   // of the option
}

// Redirect is a shell redirection of an output.
type Redirect struct {
	Path   Value // where Discard is not set
	Append bool
	// ShownToo writes to standard output beside the file Path: a pipe into tee.
	ShownToo bool
	// Discard throws the output away: a redirection to /dev/null.
	Discard bool
	// ToStderr and ToStdout are >&2 and >&1.
	ToStderr, ToStdout bool
	Span               Span
}

// Assign gives a script's own variable a value when the program runs.
type Assign struct {
	Name  string // empty: the value, a command's output, is printed instead
	Value Value
	Span  Span
}

// Loop runs steps once for each item.
type Loop struct {
	Name  string // of the variable
	Items []Value
	// Lines, instead of Items, is text whose lines are the items.
	Lines Value
	Body  []Step
	Span  Span
}

// Cond runs its first step and then, by how that ended, the others.
type Cond struct {
	If   Step
	Then []Step // run where If succeeded
	Else []Step // run where If failed
	// Strict says that a failure of If, where no Else takes care of it, is
	// the script's failure (the shell's &&).
	Strict bool
	Span   Span
}

func (*Command) step() {}
func (*Assign) step()  {}
func (*Loop) step()    {}
func (*Cond) step()    {}

// Transfer is what curl does for one URL.
type Transfer struct {
	Span    Span // of the URL
	URL     URL
	Globs   []Glob // that the URL holds, outermost loop first
	Method  Value
	Fields  []Field // of the request's head, in the order in which curl writes them
	Body    Body    // nil: none
	Auth    *Auth
	Cookies *Cookies
	Follow  *Follow // nil: a redirect is an answer like any other
	// Conn is shared by all transfers of a command that connect alike.
	Conn   *Connection
	Output Output
	Fail   FailMode
	Retry  *Retry

	MaxTime     time.Duration // for the whole transfer; 0: no limit
	MaxFileSize int64         // of the answer in bytes; 0: no limit
	LowSpeed    LowSpeed
	LimitRate   int64  // bytes a second each way; 0: no limit
	Decode      Decode // of the content codings of an answer
	Condition   *Condition
	Range       *Range
	ETag        ETag
	Answer      AnswerRules

	// Trace is shared by all transfers of a command; nil: nothing is shown.
	Trace *Trace
}

// Trace says what is shown of the messages of transfers as they go by: in which
// form, and where.
//
// Source: curl(1), --verbose, --trace, --trace-ascii, --trace-time, --trace-ids.
type Trace struct {
	Form TraceForm
	// To is the name of a file; nil: standard error, or standard output where
	// Stdout is set.
	To     Value
	Stdout bool
	Time   bool // stands in front of all that is shown
	IDs    bool // of transfer and connection stand there
	Span   Span
}

// TraceForm is what messages are shown as.
type TraceForm int

// The forms.
const (
	HeadLines TraceForm = iota // heads alone, line by line
	ASCIIDump                  // heads and bodies, as text
	HexDump                    // heads and bodies, as hexadecimal digits and text
)

// AnswerRules say how the answer is told from what comes after it. The zero
// value goes by RFC 9112.
type AnswerRules struct {
	HTTP09       bool // a body without a head is an answer too
	IgnoreLength bool // the answer ends with the connection, whatever its length
	// TransferCodings says that the answer may have transfer codings, which
	// are undone (curl(1), --tr-encoding).
	TransferCodings bool
}

// FailMode says which answers are failures.
type FailMode int

// The fail modes. Source: curl(1), --fail and --fail-with-body.
const (
	NeverFail    FailMode = iota // any answer is a success
	FailNoBody                   // 400 or more is a failure, and its body is not written
	FailWithBody                 // 400 or more is a failure once its body is written
)

// Decode says what becomes of an answer's content codings.
type Decode int

// The ways to decode.
const (
	// AsSent writes the answer as it came: no coding is offered.
	AsSent Decode = iota
	// Compressed offers the codings that curl knows and undoes them.
	Compressed
)

// LowSpeed ends a transfer that stays below Bytes a second for Time. The zero
// value never does.
type LowSpeed struct {
	Bytes int64
	Time  time.Duration
}

// Glob is one pattern of a URL that stands for several texts. An [Item] of the
// same name stands in its place.
//
// Source: curl(1), GLOBBING.
type Glob struct {
	Name  string // unique within the transfer
	Items []string
	// A range, where Items is nil: from First to Last by Step.
	First, Last, Step int64
	Width             int  // digits, filled up with zeros; 0: as many as it takes
	Letters           bool // First and Last are characters
	// Lines, where it is not nil, is text whose lines the pattern stands for, but
	// for those that are empty or begin with "#".
	Lines Value
	Span  Span
}

// Follow says how redirects are followed.
type Follow struct {
	Max int // redirects; -1: no limit
	// KeepMethod has the status codes of 301, 302 and 303 for which a POST
	// stays a POST.
	KeepMethod []int
	// ForceMethod says that the method given by the user goes out on every
	// request, whatever the status code.
	ForceMethod bool
	// Trusted sends credentials to other hosts too.
	Trusted bool
	// Protocols that a redirect may lead to; nil: http and https.
	Protocols []string
	// SetReferer sends the URL of the request before (curl(1), --referer ;auto).
	SetReferer bool
	Span       Span
}

// Retry says when and how often a transfer is tried again.
//
// Source: curl(1), --retry.
type Retry struct {
	Max         int // tries after the first
	Delay       time.Duration
	MaxTime     time.Duration // for all tries; 0: no limit
	AllErrors   bool
	ConnRefused bool
	Span        Span
	AllSpan     Span // of what asks for AllErrors
}

// Condition makes the request conditional on the time of a file or a date.
//
// Source: RFC 9110 section 13.1.3 and 13.1.4; curl(1), --time-cond.
type Condition struct {
	Time   time.Time // where File is nil
	File   Value     // whose modification time counts
	Before bool      // If-Unmodified-Since
	Span   Span
}

// Range asks for a part of the content.
//
// Source: RFC 9110 section 14; curl(1), --range and --continue-at.
type Range struct {
	Spec   Value // of the bytes= range; nil for a resumed transfer
	Offset int64 // of a resumed transfer
	// FromFile resumes at the size of the output file (curl's "-C -").
	FromFile bool
	Span     Span
}

// ETag makes a request conditional on an entity tag kept in a file.
//
// Source: RFC 9110 section 13.1.2; curl(1), --etag-save and --etag-compare.
type ETag struct {
	Save, Compare Value // file names; nil: none
}
