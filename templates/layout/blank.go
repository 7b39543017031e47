package layout

import "go/token"

// blank reports whether a blank stands before a token that follows another in
// its line.
func (p *printer) blank(i int) bool {
	before, it := &p.items[i-1], &p.items[i]
	switch it.tok {
	case token.SEMICOLON:
		return before.tok == token.SEMICOLON || before.tok == token.FOR
	case token.COMMA, token.PERIOD, token.INC, token.DEC, token.COLON:
		return false
	}
	switch {
	case before.tok == token.PERIOD, isOpening(before.tok), isClosing(it.tok):
		return false
	case it.binary:
		return p.wide(i)
	case before.binary:
		return p.wide(i - 1)
	}
	switch before.tok {
	case token.MUL, token.AND, token.ADD, token.SUB, token.NOT, token.ELLIPSIS, token.MAP:
		return false // what it is an operator of follows
	case token.COLON:
		top := p.top()
		return top.kind == composite && !top.apart
	case token.RBRACK:
		if before.kind == typing {
			return false
		}
	}
	return p.blankBefore(i)
}

// blankBefore is blank where the token before leaves it open.
func (p *printer) blankBefore(i int) bool {
	before, it := &p.items[i-1], &p.items[i]
	switch it.tok {
	case token.LBRACE:
		return it.kind == block || it.kind == switches || before.tok == token.COMMA
	case token.LBRACK:
		return it.kind == typing
	case token.LPAREN:
		switch it.kind {
		case call, typing:
			return false
		case params:
			// The parentheses of a receiver, and of results.
			return before.tok == token.RPAREN || before.tok == token.FUNC && i == p.first+1
		}
	case token.ELLIPSIS:
		return p.top().kind == params
	}
	return true
}

// wide reports whether a binary operator has blanks around it: one that binds
// least of those around it, in an expression that stands in no other; and all
// that compare or combine (go/printer, "binary expression formatting").
func (p *printer) wide(i int) bool {
	it := &p.items[i]
	precedence := it.tok.Precedence()
	return precedence < token.ADD.Precedence() || precedence == int(p.segments[it.segment].lowest) && p.depth(it.segment) == 1
}
