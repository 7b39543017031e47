package ast

import "reflect"

// Walk calls visit for every part of every value below a node: a step, a
// transfer or anything that they hold.
func Walk(node any, visit func(Part)) {
	walk(reflect.ValueOf(node), visit)
}

var partType = reflect.TypeFor[Part]()

func walk(v reflect.Value, visit func(Part)) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return
		}
		if v.Type() == partType {
			visit(v.Interface().(Part))
		}
		walk(v.Elem(), visit)
	case reflect.Struct:
		for i := range v.NumField() {
			walk(v.Field(i), visit)
		}
	case reflect.Slice:
		switch v.Type().Elem().Kind() {
		case reflect.Interface, reflect.Pointer, reflect.Struct, reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i), visit)
			}
		}
	}
}
