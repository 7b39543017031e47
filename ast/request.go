package ast

// URL is where a request goes.
type URL struct {
	// Value is the absolute URL without userinfo and fragment, in the form in
	// which curl asks for it. Where Scheme is empty it may lack a scheme.
	Value Value
	// Scheme is "http" or "https"; empty where it is known only when the
	// program runs, and then Value may lack one and GuessedScheme stands in.
	Scheme        string
	GuessedScheme string
	// Query is appended to the URL's query when it is not nil: data that
	// could not be made part of Value, because Value's end is not known.
	Query Value
	// Target, where it is not nil, goes out as request target in place of
	// what the URL says. Source: RFC 9112 section 3.2.
	Target Value
	// Credentials says that Target is a URL for a proxy and gets the user name and
	// the password, as one of ftp does.
	Credentials bool
	// PathAsIs says that dot segments are kept.
	PathAsIs bool
	// Given is the URL as it was given where Value is in another form; empty where it
	// holds credentials, or where the program knows more of it than the command.
	Given string
	// Failure is why curl sends nothing for the URL, whose Value is then as it
	// was given; nil: it asks for it.
	Failure *Failure
	Span    Span
}

// Failure is how a transfer ends that curl does not begin.
type Failure struct {
	Code    int    // curl's exit code. Source: curl(1), EXIT CODES
	Message string // one clause, lower case
}

// Field is one header field, or several that are known only when the program
// runs.
//
// Source: RFC 9110 section 5; curl(1), --header.
type Field struct {
	Name  string // as written; empty where Lines is set
	Value Value
	// Lines is text of whole field lines, in the form that curl(1), --header
	// reads from a file or an argument. It excludes Name and Value.
	Lines Value
	// Line is the whole line as written, where its blanks are not the usual
	// ones: a single one after the colon.
	Line   string
	Origin Origin
	// Remove says that the field must not be sent, although curl or net/http
	// would send it by themselves.
	Remove bool
	Span   Span
}

// Origin says who asked for a field.
type Origin int

// The origins.
const (
	Given   Origin = iota // the user wrote the field
	Implied               // an option of the command calls for it
	Default               // curl sends it by itself
)

// Body is what a request carries: a [*Data], [*Form] or [*Upload]. The list is
// closed.
type Body interface{ body() }

// Data is a body of pieces that curl puts together before it sends them.
//
// By the time a Data exists, pieces have been joined and encoded as curl does.
//
// Source: curl(1), --data, --data-urlencode, --json.
type Data struct {
	Value Value
	// Chunked sends it in the chunked transfer coding.
	Chunked bool
	Span    Span
}

// Upload is a body that is streamed from a file or from standard input.
//
// Source: curl(1), --upload-file.
type Upload struct {
	// Path names the file; nil where the body is standard input.
	Path    Value
	Chunked bool // the length is not announced
	// Drained says that the command has read standard input to its end before.
	Drained bool
	Span    Span
}

// Form is a multipart/form-data body.
//
// Source: RFC 7578; curl(1), --form.
type Form struct {
	Parts []FormPart
	// Escape has names and file names written with backslashes in place of
	// percent signs. Source: curl(1), --form-escape.
	Escape bool
	// ContentType, where it is not nil, is the media type that the user gave
	// for the whole form, to which the boundary is added.
	ContentType Value
	Chunked     bool
	Span        Span
}

// FormPart is one part of a [Form].
type FormPart struct {
	Name Value
	// Content is the text of the part, or a single [File] or [Stdin] that is
	// streamed. It excludes Parts.
	Content Value
	// Parts makes this a multipart part of its own.
	Parts []FormPart
	// FileName is sent as filename; nil for none.
	FileName Value
	// ContentType of the part; nil for none, and for multipart/mixed where it has
	// Parts. What curl guesses from a file's name is already here.
	ContentType Value
	// Headers are further fields of the part.
	Headers []Field
	// Encoder is the content transfer encoding: "", "binary", "8bit",
	// "7bit", "base64" or "quoted-printable".
	Encoder string
	Span    Span
}

func (*Data) body()   {}
func (*Upload) body() {}
func (*Form) body()   {}

// Auth is how a request proves who sends it.
type Auth struct {
	Scheme Scheme
	// User and Password; Userpwd instead of both where only the program can
	// see the colon between them.
	User, Password Value
	Userpwd        Value
	// Prompt asks for the password on the terminal.
	Prompt bool
	// Token is the bearer token.
	Token Value
	// Netrc has the credentials looked up in a netrc file where none are
	// given; nil for none.
	Netrc *Netrc
	SigV4 *SigV4
	// Service is the name of the service that tickets of Negotiate are for; nil:
	// HTTP.
	Service Value
	// FromURL says that the credentials stood in the URL.
	FromURL bool
	Span    Span
}

// Scheme is an authentication scheme.
type Scheme int

// The schemes. Source: RFC 7617, RFC 7616, RFC 6750, MS-NLMP, RFC 4559.
const (
	Basic Scheme = iota
	Digest
	Bearer
	NTLM
	Negotiate
	// AnyScheme asks first without credentials, then uses the strongest
	// scheme that the server offers.
	AnyScheme
	AWSSigV4
)

// Netrc is a file of credentials by host.
type Netrc struct {
	Path Value // nil: ~/.netrc (on Windows ~/_netrc too)
	// Optional prefers credentials of the URL, and lets the file be missing.
	Optional bool
}

// SigV4 is what goes into an AWS V4 signature beside the request. Source: curl(1),
// --aws-sigv4.
type SigV4 struct {
	Provider1, Provider2, Region, Service string
	// Signed has the names of the fields that are signed beside Host and those of
	// the signature itself.
	Signed []string
}

// Cookies is where cookies come from and where they are kept. Those written in
// the command are [Field]s.
//
// Source: RFC 6265; curl(1), --cookie and --cookie-jar.
type Cookies struct {
	Files []Value // read at the start, in order; an empty name reads nothing
	// Jar is the file written at the end; nil: none. "-" is standard output.
	Jar Value
	// DropSession forgets the session cookies of Files.
	DropSession bool
	Span        Span
}

// Output is what becomes of the answer.
type Output struct {
	To   Destination
	Path Value // of ToFile
	// Dir is the directory that a ToFile or ToRemoteName path is relative
	// to; nil: the working directory.
	Dir        Value
	CreateDirs bool
	// ServerName has the file named by the answer's Content-Disposition.
	ServerName bool
	// NoClobber never overwrites: a number is added to the name.
	NoClobber bool
	// Clobber overwrites a file that the answer names, too.
	Clobber bool
	// SkipExisting transfers nothing where the file is there.
	SkipExisting bool
	// RemoveOnError deletes the file after a transfer that failed.
	RemoveOnError bool
	// RemoteTime gives the file the time of the answer's Last-Modified.
	RemoteTime bool
	// ShowHead writes the head of each answer before its body.
	ShowHead bool
	// HeadOnly leaves the body of the answer alone, whatever the method is.
	HeadOnly bool
	// DumpHead writes the head of each answer to a file; nil: none, "-" is
	// standard output.
	DumpHead Value
	// WriteOut is a format that is written after the transfer; nil: none.
	// Source: curl(1), --write-out.
	WriteOut Value
	// Raw keeps the transfer coding of the answer.
	Raw bool
	// NoBuffer writes each piece of the answer as it comes.
	NoBuffer bool
	// Nowhere is the name of the null device that the command gives for a file;
	// empty: none.
	Nowhere string
	Span    Span
}

// Destination is where the body of an answer goes.
type Destination int

// The destinations.
const (
	ToStdout     Destination = iota
	ToFile                   // the file Path
	ToRemoteName             // a file named as the last segment of the URL's path
	Discard                  // nowhere
)
