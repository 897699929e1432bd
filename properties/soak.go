package properties

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"time"

	"mimics/theorems"
)

// Soaked is what a soak saw of a claim.
type Soaked struct {
	ID string
	Tally
	// Broken is the first case of those that failed, as small as shrinking makes it; nil where none did. It has no scenario
	// where making one broke.
	Broken *Witness
}

// turn is how long a worker stays with a claim before the next has its turn: all have about the same time, so that those
// that are quickly checked are checked often.
const turn = 20 * time.Millisecond

// Soak tries the claims on random scenarios until the context's end, on all cores: case after case of the seed, of each
// claim those that the sample of a run with more and more cases would try. How far it comes is a matter of time; what a
// case says is not. A case that is being tried at the end is not waited for.
func Soak(ctx context.Context, claims []theorems.Claim, seed uint64) []Soaked {
	soaked := make([]Soaked, len(claims))
	for i := range claims {
		soaked[i].ID = claims[i].ID
	}
	var workers sync.WaitGroup
	var mutex sync.Mutex
	next := 0
	cores := max(1, runtime.GOMAXPROCS(0))
	for core := range cores {
		workers.Go(func() {
			soakers := make([]*soaker, len(claims))
			for ctx.Err() == nil {
				mutex.Lock()
				i := next % len(claims)
				next++
				mutex.Unlock()
				if soakers[i] == nil {
					soakers[i] = newSoaker(claims[i], seed, Slice{core, cores})
				}
				until := time.Now().Add(turn)
				tally, broken := soakers[i].turn(func() bool { return ctx.Err() == nil && time.Now().Before(until) })
				mutex.Lock()
				s := &soaked[i]
				s.Tried, s.Met, s.Broken = s.Tried+tally.Tried, s.Met+tally.Met, first(s.Broken, broken)
				mutex.Unlock()
				if broken != nil && broken.Scenario != nil { // known before it is made smaller, which takes a while
					smaller := soakers[i].smaller(broken)
					mutex.Lock()
					if s.Broken == broken {
						s.Broken = smaller
					}
					mutex.Unlock()
				}
			}
		})
	}
	waitFor(ctx, &workers)
	mutex.Lock()
	defer mutex.Unlock()
	return slices.Clone(soaked)
}

// soaker tries a claim on its share of the cases of a seed.
type soaker struct {
	claim   theorems.Claim
	sampler *Sampler
	random  func(i int) Random
	next    int
	slice   Slice
	broken  bool
}

func newSoaker(claim theorems.Claim, seed uint64, slice Slice) *soaker {
	return &soaker{claim: claim, sampler: NewSampler(claim), random: casesOf(&claim, seed), next: slice.Index, slice: slice}
}

// turn tries case after case as long as there is time for more, or until one fails. Of cases that fail one is enough.
func (s *soaker) turn(more func() bool) (tally Tally, broken *Witness) {
	defer func() {
		if fault := recover(); fault != nil {
			if !s.broken {
				s.broken, broken = true, &Witness{At: Position{s.next, 0}, Says: broke(fault)}
			}
			s.next += s.slice.Of // lest it is tried for ever
		}
	}()
	for more() {
		in, met := s.sampler.Instance(s.random(s.next))
		at := Position{s.next, 0}
		tally.Tried++
		if met {
			tally.Met++
		}
		if met && !s.broken {
			verdicts := s.claim.Conclude(in)
			if i := slices.IndexFunc(verdicts, s.claim.Breaks); i >= 0 {
				s.broken, broken = true, &Witness{at, kept(in), Sides(verdicts[i])}
			}
		}
		if s.next += s.slice.Of; broken != nil {
			return tally, broken
		}
	}
	return tally, nil
}

// smaller is the witness with a scenario as small as shrinking makes it, or as it was where shrinking breaks.
func (s *soaker) smaller(w *Witness) (smaller *Witness) {
	defer func() {
		if recover() != nil {
			smaller = w
		}
	}()
	return &Witness{w.At, Smaller(s.claim, s.sampler.made(s.random(w.At[0]))), w.Says}
}
