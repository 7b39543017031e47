package layout

import (
	"bytes"
	"go/token"
)

// printer writes a declaration: tokens, and where columns are filled up.
type printer struct {
	*decl
	out    bytes.Buffer
	frames []frame
	// line is the number of the line that is written, from 0, and start where
	// it begins in out, behind its indentation.
	line, start int
	// ends is set on a line that begins with a closing bracket: a statement of
	// several lines ends there.
	ends bool

	comments []cell // comments that follow code
	values   []cell // values that follow keys
}

// frame is what the printer knows between two brackets.
type frame struct {
	kind   kind
	indent int // tabs before its lines
	// depth is how deep its expressions stand in others, from 1.
	depth int
	// apart is set where a newline follows the bracket.
	apart bool
	open  int // index of the bracket, -1 outside all
	// pair is the number of values up to that of the last key, 0 if there was
	// none, and pairLine the line of that key.
	pair, pairLine int
}

// print writes the declaration to out, and reports whether it could.
func (p *printer) print() bool {
	p.frames = append(p.frames, frame{kind: block, depth: 1, open: -1, pairLine: -1})
	for i := range p.items {
		it := &p.items[i]
		if isClosing(it.tok) {
			before := p.items[i-1].tok
			if top := p.top(); top.apart != (it.lines > 0) || top.apart && isOpening(before) || !top.apart && before == token.COMMA {
				return false
			}
			p.frames = p.frames[:len(p.frames)-1]
		}
		if i > 0 && !p.separate(i) {
			return false
		}
		if it.tok == token.COMMENT {
			p.out.Write(bytes.TrimRight(p.text(i), " \t"))
			continue
		}
		text := p.text(i)
		p.out.Write(text)
		if it.tok == token.STRING {
			if at := bytes.LastIndexByte(text, '\n'); at >= 0 {
				p.line += bytes.Count(text, newline)
				p.start, p.ends = p.out.Len()-len(text)+at+1, true
			}
		}
		switch it.tok {
		case token.LPAREN, token.LBRACK, token.LBRACE:
			if !p.open(i) {
				return false
			}
		case token.COLON:
			if !p.colon(i) {
				return false
			}
		case token.COMMA:
			if top := p.top(); top.kind == composite && top.apart && top.pair > 0 {
				p.values[top.pair-1].single = p.line == p.values[top.pair-1].line
			}
		}
	}
	return p.alignComments() && p.alignValues()
}

func (p *printer) top() *frame { return &p.frames[len(p.frames)-1] }

func isOpening(tok token.Token) bool {
	return tok == token.LPAREN || tok == token.LBRACK || tok == token.LBRACE
}

func isClosing(tok token.Token) bool {
	return tok == token.RPAREN || tok == token.RBRACK || tok == token.RBRACE
}

// separate writes what stands between a token and the one before it.
func (p *printer) separate(i int) bool {
	switch it := &p.items[i]; {
	case it.lines > 0:
		if !p.breaks(i) {
			return false
		}
		p.newline(i)
	case it.tok == token.COMMENT:
		if p.items[i-1].tok == token.COMMENT {
			return false
		}
		p.comments = append(p.comments, p.cell())
	case p.blank(i):
		p.out.WriteByte(' ')
	}
	return true
}

// newline writes a newline, an empty line where there are some, and the
// indentation.
func (p *printer) newline(i int) {
	it := &p.items[i]
	p.line++
	p.out.WriteByte('\n')
	if it.lines > 1 {
		p.line++
		p.out.WriteByte('\n')
	}
	for range p.indent(i) {
		p.out.WriteByte('\t')
	}
	p.start, p.ends = p.out.Len(), isClosing(it.tok)
}

// indent returns the tabs before a token that begins a line.
func (p *printer) indent(i int) int {
	top, tok := p.top(), p.items[i].tok
	if top.kind == switches && (tok == token.CASE || tok == token.DEFAULT) {
		return top.indent - 1
	}
	return top.indent
}

// breaks reports whether this package knows how a line goes on that begins with
// a token: after a statement, a comma, a bracket, or before one.
func (p *printer) breaks(i int) bool {
	top, it := p.top(), &p.items[i]
	if it.tok == token.COMMENT && top.kind == switches && i+1 < len(p.items) {
		// The comment may belong to the clause that ends or to the next one.
		switch p.items[i+1].tok {
		case token.CASE, token.DEFAULT, token.RBRACE, token.COMMENT:
			return false
		}
	}
	before := i - 1
	for before >= 0 && p.items[before].tok == token.COMMENT {
		before--
	}
	if before < 0 || isClosing(it.tok) {
		return true
	}
	switch prev := &p.items[before]; {
	case isOpening(prev.tok):
		return true
	case top.kind == block:
		return prev.ends
	case top.kind == switches:
		return prev.ends || prev.tok == token.COLON
	default:
		return top.apart && prev.tok == token.COMMA
	}
}

// open begins what stands between two brackets.
func (p *printer) open(i int) bool {
	it, top := &p.items[i], p.top()
	next := &p.items[i+1]
	f := frame{kind: it.kind, open: i, pairLine: -1, depth: 1, indent: top.indent, apart: next.lines > 0 || next.tok == token.COMMENT}
	if f.apart {
		f.indent++
	}
	seg := p.segments[it.segment]
	operand := p.depth(it.segment) + p.chained(i)
	if seg.lowest > 0 {
		operand++
	}
	switch it.kind {
	case block, switches:
		if !f.apart || next.tok == token.RBRACE {
			return false
		}
	case params:
		if i > 0 && p.items[i-1].tok == token.RPAREN && int(it.match)-i == 2 {
			return false // gofmt takes the parentheses away
		}
	case call:
		f.depth = operand
		if it.commas > 0 {
			f.depth++
		}
	case group:
		if after := int(it.match) + 1; seg.mixed || f.apart || after < len(p.items) && p.items[after].kind == block {
			return false // gofmt may take the parentheses away
		}
		f.depth = max(operand-1, 1)
	case index:
		f.depth = operand + 1
	}
	p.frames = append(p.frames, f)
	return true
}

// chained returns how many of the calls that follow what stands between two
// brackets, as in x[i].f(a, b).g(c, d), have several arguments: each is one more
// expression that it stands in.
func (p *printer) chained(i int) int {
	calls := 0
	for {
		next := int(p.items[i].match) + 1
		if next+1 < len(p.items) && p.items[next].tok == token.PERIOD {
			next += 2
		}
		if next >= len(p.items) || p.items[next].kind != call && p.items[next].kind != index || !isOpening(p.items[next].tok) {
			return calls
		}
		if p.items[next].commas > 0 {
			calls++
		}
		i = next
	}
}

// depth returns how deep an expression between the present brackets stands in
// others.
func (p *printer) depth(segment int32) int {
	top := p.top()
	if (top.kind == block || top.kind == switches) && p.segments[segment].wide {
		return top.depth + 1
	}
	return top.depth
}

// colon takes a colon that was written.
func (p *printer) colon(i int) bool {
	switch top := p.top(); top.kind {
	case composite:
		if !top.apart {
			return true
		}
		if p.line == top.pairLine || p.items[i+1].lines > 0 || p.items[i+1].tok == token.COMMENT {
			return false
		}
		p.values = append(p.values, p.cell())
		top.pairLine, top.pair = p.line, len(p.values)
	case index:
		// Between two indices with operators the colon has blanks.
		before, after := &p.items[i-1], &p.items[i+1]
		both := before.tok != token.LBRACK && after.tok != token.RBRACK
		return !both || p.segments[before.segment].lowest == 0 && p.segments[after.segment].lowest == 0
	case switches:
		return p.items[i+1].lines > 0 || p.items[i+1].tok == token.COMMENT
	default:
		return false
	}
	return true
}
