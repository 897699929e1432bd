package model

import (
	"fmt"
	"math/rand/v2"
)

// Mimic is a simulator joined to a generator (essay, "What is a mimic?"): a Law that learns from the sequence,
// and a sampler that can be set to any distribution over outcomes. A Mimic never changes.
type Mimic struct {
	law     Law
	sampler Dist // the sampler's argument; the zero Dist stands for the law's own forecast
}

// NewMimic joins a sampler to the law; it is set to the law's own forecast.
func NewMimic(law Law) Mimic { return Mimic{law: law} }

// Law is what the mimic has learnt.
func (m Mimic) Law() Law { return m.law }

// Observe is the mimic after it has learnt from the outcome x.
func (m Mimic) Observe(x int) Mimic { return Mimic{m.law.Observe(x), m.sampler} }

// SetSampler is the mimic with the sampler set to q.
func (m Mimic) SetSampler(q Dist) Mimic { return Mimic{m.law, q} }

// SamplingDistribution is what outputs are drawn from: the sampler's argument, or the forecast where none was
// set; ErrNull where the law is null and none was set.
func (m Mimic) SamplingDistribution() (Dist, error) {
	if m.sampler.Len() > 0 {
		return m.sampler, nil
	}
	return m.law.Forecast()
}

// Seeds is the number of equally likely seeds that the sampler set to q reads: the common denominator of q.
func Seeds(q Dist) Int { return q.Denominator() }

// Emit is the outcome that the sampler set to q makes of a seed in 0..Seeds(q)-1: outcomes share out the seeds
// in order, each as many as its probability wants. It errs for a seed outside the range.
func Emit(q Dist, seed Int) (int, error) {
	q = q.reduced()
	rest := seed
	if rest.Sign() >= 0 {
		for x, w := range q.weights.all() {
			if rest.Cmp(w) < 0 {
				return x, nil
			}
			rest = rest.Sub(w)
		}
	}
	return 0, fmt.Errorf("seed %s, expected 0 to %s", seed, q.total.Sub(NewInt(1)))
}

// Sample draws from q exactly: a uniform seed by rejection from random bits, then Emit.
func Sample(q Dist, random *rand.Rand) int {
	seeds := Seeds(q)
	for {
		seed := randomBits(random, seeds.view().BitLen())
		if seed.Cmp(seeds) < 0 {
			x, err := Emit(q, seed)
			if err != nil {
				panic(err) // the seed is in range
			}
			return x
		}
	}
}

// randomBits is uniform on 0..2^n-1.
func randomBits(random *rand.Rand, n int) Int {
	value := Int{}
	for ; n > 0; n -= 32 {
		take := min(n, 32)
		value = value.Mul(NewInt(1 << take)).Add(NewInt(int64(random.Uint32() >> (32 - take))))
	}
	return value
}

// Operator is a person who forecasts: a Law, and a feature through which she sees the sequence (essay, "Mimic
// more capable"). With the finest feature she sees every detail. An Operator never changes.
type Operator struct {
	law     Law
	feature Feature
}

// NewOperator is an operator who sees of each outcome only the cell of f.
func NewOperator(law Law, f Feature) Operator { return Operator{law, f} }

// Observe is the operator after the outcome x, of which she saw the cell.
func (o Operator) Observe(x int) Operator { return o.ObserveCell(o.feature.Cell(x)) }

// ObserveCell is the operator after she saw the cell.
func (o Operator) ObserveCell(cell int) Operator {
	return Operator{o.law.ObserveCell(o.feature, cell), o.feature}
}

// Law is what she has learnt.
func (o Operator) Law() Law { return o.law }

// Forecast is her law of the next cell; ErrNull where she saw something of probability 0.
func (o Operator) Forecast() (Dist, error) {
	d, err := o.law.Forecast()
	if err != nil {
		return Dist{}, err
	}
	return d.Push(o.feature), nil
}
