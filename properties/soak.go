package properties

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"time"

	"mimics/theorems"
)

// Soaked holds the findings of a soak on a claim.
type Soaked struct {
	ID string
	Tally
	// Broken is the first case that failed, made as small as shrinking can; nil if none failed. It has no scenario if
	// making the scenario panicked.
	Broken *Witness
}

// turn is how long a worker tries a claim before it tries the next. All claims get about the same time, so claims that
// are quickly checked are checked more often.
const turn = 20 * time.Millisecond

// Soak tries the claims on random scenarios, on all cores, until the context ends. It takes the cases that Sample
// takes for the seed, one after the other. The number of cases depends on the time; the outcome of a case does not.
// Soak waits for a running case no longer than patience.
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
				if broken != nil && broken.Scenario != nil { // it is reported before shrinking, which takes a while
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
	return &soaker{claim: claim, sampler: NewSampler(claim), random: casesOf(&claim, seed), next: slice.Index,
		slice: slice}
}

// turn tries case after case until more returns false or a case fails. After the first failure it only counts cases.
func (s *soaker) turn(more func() bool) (tally Tally, broken *Witness) {
	defer func() {
		if fault := recover(); fault != nil {
			if !s.broken {
				s.broken, broken = true, &Witness{At: Position{s.next}, Says: panicked(fault)}
			}
			s.next += s.slice.Of // so that it is not tried again
		}
	}()
	for more() {
		in, met := s.sampler.Instance(s.random(s.next))
		at := Position{s.next}
		tally.Tried++
		if met {
			tally.Met++
		}
		if met && !s.broken {
			verdicts := s.claim.Conclude(in)
			if i := slices.IndexFunc(verdicts, s.claim.Breaks); i >= 0 {
				s.broken, broken = true, &Witness{at, kept(in), Sides(verdicts[i]), false}
			}
		}
		if s.next += s.slice.Of; broken != nil {
			return tally, broken
		}
	}
	return tally, nil
}

// smaller returns the witness with its scenario shrunk, or unchanged if shrinking panics.
func (s *soaker) smaller(w *Witness) (smaller *Witness) {
	defer func() {
		if recover() != nil {
			smaller = w
		}
	}()
	return &Witness{w.At, Smaller(s.claim, s.sampler.made(s.random(w.At[0]))), w.Says, false}
}
