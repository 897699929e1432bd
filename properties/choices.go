package properties

import (
	"math/bits"
	"math/rand/v2"
)

// Choices is the source that a generator draws from. Pick returns a number in 0..n-1, n ≥ 1, where 0 is the simplest
// choice. A source is random, reads bytes, or is an odometer that tries every sequence of choices, so the same space of
// scenarios is sampled, fuzzed and exhausted.
type Choices interface {
	Pick(n int) int
}

// Skipper is a source of choices that can leave out repetitions: scenarios that an earlier sequence of choices made.
type Skipper interface {
	Choices
	// Skip says that every scenario that begins with the choices made so far is a repetition.
	Skip()
}

// skip calls Skip if the source has it.
func skip(c Choices) {
	if s, ok := c.(Skipper); ok {
		s.Skip()
	}
}

// Random makes uniform choices.
type Random struct{ source *rand.Rand }

// NewRandom returns the source for one case of a run. The same three numbers give the same choices.
func NewRandom(seed, stream, number uint64) Random {
	return Random{rand.New(rand.NewPCG(scramble(seed^scramble(stream)), scramble(number)))}
}

// scramble spreads neighbouring numbers over all of 64 bits (the finaliser of splitmix64).
func scramble(n uint64) uint64 {
	n += 0x9e3779b97f4a7c15
	n = (n ^ n>>30) * 0xbf58476d1ce4e5b9
	n = (n ^ n>>27) * 0x94d049bb133111eb
	return n ^ n>>31
}

// Pick returns a uniform choice.
func (r Random) Pick(n int) int { return r.source.IntN(n) }

// Bytes reads a choice from each byte. Missing bytes read as 0, so every string of bytes makes choices. A rapid
// property draws one slice of bytes, which rapid shrinks best, and a fuzz target gets bytes from the fuzzer.
type Bytes struct{ rest []byte }

// NewBytes returns a source that reads from text.
func NewBytes(text []byte) *Bytes { return &Bytes{text} }

// Pick takes the next byte modulo n.
func (b *Bytes) Pick(n int) int {
	if len(b.rest) == 0 {
		return 0
	}
	first := int(b.rest[0])
	b.rest = b.rest[1:]
	return first % n
}

// Words is a source of random words.
type Words interface{ Word() uint64 }

// Packed takes many choices from each word, so that drawing is cheap. It reads a word as a fraction w in [0, 1): the
// whole part of w·n is the choice, and the rest is the fraction for the next choice.
type Packed struct {
	Words
	word uint64
	left int // the number of random bits left in word
}

// spare is the number of random bits that must be left beyond those that a choice takes, so that the choice is uniform
// to one part in 2^spare.
const spare = 10

// Pick returns the next choice. Words are scrambled first, so that a source that prefers small numbers, such as rapid,
// makes all kinds of choices.
func (p *Packed) Pick(n int) int {
	take := bits.Len(uint(n - 1))
	if p.left < take+spare {
		p.word, p.left = scramble(p.Word()), 64
	}
	choice, rest := bits.Mul64(p.word, uint64(n))
	p.word, p.left = rest, p.left-take
	return int(choice)
}

// Recorded records the choices of another source, so that Replay can repeat them.
type Recorded struct {
	Choices
	Made []int
}

// Pick returns the choice of the source and records it.
func (r *Recorded) Pick(n int) int {
	choice := r.Choices.Pick(n)
	r.Made = append(r.Made, choice)
	return choice
}

// Replay makes the given choices, each lowered to n-1 if it is larger. Missing choices read as 0.
type Replay struct{ Rest []int }

// Pick returns the next choice.
func (r *Replay) Pick(n int) int {
	if len(r.Rest) == 0 {
		return 0
	}
	choice := min(r.Rest[0], n-1)
	r.Rest = r.Rest[1:]
	return choice
}

// Odometer makes every sequence of choices once, in lexicographic order, or those of a share. Generators choose sizes
// first and have the simplest choice at 0, so the smallest scenario comes first.
type Odometer struct {
	choices, sizes []int
	at             int  // the number of choices made in this sequence
	skipped        bool // whether this sequence is a repetition
	depth          int  // the number of first choices that vary, later ones being 0; 0 if all vary
	deeper         bool // whether this sequence had more choices than depth
	share
}

// share deals sequences of choices to slices of the work, like cards: of n slices, each gets every n-th value of one
// choice. Which slice gets the value 0 depends on the claim and on the choices before, so that no slice gets more of
// what comes first than others.
type share struct {
	slice  Slice
	dealt  int    // the place of the choice whose values are dealt, counted from 1; 0 if the share is everything
	stream uint64 // the claim's number
}

// values returns the values of the dealt choice that are in the share after the given choices.
func (s *share) values(after []int) Slice {
	turn := s.stream
	for _, choice := range after {
		turn = scramble(turn ^ uint64(choice))
	}
	return s.slice.turned(turn)
}

// Pick returns the next choice of the current sequence.
func (o *Odometer) Pick(n int) int {
	if o.skipped {
		return 0
	}
	if o.depth > 0 && o.at == o.depth {
		o.deeper = true
		return 0
	}
	if o.at == len(o.choices) {
		first := 0
		if o.at+1 == o.dealt {
			first = o.values(o.choices).Index
		}
		if first >= n {
			o.skipped = true // no value is in the share
			return 0
		}
		o.choices, o.sizes = append(o.choices, first), append(o.sizes, 0)
	}
	o.sizes[o.at] = n
	o.at++
	return o.choices[o.at-1]
}

// Skip leaves out all sequences that begin with the choices made so far.
func (o *Odometer) Skip() { o.skipped = true }

// Skipped reports whether the current sequence is left out.
func (o *Odometer) Skipped() bool {
	elsewhere := o.at < o.dealt && o.values(o.choices).Index != 0 // a sequence that ends before counts as the value 0
	return o.skipped || elsewhere
}

// Next advances to the next sequence and reports whether there is one.
func (o *Odometer) Next() bool {
	o.choices, o.sizes = o.choices[:o.at], o.sizes[:o.at]
	o.at, o.skipped, o.deeper = 0, false, false
	for last := len(o.choices) - 1; last >= 0; last-- {
		step := 1
		if last+1 == o.dealt {
			step = o.slice.Of
		}
		if o.choices[last]+step < o.sizes[last] {
			o.choices[last] += step
			o.choices, o.sizes = o.choices[:last+1], o.sizes[:last+1]
			return true
		}
	}
	return false
}
