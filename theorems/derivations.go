package theorems

// derivations says, for each claim, why it is true or where it breaks, and where it comes from.
var derivations = map[string]string{
	"mimic/bayes": "A law weighs start states; an outcome multiplies each weight by the emission and the total is the probability of the history. Dividing two totals gives the forecast, and a product of such quotients telescopes.",

	"mimic/sampler": "Outcomes share out the D seeds in order, outcome x getting D·Q(x) of them, which is a whole number because D is a common denominator. A uniform seed then emits x with probability Q(x), with no rounding.",

	"mimic/indistinguishable": "A test that bets on nature at E errs with probability (M(E) + 1 - N(E))/2. That is least where E holds the outcomes that nature finds likelier, and there N(E) - M(E) is the total variation (Le Cam).",

	"merging/martingale": "Σ_x M(hx)·A(hx)/M(hx) = Σ_x A(hx) = A(h) as long as no hx with A(hx) > 0 has M(hx) = 0. The process stands behind the merging of opinions of Blackwell and Dubins (1962), whose theorem says more: where A ≪ M on infinite sequences the distance of the whole future tends to 0 almost surely.",

	"merging/identity": "Given h the total variation over the steps that follow is ½ Σ_w |A(w)/A(h) - M(w)/M(h)|. Weighted by A(h) each term is ½ M(w)·|Z_L(w) - Z_n(h)|; sum over h.",

	"merging/energy": "Cauchy and Schwarz on the identity: (E_M|Z_L - Z_n|)² ≤ E_M (Z_L - Z_n)², which is E_M Z_L² - E_M Z_n² since Z is a martingale. Z is a ratio of mixtures, so where the mimic gives weight to each of the operator's start states, E_M Z_L² ≤ Σ a_s²/m_s by convexity of x²/y; and E_M Z_L² = E_A Z_L ≤ C wherever A ≤ C·M. In both cases the distance is bounded by an increment of a bounded rising sequence.",

	"merging/budget": "The chain rule makes the sum of expected one-step divergences the divergence of the two laws of L steps, the mean of ln A/M under A, and that is at most ln C. The laws are images of the start weights too, so that KL(a‖m) bounds it where it is finite (data processing). Pinsker's inequality gives the part about distances. For a mimic that gives the operator's law weight 1/C this is the bound of Solomonoff (1978), with divergences that of Hutter (2001). One-step merging is what Kalai and Lehrer (1994) call weak merging.",

	"merging/surprises": "Each step with TV > ε counts 1, which is at most TV²/ε²; the budget says that the expected sum of TV² is at most ln C/2.",

	"merging/almost-surely": "Markov's inequality on Σ TV_n², whose expectation under A is at most ln C/2. The bound is the same for every L and falls to 0 as t grows, so the infinite sum is finite off a null set and one-step forecasts merge almost surely. This is a special case of Blackwell and Dubins (1962), who need A ≪ M alone, without a C, and conclude that forecasts of the whole future merge. The bound on the sum, which is not theirs, is no rate: it does not say when TV_n becomes small.",

	"merging/refined-budget": "The least divergence at a given total variation is at least 2·TV² + 4/9·TV⁴ + 32/135·TV⁶ (the first two terms: Kullback 1967, corrected 1970; the third: Topsøe 2001). Summed along the chain rule that sharpens the budget, and with Markov's inequality every count of surprises. No constant above 2 is true for all: a fair coin against 1/2 + η has TV = η and divergence 2η² + O(η⁴).",

	"merging/exponential": "Given h, E_A of √(M/A) of the next outcome is the Bhattacharyya coefficient B_n ≤ √(1 - TV_n²), so √(M(h)/A(h))/Π B_n has expectation at most 1 under A. Since M/A ≥ 1/C the product Π 1/B_n has expectation at most √C, and (1-x)^(-1/2) ≥ 1 + x/2. The tail is Markov's inequality on the product.",

	"merging/weighted-nature": "(x+y)² ≤ (1+λ)x² + (1+1/λ)y² in place of λ = 1 in merging/nature, and Pinsker's inequality for each part. The best λ is √(ln C''/ln C').",

	"merging/certificate": "From A(w) ≤ C·M(w): M_h(w) ≥ (Z(h)/C)·A_h(w), so that the two laws share at least the mass Z(h)/C. E_A[1/Z_n] sums M(h) over what A holds possible. The last part is Ville's inequality: 1/Z is a nonnegative supermartingale under A, and a martingale where M ≪ A.",

	"merging/nature": "The triangle inequality and (x+y)² ≤ 2x² + 2y² bound the squared distance of operator and mimic by twice the sum of their squared distances from nature; each of these has its own budget under N.",

	"merging/identical-support": "The budget, once each way round. The essay's identical support is A ≪ M and M ≪ A, without constants: then forecasts merge too (Blackwell and Dubins 1962), but there is no such budget.",

	"merging/own-observations": "A mimic to which order tells nothing gives all orders of h the same probability, so M(h) ≤ 1/|T(h)| and Z(h) ≥ |T(h)|·A(h); put that into merging/certificate. For an operator of the same kind |T(h)|·A(h) is the probability that she gave the counts she saw: the less surprised she is by the counts, the more she may rely on the mimic.",

	"merging/budget-left": "A_h(g) = A(hg)/A(h) ≤ C·M(hg)/A(h), which is C/Z(h) times M_h(g): that is the constant for the future, and its logarithm the budget (merging/budget). Ville's inequality keeps Z above δ for all time but for a chance of δ.",

	"merging/lebesgue": "(A(h) - K·M(h))⁺ ≤ Σ_x (A(hx) - K·M(hx))⁺. Split A into what is absolutely continuous, at most K·M by the choice of K, and what is singular: so A(h) - K·M(h) is at most what the singular part gives h; sum over h. As L → ∞ S_K(L) tends to the singular mass. Under a source P_s of A each ratio P_j/P_s, j a source of M, is a martingale and converges; the tuple of their states is a finite Markov chain under P_s, and in a bottom component either some j emits as s does throughout, and then its ratio stays, or each ratio is multiplied again and again by one of a few factors other than 1, and then its only limit is 0. Nothing can be said of E_A TV at a finite step: before anything is seen it can be on either side of the singular mass.",

	"merging/dichotomy": "μ(h) = A(E|h), E the event that Z stays bounded: the conditional probabilities of an event are a martingale, and by Lévy's zero-one law they tend to 1 on E and to 0 off it. Of the part that merges, with density f ≤ D, the two laws share ∫ min(f, 1) dM ≥ μ/max(1, D); a horizon shows no more of their distance than all time does. Over all time the distance is at least 1 - μ(h), which is the mass that A gives to an event of M-probability 0: where nothing merges it is 1. For all of A, μ = 1, this is merging/certificate with D for C/Z.",

	"merging/no-frequencies": "Nature alternates two outcomes in blocks of doubling length, so that frequencies never settle. Operator and mimic hold the true course possible, and each step halves the weight of the coin: merging needs a common hypothesis, not a limiting frequency.",

	"merging/converse": "Let s be the mass of the operator on emissions that the mimic lacks. Two product laws overlap by at most the n-th power of the Bhattacharyya coefficient, which is at most √(1 - TV²); subtract the overlaps from s.",

	"merging/finite-dominance": "Two coins of different bias give every finite history positive probability under both, and yet neither learns: each is certain of its own coin. Dominance for all events of infinite sequences would be enough (Blackwell and Dubins 1962), though it is not necessary for one-step forecasts (merging/urn); here the two laws are singular.",

	"merging/steady": "E_A TV_{n→L} is half of E_M|Z_L - Z_n|, and a martingale that ends near where it began can be far away in between.",

	"merging/doubling": "|Z_L - Z_{n+1}| ≤ |Z_L - Z_n| + |Z_{n+1} - Z_n|, and by Jensen's inequality the second has at most the expectation of the first. Histories that the mimic holds impossible count once in the distance before them and once after, so that dominance is not needed.",

	"merging/kl-steady": "By the chain rule the expected divergence of the future loses, at each step, the divergence of that step's forecast, which is not negative. Where the mimic holds something impossible both sides are infinite.",

	"merging/urn": "With unit pseudo-counts every type of n draws from k outcomes is equally likely, and there are binom(n+k-1, k-1) of them. A mixture of independent draws gives all orders of a type the same probability, hence each at most one over their number, which is the domination; the logarithm of the number of types grows like (k-1)·ln n. The urn is Laplace's rule of succession; pseudo-counts of 1/2 halve the growth (Krichevsky and Trofimov 1981). For the whole future dominance is necessary. Let M(E) = 0. Then M_h(E) = 0 for every h that M holds possible, so the distance of the whole future after h is at least A_h(E), and so is 1 where M(h) = 0; its mean under A is at least A(E) at every step. It is sufficient too (Blackwell and Dubins 1962), and no coin is dominated by the urn: the urn gives each single frequency probability 0.",

	"dominance/constant": "Lay each source s of A beside a source j of M with U = sup P_s(h)/P_j(h), which a cycle of the product machine that multiplies the ratio by more than 1 makes infinite and which else lies on a path without cycles: A ≤ Σ a_s·U·P_j ≤ C·Σ m_j·P_j = C·M, with C the largest share of a j. The same after each history of a tree, times the ratio there, bounds what is behind it; the largest bound of the leaves bounds all. A ratio that a history has, or that histories tend to, bounds the least constant from below.",

	"dominance/equivalence": "A is dominated by M if and only if nothing of A is singular to M. The chance to end where a source is unlike all others is 0 if and only if from wherever the chain can come it can still come to where some other is alike: a finite chain ends in its bottom components (merging/lebesgue).",

	"features/tower": "Condition on the outcomes first and average over those that show the same cells: the tower property of conditional expectation.",

	"features/inherit": "Sum A(h) ≤ C·M(h) over the outcome histories that show a feature history.",

	"features/coarse-suffices": "Sources that use different words for the same features have disjoint outcome histories and alike feature histories.",

	"features/budget": "A feature's history is an image of the outcomes' history, so that the constant C carries over; the budget then holds for the feature's forecasts from their own past.",

	"features/limited-is-full": "A detail that the feature hides can decide the feature's next value. Whoever sees outcomes knows it, whoever sees cells only does not, and where the machine forgets and starts again this recurs for ever.",

	"features/exchangeable-inherits": "A permutation of the outcomes permutes the features with them.",

	"features/exchangeable-independence": "Given the state, draws are independent: the next feature has the law that the emission pushes forward, whatever was seen.",

	"features/exchangeable-limit": "Both observers forecast mixtures of the same feature laws φ_i and differ in the weights. Pairs of states whose feature laws differ are told apart at the rate of the Bhattacharyya coefficient of those laws; pairs with the same feature law do not matter. The second part changes measure from M to A at the price of C and adds the operator's own distance.",

	"features/exchangeable-overlap": "Let v_i be the weights given all outcomes: given the F-history their mean is w_i. Total variation is convex and v is a mixture of certainties, so E TV(Σ v_i φ_i, Σ w_i φ_i) ≤ Σ_i w_i TV(φ_i, Σ w_j φ_j) ≤ Σ_{i,j} w_i w_j TV(φ_i, φ_j). With a_i the weights before anything is seen, E_M[w_i w_j] ≤ ½√(a_i a_j)·BCⁿ, from which follows features/exchangeable-limit.",

	"features/common-support": "A source of independent draws is told from every different one by its frequencies. So laws with a shared emission dominate one another with the ratio of their weights, and mass on an emission that is not shared is singular.",

	"features/topological-support": "Closed support is the wrong reading. An urn spreads its weight over all biases and gives each single bias probability 0; a fair coin has frequency one half almost surely. Supports have to be compared by null sets.",

	"features/lebesgue": "A set of histories of cells that M gives 0 is one of histories of outcomes, so that what is singular through F is singular on outcomes. μ(f) = A(E|f), E the event that A/M, of cells, stays bounded: Lévy's zero-one law. It is decided by running the source of A, whose state she does not see, beside the set of the states in which the sources of M can be after the same cells: what merges depends on these alone, and in a bottom component of that chain a martingale that is a function of the joint state is constant, so all or nothing. Which it is, is whether the two are singular as a whole: they are not if and only if, after some cells, a multiple of a mixture of M's states is a mixture that A's state has part in (Chen and Kiefer 2014).",

	"features/details": "The conditional law of outcomes given a feature history differs by what numerator and denominator differ by, each at most TV(N, M).",

	"features/details-shared": "N(x) - N(f)·M(x)/M(f) = (N(x) - M(x)) + (M(f) - N(f))·M(x)/M(f); add up absolute values behind each F-history f. A feature that shows nothing attains it, and since the second distance is at most the first, features/details follows; its 2 is approached but never attained, and only where the F-histories are nearly as far apart as the outcomes.",

	"rates/differ": "Two sources that agree on one feature for ever and on the other for m steps: the first is synchronised at the start, the second only when its step has come.",

	"rates/shared-budget": "Data processing at each step: the feature's distance is at most the outcomes' distance. With forecasts from the outcomes the largest of all features at a step is still at most that; with forecasts from its own past each feature has a budget of its own.",

	"rates/one-budget": "Features that each learn from their own past do not tell one another what they learnt. K features that separate the same two sources, each at a step of its own, each pay 1/4.",

	"tilt/optimum": "Write ln t = ln π* - ln p + ln Σ p·t and put it into J(π)/β = E_π ln t - KL(π‖p): all that depends on π is -KL(π‖π*) (the Gibbs variational principle; Korbak, Perez and Buckley 2022).",

	"tilt/conditioning": "Factors of 1 and 0 leave p on the successes and nothing elsewhere; dividing by the sum is conditioning.",

	"tilt/synchrony": "Within a cell of F the factor is constant and cancels.",

	"tilt/one-feature": "One forecast given F can be kept while another moves: reweighting inside a cell of F that is balanced in G need not be balanced in H.",

	"tilt/synchrony-converse": "π(x|F) = p(x|F) on a cell says that π/p is the constant π(F)/p(F) there, and the other way round.",

	"tilt/softness": "With two values of the reward, p·t = t(fail)·p + (t(success) - t(fail))·p·1[success]: a mixture of p and p(·|success). Points on a segment have distances that add.",

	"tilt/path": "Along e^(r/β) the derivative of E_π[r] by 1/β is the variance of r under π, and that of KL(π‖p) is 1/β times it; neither is negative.",

	"tilt/pareto": "A challenger with as much reward and less divergence would have a larger objective than the optimum.",

	"tilt/collapse": "Without the penalty only the reward counts, and any law on its argmax attains it, a single point too. As the base grows the tilt forgets all but the argmax, and keeps p there.",

	"tilt/rounds": "Tilts multiply: p·tⁿ is p tilted n times. KL(π_n‖p) = KL(π_n‖π_1) + E_{π_n}[ln π_1/p], where ln π_1/p is the reward up to scale and constant, and π_n earns no less than π_1 (tilt/path): so the last term is at least KL(π_1‖p), and so on by induction. A limit on what each round may spend does not limit where tuning ends.",

	"tilt/tracked": "π*(·|F) = p(·|F) makes π*(G) a mixture of the old forecasts given F by new weights. Two mixtures of the same laws differ by at most Dobrushin's coefficient δ of those laws times the distance of the weights. And π*/p is a function of F, so that no divergence is lost when only F is seen.",

	"tilt/best-of-n": "All n draws have a reward of at most r with chance F(r)ⁿ, all less than r with F₋(r)ⁿ; given the best reward the draw is p(·|r). Without ties U = F is uniform, the best has density n·u^(n-1), and ∫ n·u^(n-1)·ln(n·u^(n-1)) du = ln n - (n-1)/n; ties merge, and merging loses divergence. The chance to win is ∫ u·n·u^(n-1) du = n/(n+1) without ties, and ties at half can only lower it. The last part is tilt/optimum. Since π_n/p is a function of the reward, every forecast given the reward is kept (tilt/synchrony-converse). Beirami et al. (2024) show that the formula is a bound only.",

	"tilt/best-of-n-divergence": "The formula holds without ties. Where p has atoms it is a bound: with p certain of one outcome the best of n is at no divergence at all (Beirami et al. 2024).",

	"tilt/covariance": "E_π[V] = E_p[V·t]/E_p[t] gives the step. At reward r the weight is P(r)·b^r, whose derivative by ln b is r times itself; the quotient rule gives E_π[V·r] - E_π[V]·E_π[r], and pairing terms the sum over r > s. Since v_r is kept by tuning, only the weights of the pairs change with b: over-optimisation turns where the falling pairs outweigh the rising ones.",

	"tilt/rising-value": "Then every term of the pairwise sum of tilt/covariance is at least 0 (Chebyshev's association inequality), between any two points of the path.",

	"tilt/correlated-value": "The covariance under p weighs all pairs of rewards by p. A hard tilt weighs those at the top alone: where the value falls between the best two rewards it falls in the end, however well it went with the reward before (Goodhart).",

	"forecast/conditioned": "|A(x)/A(E) - M(x)/M(E)| summed over E is at most the two masses that the laws do not share there over the larger of A(E) and M(E).",

	"forecast/rare": "Dividing by a small probability magnifies. Each common outcome makes the rare ones rarer for both, and tells nothing about which of the two rare sources is the right one.",

	"forecast/proxy": "The reward is a function of F, so that control changes the weights of F's cells and nothing inside them: P(G|F) stays.",

	"forecast/correlation": "Correlation depends on how often F=1, and not only on P(G|F). Tuning towards F=1 makes F nearly constant, and a nearly constant variable correlates weakly.",

	"forcing/optimum": "E[R|x] is 0 on the forcing set and -∞ elsewhere: a tilt by factors 1 and 0, so that this is conditioning on X_F.",

	"forcing/gap": "P(·|X_F) is P(·|R=0) conditioned on X_F, since g = 1 there; and conditioning on an event of probability c moves a law by exactly 1 - c.",

	"forcing/events": "The distance is the largest difference over events, and X_F attains it: there the tuned mimic has all its mass.",

	"forcing/divergences": "On X_F the ratio of P(·|X_F) to P(·|R=0) is 1/c throughout, and the first has no mass elsewhere: ln(1/c), 1/c - 1, and infinity the other way round unless c = 1.",

	"forcing/is-conditioning": "Training sees the expectation of the reward, and an expectation is -∞ as soon as failure is possible. What succeeds often but not always is dropped altogether.",

	"forcing/any-gap": "Mix a certain success with an uncertain one and choose the weights.",

	"forcing/persuasion": "Success that is rare and spread over many topics is mostly luck; the forcing set may hold one unlikely topic that never fails.",

	"forcing/soft-between": "The soft optimum weighs by b^(-D(1-g)), which is not linear in g: between certain failure and certain success it can favour a third outcome.",

	"forcing/soft-path": "The soft optimum is a tilt by g, so that reward and divergence rise with the base as on any tilt path. Its conditional law on X_F is P(·|X_F), which makes the distance 1 - π(X_F) and the divergence -ln π(X_F).",

	"forcing/hard-limit": "As the base grows, outcomes below the best g lose all weight relative to it. The argument for the gap needs only that g is constant on the argmax.",

	"forcing/fragile": "Whether g is 1 or a hair less decides whether an outcome is in the forcing set.",

	"forcing/operator-error": "The operator's forecast of successes is off by the conditioning bound, and the tuned mimic by the gap; add them.",

	"forcing/estimated": "On B the estimate is max ĝ ≥ max g - η and the truth within η of it: regret and curse. As in forecast/conditioned the two forecasts differ by at most the expected difference of the factors over the larger normaliser. For the gap: beyond B the forecast has 1 - P(B|R=0) too much; within B the factor g varies by at most 2η around its mean, so that its mean positive deviation is at most η/2.",

	"forcing/continuous": "The gap hangs on which outcomes are best, and the smallest error can change that: two outcomes that tie are told apart by any error, and then the forcing set is cut in two (forcing/fragile).",

	"forcing/remedy": "Rewarding β·ln E[e^(R/β)|x] makes the tilt factor the expectation of e^(R/β) itself: g for the hard reward, which is conditioning on success, and g + (1-g)·s for the soft one, which is linear in g and so a mixture of p and P(·|R=0).",

	"forcing/jensen": "The logarithm is concave; equality needs a constant.",

	"forcing/rejection": "Keeping what succeeded multiplies by g. One round is Bayes' rule; every further round multiplies again, and in the limit only the largest g is left.",

	"control/causation": "After control the cause has its own law, whatever the output. In nature it has the law given the output. These give the same effect where the output does not inform of the cause, or the cause does not matter to the effect (Pearl 2000).",

	"control/correlation-is-causation": "Where a hidden cause moves both, outputs brought about on purpose do not bring the cause along.",

	"transfer/bound": "The accuracy of any classifier differs between two laws of (F, Y) by at most their distance, and the two Bayes classifiers are each best on their own.",

	"transfer/shrinks": "The gap depends on which cells change sides at one half, not on the distance alone: a worse mimic may err where nothing hangs on it.",

	"safety/trichotomy": "The three classes split on two questions, and the best usable point is one of the usable points. A maximum over more points is no smaller.",

	"safety/danger-bound": "The normaliser is at least t(success)·p(success), and no factor is above t(success).",

	"safety/low-weight": "Dominance bounds nature by the mimic and not the mimic by nature. What does bound the mimic is its distance from nature.",

	"safety/compilability": "Successes share one factor, which cancels when one conditions on success. Without the penalty every law on the successes is optimal, the longest only or the shortest only too.",
}
