package dominance

import "mimics/model"

// Status is how much of A merges with M.
type Status string

// The statuses, as commands print them.
const (
	Fully     Status = "fully"
	Partly    Status = "partly"
	Never     Status = "never"
	Undecided Status = "undecided"
)

// Verdict is what is known of how A merges with M, with all that a command prints of it.
type Verdict struct {
	Status            Status
	Merging, Singular model.Q // as in Decomposition, but rounded down to 20 decimals if undecided
	Constant          Constant
	Within            *int // the forecasts are near enough from this step on; nil if no such step is known
}

// Unanswered is the verdict before anything is decided: it holds of any two laws.
func Unanswered() Verdict { return Verdict{Status: Undecided, Constant: Constant{Low: model.One}} }

// Verdict decides how much of A merges with M, bounds A/M, and looks for a step from which on the forecasts of all
// the future are within a distance of each other.
func (c *Comparison) Verdict(distance model.Q) Verdict {
	d := c.Decompose()
	v := Verdict{Status: d.status(), Merging: d.Merging, Singular: d.Singular, Constant: c.Bound()}
	if v.Status == Undecided { // bounds with long denominators: rounded down, they are bounds still
		v.Merging, v.Singular = roundedDown(d.Merging), roundedDown(d.Singular)
		if v.Constant.Unbounded != nil {
			v.Constant.Unbounded = &Growth{Singular: v.Singular}
		}
	}
	if n, ok := c.Within(distance); ok {
		v.Within = &n
	}
	return v
}

func (d Decomposition) status() Status {
	switch {
	case !d.Decided():
		return Undecided
	case d.Singular.IsZero():
		return Fully
	case d.Merging.IsZero():
		return Never
	}
	return Partly
}

func roundedDown(q model.Q) model.Q {
	rounded, err := model.ParseQ(q.Decimal(20, -1))
	if err != nil {
		panic(err) // a decimal is a number
	}
	return rounded
}
