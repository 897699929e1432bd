// Package model is exact probability for mimics and operators. It holds the objects of David Johnston's essay "When can
// a mimic surprise you?" as values that are computed and compared without rounding.
//
// A mimic is a Bayesian simulator joined to a sampler; an operator is somebody who forecasts it. Mimic, operator and
// nature are each a [Law]: a prior over the start states of one [Machine]. Their forecasts are [Dist] values. A
// [Feature] says which outcomes an operator can tell apart. A [Channel] says how likely each output succeeds in the
// world. Fine-tuning a mimic is a [Tilt]; if the mimic controls success only in part, it is a matter of the forcing set
// ([Channel.HardOptimum]).
//
// There are three kinds of numbers: [Q], a rational; the integer weights of a Dist; and [Log], a rational plus rational
// multiples of logarithms. Divergences are of the third kind, and their equality is still decidable. A float decides
// only which of two logarithms is larger, if a proven bound on its error leaves no doubt. Everything is a value.
//
// Under a tilt at a rational β, rationals become fractions of sums of powers of e ([Exp]), which package exponential
// computes. They compare exactly too. Only logarithms of such sums can be undecided ([ErrUndecided]).
//
// Q and Int are our own because math/big.Rat allocates, and runs a gcd, for every sum: a check was 12 times slower. Log
// is our own because no kept library decides whether a sum of logarithms is zero.
//
// Package frontier bounds sums over too many histories for exact ones, and package dominance decides which laws merge.
// None of them knows a claim of the theory, a test or a file format.
package model
