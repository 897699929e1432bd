package audit

import (
	"math"

	"mimics/properties/cli/estimate"
)

// Replicated says what the runs of completions tell if the outcome is the completion itself. A completion that
// succeeds with the chance g has a number of successes in r runs that is binomial; the numbers of all completions are a
// mixture, whose law of g they do not determine. The ranges hold for every law that they allow, at 95 % for all of them
// at once. They are sharp up to the grid on which laws are tried.
type Replicated struct {
	Runs        int32
	Completions int64 // with that many runs
	Others      int64 // with fewer runs, left out
	// Above bounds P(g ≥ τ|R=0): the share of successes that come from completions that succeed so often.
	Above []Above
	// Soft bounds the success of soft tuning, E[g·e^(λg)]/E[e^(λg)].
	Soft []SoftBounds
}

// Above is a bound for one τ.
type Above struct {
	Least float64
	Share estimate.Range
}

// SoftBounds is a bound for one λ.
type SoftBounds struct {
	Lambda  float64
	Success estimate.Range
}

// Replicates bounds what the runs tell. It returns nil if no completion has two: then nothing is known.
func (t *Table) Replicates() *Replicated {
	if t.Runs < 2 || t.Runs > maxReplicates {
		return nil
	}
	r := &Replicated{Runs: t.Runs}
	of := make(part, len(t.kinds))
	for i, k := range t.kinds {
		if int32(k.runs) == t.Runs {
			of[i], r.Completions = k.n, r.Completions+k.n
		} else {
			r.Others += k.n
		}
	}
	bands := make([]estimate.Range, t.Runs+1) // of the chance of each number of successes
	for s := range bands {
		bands[s] = t.ratio(of, func(_ int, k *kind) (y, x float64) {
			return indicator(int(k.passed) == s), 1
		}).Share(miss / float64(len(bands))).Range
	}
	for _, least := range []float64{0.5, 0.9} {
		r.Above = append(r.Above, Above{least, mixtureRange(bands,
			func(g float64) float64 { return g * indicator(g >= least) }, func(g float64) float64 { return g })})
	}
	for _, lambda := range []float64{1, 4, 16} {
		tilt := func(g float64) float64 { return math.Exp(lambda * (g - 1)) }
		r.Soft = append(r.Soft, SoftBounds{lambda, mixtureRange(bands,
			func(g float64) float64 { return g * tilt(g) }, tilt)})
	}
	return r
}

// maxReplicates is the largest number of runs for which bounds are computed.
const maxReplicates = 50

// The grids of g: the coarse one is where laws live, and the fine one is where a bound is confirmed.
const (
	coarse = 200
	fine   = 4000

	refinements = 30
)

// place returns a point of the coarse grid, which is dense at 0 and 1, where the chances of most numbers vanish. Every
// other point is just below a multiple of 1/100, where a condition g ≥ τ may begin.
func place(x int) float64 {
	if x%2 == 1 {
		return float64(x+1)/coarse - 1e-6
	}
	sine := math.Sin(float64(x) / coarse * math.Pi / 2)
	return sine * sine
}

// mixtureRange bounds E[above(g)]/E[below(g)], with 0 ≤ above ≤ below, over the laws of g for which the number of
// successes s in r runs has a chance within bands[s]. If there is no such law, which is rare, it claims nothing.
func mixtureRange(bands []estimate.Range, above, below func(g float64) float64) estimate.Range {
	high, possible := largestMean(bands, above, below)
	low, _ := largestMean(bands, func(g float64) float64 { return -above(g) }, below)
	if !possible {
		return estimate.Range{Low: 0, High: 1}
	}
	return estimate.Range{Low: max(0, -low), High: min(1, high)}
}

// largestMean bounds E[above]/E[below] from above, with -below ≤ above ≤ below, and reports whether there is a law. Let
// q be the sum of m_s·B_s(g) over s, where B_s(g) is the chance of s successes, less a constant such that q has an
// expectation of at most 0 under every law that the bands allow. If above - ρ·below ≤ q everywhere then the bound is ρ.
// This holds for any multipliers m, so that errors of floats in the search for them cost sharpness alone.
//
// The law may need a point that the coarse grid lacks: the one where the bound is worst is added, a few times.
func largestMean(bands []estimate.Range, above, below func(g float64) float64) (bound float64, possible bool) {
	points := make([]float64, 0, coarse+1)
	for x := range coarse + 1 {
		points = append(points, place(x))
	}
	bound = 1
	for range refinements {
		multipliers, ratio, ok := search(bands, points, above, below)
		possible = ok
		confirmed, worst := confirm(bands, multipliers, above, below)
		bound = min(bound, confirmed)
		if !ok || bound <= ratio+1e-4 {
			break
		}
		points = append(points, worst)
	}
	return bound, possible
}

// confirm returns the bound of the multipliers, and the point of the fine grid that decides it.
func confirm(bands []estimate.Range, multipliers []float64, above, below func(g float64) float64) (
	bound, worst float64) {
	constant := 0.0
	for s, m := range multipliers {
		constant += m * bands[s].High * indicator(m > 0)
		constant += m * bands[s].Low * indicator(m < 0)
	}
	bound = -1
	for i := range fine + 1 {
		g := float64(i) / fine
		q := -constant
		for s, chance := range binomials(len(bands)-1, g) {
			q += multipliers[s] * chance
		}
		least := 1.0
		if excess := above(g) - q; below(g) > 1e-9 {
			least = excess / below(g)
		} else if excess <= 1e-9 {
			continue
		}
		if least > bound {
			bound, worst = least, g
		}
	}
	return min(1, bound), worst
}

// binomials returns the chances of 0 to n successes in n runs.
func binomials(n int, g float64) []float64 {
	chances := make([]float64, n+1)
	chances[0] = 1
	for run := range n {
		for s := run + 1; s > 0; s-- {
			chances[s] = chances[s]*(1-g) + chances[s-1]*g
		}
		chances[0] *= 1 - g
	}
	return chances
}

// search finds multipliers, the dual of the largest E[above]/E[below] over laws on the points, and returns this ratio.
// It reports whether there is a law that the bands allow. For a ratio ρ the largest E[above - ρ·below] is a linear
// program; the law that attains it has a better ratio, until the program's value is 0 (Dinkelbach 1967).
func search(bands []estimate.Range, points []float64, above, below func(g float64) float64) (
	multipliers []float64, ratio float64, possible bool) {
	k, grid := len(bands), len(points)
	// Columns: the law; the room to the upper and to the lower ends; what the lower ends and the sum of the law lack;
	// the values of the rows. Rows: the upper ends, the lower ends, the sum; then the three objectives.
	up, down, lack := grid, grid+k, grid+2*k
	columns := lack + k + 1
	p := program{rows: make([][]float64, 2*k+1), basis: make([]int, 2*k+1), values: columns}
	for i := range p.rows {
		p.rows[i] = make([]float64, columns+1)
	}
	gain, cost, gap := make([]float64, columns+1), make([]float64, columns+1), make([]float64, columns+1)
	for x, g := range points {
		for s, chance := range binomials(k-1, g) {
			p.rows[s][x], p.rows[k+s][x] = chance, chance
		}
		p.rows[2*k][x] = 1
		gain[x], cost[x] = above(g), below(g)
	}
	for s, band := range bands {
		p.rows[s][up+s], p.rows[s][columns], p.basis[s] = 1, band.High, up+s
		p.rows[k+s][down+s], p.rows[k+s][lack+s] = -1, 1
		p.rows[k+s][columns], p.basis[k+s] = band.Low, lack+s
	}
	p.rows[2*k][lack+k], p.rows[2*k][columns], p.basis[2*k] = 1, 1, lack+k
	for i := k; i <= 2*k; i++ { // what is lacking, to be made 0
		for x := range p.rows[i] {
			gap[x] += p.rows[i][x]
		}
		gap[p.basis[i]] = 0
	}
	p.objectives = [][]float64{gain, cost, gap}
	p.maximize(lack, func(x int) float64 { return gap[x] })
	multipliers = make([]float64, k)
	if gap[columns] > 1e-7 {
		return multipliers, 1, false
	}
	ratio = -1
	for range 50 {
		p.maximize(lack, func(x int) float64 { return gain[x] - ratio*cost[x] })
		next := gain[columns] / min(cost[columns], -1e-12) // the values are negative there
		if next <= ratio+1e-12 {
			break
		}
		ratio = next
	}
	for s := range multipliers {
		multipliers[s] = max(0, ratio*cost[up+s]-gain[up+s]) + min(0, gain[down+s]-ratio*cost[down+s])
	}
	return multipliers, ratio, true
}

// program is a linear program in the form of a tableau: each row expresses a basic variable by the others, and the last
// column has the values. An objective's last entry is minus its value.
type program struct {
	rows, objectives [][]float64
	basis            []int
	values           int // the last column
}

// maximize goes from vertex to vertex as long as the gradient of a variable below the limit is positive: the steepest
// enters, and the first to become 0 leaves.
func (p *program) maximize(limit int, gradient func(x int) float64) {
	const least = 1e-10
	for range 2000 {
		enters, steepest := -1, least
		for x := range limit {
			if slope := gradient(x); slope > steepest {
				enters, steepest = x, slope
			}
		}
		if enters < 0 {
			return
		}
		leaves, shortest := -1, math.Inf(1)
		for i, row := range p.rows {
			if row[enters] > 1e-9 && row[p.values]/row[enters] < shortest {
				leaves, shortest = i, row[p.values]/row[enters]
			}
		}
		if leaves < 0 {
			return // only by rounding: the law is bounded
		}
		p.eliminate(leaves, enters)
		p.basis[leaves] = enters
	}
}

// eliminate divides the row by its entry in the column and subtracts it from all others, so that they have none there.
func (p *program) eliminate(row, column int) {
	by := p.rows[row][column]
	for y := range p.rows[row] {
		p.rows[row][y] /= by
	}
	for _, list := range [][][]float64{p.rows, p.objectives} {
		for i, other := range list {
			if factor := other[column]; factor != 0 && (&list[0] != &p.rows[0] || i != row) {
				for y, v := range p.rows[row] {
					other[y] -= float64(factor * v)
				}
			}
		}
	}
}
