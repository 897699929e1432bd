// Package model is exact probability for mimics and operators: the objects of David Johnston's essay "When can a
// mimic surprise you?" as values that can be computed with and compared without rounding.
//
// A mimic is a Bayesian simulator joined to a sampler; an operator is somebody who forecasts it. Both, and nature
// too, are a [Law]: a prior over the start states of one [Machine]. What they forecast is a [Dist]; what an
// operator can tell apart is a [Feature]; whether an output succeeds in the world is a [Channel]; what fine-tuning
// does to a mimic is a [Tilt] or, where success is only partly the mimic's to decide, the forcing set's affair
// ([Channel.HardOptimum]).
//
// Numbers are of three kinds: [Q], a rational; the integer weights of a Dist; and [Log], a rational plus rational
// multiples of logarithms, in which divergences live and equality is still decided. No float decides anything.
// Everything is a value: methods return new values and change nothing.
//
// The package knows no claim of the theory, no test and no file format.
package model
