package properties

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"mimics/theorems"
)

// One claim on every scenario of a scope, through the engine and the claim's own code.
func BenchmarkExhaust(b *testing.B) {
	for _, id := range []string{"forcing/gap", "forcing/events", "tilt/conditioning", "mimic/indistinguishable", "merging/budget"} {
		b.Run(strings.ReplaceAll(id, "/", "-"), func(b *testing.B) {
			claim, _ := theorems.Essay().Find(id)
			b.ReportAllocs()
			scenarios := int64(0)
			for b.Loop() {
				found, err := Exhaust(context.Background(), *claim, 4, Everything)
				if err != nil {
					b.Fatal(err)
				}
				scenarios += found.Tried
			}
			b.ReportMetric(float64(scenarios)/b.Elapsed().Seconds(), "scenarios/s")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// One case of the property that TestClaims checks: rapid draws the scenario and tries the claim on it.
func BenchmarkForcingGapProperty(b *testing.B) {
	claim, _ := theorems.Essay().Find("forcing/gap")
	checks := flag.Lookup("rapid.checks")
	before := checks.Value.String()
	defer func() { _ = checks.Value.Set(before) }()
	if err := checks.Value.Set(fmt.Sprint(b.N)); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	met := 0
	sampler, choices := NewSampler(*claim), new(Packed)
	rapid.Check(b, func(t *rapid.T) {
		*choices = Packed{Words: words{t}}
		in, ok := sampler.Instance(choices)
		if !ok {
			return
		}
		met++
		for _, v := range claim.Conclude(in) {
			if claim.Breaks(v) {
				t.Fatal("broken")
			}
		}
	})
	b.ReportMetric(float64(met)/float64(b.N), "met/op")
}

// The same claim in a loop written for it alone: up to 4 outcomes with weights up to 4 and g in {0, 1/2, 1}, in machine
// integers. The difference from the engine is the price of generality.
func BenchmarkForcingGapBare(b *testing.B) {
	scenarios := 0
	for b.Loop() {
		for k := 1; k <= 4; k++ {
			for code := range pow(15, k) {
				var w, g [4]int64
				rest, success, forced := code, int64(0), int64(0)
				for x := range k {
					w[x], g[x] = int64(rest%5), int64(rest/5%3)
					rest /= 15
					success += w[x] * g[x]
					forced += w[x] * (g[x] / 2)
				}
				scenarios++
				if forced == 0 {
					continue
				}
				twice := int64(0) // 2·TV over the common denominator
				for x := range k {
					gap := w[x]*g[x]*forced - w[x]*(g[x]/2)*success
					twice += max(gap, -gap)
				}
				if twice != 2*forced*(success-2*forced) {
					b.Fatal("broken")
				}
			}
		}
	}
	b.ReportMetric(float64(scenarios)/b.Elapsed().Seconds(), "scenarios/s")
	b.ReportMetric(0, "ns/op")
}
