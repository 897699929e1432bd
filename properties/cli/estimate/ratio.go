package estimate

import "math"

// Ratio estimates E[y]/E[x] from draws of the pair (y, x). Draws in different clusters are independent. With two
// clusterings, such as by rater and by prompt, draws are independent if they share neither.
type Ratio struct {
	n         float64  // draws
	total     pair     // sums
	squares   squares  // of the draws
	clusters  [][]pair // the sums of each cluster, for each clustering
	both      map[[2]int32]pair
	uncertain bool // whether a draw is neither of two outcomes: (1, 1), (0, 1); or counts for nothing: (0, 0)
}

type pair struct{ y, x float64 }

func (p *pair) add(y, x float64) { p.y, p.x = p.y+y, p.x+x }

// squares are sums of products.
type squares struct {
	n          float64 // the number of pairs that are not (0, 0)
	yy, xy, xx float64
}

func (s *squares) add(y, x, times float64) {
	if y == 0 && x == 0 {
		return
	}
	s.n += times
	s.yy, s.xy, s.xx = s.yy+float64(y*y)*times, s.xy+float64(x*y)*times, s.xx+float64(x*x)*times
}

// variance returns the variance of the ratio r of the sums, by linearisation: the pairs are independent, and the
// denominators add up to the total.
func (s *squares) variance(r, total float64) float64 {
	if s.n < 2 {
		return math.Inf(1)
	}
	residuals := max(0, s.yy-2*float64(r*s.xy)+float64(r*r)*s.xx)
	return residuals / (total * total) * s.n / (s.n - 1)
}

// effective returns the number of pairs of one size that are as many (Kish).
func (s *squares) effective(total float64) float64 {
	if s.xx == 0 {
		return 0
	}
	return total * total / s.xx
}

// NewRatio returns a ratio without draws. There are as many clusterings as sizes, at most two; a size is the number of
// clusters. Without clusterings the draws are independent.
func NewRatio(sizes []int) *Ratio {
	r := &Ratio{}
	for _, size := range sizes {
		r.clusters = append(r.clusters, make([]pair, size))
	}
	if len(sizes) == 2 {
		r.both = map[[2]int32]pair{}
	}
	return r
}

// Add adds n equal draws in the given clusters. Draws of (0, 0) change nothing.
func (r *Ratio) Add(y, x float64, n int64, clusters [2]int32) {
	if n == 0 || x == 0 && y == 0 {
		return
	}
	times := float64(n)
	r.n += times
	r.total.add(times*y, times*x)
	r.squares.add(y, x, times)
	r.uncertain = r.uncertain || x != 1 || y != 0 && y != 1
	for c := range r.clusters {
		r.clusters[c][clusters[c]].add(times*y, times*x)
	}
	if r.both != nil {
		sum := r.both[clusters]
		sum.add(times*y, times*x)
		r.both[clusters] = sum
	}
}

// Mark turns n draws that were added as (0, x) into (x, x). So one set of draws estimates the shares of many events.
func (r *Ratio) Mark(x float64, n int64, clusters [2]int32) {
	times := float64(n)
	r.total.y += float64(times * x)
	r.squares.yy, r.squares.xy = r.squares.yy+float64(x*x)*times, r.squares.xy+float64(x*x)*times
	for c := range r.clusters {
		r.clusters[c][clusters[c]].y += float64(times * x)
	}
	if sum, ok := r.both[clusters]; ok {
		sum.y += float64(times * x)
		r.both[clusters] = sum
	}
}

// Unmark undoes Mark. Call it with the clusters of each marked draw. Every draw must have been added as (0, x).
func (r *Ratio) Unmark(clusters [2]int32) {
	r.total.y, r.squares.yy, r.squares.xy = 0, 0, 0
	for c := range r.clusters {
		r.clusters[c][clusters[c]].y = 0
	}
	if sum, ok := r.both[clusters]; ok {
		r.both[clusters] = pair{0, sum.x}
	}
}

// Total returns the sum of the denominators.
func (r *Ratio) Total() float64 { return r.total.x }

// Value returns the ratio of the sums, or 1/2 without draws.
func (r *Ratio) Value() float64 {
	if r.total.x == 0 {
		return 0.5
	}
	return r.total.y / r.total.x
}

// spread returns the variance of the ratio, the number of independent clusters that tell it, and the number of
// clusters of one size that are as many. With two clusterings the variance is that of either, less that of both at
// once (Cameron, Gelbach and Miller, "Robust inference with multiway clustering", 2011), and not less than one of
// them.
func (r *Ratio) spread() (variance, clusters, effective float64) {
	value, total := r.Value(), r.total.x
	if len(r.clusters) == 0 {
		return r.squares.variance(value, total), r.squares.n, r.squares.effective(total)
	}
	largest := 0.0
	clusters, effective = math.Inf(1), math.Inf(1)
	for _, sums := range r.clusters {
		var s squares
		for _, p := range sums {
			s.add(p.y, p.x, 1)
		}
		v := s.variance(value, total)
		variance, largest = variance+v, max(largest, v)
		clusters, effective = min(clusters, s.n), min(effective, s.effective(total))
	}
	if r.both != nil {
		var s squares
		for _, p := range r.both {
			s.add(p.y, p.x, 1)
		}
		if v := s.variance(value, total); !math.IsInf(v, 1) {
			variance -= v
		}
	}
	return max(variance, largest), clusters, effective
}

// Share estimates the ratio if 0 ≤ y ≤ x. The range misses it with a chance of at most miss if the draws are
// independent and each is (1, 1) or (0, 1): then it is Clopper and Pearson's. Otherwise it is theirs for the number of
// independent draws that have the variance of the ratio, reduced for few clusters (Korn and Graubard, "Confidence
// intervals for proportions with small expected number of positive counts", 1998), which covers about as often.
func (r *Ratio) Share(miss float64) Estimate {
	if !r.uncertain && len(r.clusters) == 0 {
		return Share(int64(r.total.y), int64(r.total.x), miss)
	}
	value := min(1, max(0, r.Value()))
	variance, clusters, effective := r.spread()
	if clusters < 2 || r.total.x == 0 {
		return Estimate{value, Range{0, 1}}
	}
	n := min(effective, r.n)
	if variance > 0 && value > 0 && value < 1 {
		t := Student(degrees(clusters), miss) / Student(degrees(r.n), miss)
		n = min(r.n, value*(1-value)/variance/(t*t))
	}
	whole := math.Floor(n + 1e-9)
	least, most := math.Floor(whole*value+1e-9), math.Ceil(whole*value-1e-9)
	e := Estimate{value, Range{
		ClopperPearson(int64(least), int64(whole), miss).Low, ClopperPearson(int64(most), int64(whole), miss).High,
	}}
	return e
}

// Mean estimates the ratio with Student's range for the number of clusters, which covers about as often as it says if
// there are many. It is infinite for fewer than two.
func (r *Ratio) Mean(miss float64) Estimate {
	variance, clusters, _ := r.spread()
	value := r.Value()
	if clusters < 2 || r.total.x == 0 {
		return Estimate{value, Range{math.Inf(-1), math.Inf(1)}}
	}
	reach := Student(degrees(clusters), miss) * math.Sqrt(variance)
	return Estimate{value, Range{value - reach, value + reach}}
}

// Average estimates the ratio if y/x is the average of many rows of a cluster, 0 ≤ y ≤ x: with the range of Mean within
// [0, 1], and that of Share if all clusters agree.
func (r *Ratio) Average(miss float64) Estimate {
	if variance, _, _ := r.spread(); variance < 1e-15 { // but for rounding
		return r.Share(miss)
	}
	e := r.Mean(miss)
	return Estimate{e.Value, Range{max(0, e.Low), min(1, e.High)}}
}

// Deviation returns the standard error of the ratio.
func (r *Ratio) Deviation() float64 {
	variance, _, _ := r.spread()
	return math.Sqrt(variance)
}

// Influence returns the sum of the squares of what one independent thing can move a share of the denominators by: a
// draw or, with clusters, a cluster, and with two clusterings also a draw.
func (r *Ratio) Influence() (sum float64) {
	inverse := func(s *squares) float64 {
		if n := s.effective(r.total.x); n > 0 {
			return 1 / n
		}
		return 1
	}
	if len(r.clusters) != 1 {
		sum = inverse(&r.squares)
	}
	for _, clusters := range r.clusters {
		var s squares
		for _, p := range clusters {
			s.add(p.y, p.x, 1)
		}
		sum += inverse(&s)
	}
	return sum
}

// degrees returns the degrees of freedom of a number of draws. More than a thousand are as good as a thousand.
func degrees(draws float64) int { return int(min(1000, max(1, draws-1))) }
