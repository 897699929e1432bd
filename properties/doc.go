// Package properties tries the claims of package theorems. A generator makes scenarios out of a stream of choices
// ([Choices], [Scenario]); behind the stream stands a random source, the bytes of a fuzzer or of rapid, or an
// odometer, so that one and the same space of scenarios is sampled, fuzzed and exhausted. Two engines walk it,
// [Sample] and [Exhaust]; both look for counterexamples, for the scenarios that show why each hypothesis is needed,
// and for the ones that refute the claim's rivals. [Verify] runs both on many claims and draws the conclusion.
//
// What an engine reports as smallest is the first in the order of the sweep: fewest outcomes, shortest horizon,
// then the simplest choices from left to right.
package properties
