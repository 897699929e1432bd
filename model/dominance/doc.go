// Package dominance decides how much of one law A merges with another law M, and bounds the constant C of A ≤ C·M.
//
// Write Z(h) = A(h)/M(h). If Z tends to something finite, the forecasts of A and M for all the future merge. If it
// tends to infinity, A and M end up giving probability 1 to opposite events. How much of A does which is the Lebesgue
// decomposition of A with respect to M. It can be decided for the sources of package model, for outcomes and through
// any feature. Start reading at [Compare] and [Comparison.Verdict]; the decision itself is in decompose.go.
//
// # Why it can be decided
//
// A source is a state s, and P_s is the law of what it shows. How much of P_s merges depends on the set S of the
// states in which the sources of M can be, and not on their weights: mixtures of the same states have the same null
// sets. Run s together with S: each outcome moves s, and moves S to every state to which the observed cell can lead.
// Under P_s that is a finite chain of joint states. Let N be an event that M gives 0 and that contains the singular
// parts of all states. The probability of N given all states of s so far is a martingale, which tends to 1 on N and
// to 0 elsewhere (Lévy). It is a function of the joint state, so in a bottom component of the chain it is constant:
// there all merges, or nothing does. So the mass that merges is the probability to reach a component where all
// merges: the least solution of a linear system, exact over the rationals. The singular part of a mixture is that of
// its parts.
//
// It is a function of the joint state because P_s, given that s moves to r by the word h, is P_r from there on. P_s
// restricted to h is Σ_r P_s(h,r)·P_r, and the Lebesgue decomposition commutes with restriction and with sums. So
// what is singular to M given h is what is singular in each P_r with P_s(h,r) > 0, relative to M given h.
//
// In a bottom component it remains to decide whether P_s and M are singular as a whole. For outcomes they are, since
// state and outcome determine the successor. States that emit alike and always move to identified states are
// identified. While s is not in S, each ratio P_j(h)/P_s(h), j in S, is a martingale under P_s. Again and again some
// outcome multiplies it by one of a few factors other than 1, so its only limit is 0. Once s is in S all of it
// merges. Through a feature they are not singular if and only if some state that s can reach is dominated by a
// mixture of states that M can reach by the same cells (Chen and Kiefer 2014). If so, its law is at most a multiple
// of M's. Conversely, if the two are not singular, their forecasts converge along some sequence of cells, and the
// beliefs about finitely many states have a limit: two mixtures with the same law. That is a question about the
// equations between the states' laws, the kernel, and a linear program. The program is solved here, exactly: no kept
// library in Go does it with rationals.
//
// An urn draws its frequencies from a Dirichlet prior and then draws independently. If it can show two outcomes or
// more, the prior has no atoms, while the frequencies of a state have finitely many limits: each is singular to the
// other. Two urns dominate each other if their pseudo-counts have the same support. Otherwise their frequencies lie
// on different faces of the simplex, and they are singular.
//
// # What remains open
//
// Through features it cannot be decided in general whether there is a constant (Chistikov, Kiefer, Murawski and
// Purser 2022). For outcomes it can if M has one source, and for mixtures under a conjecture of number theory
// (Schanuel's). The search here does less: it may miss long words with which A/M grows, and mixtures that bound it.
// So "no bound known" does not say that there is none.
//
// There can be |S|·2^|S| joint states; in practice few are met. Whether A is absolutely continuous with respect to M
// is PSPACE-hard: if every source ends by the outcome $, it is whether one nondeterministic automaton accepts all
// that another does (Meyer and Stockmeyer 1972). Beyond [Comparison.Effort] joint states the answer is bounds, unless
// pairs of states show that all of a source merges. Whether a source is singular as a whole needs no joint states. It
// is open only if the kernel or a linear program costs more than the effort: by default that of some 500 to 700
// states without a common structure and two cells, or fewer if the kernel has many dimensions and long numbers.
//
// Effort limits the joint states and the pairs, and the arithmetic of the kernel, of the linear programs and of the
// equations, where long numbers count for more. The search for a constant has limits of its own. Two steps have no
// limit: to identify states, and to list which states can be reached by the same cells. Both are polynomial in the
// number of states.
package dominance
