package theorems

import (
	"errors"
	"fmt"
	"strings"

	"mimics/model"
)

// Sides holds the two exact sides of one part. The zero value is unsettled: no relation holds.
type Sides struct {
	Left, Right model.Log
	remark      *remark
	Covers      Coverage // how much of the horizon the check covered
	settled     bool
	undefined   bool // unsettled because a value that the sides need does not exist on this instance
	// LeftWithin and RightWithin bound a side that is too long to be written exactly; they are nil if it is exact. Left
	// or Right then holds the end of the bounds that decides the relation.
	LeftWithin, RightWithin *model.Enclosure
}

// Compare returns the settled sides of a part.
func Compare(left, right model.Log) Sides { return Sides{Left: left, Right: right, settled: true} }

// CompareQ returns the settled sides of a part whose two sides are rational.
func CompareQ(left, right model.Q) Sides { return Compare(model.Rational(left), model.Rational(right)) }

// unsettled returns the sides of a part that has nothing to compare, with the reason as their detail.
func unsettled(format string, arguments ...any) Sides {
	return Sides{}.WithDetail(format, arguments...)
}

// Settled reports whether there are sides to compare.
func (s Sides) Settled() bool { return s.settled }

// Undefined reports whether the sides do not exist on the instance. It is false if the check broke.
func (s Sides) Undefined() bool { return s.undefined }

// remark is a text for people. It is formatted only when it is read, because engines show hardly any of the sides that
// they look at.
type remark struct {
	format    string
	arguments []any
}

func (r *remark) String() string {
	if r == nil {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf(r.format, r.arguments...))
}

// Detail is a text for people: where the sides were found, what the check covered, or why there are none.
func (s Sides) Detail() string { return s.remark.String() }

// WithDetail returns the sides with a detail, formatted as by fmt.Sprintf and trimmed. The arguments must not change
// afterwards. A Coverage among them is what the sides cover.
func (s Sides) WithDetail(format string, arguments ...any) Sides {
	s.remark = &remark{format, arguments}
	for _, a := range arguments {
		if c, ok := a.(Coverage); ok {
			s.Covers = c
		}
	}
	return s
}

// holds decides the relation exactly.
func (s Sides) holds(r Relation) bool {
	if !s.settled {
		return false
	}
	order := s.Left.Cmp(s.Right)
	switch r {
	case Equal:
		return order == 0
	case AtMost:
		return order <= 0
	case Below:
		return order < 0
	}
	return false
}

// outcome is Held, Failed or Undecided.
func (s Sides) outcome(r Relation) (outcome Outcome) {
	defer func() {
		fault := recover()
		if err, isError := fault.(error); isError && errors.Is(err, model.ErrUndecided) {
			outcome = Undecided
		} else if fault != nil {
			panic(fault)
		}
	}()
	if s.holds(r) {
		return Held
	}
	return Failed
}
