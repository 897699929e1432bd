// Package experiment tests the theory on real mimics: n-grams and recurrent networks. The n-grams are learnt by
// counting, with the smoothing of Kneser and Ney; the networks by gradient, see package gru. Both are joined to a
// sampler of exactly the learnt law. Nature is what people wrote: the simple statements of Go as kinds of token, or the
// English sentences of its doc comments. The operator sees a few features of each statement and nothing else. Start
// reading at [Try].
//
// There are four experiments. "transfer" is the essay's own test ("Testing this theory"): it learns classifiers of
// labels from natural and from mimic data, and tests both on fresh mimic data. "compilability" reproduces and explains
// what Korbak, Elsahar, Kruszewski and Dymetman found when they tuned language models of code ("Some empirical
// findings"). "control" computes the forcing set of a success that depends on chance as well as on the output, and
// watches a network land on it. "feedback" lets mimics learn from mimics.
//
// There are several runs; each holds out other folders, learns from the rest and has random numbers of its own. Every
// estimate comes with its sample size, the value of each run and an interval, see [Estimate]. Estimates are
// floating-point numbers for people. The theory's statements about laws apply to empirical laws too; these are checked
// exactly, by a claim on the scenario of the counts or in whole numbers.
package experiment
