package scenario

import (
	"errors"
	"slices"

	"mimics/model"
)

// parseNumber returns model.ErrNumber if the value is no number, nor a text that is one.
func (r *reader) parseNumber(v *value) (model.Q, error) {
	if number, ok := r.numeral(v); ok {
		return model.ParseQ(number)
	}
	if text, ok := r.quoted(v); ok {
		return model.ParseQ(text)
	}
	return model.Zero, model.ErrNumber
}

func (r *reader) number(v *value) model.Q {
	q, err := r.parseNumber(v)
	if err != nil {
		r.fail(v, "%v", err)
	}
	return q
}

// weight reads a number of 0 or more.
func (r *reader) weight(v *value) model.Q {
	q := r.number(v)
	if q.Sign() < 0 {
		r.fail(v, "expected a weight of 0 or more")
	}
	return q
}

func (r *reader) chance(v *value) model.Q {
	q := r.number(v)
	if q.Sign() < 0 || model.One.Less(q) {
		r.fail(v, "expected a chance from 0 to 1")
	}
	return q
}

func (r *reader) pointer(v *value) *model.Q {
	q := r.number(v)
	return &q
}

func (r *reader) integer(v *value, low, high int) int {
	q, err := r.parseNumber(v)
	if err != nil && !errors.Is(err, model.ErrNumber) {
		r.fail(v, "%v", err)
		return 0
	}
	n, fits := q.Num().Int64()
	if err != nil || !fits || !q.Equal(model.Whole(n)) || n < int64(low) || n > int64(high) {
		r.fail(v, "expected a whole number from %d to %d", low, high)
		return 0
	}
	return int(n)
}

// table reads one value per known name. Missing entries stay zero; if complete is true, a missing entry is an error.
func table[T any](r *reader, v *value, among names, complete bool, read func(*value) T) []T {
	if r.err != nil || !r.isObject(v) {
		r.fail(v, "expected an object with the keys %s", listNames(among))
		return nil
	}
	list, given := make([]T, len(among)), make([]bool, len(among))
	for name, inner := range r.members(v) {
		i := r.known(inner, name, among)
		if r.err != nil {
			return nil
		}
		list[i], given[i] = read(inner), true
	}
	if complete && slices.Contains(given, false) {
		missing := names{}
		for name, i := range among {
			if !given[i] {
				missing[name] = i
			}
		}
		r.fail(v, "no value for %s, expected one for every name", listNames(missing))
	}
	return list
}

func (r *reader) dist(v *value, over names) model.Dist {
	weights := table(r, v, over, false, r.weight)
	if r.normalized {
		weights = r.overSum(v, weights)
	}
	if !r.shareDenominator(v, weights) {
		return model.Dist{}
	}
	d, err := model.NewDist(weights...)
	if err != nil {
		r.fail(v, "%v", err)
		if slices.ContainsFunc(weights, func(w model.Q) bool { return w.Sign() > 0 }) {
			r.err = sumError{r.err}
		}
	}
	return d
}

// overSum divides weights by their sum, unless all are 0. A quotient that is too long to be written as a number of the
// file format is an error.
func (r *reader) overSum(v *value, weights []model.Q) []model.Q {
	if !r.shareDenominator(v, weights) {
		return nil
	}
	sum := model.Zero
	for _, w := range weights {
		sum = sum.Add(w)
	}
	quotients := slices.Clone(weights)
	for i, w := range weights {
		if w.Sign() == 0 {
			continue
		}
		quotients[i] = w.Div(sum)
		if quotients[i].Den().BitLen() > model.MaxBits {
			r.fail(v, "a weight divided by the sum is too long, expected a denominator of at most %d bits", model.MaxBits)
			return nil
		}
	}
	return quotients
}

// shareDenominator refuses numbers with too long a common denominator, before anything is computed with it. It reports
// whether there was no error so far.
func (r *reader) shareDenominator(v *value, numbers []model.Q) bool {
	denominator := model.NewInt(1)
	for _, q := range numbers {
		if r.err != nil {
			return false
		}
		if denominator = denominator.LCM(q.Den()); denominator.BitLen() > MaxDenominatorBits {
			r.fail(v, "the common denominator is too long, expected at most %d bits", MaxDenominatorBits)
		}
	}
	return r.err == nil
}

// channel reads a chance for every outcome.
func (r *reader) channel(v *value) *model.Channel {
	chances := table(r, v, r.outcomes, true, r.chance)
	if !r.shareDenominator(v, chances) {
		return nil
	}
	g, err := model.NewChannel(chances...)
	if err != nil {
		r.fail(v, "%v", err)
	}
	return &g
}
