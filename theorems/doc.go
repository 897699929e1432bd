// Package theorems holds the claims of David Johnston's essay "When can a mimic surprise you?" as values, and the calculus
// that they are made of. A [Claim] has a statement, hypotheses and parts; its check takes an [Instance], which is a scenario
// with its laws worked out, and returns the two exact sides of each part. No claim knows who tries it: [Claim.Try] gives the
// verdict on one scenario, and package properties tries claims on many.
//
// Start with claim.go for the calculus and with forcing.go for a section of the essay; each section has its file or files,
// and a claim stands there with its derivation, its rivals and its checks. [Essay] returns all of them. A theory of one's
// own is a list of claims given to [NewRegistry].
package theorems
