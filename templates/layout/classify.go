package layout

import "go/token"

// kind says what a bracket is for.
type kind uint8

const (
	none      kind = iota
	block          // { statements }
	switches       // { case clauses }
	composite      // T{elements}
	call           // f(arguments)
	group          // (expression)
	params         // the parameters or results of a function
	index          // x[i] or x[i:j]
	typing         // what stands before a type: []T, map[K]V; or x.(T), struct{}
)

// decl is a declaration whose tokens are being told apart.
type decl struct {
	src      []byte
	items    []item
	first    int // index of the first token that is no comment
	segments []segment
}

// segment is an expression, as far as its operators stand between the same
// brackets.
type segment struct {
	// lowest is the lowest precedence of its binary operators, 0 if there are
	// none; mixed is set where they are of several.
	lowest uint8
	mixed  bool
	// open is the bracket before it. wide is set for one of several values that
	// are assigned to several variables.
	open int32
	wide bool
}

// text returns what a token is in the source.
func (d *decl) text(i int) []byte { return d.src[d.items[i].at:d.items[i].end] }

// scope is what [decl.classify] knows between two brackets.
type scope struct {
	open    int // index of the bracket, -1 outside all
	kind    kind
	segment int32
	// signature is set behind the parameters of a function, up to its body:
	// what stands there is a type.
	signature bool
	// header is set behind if, for and switch, up to their blocks.
	header bool
	clause bool // the header is one of a switch
	inCase bool // behind case or default, up to the colon
	// typed is set behind var, up to its value.
	typed bool
	// first is the first segment of the statement, left the number of commas
	// before its assignment; -1 before there is one.
	first, commas, left int32
}

// classify finds out what the brackets and operators of a declaration are. It
// reports whether they are all of kinds that this package lays out.
func (d *decl) classify() bool {
	d.segments = make([]segment, 0, len(d.items)/2)
	scopes := []scope{{open: -1, kind: block, left: -1}}
	d.newSegment(&scopes[0])
	prev := -1 // index of the last token that is no comment
	for i := range d.items {
		it := &d.items[i]
		s := &scopes[len(scopes)-1]
		it.segment = s.segment
		if it.tok == token.COMMENT {
			if text := d.text(i); text[1] == '*' || prev >= 0 && it.lines > 0 && !isPlain(docLine(text)) {
				return false
			}
			continue
		}
		if prev < 0 {
			d.first = i
		}
		switch it.tok {
		case token.LPAREN, token.LBRACK, token.LBRACE:
			if it.kind = d.bracket(s, i, prev); it.kind == none {
				return false
			}
			if it.tok == token.LBRACE && it.kind != composite {
				s.signature = false
				if it.kind == switches || s.header {
					s.header, s.clause = false, false
				}
			}
			scopes = append(scopes, scope{open: i, kind: it.kind, left: -1})
			d.newSegment(&scopes[len(scopes)-1])
		case token.RPAREN, token.RBRACK, token.RBRACE:
			if s.open < 0 {
				return false
			}
			d.close(s, i, prev)
			scopes = scopes[:len(scopes)-1]
			if s := &scopes[len(scopes)-1]; it.kind == params {
				s.signature = true
			}
			it.segment = scopes[len(scopes)-1].segment
		default:
			if !d.token(s, i, prev) {
				return false
			}
		}
		if s := &scopes[len(scopes)-1]; it.ends && (s.kind == block || s.kind == switches) {
			if s.header {
				return false
			}
			d.endStatement(s)
		}
		prev = i
	}
	return len(scopes) == 1
}

// bracket returns what an opening bracket is for.
func (d *decl) bracket(s *scope, i, prev int) kind {
	before := token.ILLEGAL
	if prev >= 0 {
		before = d.items[prev].tok
	}
	switch d.items[i].tok {
	case token.LPAREN:
		switch {
		case before == token.FUNC, before == token.RPAREN && d.items[prev].kind == params,
			s.open < 0 && before == token.IDENT && prev > 0 && d.isFuncName(prev):
			return params
		case before == token.PERIOD:
			return typing
		case d.endsOperand(prev):
			return call
		case before == token.IMPORT || before == token.VAR || before == token.CONST || before == token.TYPE:
			return none
		}
		return group
	case token.LBRACK:
		switch {
		case before == token.MAP || !d.endsOperand(prev):
			return typing
		case s.kind == params || s.signature || s.typed:
			// A parameter's slice, unless it is the argument of a generic type.
			if before == token.IDENT && prev > 0 && d.items[prev-1].tok == token.PERIOD {
				return none
			}
			return typing
		}
		return index
	}
	switch {
	case before == token.STRUCT || before == token.INTERFACE:
		if i+1 < len(d.items) && d.items[i+1].tok == token.RBRACE {
			return typing
		}
		return none
	case s.signature || before == token.ELSE:
		return block
	case s.header && !d.endsTypeLiteral(prev):
		if s.clause {
			return switches
		}
		return block
	case !d.endsOperand(prev) && (s.kind == block || s.kind == switches):
		return none // a block of its own
	}
	return composite
}

// isFuncName reports whether an identifier is the name of a declared function.
func (d *decl) isFuncName(i int) bool {
	before := d.items[i-1]
	return before.tok == token.FUNC || before.tok == token.RPAREN && before.kind == params
}

// endsOperand reports whether a token is the last of an operand, so that an
// operator behind it is a binary one.
func (d *decl) endsOperand(i int) bool {
	if i < 0 || d.items[i].ends {
		return false
	}
	switch it := d.items[i]; it.tok {
	case token.RBRACK:
		return it.kind == index
	case token.RPAREN:
		return it.kind != params
	case token.RBRACE:
		return true
	case token.IDENT:
		return true
	default:
		return it.tok.IsLiteral()
	}
}

// endsTypeLiteral reports whether a token is the last of a type as []T, behind
// which a brace begins its elements even in the header of a block.
func (d *decl) endsTypeLiteral(i int) bool {
	for ; i > 0; i-- {
		switch it := d.items[i]; it.tok {
		case token.IDENT, token.PERIOD, token.MUL:
		case token.RBRACK:
			return it.kind == typing
		default:
			return false
		}
	}
	return false
}

// close ends what stands between two brackets.
func (d *decl) close(s *scope, i, prev int) {
	open := &d.items[s.open]
	open.match, open.commas = int32(i), s.commas
	if d.items[prev].tok == token.COMMA {
		open.commas--
	}
	d.items[i].kind, d.items[i].match = s.kind, int32(s.open)
}

// newSegment begins an expression.
func (d *decl) newSegment(s *scope) {
	s.segment = int32(len(d.segments))
	d.segments = append(d.segments, segment{open: int32(s.open)})
}

// endStatement begins a statement.
func (d *decl) endStatement(s *scope) {
	if s.left > 0 && s.commas > 0 {
		for i := int(s.first); i < len(d.segments); i++ {
			d.segments[i].wide = d.segments[i].wide || d.segments[i].open == int32(s.open)
		}
	}
	s.commas, s.left, s.typed, s.signature = 0, -1, false, false
	d.newSegment(s)
	s.first = s.segment
}

// token takes a token that is no bracket. It reports whether it is one that
// this package lays out.
func (d *decl) token(s *scope, i, prev int) bool {
	it := &d.items[i]
	switch tok := it.tok; tok {
	case token.PERIOD:
		return prev >= 0 && d.items[prev].tok != token.INT && d.items[prev].tok != token.FLOAT
	case token.IDENT, token.INT, token.FLOAT, token.STRING, token.CHAR, token.NOT, token.ELLIPSIS,
		token.MAP, token.STRUCT, token.INTERFACE, token.FUNC, token.BREAK, token.CONTINUE, token.PACKAGE:
	case token.RETURN, token.DEFER, token.GO, token.RANGE, token.ELSE:
		d.newSegment(s)
	case token.CASE, token.DEFAULT:
		s.inCase = true
		d.newSegment(s)
	case token.IF, token.FOR, token.SWITCH:
		s.header, s.clause = true, tok == token.SWITCH
	case token.VAR:
		if s.open < 0 {
			return false
		}
		s.typed = true
	case token.COMMA:
		s.commas++
		s.signature = false
		d.newSegment(s)
	case token.COLON:
		if s.kind == switches && !s.inCase {
			return false // a label
		}
		s.inCase = false
		d.newSegment(s)
	case token.INC, token.DEC:
		d.newSegment(s)
	case token.SEMICOLON:
		if !s.header {
			return false
		}
		d.endStatement(s)
	case token.ASSIGN, token.DEFINE, token.ADD_ASSIGN, token.SUB_ASSIGN, token.MUL_ASSIGN, token.QUO_ASSIGN, token.OR_ASSIGN:
		s.left, s.typed = s.commas, false
		s.commas = 0
		d.newSegment(s)
	case token.MUL, token.AND, token.ADD, token.SUB:
		if s.kind == params || s.kind == typing || s.signature || s.typed || !d.endsOperand(prev) {
			return prev < 0 || !d.binds(prev)
		}
		d.operator(s, it)
	case token.QUO, token.REM, token.OR, token.SHL, token.SHR, token.LAND, token.LOR,
		token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		d.operator(s, it)
	default:
		return false
	}
	it.segment = s.segment
	return true
}

// binds reports whether a token is an operator that stands without a blank
// before another one, or so that it depends on that.
func (d *decl) binds(i int) bool {
	switch it := d.items[i]; it.tok {
	case token.MUL, token.AND, token.ADD, token.SUB, token.QUO:
		return !it.ends
	}
	return false
}

// operator takes a binary operator.
func (d *decl) operator(s *scope, it *item) {
	it.binary = true
	seg, p := &d.segments[s.segment], uint8(it.tok.Precedence())
	switch {
	case seg.lowest == 0:
		seg.lowest = p
	case seg.lowest != p:
		seg.mixed = true
		seg.lowest = min(seg.lowest, p)
	}
}
