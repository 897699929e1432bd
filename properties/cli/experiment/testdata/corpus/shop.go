// Package shop is a small natural corpus: a shop keeps stock and takes orders.
package shop

import "strings"

type item struct {
	name  string
	price int
	left  int
}

type shop struct {
	items map[string]*item
	taken int
	log   []string
}

func open(names []string, price int) *shop {
	s := &shop{items: map[string]*item{}}
	for _, name := range names {
		s.items[name] = &item{name, price, 10}
	}
	return s
}

func (s *shop) sell(name string, count int) bool {
	it, ok := s.items[name]
	if !ok {
		return false
	}
	if it.left < count {
		s.note("short of " + name)
		return false
	}
	it.left -= count
	s.taken += it.price * count
	s.note("sold " + name)
	return true
}

func (s *shop) note(line string) {
	line = strings.TrimSpace(line)
	s.log = append(s.log, line)
}

func (s *shop) restock(name string, count int) {
	it := s.items[name]
	it.left += count
	for i := 0; i < count; i++ {
		s.note(name)
	}
}

func (s *shop) total() int {
	sum := 0
	for _, it := range s.items {
		sum += it.left * it.price
	}
	return sum + s.taken
}

func (s *shop) report() string {
	lines := []string{"report"}
	lines = append(lines, s.log...)
	text := strings.Join(lines, "\n")
	return strings.ToUpper(text)
}
