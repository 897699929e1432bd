package properties

import (
	"math/bits"
	"math/rand/v2"
)

// Choices is the one thing a generator asks for: a number in 0..n-1, n ≥ 1, where 0 is the simplest. Behind it
// stands a random source, a string of bytes, or an odometer that tries every sequence of choices. So the same
// scenario space is sampled, fuzzed and exhausted.
type Choices interface {
	Pick(n int) int
}

// Skipper is a source of choices that can leave out what a generator finds to be a repetition: a scenario that
// another sequence of choices has made already.
type Skipper interface {
	Choices
	// Skip says that whatever follows from the choices made so far is a repetition.
	Skip()
}

// skip tells a source that can that this is a repetition.
func skip(c Choices) {
	if s, ok := c.(Skipper); ok {
		s.Skip()
	}
}

// Random makes uniform choices.
type Random struct{ source *rand.Rand }

// NewRandom is the source for one case of a run: the same numbers, the same choices.
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

// Pick is uniform.
func (r Random) Pick(n int) int { return r.source.IntN(n) }

// Bytes reads a choice from each byte. Every string of bytes makes choices: what is missing reads as 0. A rapid
// property draws one slice of bytes, which rapid shrinks best, and a fuzz target gets them as they are.
type Bytes struct{ rest []byte }

// NewBytes reads from text.
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

// Packed takes many choices from each word, so that drawing costs little. A word is read as a fraction: times n, its whole
// part is the choice and the rest is the word for the next one.
type Packed struct {
	Words
	word uint64
	left int // how many bits of it are still random
}

// spare is how many random bits a choice wants beyond those that it takes: it is then uniform but for one part in 2^spare.
const spare = 10

// Pick takes the next choice. Words are scrambled first, so that draws which lean to small numbers, as those of rapid do,
// make all kinds of choices.
func (p *Packed) Pick(n int) int {
	take := bits.Len(uint(n - 1))
	if p.left < take+spare {
		p.word, p.left = scramble(p.Word()), 64
	}
	choice, rest := bits.Mul64(p.word, uint64(n))
	p.word, p.left = rest, p.left-take
	return int(choice)
}

// Recorded notes the choices that another source makes, so that they can be made again.
type Recorded struct {
	Choices
	Made []int
}

// Pick passes the choice on and notes it.
func (r *Recorded) Pick(n int) int {
	choice := r.Choices.Pick(n)
	r.Made = append(r.Made, choice)
	return choice
}

// Replay makes the choices given, each cut down to what is possible; what is missing reads as 0.
type Replay struct{ Rest []int }

// Pick makes the next choice.
func (r *Replay) Pick(n int) int {
	if len(r.Rest) == 0 {
		return 0
	}
	choice := min(r.Rest[0], n-1)
	r.Rest = r.Rest[1:]
	return choice
}

// Odometer makes every sequence of choices once, in lexicographic order. Where generators put size first and the
// simplest choice at 0, that is the smallest scenario first.
type Odometer struct {
	choices, sizes []int
	at             int  // how many choices were made this time
	skipped        bool // the rest of this time is a repetition
	fixed          int  // how many of the first choices stay
	depth          int  // how many of the first choices are made at all, the others being 0; 0 for all
	deeper         bool // whether there were others this time
}

// startWith turns to the sequences of choices that begin with those given.
func (o *Odometer) startWith(prefix []int) {
	*o = Odometer{choices: append(o.choices[:0], prefix...), sizes: append(o.sizes[:0], prefix...), fixed: len(prefix)}
}

// Pick makes the next choice of the sequence at hand.
func (o *Odometer) Pick(n int) int {
	if o.skipped {
		return 0
	}
	if o.depth > 0 && o.at == o.depth {
		o.deeper = true
		return 0
	}
	if o.at == len(o.choices) {
		o.choices, o.sizes = append(o.choices, 0), append(o.sizes, 0)
	}
	o.sizes[o.at] = n
	o.at++
	return o.choices[o.at-1]
}

// Skip leaves out all sequences that begin with the choices made so far.
func (o *Odometer) Skip() { o.skipped = true }

// Skipped reports whether the sequence at hand was left out.
func (o *Odometer) Skipped() bool { return o.skipped }

// Next turns to the next sequence; false when there is none.
func (o *Odometer) Next() bool {
	o.choices, o.sizes = o.choices[:o.at], o.sizes[:o.at]
	o.at, o.skipped, o.deeper = 0, false, false
	for last := len(o.choices) - 1; last >= o.fixed; last-- {
		if o.choices[last]+1 < o.sizes[last] {
			o.choices[last]++
			o.choices, o.sizes = o.choices[:last+1], o.sizes[:last+1]
			return true
		}
	}
	return false
}
