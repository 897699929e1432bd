package experiment

import (
	"fmt"
	"iter"
	"math/rand/v2"

	"mimics/properties/cli/experiment/gru"
	"mimics/properties/cli/learn"
)

// network is a mimic that was learnt by gradient.
type network struct{ *gru.Network }

func (n network) sample(count int, random *rand.Rand) []learn.Statement {
	return n.Sample(count, longest, random)
}

func (n network) logs(statements []learn.Statement) []float64 { return n.LogLikelihoods(statements) }

// The parameters of training that were chosen on the first split of the default corpus, by what is held out there.
const (
	batch = 64
	rate  = 0.02
	clip  = 1
)

// shares lists the parts of the training after which the network is shown: 4^-i.
var shares = []int{64, 16, 4, 1}

// training trains the network of the run. It yields it with its name after each of the shares, for use until the next.
func (r *run) training() iter.Seq2[string, network] {
	return func(yield func(string, network) bool) {
		random := r.stream("network", 0)
		n := gru.New(r.language.tokens(), r.Network.Cells, random)
		next, going := 0, true
		n.Train(r.Training, r.schedule(r.Network.Epochs), random, func(done float64) bool {
			for going && next < len(shares) && done >= 1/float64(shares[next]) {
				next++
				if next < len(shares) {
					going = yield(fmt.Sprintf("gru 1/%d", shares[next-1]), network{n})
				}
			}
			return going
		})
		if going {
			r.learnt = n
			yield("gru", network{n})
		}
	}
}

func (r *run) schedule(epochs int) gru.Training {
	return gru.Training{Epochs: epochs, Batch: batch, Rate: rate, Clip: clip}
}

// trained returns the network of the run. It trains the network if that has not been done.
func (r *run) trained() network {
	if r.learnt == nil {
		for range r.training() {
		}
	}
	return network{r.learnt}
}
