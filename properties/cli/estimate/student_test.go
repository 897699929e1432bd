package estimate

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"
)

// Student's law by another route, the incomplete beta function, gives the chance that was asked for. That route loses
// digits near 0, where it subtracts from 1.
func TestStudentSolvesItsEquation(t *testing.T) {
	for _, degrees := range []int{1, 2, 3, 4, 9, 30, 199, 1000, 20_001} {
		law := distuv.StudentsT{Sigma: 1, Nu: float64(degrees)}
		for _, miss := range []float64{0.9, 0.5, 0.05, 1e-3, 1e-9} {
			chance := law.CDF(-Student(degrees, miss))
			require.InEpsilon(t, miss/2, chance, 1e-5)
			require.InDelta(t, miss/2, chance, 1e-10)
		}
	}
}

// At one degree of freedom the law is Cauchy's, at two its quantile is algebraic; others are from tables.
func TestStudentKnown(t *testing.T) {
	for _, miss := range []float64{0.9, 0.05, 1e-6} {
		require.InEpsilon(t, 1/math.Tan(miss/2*math.Pi), Student(1, miss), 1e-9)
		require.InEpsilon(t, (1-miss)*math.Sqrt(2/(1-(1-miss)*(1-miss))), Student(2, miss), 1e-9)
	}
	require.InDelta(t, 3.182446, Student(3, 0.05), 1e-6)
	require.InDelta(t, 2.228139, Student(10, 0.05), 1e-6)
	require.InDelta(t, 2.749996, Student(30, 0.01), 1e-6)
	require.InDelta(t, 1.959964, Student(1_000_000, 0.05), 3e-6)
}

func TestNormal(t *testing.T) {
	for _, tail := range []float64{0.9, 0.5, 0.025, 1e-5, 1e-9} {
		require.InEpsilon(t, tail, distuv.UnitNormal.Survival(normal(tail)), 1e-6)
	}
	require.InDelta(t, 1.959964, normal(0.025), 1e-6)
}
