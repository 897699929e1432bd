package scenario

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// ReadJSON reads one JSON value into the value that a pointer points to, as strictly as Read. The value may contain
// scenarios. Unknown keys, keys in another case, repeated keys, numbers out of range and lists that do not match an
// array's length are errors. Each error is one line with the file (name), the place and what was expected. An absent
// key leaves a field as it was, and so does null for a pointer or a list.
func ReadJSON(name string, text []byte, into any) error {
	const deepest = 2 * maxDepth // a scenario and the values around it
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

// decode stores a value in the variable into.
func (s *source) decode(v *value, into reflect.Value) error {
	if s.isNull(v) && (into.Kind() == reflect.Pointer || into.Kind() == reflect.Slice) {
		return nil
	}
	if scenario, ok := into.Addr().Interface().(*Scenario); ok {
		r := reader{source: *s, anyParameter: true}
		r.scenario(v)
		*scenario = r.result
		return r.err
	}
	if reflect.PointerTo(into.Type()).Implements(textUnmarshaler) {
		text, ok := s.quoted(v)
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
		if err := s.spend(v, 1, into.Type().Elem()); err != nil {
			return err
		}
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

// spend counts the memory of n values of a type. It refuses more than a text of that length would need: a value for {}
// takes much more than two bytes.
func (s *source) spend(v *value, n int, of reflect.Type) error {
	s.spent += n * int(of.Size())
	if most := 8*len(s.text) + 1<<20; s.spent > most {
		return s.errorIn(v, "too many objects without keys for a file of this size, expected %s as this program writes it", s.what)
	}
	return nil
}

func (s *source) decodeObject(v *value, into reflect.Value) error {
	if !s.isObject(v) {
		return s.errorIn(v, "expected an object")
	}
	keys := s.keysOf(into.Type())
	for key, inner := range s.members(v) {
		i := slices.IndexFunc(keys, func(known field) bool { return known.key == key })
		if i < 0 {
			names := make([]string, len(keys))
			for j, known := range keys {
				names[j] = known.key
			}
			return s.errorIn(inner, "unknown key, expected one of %s", strings.Join(names, ", "))
		}
		if err := s.decode(inner, into.FieldByIndex(keys[i].index)); err != nil {
			return err
		}
	}
	return nil
}

// field is the place in a struct for the value of a key.
type field struct {
	key   string
	index []int
}

// keysOf maps the JSON keys of a struct, and of its embedded structs, to their fields.
func (s *source) keysOf(t reflect.Type) []field {
	if keys, known := s.keys[t]; known {
		return keys
	}
	keys := []field{}
	for _, f := range reflect.VisibleFields(t) {
		key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if key != "" && key != "-" {
			keys = append(keys, field{key, f.Index})
		}
	}
	if s.keys == nil {
		s.keys = map[reflect.Type][]field{}
	}
	s.keys[t] = keys
	return keys
}

func (s *source) decodeList(v *value, into reflect.Value) error {
	if !s.isList(v) {
		return s.errorIn(v, "expected a list")
	}
	if n := s.count(v); into.Kind() == reflect.Slice {
		if err := s.spend(v, n, into.Type().Elem()); err != nil {
			return err
		}
		into.Set(reflect.MakeSlice(into.Type(), n, n))
	} else if n != into.Len() {
		return s.errorIn(v, "a list of length %d, expected length %d", n, into.Len())
	}
	for i, item := range s.items(v) {
		if err := s.decode(item, into.Index(i)); err != nil {
			return err
		}
	}
	return nil
}

// scalars names the expected JSON value for each kind of scalar.
var scalars = map[reflect.Kind]string{
	reflect.Bool: "true or false", reflect.String: "a text", reflect.Int: "a whole number", reflect.Int64: "a whole number",
	reflect.Uint64: "a whole number of 0 or more",
}

func (s *source) decodeScalar(v *value, into reflect.Value) error {
	expected, known := scalars[into.Kind()]
	if !known {
		panic(fmt.Sprintf("theorems: no JSON is read into a %s", into.Type()))
	}
	read := false
	switch into.Kind() {
	case reflect.String:
		var text string
		if text, read = s.quoted(v); read {
			into.SetString(text)
		}
	case reflect.Bool:
		var is bool
		if is, read = s.boolean(v); read {
			into.SetBool(is)
		}
	default:
		var number string
		if number, read = s.numeral(v); read {
			read = json.Unmarshal([]byte(number), into.Addr().Interface()) == nil
		}
	}
	if !read {
		return s.errorIn(v, "expected %s", expected)
	}
	return nil
}
