// Package theorems holds the claims of David Johnston's essay "When can a mimic surprise you?" as values, and the types
// that they are made of. A [Claim] has a statement, hypotheses and parts. Its check takes an [Instance], which is a
// scenario with its laws computed, and returns the two exact sides of each part. A claim does not depend on the engine
// that tries it: [Claim.Try] returns the verdict on one scenario, and package properties tries claims on many.
//
// Start with claim.go for the types and with forcing.go for a section of the essay. Each section has its own files, and
// each claim stands there with its derivation, its rivals and its checks. [Essay] returns all of them. README.md says
// how to add one.
//
// A theory of one's own is a list of claims given to [NewRegistry]. Their checks use what the essay's use: the
// forecasts and laws of an [Instance], walks over its histories ([Instance.Histories], [Instance.Walk]), the tightest
// of many pairs ([Tightest], [Pointwise]) and ready hypotheses such as [OptimumExists]. A [Parameter] is a number of
// the theory's own.
package theorems
