package theorems

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// ReadJSON reads one JSON value into what a pointer points to, as strictly as ReadScenario reads a scenario, which it may
// hold: unknown keys, keys in another case, keys given twice, numbers out of range and lists of another length than an
// array has are errors, each one line that names the file (name), the place and what was expected. A key that is absent
// leaves a field as it was, and null a pointer or a list.
func ReadJSON(name string, text []byte, into any) error {
	const deepest = 2 * maxDepth // a scenario and what is around it
	if len(text) > MaxFileSize {
		return tooLarge(name, "a file")
	}
	s := source{name: name, text: text, deepest: deepest, what: "the result"}
	root, err := s.parse()
	if err != nil {
		return err
	}
	return s.decode(root, reflect.ValueOf(into).Elem())
}

var textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()

// decode puts a value where it belongs.
func (s *source) decode(v *value, into reflect.Value) error {
	if isNull := v.kind == scalarKind && v.scalar == nil; isNull && (into.Kind() == reflect.Pointer || into.Kind() == reflect.Slice) {
		return nil
	}
	if scenario, ok := into.Addr().Interface().(*Scenario); ok {
		r := reader{source: *s}
		r.scenario(v)
		*scenario = r.result
		return r.err
	}
	if reflect.PointerTo(into.Type()).Implements(textUnmarshaler) {
		text, ok := v.scalar.(string)
		if !ok {
			return s.errorIn(v, "expected a text")
		}
		if err := into.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text)); err != nil {
			return s.errorIn(v, "%v", err)
		}
		return nil
	}
	switch into.Kind() {
	case reflect.Pointer:
		into.Set(reflect.New(into.Type().Elem()))
		return s.decode(v, into.Elem())
	case reflect.Struct:
		return s.decodeObject(v, into)
	case reflect.Slice, reflect.Array:
		return s.decodeList(v, into)
	default:
		return s.decodeScalar(v, into)
	}
}

func (s *source) decodeObject(v *value, into reflect.Value) error {
	if v.kind != objectKind {
		return s.errorIn(v, "expected an object")
	}
	keys := keysOf(into.Type())
	for _, m := range v.members {
		i := slices.IndexFunc(keys, func(key reflect.StructField) bool { return key.Name == m.key })
		if i < 0 {
			names := make([]string, len(keys))
			for j, key := range keys {
				names[j] = key.Name
			}
			return s.errorIn(m.value, "unknown key, expected one of %s", strings.Join(names, ", "))
		}
		if err := s.decode(m.value, into.FieldByIndex(keys[i].Index)); err != nil {
			return err
		}
	}
	return nil
}

// keysOf lists the fields of a struct, and of those embedded in it, by their keys.
func keysOf(t reflect.Type) (keys []reflect.StructField) {
	for _, field := range reflect.VisibleFields(t) {
		key, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if key != "" && key != "-" {
			field.Name = key
			keys = append(keys, field)
		}
	}
	return keys
}

func (s *source) decodeList(v *value, into reflect.Value) error {
	if v.kind != arrayKind {
		return s.errorIn(v, "expected a list")
	}
	if into.Kind() == reflect.Slice {
		into.Set(reflect.MakeSlice(into.Type(), len(v.items), len(v.items)))
	} else if len(v.items) != into.Len() {
		return s.errorIn(v, "a list of %d, expected one of %d", len(v.items), into.Len())
	}
	for i, item := range v.items {
		if err := s.decode(item, into.Index(i)); err != nil {
			return err
		}
	}
	return nil
}

// scalars says what is expected where a scalar of a kind is to be.
var scalars = map[reflect.Kind]string{
	reflect.Bool: "true or false", reflect.String: "a text", reflect.Int: "a whole number", reflect.Int64: "a whole number",
	reflect.Uint64: "a whole number of 0 or more",
}

func (s *source) decodeScalar(v *value, into reflect.Value) error {
	expected, known := scalars[into.Kind()]
	if !known {
		panic(fmt.Sprintf("theorems: no JSON is read into a %s", into.Type()))
	}
	if v.scalar != nil {
		given := reflect.ValueOf(v.scalar)
		_, isNumber := v.scalar.(json.Number)
		switch {
		case isNumber && into.Kind() != reflect.String:
			if json.Unmarshal([]byte(given.String()), into.Addr().Interface()) == nil {
				return nil
			}
		case !isNumber && given.Kind() == into.Kind():
			into.Set(given.Convert(into.Type()))
			return nil
		}
	}
	return s.errorIn(v, "expected %s", expected)
}
