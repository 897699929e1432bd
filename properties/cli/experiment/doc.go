// Package experiment tries the theory on real mimics: n-grams of Go, learnt by counting from source files with the smoothing
// of Witten and Bell, and joined to a sampler of exactly that law. Nature is the simple statements that people wrote, each a
// sequence of token kinds. An operator tracks a few features of statements and never sees the rest.
//
// There are three experiments. [Transfer] is the essay's own test ("Testing this theory"): classifiers of a label learnt
// from natural and from mimic data, tried on what the mimic makes. [Compilability] is what Korbak, Elsahar, Kruszewski
// and Dymetman found when they tuned language models of code ("Some empirical findings"), and why. [Control] is the
// forcing set of a success that hangs on chance beside the output.
//
// All of it is done in several runs, each of which holds out other folders and learns anew. What is estimated comes with its
// sample size, the value of each run and an interval, see [Estimate]; these are floating-point numbers for people.
// What the theory says of laws it says of empirical ones too: those statements are checked exactly, by the claims
// themselves on a scenario made of the counts, or by whole numbers.
package experiment
