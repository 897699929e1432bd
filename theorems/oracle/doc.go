// Package oracle computes both sides of every claim a second time, from the text of a scenario and from the formulas of
// the theory alone: all kⁿ histories, all 2^k events, fractions of math/big and nothing of the rest of this module. It
// is meant to be read beside the formulas and to be slow; that it agrees with the suite is a test.
package oracle
