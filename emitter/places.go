package emitter

import (
	"reflect"

	"github.com/curl2go/curl2go/ast"
)

// sameApart reports whether two values mean the same, wherever in the text they
// stand: it is [reflect.DeepEqual] without regard to [ast.Span]. What a script computes
// anew, the output of a command or a variable of its own, is the same only as itself.
func sameApart(a, b any) bool { return equalApart(reflect.ValueOf(a), reflect.ValueOf(b)) }

var spanType = reflect.TypeFor[ast.Span]()

// equalApart is [sameApart] for values of any kind that the AST has.
func equalApart(a, b reflect.Value) bool {
	if !a.IsValid() || !b.IsValid() {
		return a.IsValid() == b.IsValid()
	}
	if a.Type() != b.Type() {
		return false
	}
	switch a.Kind() {
	case reflect.Struct:
		if changes(a) && !a.FieldByName("Span").Equal(b.FieldByName("Span")) {
			return false
		}
		for i := range a.NumField() {
			if a.Field(i).Type() != spanType && !equalApart(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Pointer, reflect.Interface:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		return equalApart(a.Elem(), b.Elem())
	case reflect.Slice:
		if a.IsNil() != b.IsNil() || a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !equalApart(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	}
	return a.Equal(b)
}

// changes reports whether a part of a value may be another each time it is computed.
func changes(part reflect.Value) bool {
	switch part.Type() {
	case reflect.TypeFor[ast.CommandOutput]():
		return true
	case reflect.TypeFor[ast.Var]():
		return part.FieldByName("Local").Bool()
	}
	return false
}
