// Package dominance decides how much of one law merges with another, and bounds the constant of dominance.
//
// Write Z(h) = A(h)/M(h). Where Z tends to something finite, the forecasts of A and M for all the future merge; where it
// tends to infinity, A and M end up holding opposite things certain. How much of A does the one and how much the other is the
// Lebesgue decomposition of A with respect to M, and for the sources of package model it can be decided:
//
// A source is a state s with emissions e_s; the outcome settles the successor. Call two states alike where they emit alike and
// every outcome leads them to states that are alike; this is decided by refining partitions. Let P_s be the law of a source of
// A, and m_j·P_j those of M. Under P_s each ratio P_j(h)/P_s(h) is a martingale, at least 0, and so converges. The pair of
// states of s and j is a finite Markov chain under P_s. In one of its bottom components the two emit alike everywhere, and then they are
// alike and the ratio is constant; or an outcome multiplies the ratio by something other than 1, again and again by the same
// few factors, so that the only limit is 0. So P_s is singular to M exactly on the event that it never is in a state that is alike
// to one that is still possible for M, and the merging mass is the probability of the opposite. For that it is enough to run s
// beside the set of the states still possible, up to alikeness: once met, always met. The set moves with the outcome, so this is
// a finite chain, and the probability to get to where s is in the set solves a linear system, exactly. Ties, periodic sources, sources that are equal from some
// point on, and those met only after a detour are no special cases. The singular part of a mixture is that of its parts.
//
// An urn draws its frequencies from a Dirichlet prior and then independently. On two outcomes or more the prior has no atoms,
// while in a source the frequencies have finitely many limits: each is singular to the other. Two urns are dominated both ways where their pseudo-counts have the
// same support, and singular otherwise, for the frequencies are then on different faces of the simplex. An urn of one outcome is a certain state.
//
// She who sees cells of a feature alone has beliefs about the state of a source in place of the state. A belief and a cell settle the next belief, so beliefs
// are the states of a source on cells; where they are finitely many all of this applies, and where there are more than a limit nothing is
// decided. There the general question is hard: inclusion of supports is PSPACE-complete (Kiefer 2018).
//
// The cost is at most |S|·2^|S| joint states, |S| the states that are not alike, in practice the few that are met, and past 2^13 the question is refused. The
// solution of the equations is cubic in them at worst.
package dominance
