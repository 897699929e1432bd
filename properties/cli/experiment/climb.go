package experiment

import (
	"fmt"
	"math/rand/v2"

	"mimics/properties/cli/experiment/gru"
	"mimics/properties/cli/learn"
)

// The parameters of tuning that were chosen on the first split of the default corpus.
const (
	climbBatch = 256
	climbRate  = 0.003
)

// climb tunes a clone of the network p towards a reward by policy gradient (REINFORCE): in each step it draws
// statements from the clone q, and makes those likelier whose reward, less β·ln(q/p), is above the mean. So it climbs
//
//	J(q) = E_q[reward] - β·KL(q‖p).
//
// After each step it calls after, until that returns false.
func climb(p network, beta float64, steps int, random *rand.Rand, reward func(learn.Statement) float64,
	after func(step int, q network) bool) {
	q := network{p.Clone()}
	for step := 1; step <= steps; step++ {
		drawn := q.sample(climbBatch, random)
		gains, mean := make([]float64, len(drawn)), 0.0
		if beta > 0 {
			gains = p.logs(drawn)
		}
		q.Learn(drawn, func(own []float64) []float32 {
			for i, s := range drawn {
				gains[i] = reward(s) + float64(beta*(gains[i]-own[i]))
				mean += gains[i] / float64(len(drawn))
			}
			weights := make([]float32, len(drawn))
			for i, gain := range gains {
				weights[i] = float32((gain - mean) / float64(len(drawn)))
			}
			return weights
		})
		q.Step(climbRate*(1-float64(step-1)/float64(steps)), clip)
		if !after(step, q) {
			return
		}
	}
}

// climbed yields the rows of the network that follows the policy gradient, without a penalty and with the penalty
// β = 1/ln b for each base b, for which the optimum is the soft one of that base.
func (t *tuning) climbed(yield func(CompilabilityRow) bool) bool {
	going := true
	for _, b := range append([]int{0}, bases...) {
		name, beta := "gradient", 0.0
		if b > 0 {
			name, beta = fmt.Sprint("gradient ", b), 1/gru.Log(float64(b))
		}
		climb(t.base.(network), beta, t.Network.Steps, t.random,
			func(s learn.Statement) float64 { return float64(bit(t.succeeds(s))) },
			func(step int, q network) bool {
				if isShown(step, t.Network.Steps) {
					going = yield(t.tuned(fmt.Sprintf("%s ×%d", name, step), q, q.sample(t.Samples, t.random), b))
				}
				return going
			})
		if !going {
			return false
		}
	}
	return true
}

// isShown reports whether there is a row after the step: after a quarter of the steps and after all.
func isShown(step, steps int) bool { return step == steps || step == (steps+3)/4 }

// relearnt yields the rows of the network that learns from its own successes.
func (t *tuning) relearnt(yield func(CompilabilityRow) bool) bool {
	return t.rounds("refit", func(q mimic, successes []learn.Statement) mimic {
		next := network{q.(network).Clone()}
		next.Train(successes, gru.Training{Epochs: 1, Batch: batch, Rate: rate / 4, Clip: clip}, t.random,
			func(float64) bool { return true })
		return next
	}, true, yield)
}
