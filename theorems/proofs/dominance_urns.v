(** How much likelier an urn makes a history than an urn with fewer balls.

    The largest ratio is the largest value of the density of one Dirichlet law with respect to the other. The density is
    a polynomial of the shares of the outcomes, and largest at the shares of the balls that the second urn lacks. After
    a history the ratio is the density's mean, so at most that value. Without integrals: that mean is a ratio of
    rising factorials, and the bound an inequality of such (rising_prod). Merging outcomes pairwise leaves two of them,
    where it follows from convexity (rising_pair). *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude sources.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** Rising factorials of two outcomes, then of any number. *)
Section Density.
Variables (R : realFieldType).
Implicit Types (p q a c : R) (F G : nat -> nat -> R).

Lemma natS n : n.+1%:R = n%:R + 1 :> R.
Proof. by rewrite -addn1 natrD. Qed.

Lemma risingSr p n : rising p n.+1 = rising p n * (p + n%:R).
Proof. exact: big_ord_recr. Qed.

Lemma rising_ge0 p n : 0 <= p -> 0 <= rising p n.
Proof. by move=> p0; apply: prodr_ge0 => i _; rewrite addr_ge0 ?ler0n. Qed.

Lemma rising_gt0 p n : 0 < p -> 0 < rising p n.
Proof. by move=> p0; apply: prodr_gt0 => i _; rewrite ltr_paddr ?ler0n. Qed.

Lemma ler_rising p q n : 0 <= p -> p <= q -> rising p n <= rising q n.
Proof. by move=> p0 pq; apply: ler_prod => i _; rewrite addr_ge0 ?ler0n //= ler_add2r. Qed.

(** The sum over all words of n letters of two kinds of F(i, j), i and j the numbers of letters of either kind. *)
Fixpoint words_of n F : R := if n is n'.+1 then words_of n' (fun i j => F i.+1 j + F i j.+1) else F 0%N 0%N.

Lemma eq_words n F G : (forall i j, (i + j)%N = n -> F i j = G i j) -> words_of n F = words_of n G.
Proof.
elim: n F G => [|n IH] F G e /=; first exact: e.
by apply: IH => i j ij; rewrite !e // ?addSn ?addnS ij.
Qed.

Lemma ler_words n F G : (forall i j, (i + j)%N = n -> F i j <= G i j) -> words_of n F <= words_of n G.
Proof.
elim: n F G => [|n IH] F G le /=; first exact: le.
by apply: IH => i j ij; rewrite ler_add ?le // ?addSn ?addnS ij.
Qed.

Lemma wordsZ n s F : words_of n (fun i j => s * F i j) = s * words_of n F.
Proof. by elim: n F => [|n IH] F //=; rewrite -IH; apply: eq_words => i j _; rewrite mulrDr. Qed.

Lemma wordsD n F G : words_of n (fun i j => F i j + G i j) = words_of n F + words_of n G.
Proof. by elim: n F G => [|n IH] F G //=; rewrite -IH; apply: eq_words => i j _; rewrite addrACA. Qed.

(** What an urn with p and q balls makes of all words sums to 1, without the denominator. *)
Lemma words_rising n p q : words_of n (fun i j => rising p i * rising q j) = rising (p + q) n.
Proof.
elim: n => [|n IH] /=; first by rewrite /rising !big_ord0 mulr1.
rewrite risingSr -IH mulrC -wordsZ; apply: eq_words => i j <-; rewrite !risingSr natrD; ring.
Qed.

(** So do draws with the shares a and c. *)
Lemma words_powers n a c : words_of n (fun i j => a ^+ i * c ^+ j) = (a + c) ^+ n.
Proof.
elim: n => [|n IH] /=; first by rewrite !expr0 mulr1.
by rewrite exprS -IH -wordsZ; apply: eq_words => i j _; rewrite !exprS; ring.
Qed.

(** Draws show as many of each kind as expected. *)
Lemma words_mean n a c : words_of n (fun i j => a ^+ i * c ^+ j * (i%:R * c - j%:R * a)) = 0.
Proof.
elim: n => [|n IH] /=; first by rewrite !mul0r subrr mulr0.
rewrite -[RHS](mulr0 (a + c)) -IH -wordsZ; apply: eq_words => i j _; rewrite !exprS !natS; ring.
Qed.

(** A convex sequence lies above each of its tangents: slopes rise, to the right of m and to its left. *)
Lemma tangent (u : nat -> R) n m : (forall i, (i.+2 <= n)%N -> 0 <= u i + u i.+2 - 2%:R * u i.+1) -> (m < n)%N ->
  forall i, (i <= n)%N -> u m + (i%:R - m%:R) * (u m.+1 - u m) <= u i.
Proof.
move=> convex mn; pose d i := u i.+1 - u i.
have rises i l : (i + l < n)%N -> d i <= d (i + l)%N.
  elim: l => [|l IH]; rewrite ?addn0 // addnS => lt; apply: le_trans (IH (ltnW lt)) _.
  by rewrite -subr_ge0 [X in 0 <= X](_ : _ = u (i + l)%N + u (i + l).+2 - 2%:R * u (i + l).+1) ?convex // /d; ring.
have up l : (m + l <= n)%N -> u m + l%:R * d m <= u (m + l)%N.
  elim: l => [|l IH]; rewrite ?addn0 ?mul0r ?addr0 // addnS => lt.
  rewrite [X in _ <= X](_ : _ = u (m + l)%N + d (m + l)%N); last by rewrite /d; ring.
  by rewrite natS mulrDl mul1r addrA ler_add ?IH ?rises // ltnW.
have down l : (l <= m)%N -> u m - l%:R * d m <= u (m - l)%N.
  elim: l => [|l IH]; rewrite ?subn0 ?mul0r ?subr0 // => lm.
  have e : (m - l = (m - l.+1).+1)%N by rewrite -subSn.
  have := rises (m - l.+1)%N l.+1; rewrite subnK // => /(_ mn); rewrite /d -e => le.
  have := ler_sub (IH (ltnW lm)) le; rewrite subKr; apply: le_trans.
  by rewrite le_eqVlt; apply/orP; left; apply/eqP; rewrite natS /d; ring.
move=> i le; have [mi|/ltnW im] := leqP m i.
  by have := up (i - m)%N; rewrite subnKC // => /(_ le); rewrite natrB.
by have := down (m - i)%N (leq_subr _ _); rewrite subKn // natrB // -mulNr opprB.
Qed.

(** The second difference of the sequence in rising_pair. If a, c, x and y are not negative, nor is it. *)
Lemma second_difference (A B x y a c s t : R) : a != 0 -> c != 0 -> s != 0 -> t != 0 ->
  A * (B * y * (y + 1)) / (s * (c * (c * t))) + A * x * (x + 1) * B / (a * (a * s) * t) -
    2%:R * (A * x * (B * y) / (a * s * (c * t))) =
  A * B / (s * t * (a * c) ^+ 2) * ((a * y - c * x) ^+ 2 + a ^+ 2 * y + c ^+ 2 * x).
Proof. by move=> a0 c0 s0 t0; field; rewrite t0 c0 s0 a0. Qed.

(** Its tangent at a, so that words_mean applies. *)
Lemma tangent_slope (u v w i j a c : R) : a + c != 0 -> i + j = a + c ->
  (u + (i - a) * (v - u)) * w = u * w + (v - u) / (a + c) * (w * (i * c - j * a)).
Proof.
move=> n0 e; have -> : j = a + c - i by rewrite -e addrC addKr.
by field.
Qed.

(** An urn makes a word of m letters of one kind and l of the other at most as likely as draws with the shares m and l.
    The ratio of the two on words of i and n - i letters is convex in i, so it lies above its tangent at m. In the sum
    over all words, weighed by the draws, only the tangent's value at m is left, by words_mean. *)
Lemma rising_pair p q m l : 0 <= p -> 0 <= q ->
  rising p m * rising q l * (m + l)%:R ^+ (m + l) <= m%:R ^+ m * l%:R ^+ l * rising (p + q) (m + l).
Proof.
move=> p0 q0; have [->|m0] := posnP m.
  rewrite add0n {1}/rising big_ord0 mul1r expr0 mul1r mulrC ler_wpmul2l ?exprn_ge0 ?ler0n //.
  by rewrite ler_rising // ler_addr.
have [->|l0] := posnP l.
  rewrite addn0 {2}/rising big_ord0 mulr1 expr0 mulr1 mulrC ler_wpmul2l ?exprn_ge0 ?ler0n //.
  by rewrite ler_rising // ler_addl.
pose a : R := m%:R; pose c : R := l%:R; have [a0 c0] : 0 < a /\ 0 < c by rewrite !ltr0n.
pose n := (m + l)%N; pose u i := rising p i * rising q (n - i) / (a ^+ i * c ^+ (n - i)).
have convex i : (i.+2 <= n)%N -> 0 <= u i + u i.+2 - 2%:R * u i.+1.
  move=> le; rewrite /u; have [k ->] : exists k, n = (i.+2 + k)%N by exists (n - i.+2)%N; rewrite subnKC.
  have -> : (i.+2 + k - i = k.+2)%N by rewrite !addSn -!addnS addKn.
  have -> : (i.+2 + k - i.+1 = k.+1)%N by rewrite !addSn subSS -addnS addKn.
  rewrite addKn !risingSr !exprS (natS i) (natS k) !addrA second_difference ?expf_neq0 ?gt_eqF //.
  have [x0 y0] : 0 <= p + i%:R /\ 0 <= q + k%:R by rewrite !addr_ge0 ?ler0n.
  have [ai ci] := (ltW a0, ltW c0); apply: mulr_ge0; first by rewrite !(divr_ge0, mulr_ge0, exprn_ge0, rising_ge0).
  by rewrite -addrA addr_ge0 ?sqr_ge0 // addr_ge0 // mulr_ge0 ?sqr_ge0.
have mn : (m < n)%N by rewrite -[X in (X < _)%N]addn0 ltn_add2l.
have ac0 : a + c != 0 by rewrite gt_eqF ?addr_gt0.
pose word i j : R := a ^+ i * c ^+ j.
have : words_of n (fun i j => u m * word i j + (u m.+1 - u m) / (a + c) * (word i j * (i%:R * c - j%:R * a)))
    <= words_of n (fun i j => rising p i * rising q j).
  apply: ler_words => i j ij; rewrite -tangent_slope //; last by rewrite -!natrD ij.
  have := tangent convex mn (_ : (i <= n)%N); rewrite -ij leq_addr => /(_ isT).
  by rewrite (_ : u i = rising p i * rising q j / word i j) ?ler_pdivl_mulr ?mulr_gt0 ?exprn_gt0 // /u -ij addKn.
rewrite wordsD !wordsZ words_powers words_mean mulr0 addr0 words_rising /u addKn.
rewrite mulrAC ler_pdivr_mulr ?mulr_gt0 ?exprn_gt0 // -natrD [_ * (a ^+ m * _)]mulrC; exact.
Qed.

(** The step of rising_prod: a bound for all but one outcome, and one for that outcome beside the others. *)
Lemma merge_bounds (a b n s t v w y : R) : 0 <= a -> 0 <= n -> 0 <= t -> 0 < w ->
  b * w <= t * v -> a * v * n <= s * w * y -> a * b * n <= s * t * y.
Proof.
move=> a0 n0 t0 w0 le pair; rewrite -(ler_pmul2r w0); apply: le_trans (_ : t * (a * v * n) <= _).
  have := ler_wpmul2l (mulr_ge0 a0 n0) le; rewrite [X in X <= _](_ : _ = a * b * n * w); last by ring.
  by rewrite [X in _ <= X](_ : _ = t * (a * v * n)); last by ring.
by have := ler_wpmul2l t0 pair; rewrite [X in _ <= X](_ : _ = s * t * y * w); last by ring.
Qed.

(** The same for any number of outcomes, merged one after the other. *)
Lemma rising_prod (I : Type) (r : seq I) (p : I -> R) (d : I -> nat) : (forall x, 0 <= p x) ->
  let W := (\sum_(x <- r) d x)%N in \prod_(x <- r) rising (p x) (d x) * W%:R ^+ W <=
    \prod_(x <- r) (d x)%:R ^+ d x * rising (\sum_(x <- r) p x) W.
Proof.
move=> p0 /=; elim: r => [|x r]; first by rewrite !big_nil !mul1r /rising big_ord0 expr0.
rewrite !big_cons; set W := (\sum_(y <- r) d y)%N; set P := \sum_(y <- r) p y.
set rises := \prod_(y <- r) _; set powers := \prod_(y <- r) _ => IH.
have W0 : 0 < W%:R ^+ W :> R by have [->|W0] := posnP W; rewrite ?expr0 ?ltr01 // exprn_gt0 // ltr0n.
apply: merge_bounds W0 IH (rising_pair _ _ _ _) => //; rewrite ?rising_ge0 ?exprn_ge0 ?ler0n ?sumr_ge0 //.
by apply: prodr_ge0 => y _; rewrite exprn_ge0 ?ler0n.
Qed.

End Density.

Section Urns.
Variables (R : realFieldType) (X : finType).
Implicit Types (beta : X -> R) (d : X -> nat) (h : seq X).

(** The largest ratio of an urn with d(x) more balls of each outcome x to one with beta(x): the polynomial
    (rising factorial of sum beta)/(product of those of beta(x)) * (product of theta(x)^d(x)) at theta = d/W. *)
Definition urn_ratio beta d := let W := (\sum_x d x)%N in
  rising (\sum_x beta x) W / \prod_x rising (beta x) (d x) * \prod_x ((d x)%:R / W%:R) ^+ d x.

Lemma risingD (p : R) n k : rising p (n + k) = rising p n * rising (p + n%:R) k.
Proof.
elim: k => [|k IH]; first by rewrite addn0 /rising big_ord0 mulr1.
by rewrite addnS !risingSr IH natrD addrA mulrA.
Qed.

(** The step of urn_ratio_bound, in numbers. *)
Lemma ratio_of_products (U V D T w r1 r2 r3 r4 : R) : r3 * r4 = r2 * r1 -> 0 <= U -> 0 < D -> 0 < w -> 0 < r1 ->
  0 < r3 -> V * w <= T * r4 -> U * V / D / r1 <= r2 / D * (T / w) * (U / r3).
Proof.
move=> e U0 D0 w0 r10 r30 le; have c0 : 0 <= U / (D * r1 * w) by rewrite divr_ge0 // !mulr_ge0 // ltW.
have -> : U * V / D / r1 = U / (D * r1 * w) * (V * w) by field; rewrite !gt_eqF.
have -> : r2 = r3 * r4 / r1 by rewrite e mulfK // gt_eqF.
have -> : r3 * r4 / r1 / D * (T / w) * (U / r3) = U / (D * r1 * w) * (T * r4) by field; rewrite !gt_eqF.
exact: ler_wpmul2l.
Qed.

(** Every outcome of a history is counted once. *)
Lemma sum_count_mem h : (\sum_x count_mem x h)%N = size h.
Proof.
elim: h => [|y h IH] /=; first by rewrite big1.
by rewrite big_split IH /= (bigD1 y) //= eqxx big1 ?addn0 // => x; rewrite eq_sym => /negbTE ->.
Qed.

(** After a history with c(x) outcomes x the ratio is that of rising factorials of beta(x) + c(x) and of their sum, by
    urnE and risingD. rising_prod bounds it. *)
Lemma urn_ratio_bound beta d h : (forall x, 0 <= beta x) -> (forall x, (0 < d x)%N -> 0 < beta x) ->
  urn (fun x => beta x + (d x)%:R) h <= urn_ratio beta d * urn beta h.
Proof.
move=> b0 support; set W := (\sum_x d x)%N; set B := \sum_x beta x; pose c x := count_mem x h.
have [none|W0] := posnP W.
  have d0 x : d x = 0%N by apply/eqP; rewrite -leqn0 -none /W (bigD1 x) //= leq_addr.
  rewrite /urn_ratio -/W none /rising big_ord0 !big1 ?divr1 ?mul1r => [|x _|x _]; rewrite ?d0 ?expr0 ?big_ord0 //.
  by rewrite le_eqVlt; apply/orP; left; apply/eqP/eq_urn => x; rewrite d0 addr0.
have B0 : 0 < B.
  have [x dx] : exists x, (0 < d x)%N.
    apply/existsP; apply: contraLR W0 => /existsPn none; rewrite -leqNgt leqn0 sum_nat_eq0.
    by apply/forallP => x; rewrite /= -leqn0 leqNgt none.
  by rewrite /B (bigD1 x) //= ltr_paddr ?support // sumr_ge0.
have down0 : 0 < \prod_x rising (beta x) (d x).
  apply: prodr_gt0 => x _; have [->|/support/rising_gt0 -> //] := posnP (d x).
  by rewrite /rising big_ord0 ltr01.
have swap : \prod_x rising (beta x + (d x)%:R) (c x) =
    \prod_x rising (beta x) (c x) * \prod_x rising (beta x + (c x)%:R) (d x) / \prod_x rising (beta x) (d x).
  apply: (mulIf (lt0r_neq0 down0)); rewrite mulfVK ?gt_eqF // -!big_split /=.
  by apply: eq_bigr => x _; rewrite mulrC -!risingD addnC.
have key := rising_prod (index_enum X) d (fun x => addr_ge0 (b0 x) (ler0n R (c x))).
rewrite /= -/W big_split /= -/B -natr_sum sum_count_mem in key.
have both : rising B (size h) * rising (B + (size h)%:R) W = rising B W * rising (B + W%:R) (size h).
  by rewrite -!risingD addnC.
have shares : \prod_x ((d x)%:R / W%:R : R) ^+ d x = \prod_x (d x)%:R ^+ d x / W%:R ^+ W.
  by under eq_bigr do rewrite expr_div_n; rewrite big_split /= prodfV prodrXr.
rewrite !urnE /urn_ratio -/W -/B swap shares big_split /= -natr_sum -/W -/B.
apply: ratio_of_products key => //; rewrite ?rising_gt0 ?exprn_gt0 ?addr_gt0 ?ltr0n //.
by apply: prodr_ge0 => x _; apply: rising_ge0.
Qed.

End Urns.
