// Package properties tests the claims of package theorems on scenarios: random ones and all small ones. Start reading
// at [Verify], which runs both engines on every claim, and [Conclude], which turns the evidence into verdicts.
//
// A generator makes each scenario from a stream of choices ([Choices], [Scenario]). The stream comes from a random
// source, from the bytes of a fuzzer or of rapid, or from an odometer, so the same space of scenarios is sampled,
// fuzzed and exhausted. The engines [Sample] and [Exhaust] look for counterexamples, for scenarios that show that a
// hypothesis is needed, and for scenarios that refute the claim's rivals (slightly wrong versions of the claim).
//
// The smallest scenario is the first in the order of the sweep: fewest outcomes, then shortest horizon, then the
// simplest choices from left to right.
package properties
