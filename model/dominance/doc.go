// Package dominance decides how much of one law merges with another, and bounds the constant of dominance.
//
// Write Z(h) = A(h)/M(h). Where Z tends to something finite, the forecasts of A and M for all the future merge; where it
// tends to infinity, A and M end up giving probability 1 to opposite things. How much of A does the one and how much the other is the
// Lebesgue decomposition of A with respect to M. For the sources of package model it can be decided, of outcomes and through
// any feature.
//
// A source is a state s; P_s is the law of what it shows. What merges of P_s depends on the set S of the states in which the sources of M
// can be, and not on their weights: mixtures of the same states have the same null sets. Run s beside S: s moves with each outcome, S with
// what is seen of it, to every state that it may have led to. Under P_s that is a finite chain. Let N be an event that M gives 0 and
// that has the singular parts of all states. The chance of N given all that s did is what is singular at the joint state of s and S: a
// martingale, which tends to 1 where N happens and to 0 elsewhere (Lévy). In a bottom component of the chain a martingale that is a
// function of the joint state is constant, so there all merges, or nothing. How much does from the start is then the probability to come to
// such a component: the least solution of a linear system, exact over the rationals. The singular part of a mixture is that of its parts.
//
// The chance of N given the states is a function of the joint state, because the law P_s given that the source goes from s to r by the
// word h is P_r, and P_s restricted to h is Σ_r P_s(h,r)·P_r. The Lebesgue decomposition commutes with restriction and with sums. So what is
// singular to M given h is what is singular in each P_r with P_s(h,r) > 0, relative to M given h.
//
// In a bottom component it is enough to know whether P_s and M are singular as a whole. Of outcomes they are, since the
// outcome settles the successor: take states as one where they emit alike and every outcome leads them to states taken as one. While s is not
// in S each ratio P_j(h)/P_s(h), j in S, is a martingale under P_s; some outcome multiplies it by something other than 1, again and again by
// the same few factors, so that its only limit is 0. And once s is in S all of it merges. Through a feature they are not singular if and
// only if some state that s can come to is dominated by what M can have come to by the same cells (Chen and Kiefer 2014; see apart
// and covered). One way round, its law is at most a multiple of what M has then. The other way round, where the two are not singular,
// their forecasts come together along some sequence of cells; the beliefs about finitely many states have a limit, of two mixtures with the
// same law. That is a question about the equations between the states' laws, the kernel, and a linear program.
//
// An urn draws its frequencies from a Dirichlet prior and then independently. On two outcomes or more the prior has no atoms,
// while in a source the frequencies have finitely many limits: each is singular to the other. Two urns are dominated both ways where their
// pseudo-counts have the same support, and singular otherwise, for the frequencies are then on different faces of the simplex.
//
// Whether there is a constant of dominance cannot be decided in general through features (Chistikov, Kiefer, Murawski and
// Purser 2022). For outcomes it can if M has one source, and for mixtures under a conjecture of number theory (Schanuel's). The search
// here does less: it may miss long words that A/M grows with, and mixtures that bound it. So "no bound known" means that it found none, not
// that there is none.
//
// There can be |S|·2^|S| joint states, |S| the states that are not taken as one; in practice few are met. To decide whether A is
// absolutely continuous with respect to M is PSPACE-hard already: let every source end by the outcome $, and it is whether one
// nondeterministic automaton accepts all that another does (Meyer and Stockmeyer 1972). Past a limit of joint states, pairs of states show
// at times that all of a source merges; else the answer is bounds. Whether a source is singular as a whole needs no joint states. It is
// open only if the kernel or a linear program costs more than the effort: by default that of some 500 to 700 states without a common
// structure and two cells, or fewer with a kernel of many dimensions and long numbers.
//
// Effort limits the joint states and the pairs that are looked behind, and the arithmetic of the kernel, of the programs and of the equations,
// where long numbers count for more. Constants are bounded by a search with limits of its own. Two steps before all that have no limit: to
// take states as one, and to list which states can be met beside which. Both are polynomial in the number of states.
package dominance
