package model_test

import (
	"fmt"

	"mimics/model"
)

// A mimic is tuned on an objective that one outcome always meets and another meets half of the time. The operator's
// forecast of successes and the tuned mimic differ by exactly 1 - P(X_F | R=0).
func Example() {
	p, _ := model.NewDist(model.Frac(1, 2), model.Frac(1, 3), model.Frac(1, 6))
	g, _ := model.NewChannel(model.One, model.Half, model.Zero)

	forecast, _ := g.Posterior(p)
	tuned, _ := g.HardOptimum(p)
	fmt.Println(forecast, tuned)
	fmt.Println(model.TotalVariation(forecast, tuned), model.One.Sub(forecast.Prob(g.ForcingSet())))
	fmt.Println(model.KL(tuned, forecast))
	// Output:
	// (3/4, 1/4, 0) (1, 0, 0)
	// 1/4 1/4
	// 2*ln 2 - ln 3
}

// Two sources that a mimic cannot yet tell apart: each outcome changes its belief.
func ExampleLaw() {
	fair, _ := model.Counts(1, 1)
	loaded, _ := model.Counts(1, 2)
	machine, _ := model.NewMachine(2, model.State{Emit: fair}, model.State{Emit: loaded})
	even, _ := model.Counts(1, 1)
	law := model.NewLaw(machine, even)
	for range 3 {
		forecast, _ := law.Forecast()
		fmt.Println(law.Prob(), forecast)
		law = law.Observe(1)
	}
	// Output:
	// 1 (5/12, 7/12)
	// 7/12 (17/42, 25/42)
	// 25/72 (59/150, 91/150)
}
