package emitter

import (
	"go/token"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// fn is the body of one function while it is put together.
type fn struct {
	*Emitter
	stmts []jen.Code
	names map[string]bool
	// numbers is the numbering of names.
	numbers numbering
	// hasErr says that a variable err is in scope.
	hasErr bool
	// returnsErr says that the function returns an error somewhere.
	returnsErr bool
	// namedErr says that the result has the name err, for a deferred function
	// that sets it.
	namedErr bool
	// doing is what the statements that are appended do, for wrapped errors.
	doing string
	// inFunction says that the caller of a generated function gets the
	// response, so that what is opened must stay open.
	inFunction bool
	// params has the parameter that stands for each variable of the
	// environment; nil where the program reads it itself.
	params map[string]string
	// usedParams are the parameters that the body mentions.
	usedParams []string
	locals     map[string]string // variables that the script sets
	items      map[string]jen.Code
	// lists are the texts of the lists of URLs that a command has.
	lists map[*ast.Glob]jen.Code
	// stdinValue is what standard input holds, where it is not the program's
	// own, and stdin the io.Reader for it once something reads it.
	stdinValue ast.Value
	stdin      jen.Code
	// computed are the parts of values that were computed; nil in a script, whose
	// steps may run more than once.
	computed   memo
	failValues []jen.Code // returned in front of an error
	// redirected says that the shell writes standard output to a file.
	redirected bool
	// stdout is what standard output goes to; nil: the program's own.
	stdout jen.Code
	// closes is the file that stdout is, whose Close may fail.
	closes string
	// captures is the variable that collects standard output where the
	// function returns it.
	captures string
	// formats are what is written out after the transfer; size, start and
	// trace are the variables that measure what they show.
	formats            []writeOut
	size, start, trace string
	// coded is the variable of the size of an answer before its coding is undone.
	coded string
	// requests is the variable of the sizes of requests; empty: they
	// are not counted.
	requests string
	// offset is where a resumed transfer begins, path the file it goes to;
	// nil where it does not resume.
	offset, path jen.Code
	// saved is the path of the file that the answer went to, where that is a
	// variable.
	saved jen.Code
	// since is the variable with the time of the file that --time-cond names.
	since string
	// wire is the variable of the connections that write requests as curl does;
	// empty where net/http writes them.
	wire string
	// kept is the variable of the heads of answers as they came; empty: none are
	// kept. Keeping has them kept for another transfer with the same client.
	kept    string
	keeping bool
	// dumped is the variable of heads for the file of heads that another file lacks.
	dumped string
	// bodies says that a request of another transfer with the same client has a
	// body, length what becomes of lengths of 0 in the requests of all.
	bodies bool
	length lengthChange
	// sharedTransport is the variable of the transport of an earlier client that the
	// one that is made has too, and then that of the transport made for it.
	sharedTransport string
	// retries is the variable of how often a transfer was tried again.
	retries string
	// jars are the variables of the jars that are loaded.
	jars map[*ast.Cookies]string
	// appendsHeads says that several transfers write their heads to one file.
	appendsHeads bool
	// urlnum is the number of the URL in its command, from 0.
	urlnum int
	// single says that the script is one command.
	single bool
	// several says that the command has more than one transfer, keepsAll that one
	// of them keeps the coding of its answer: they share a connection, so all do.
	several, keepsAll bool
	// sharesStdin says that standard input may be read again after the transfer.
	sharesStdin bool
	// tunnel is the variable of the way through a proxy, hsts that of the cache of
	// hosts that are reached over HTTPS alone; empty: there is none in scope.
	tunnel, hsts string
	// exactProxies is the variable of the function that chooses proxies as curl does.
	exactProxies string
	// secureProxies is the variable that makes the TLS of https proxies; empty
	// where net/http makes it.
	secureProxies string
	// dns is the variable of what looks up names; empty: there is none in scope.
	dns string
	// altSvc is the variable of the cache of alternative services.
	altSvc string
	// rawHeads is the variable of the heads as they came, where they are shown.
	rawHeads string
	// proxyAuth is the variable of the dialog with the proxy.
	proxyAuth string
	// outcome is the variable that holds how the last iteration of a loop
	// ended, where that decides about success.
	outcome string
	// prelude are statements that go in front of all others: the clients that
	// the steps of a script share.
	prelude []jen.Code
	clients []sharedClient
	// transports are those that clients share, below what the transports of all
	// transfers depend on.
	transports []sharedTransport
	below      []clientSpec
	// sharing says that the client that is made serves several transfers.
	sharing bool
	// specs are those of all transfers of the script.
	specs []transferSpec
	// headLog is the variable that keeps the heads of all answers; empty where
	// the last one is enough, or they are written as they come.
	headLog string
	// writes is the last statement that writes text to standard output, and written
	// the call in it.
	writes  jen.Code
	written final
	// connected is the variable of the status that a proxy answers CONNECT with.
	connected string
	// dumps are the files to which heads are written as they come.
	dumps []dumpFile
	// looping says that the statements may run more than once.
	looping bool
	// messageLogs are the variables of what shows the messages of commands.
	messageLogs map[*ast.Trace]string
	// mixesHeads says that of the transfers of the script some show their heads
	// and some do not.
	mixesHeads bool
}

// newFn returns an empty function body in which the given names are taken.
func (e *Emitter) newFn(taken ...string) *fn {
	f := &fn{Emitter: e, names: map[string]bool{}, numbers: numbering{}, locals: map[string]string{}, items: map[string]jen.Code{}, lists: map[*ast.Glob]jen.Code{}, jars: map[*ast.Cookies]string{}, messageLogs: map[*ast.Trace]string{}, computed: memo{}}
	for _, n := range taken {
		f.names[n] = true
	}
	return f
}

// add appends statements.
func (f *fn) add(codes ...jen.Code) { f.stmts = append(f.stmts, codes...) }

// block returns the statements that build appends.
func (f *fn) block(build func()) []jen.Code {
	outer := f.stmts
	f.stmts = nil
	build()
	inner := f.stmts
	f.stmts = outer
	return inner
}

// gap separates what follows by a blank line.
func (f *fn) gap() {
	if len(f.stmts) > 0 {
		f.stmts = append(f.stmts, jen.Line())
	}
}

// name returns base, or base with a number, as a name that is new in the
// function, and takes it.
func (f *fn) name(base string) string {
	n := f.numbers.free(base, func(n string) bool { return f.names[n] || token.IsKeyword(n) || f.reserved(n) })
	f.names[n] = true
	return n
}

// fails returns the statement that ends the function with an error.
func (f *fn) fails(err jen.Code) *jen.Statement {
	f.returnsErr = true
	return jen.Return(append(append([]jen.Code(nil), f.failValues...), err)...)
}

// failsErr returns the statement that ends the function with the error err, which
// says what was being done where errors are to be wrapped.
func (f *fn) failsErr() *jen.Statement {
	if !f.opts.WrapErrors || f.doing == "" {
		return f.fails(jen.Err())
	}
	return f.fails(jen.Qual("fmt", "Errorf").Call(jen.Lit(f.doing+": %w"), jen.Err()))
}

// check appends "if err != nil { return err }".
func (f *fn) check() {
	f.add(jen.If(jen.Err().Op("!=").Nil()).Block(f.failsErr()))
}

// try declares name from a call that also returns an error, and checks it.
func (f *fn) try(name string, call jen.Code) {
	f.add(jen.List(jen.Id(name), jen.Err()).Op(":=").Add(call))
	f.hasErr = true
	f.check()
}

// do appends a call that returns nothing but an error, and checks it.
func (f *fn) do(call jen.Code) {
	f.add(jen.If(jen.Err().Op(":=").Add(call), jen.Err().Op("!=").Nil()).Block(f.failsErr()))
}

// tryOr is [fn.try] for a call whose error has an exit code in curl that an exact
// program would not know from the error itself.
func (f *fn) tryOr(code int, name string, call jen.Code) {
	if !f.opts.Exact {
		f.try(name, call)
		return
	}
	f.add(jen.List(jen.Id(name), jen.Err()).Op(":=").Add(call))
	f.hasErr = true
	f.add(jen.If(jen.Err().Op("!=").Nil()).Block(f.failsWith(code)))
}

// doOr is [fn.do] for such a call.
func (f *fn) doOr(code int, call jen.Code) {
	if !f.opts.Exact {
		f.do(call)
		return
	}
	f.add(jen.If(jen.Err().Op(":=").Add(call), jen.Err().Op("!=").Nil()).Block(f.failsWith(code)))
}

// failsWith returns the statement that ends the function with the message of the
// error err and an exit code.
func (f *fn) failsWith(code int) *jen.Statement {
	f.need("exitError")
	return f.fails(jen.Id("exitError").Values(jen.Lit(code), jen.Err().Dot("Error").Call()))
}

// assignErr returns "err =" or "err :=", whichever is right here, behind the
// names of blank results.
func (f *fn) assignErr(blanks int) *jen.Statement {
	var ids []jen.Code
	for range blanks {
		ids = append(ids, jen.Id("_"))
	}
	op := "="
	if !f.hasErr {
		op, f.hasErr = ":=", true
	}
	return jen.List(append(ids, jen.Err())...).Op(op)
}
