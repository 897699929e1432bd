(** Blackwell and Dubins (1962) for finite alphabets, in the mean: the forecasts of the whole future merge if and only
    if the operator's law is absolutely continuous with respect to the mimic's.

    No measure on infinite sequences is needed: an event is a set of histories of one length, and a bound for every
    length is a bound for all time. Excluded middle is a hypothesis where it is used. Without it, the same proof gives
    blackwell_dubins_metastable: among k steps, one is good. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude merging merging_future.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** The classical principle that the limits below rest on, as a hypothesis. real.v proves it from the axioms there. *)
Definition excluded_middle := forall P : Prop, P \/ ~ P.

Section Bounded.
Variables (R : realFieldType) (s : nat -> R) (bound d : R).
Hypotheses (s0 : forall n, 0 <= s n) (sb : forall n, s n <= bound).

(** If bound < k d, then among k steps of any lengths there is one on which s rises by at most d. *)
Lemma bounded_steps (f : nat -> nat) start k : bound < k%:R * d ->
  exists2 i, (i < k)%N & let n := iter i (fun n => n + f n)%N start in s (n + f n)%N - s n <= d.
Proof.
pose n i := iter i (fun n => n + f n)%N start.
have H j : (exists2 i, (i < j)%N & s (n i.+1) - s (n i) <= d) \/ j%:R * d <= s (n j) - s (n 0%N).
  elim: j => [|j [[i ij le]|IH]]; first by right; rewrite mul0r subrr.
    by left; exists i; rewrite // ltnW.
  have [le|lt] := lerP (s (n j.+1) - s (n j)) d; first by left; exists j.
  right; rewrite -addn1 natrD mulrDl mul1r.
  have -> : s (n (j + 1)%N) - s (n 0%N) = (s (n j) - s (n 0%N)) + (s (n j.+1) - s (n j)) by rewrite addn1; ring.
  by apply: ler_add => //; apply: ltW.
move=> kd; case: (H k) => [[i ik le]|le]; first by exists i.
have := lt_le_trans kd le; rewrite ltNge ler_subl_addr => /negP[].
by apply: le_trans (sb _) _; rewrite ler_addl.
Qed.

(** Some step is the last from which s still rises by more than d. *)
Lemma bounded_settles : Num.archimedean_axiom R -> 0 < d -> ~ forall n, exists l, d < s (n + l)%N - s n.
Proof.
move=> arch d0 rises; have H k : exists n, k%:R * d <= s n.
  elim: k => [|k [n le]]; first by exists 0%N; rewrite mul0r.
  have [l lt] := rises n; exists (n + l)%N; rewrite -addn1 natrD mulrDl mul1r.
  by apply: le_trans (ler_add le (ltW lt)) _; rewrite addrC subrK.
have [k] := arch (bound / d); rewrite ger0_norm; last first.
  by rewrite divr_ge0 ?(ltW d0) //; apply: le_trans (s0 0%N) (sb _).
rewrite ltr_pdivr_mulr // => lt; have [n le] := H k.
by have := lt_le_trans lt (le_trans le (sb n)); rewrite ltxx.
Qed.

End Bounded.

(** Huber's function, z^2 up to K and linear beyond: convex, and at most 2 K z. The truncated ratio clip K Z then has a
    bounded second moment without a bound on Z. *)
Section Huber.
Variables (R : realFieldType) (K : R).
Hypothesis K0 : 0 < K.
Implicit Types a b z : R.

Definition clip z := Num.min z K.
Definition huber z := if z <= K then z ^+ 2 else 2%:R * K * z - K ^+ 2.

Lemma huber_ge0 z : 0 <= z -> 0 <= huber z.
Proof.
rewrite /huber; case: (lerP z K) => [_ _|/ltW Kz _]; first exact: sqr_ge0.
have -> : 2%:R * K * z - K ^+ 2 = K * (z - K) + K * z by ring.
by rewrite addr_ge0 // mulr_ge0 ?subr_ge0 ?(le_trans (ltW K0)) ?(ltW K0).
Qed.

Lemma huber_le z : 0 <= z -> huber z <= 2%:R * K * z.
Proof.
move=> z0; rewrite /huber; case: (lerP z K) => zK; last by rewrite ler_subl_addr ler_addl sqr_ge0.
by rewrite expr2 ler_wpmul2r // (le_trans zK) // ler_pemull ?(ltW K0) // (ler_nat R 1 2).
Qed.

(** How far it lies above its tangents. *)
Lemma huber_tangent a b : (clip b - clip a) ^+ 2 <= huber b - huber a - 2%:R * clip a * (b - a).
Proof.
rewrite /clip /huber; case: (lerP a K) => aK; case: (lerP b K) => bK; rewrite -subr_ge0.
- by rewrite le_eqVlt; apply/orP; left; apply/eqP; ring.
- have -> : 2%:R * K * b - K ^+ 2 - a ^+ 2 - 2%:R * a * (b - a) - (K - a) ^+ 2 = 2%:R * (b - K) * (K - a) by ring.
  by rewrite !mulr_ge0 ?subr_ge0 ?ler0n // ltW.
- by rewrite le_eqVlt; apply/orP; left; apply/eqP; ring.
- by rewrite le_eqVlt; apply/orP; left; apply/eqP; ring.
Qed.

Lemma clip_le z : clip z <= z.
Proof. by rewrite /clip le_minl lexx. Qed.

Lemma clip_tail z : 0 <= z -> z - clip z <= z * (K < z)%R%:R.
Proof.
rewrite /clip; case: (lerP z K) => [_ _|_ z0]; first by rewrite subrr mulr0.
by rewrite mulr1 ler_subl_addr ler_addl ltW.
Qed.

End Huber.

Section Laws.
Variables (R : realFieldType) (X : finType).
Implicit Types (A M P : seq X -> R) (h g w : seq X) (e d s t : R).

(** P(E), for an event E of the first L outcomes. *)
Definition mass L P (E : pred (seq X)) := mean L P (fun h => (E h)%:R).

(** A << M: for every e there is a d such that every event of any horizon with M(E) <= d has A(E) <= e. *)
Definition absolutely_continuous A M := forall e, 0 < e -> exists2 d, 0 < d &
  forall L (E : pred (seq X)), mass L M E <= d -> mass L A E <= e.

(** Only a part of A of at most s is singular to M: what M gives little, A gives little more than s. *)
Definition continuous_but s A M := forall e, 0 < e -> exists2 d, 0 < d &
  forall L (E : pred (seq X)), mass L M E <= d -> mass L A E <= s + e.

(** A part of A of at least s is singular to M: A gives nearly s to events that M gives nearly 0. *)
Definition singular_part s A M := forall e, 0 < e ->
  exists L (E : pred (seq X)), mass L M E <= e /\ s - e <= mass L A E.

(** s is the mass of the part of A that is singular to M, and 1 - s of the part that is absolutely continuous. *)
Definition singular_mass s A M := continuous_but s A M /\ singular_part s A M.

(** E_A TV of the whole future, to any horizon, tends to 0. *)
Definition merges A M := forall e, 0 < e -> exists n0, forall n l, (n0 <= n)%N -> expected_distance n l A M <= e.

(** If all but s is absolutely continuous, no more than s is singular. *)
Lemma singular_part_le s t A M : continuous_but s A M -> singular_part t A M -> t <= s.
Proof.
move=> co si; rewrite leNgt; apply/negP => lt; set e := (t - s) / 3%:R.
have e0 : 0 < e by rewrite divr_gt0 ?subr_gt0 ?ltr0n.
have [d d0 small] := co e e0; have m0 : 0 < Num.min d e by rewrite lt_minr d0.
have [L [E [few /le_trans all_t]]] := si _ m0; have : t - e <= s + e.
  apply: le_trans (all_t _ (small L E (le_trans few _))); last by rewrite le_minl lexx.
  by rewrite ler_add2l ler_opp2 le_minl lexx orbT.
rewrite -subr_ge0 leNgt => /negP[]; suff -> : s + e - (t - e) = - e by rewrite oppr_lt0.
by rewrite /e; field.
Qed.

Lemma singular_mass_unique s s' A M : singular_mass s A M -> singular_mass s' A M -> s = s'.
Proof.
by move=> [c p] [c' p']; apply/eqP; rewrite eq_le (singular_part_le c' p) (singular_part_le c p').
Qed.

Lemma mass_ge0 L P E : law P -> 0 <= mass L P E.
Proof. by move=> lP; apply: mean_ge0 => // h _; apply: ler0n. Qed.

Lemma mass_sub L P (E F : pred (seq X)) : law P -> (forall h, size h = L -> E h -> F h) -> mass L P E <= mass L P F.
Proof.
move=> lP sub; apply: ler_mean => // h sh _; rewrite ler_nat.
by move: (sub h sh); case: (E h) => // ->.
Qed.

Lemma mass_le1 L P E : law P -> mass L P E <= 1.
Proof. by move=> lP; rewrite -(mean_cst L 1 lP); apply: ler_mean => // h _ _; case: (E h); rewrite ?lexx ?ler01. Qed.

Lemma mass_take n l P (E : pred (seq X)) : law P -> mass (n + l) P (fun w => E (take n w)) = mass n P E.
Proof. exact: (mean_take n l (fun h => (E h)%:R)). Qed.

(** The event of a single history. *)
Lemma mass_point P h : law P -> mass (size h) P (pred1 h) = P h.
Proof.
move=> [P0 _ _]; rewrite /mass /mean hsum_tuple (bigD1 (in_tuple h)) //= eqxx mulr1 big1 ?addr0 // => t th.
by case: eqP => [e|_]; [case/eqP: th; apply: val_inj | rewrite mulr0].
Qed.

Lemma dominated_continuous A M C : law A -> law M -> dominated A M C -> absolutely_continuous A M.
Proof.
move=> lA lM dom e e0; have C0 := dominated_gt0 lA lM dom; exists (e / C) => [|L E le]; first by rewrite divr_gt0.
apply: (@le_trans _ _ (C * mass L M E)); last by rewrite mulrC -ler_pdivl_mulr.
rewrite /mass /mean -hsumZ; apply: ler_hsum => h _; rewrite mulrA; apply: ler_wpmul2r => //; exact: ler0n.
Qed.

Lemma continuous_histories A M : law A -> law M -> absolutely_continuous A M -> forall L, dominated_on_histories L A M.
Proof.
move=> lA [M0 M1 Me] ac L h _ a0; have lM : law M by split.
have := M0 h; rewrite le0r => /orP[/eqP e0|//].
have [d d0 /(_ (size h) (pred1 h))] := ac _ (divr_gt0 a0 (ltr0n R 2)).
rewrite !mass_point // e0 => /(_ (ltW d0)); rewrite ler_pdivl_mulr ?ltr0n // mulr_natr mulr2n.
by rewrite -subr_le0 addrK => /le_lt_trans/(_ a0); rewrite ltxx.
Qed.

Section Continuous.
Variables (A M : seq X -> R) (L0 : nat).
Hypotheses (lA : law A) (lM : law M) (dom : forall L, dominated_on_histories L A M).
Local Notation Z := (ratio A M).

Lemma ratio_ge0 h : 0 <= Z h.
Proof. by have [[A0 _ _] [M0 _ _]] := (lA, lM); rewrite divr_ge0. Qed.

Lemma mulZ h : M h * Z h = A h.
Proof. exact: (mul_ratio lA (dom (L := size h)) (leqnn _)). Qed.

(** Markov: under the mimic the ratio exceeds K with probability at most 1/K. *)
Lemma large_unlikely L K : 0 < K -> mass L M (fun h => K < Z h) <= K^-1.
Proof.
move=> K0; rewrite -[K^-1]mul1r ler_pdivl_mulr // -(law_sum L lA) mulrC -hsumZ; apply: ler_hsum => h _.
rewrite -(mulZ h) mulrCA; apply: ler_wpmul2l; first by case: lM.
by case: ltrP => [/ltW|_]; rewrite ?mulr1 // mulr0 ratio_ge0.
Qed.

Lemma cross n l (G : seq X -> R) : mean (n + l) M (fun w => G (take n w) * (Z w - Z (take n w))) = 0.
Proof.
rewrite /mean (hsum_take n l (fun h w => M w * (G h * (Z w - Z h)))); apply: hsum0 => h _.
have -> : hsum l (fun g => M (h ++ g) * (G h * (Z (h ++ g) - Z h)))
  = hsum l (fun g => G h * (A (h ++ g) - Z h * M (h ++ g))).
  by apply: eq_hsum => g _; rewrite -mulZ; ring.
by rewrite hsumZ hsumB hsumZ !law_cat // -(mulZ h) [M h * _]mulrC subrr mulr0.
Qed.

Definition moment K n := mean n M (fun h => huber K (Z h)).

Lemma moment_ge0 K n : 0 < K -> 0 <= moment K n.
Proof. by move=> K0; apply: mean_ge0 => // h _; rewrite huber_ge0 // ratio_ge0. Qed.

Lemma moment_le K n : 0 < K -> moment K n <= 2%:R * K.
Proof.
move=> K0; rewrite -[2%:R * K]mulr1 -[X in _ <= _ * X](law_sum n lA) -hsumZ; apply: ler_hsum => h _.
rewrite -(mulZ h) mulrCA; apply: ler_wpmul2l; first by case: lM.
by apply: huber_le => //; apply: ratio_ge0.
Qed.

Lemma moment_rises K n l : 0 < K ->
  mean (n + l) M (fun w => (clip K (Z w) - clip K (Z (take n w))) ^+ 2) <= moment K (n + l) - moment K n.
Proof.
move=> K0; apply: (@le_trans _ _ (mean (n + l) M (fun w => huber K (Z w) - huber K (Z (take n w))
    - 2%:R * clip K (Z (take n w)) * (Z w - Z (take n w))))).
  by apply: ler_mean => // w _ _; apply: huber_tangent.
have -> : mean (n + l) M (fun w => huber K (Z w) - huber K (Z (take n w))
    - 2%:R * clip K (Z (take n w)) * (Z w - Z (take n w)))
  = moment K (n + l) - mean (n + l) M (fun w => huber K (Z (take n w)))
    - mean (n + l) M (fun w => 2%:R * clip K (Z (take n w)) * (Z w - Z (take n w))).
  by rewrite /moment /mean -!hsumB; apply: eq_hsum => w _; ring.
by rewrite (cross n l (fun h => 2%:R * clip K (Z h))) subr0 (mean_take n l (fun h => huber K (Z h))).
Qed.

Lemma tail_le K L : 0 < K -> mean L M (fun h => Z h - clip K (Z h)) <= mass L A (fun h => K < Z h).
Proof.
move=> K0; apply: ler_hsum => h _; rewrite -(mulZ h) -mulrA; apply: ler_wpmul2l; first by case: lM.
by apply: clip_tail => //; apply: ratio_ge0.
Qed.

(** The distance is at most the increments of the truncated ratio and the chances that the ratio exceeds K. *)
Lemma distance_moment K n l e : 0 < K -> 0 <= e -> moment K (n + l) - moment K n <= e ^+ 2 ->
  2%:R * expected_distance n l A M
    <= e + mass (n + l) A (fun h => K < Z h) + mass n A (fun h => K < Z h).
Proof.
move=> K0 e0 le; rewrite merging_identity // mulrA mulfV ?pnatr_eq0 // mul1r.
set c := clip K; apply: (@le_trans _ _ (mean (n + l) M (fun w => `|c (Z w) - c (Z (take n w))|)
    + mean (n + l) M (fun w => Z w - c (Z w)) + mean (n + l) M (fun w => Z (take n w) - c (Z (take n w))))).
  rewrite /mean -!hsumD; apply: ler_hsum => w _; rewrite -!mulrDr; apply: ler_wpmul2l; first by case: lM.
  have -> : Z w - Z (take n w)
    = (c (Z w) - c (Z (take n w))) + (Z w - c (Z w)) - (Z (take n w) - c (Z (take n w))) by ring.
  apply: le_trans (ler_norm_sub _ _) _; apply: ler_add; last by rewrite ger0_norm // subr_ge0 clip_le.
  by apply: le_trans (ler_norm_add _ _) _; rewrite ler_add2l ger0_norm // subr_ge0 clip_le.
rewrite (mean_take n l (fun h => Z h - c (Z h))) //; apply: ler_add; last exact: tail_le.
apply: ler_add; last exact: tail_le.
have m0 : 0 <= mean (n + l) M (fun w => `|c (Z w) - c (Z (take n w))|) by apply: mean_ge0 => // w _; apply: normr_ge0.
rewrite -ler_sqr ?nnegrE //; apply: le_trans (mean_square _ _ lM) _; apply: le_trans le.
apply: le_trans (moment_rises n l K0); rewrite le_eqVlt; apply/orP; left; apply/eqP.
by apply: eq_hsum => w _; rewrite real_normK // num_real.
Qed.

(** Under dominance some K is exceeded with probability at most e, at every horizon. *)
Lemma seldom_large e : absolutely_continuous A M -> 0 < e ->
  exists2 K, 0 < K & forall L, mass L A (fun h => K < Z h) <= e.
Proof.
move=> ac e0; have [d d0 le] := ac e e0; exists d^-1 => [|L]; first by rewrite invr_gt0.
by apply: le; rewrite -[X in _ <= X]invrK; apply: large_unlikely; rewrite invr_gt0.
Qed.

End Continuous.

(** limit of merging/energy.
    Without excluded middle: there is a k such that, for every choice f of lengths and every start, one of the k steps
    n, n + f(n), ... has E_A TV of the next f(n) outcomes at most e. *)
Theorem blackwell_dubins_metastable A M e : Num.archimedean_axiom R -> law A -> law M ->
  absolutely_continuous A M -> 0 < e ->
  exists k, forall (f : nat -> nat) start, exists2 i, (i < k)%N &
    let n := iter i (fun n => n + f n)%N start in expected_distance n (f n) A M <= e.
Proof.
move=> arch lA lM ac e0; have dom := continuous_histories lA lM ac.
pose c := 2%:R * e / 3%:R; have c0 : 0 < c by rewrite divr_gt0 ?mulr_gt0 ?ltr0n.
have [K K0 large] := seldom_large lA lM dom ac c0.
have [k] := arch (2%:R * K / c ^+ 2); rewrite ger0_norm; last by rewrite divr_ge0 ?sqr_ge0 ?mulr_ge0 ?ler0n // ltW.
rewrite ltr_pdivr_mulr ?exprn_gt0 // => kb; exists k => f start.
have [i ik] := bounded_steps (fun n => moment_ge0 lA lM n K0) (fun n => moment_le lA lM dom n K0) f start kb.
move=> le; exists i => //=; set n := iter _ _ _ in le *.
have two : (0 : R) < 2%:R by rewrite ltr0n.
rewrite -(ler_pmul2l two); apply: le_trans (distance_moment lA lM dom K0 (ltW c0) le) _.
apply: le_trans (ler_add (ler_add (lexx c) (large _)) (large _)) _; rewrite le_eqVlt; apply/orP; left; apply/eqP.
by rewrite /c; field.
Qed.

(** Nor can the laws of the future be e apart at steps without end. *)
Theorem blackwell_dubins_settles A M e : Num.archimedean_axiom R -> law A -> law M ->
  absolutely_continuous A M -> 0 < e ->
  ~ forall n0, exists n l, (n0 <= n)%N /\ e < expected_distance n l A M.
Proof.
move=> arch lA lM ac e0 apart; have dom := continuous_histories lA lM ac.
pose c := 2%:R * e / 3%:R; have c0 : 0 < c by rewrite divr_gt0 ?mulr_gt0 ?ltr0n.
have [K K0 large] := seldom_large lA lM dom ac c0.
have [s0 sb] := (fun n => moment_ge0 lA lM n K0, fun n => moment_le lA lM dom n K0).
apply: (bounded_settles s0 sb arch (exprn_gt0 2 c0)) => n0.
have [n [l [le lt]]] := apart n0; exists (n - n0 + l)%N; rewrite addnA subnKC // ltNge; apply/negP => small.
have {}small : moment A M K (n + l) - moment A M K n <= c ^+ 2.
  apply: le_trans small; rewrite ler_add2l ler_opp2 -(subnKC le) -subr_ge0.
  apply: le_trans (moment_rises lA lM dom n0 (n - n0) K0); apply: mean_ge0 => // h _; exact: sqr_ge0.
have := distance_moment lA lM dom K0 (ltW c0) small.
have h : c + mass (n + l) A (fun h => K < ratio A M h) + mass n A (fun h => K < ratio A M h) <= 2%:R * e.
  apply: le_trans (ler_add (ler_add (lexx c) (large _)) (large _)) _; rewrite le_eqVlt; apply/orP; left; apply/eqP.
  by rewrite /c; field.
by move=> /le_trans/(_ h); rewrite ler_pmul2l ?ltr0n // leNgt lt.
Qed.

Lemma not_exists_forall (em : excluded_middle) (Q : nat -> nat -> nat -> Prop) :
  ~ (forall n0, exists n l, (n0 <= n)%N /\ ~ Q n0 n l) -> exists n0, forall n l, (n0 <= n)%N -> Q n0 n l.
Proof.
move=> no; have [//|none] := em (exists n0, forall n l, (n0 <= n)%N -> Q n0 n l); case: no => n0.
have [//|non] := em (exists n l, (n0 <= n)%N /\ ~ Q n0 n l); case: none; exists n0 => n l le.
by have [//|nq] := em (Q n0 n l); case: non; exists n, l.
Qed.

(** limit of merging/martingale, merging/energy, merging/without-constant.
    Under dominance the forecasts of the whole future merge, in the mean. *)
Theorem blackwell_dubins A M : excluded_middle -> Num.archimedean_axiom R -> law A -> law M ->
  absolutely_continuous A M -> merges A M.
Proof.
move=> em arch lA lM ac e e0; apply: (not_exists_forall em (Q := fun _ n l => expected_distance n l A M <= e)) => apart.
apply: (blackwell_dubins_settles arch lA lM ac e0) => n0; have [n [l [le nle]]] := apart n0.
by exists n, l; split=> //; rewrite ltNge; apply/negP.
Qed.

(** In particular if A <= C M. *)
Corollary blackwell_dubins_bounded A M C : excluded_middle -> Num.archimedean_axiom R -> law A -> law M ->
  dominated A M C -> merges A M.
Proof. by move=> em arch lA lM dom; apply: blackwell_dubins => //; apply: dominated_continuous dom. Qed.

(** limit of merging/energy, merging/metastable.
    With A <= C M, a rate that is the same for all such laws: if C < 4 e^2 k, one of k steps of any lengths has E_A TV
    of its outcomes at most e. *)
Theorem blackwell_dubins_rate A M C e k (f : nat -> nat) start : law A -> law M -> dominated A M C -> 0 < e ->
  C < k%:R * (2%:R * e) ^+ 2 ->
  exists2 i, (i < k)%N & let n := iter i (fun n => n + f n)%N start in expected_distance n (f n) A M <= e.
Proof.
move=> lA lM dom e0 kC; pose s n := mean n M (fun h => ratio A M h ^+ 2).
have r0 := ratio_ge0 lA lM; have domh L := dominated_histories (L := L) lA lM dom.
have s0 n : 0 <= s n by apply: mean_ge0 => // h _; apply: sqr_ge0.
have C0 := dominated_gt0 lA lM dom.
have sC n : s n <= C.
  rewrite -[C]mulr1 -(law_sum n lA) -hsumZ; apply: ler_hsum => h _; rewrite expr2 mulrA (mulZ lA domh) mulrC.
  have [A0 _ _] := lA; have [M0 _ _] := lM; apply: ler_wpmul2r => //.
  by have := M0 h; rewrite le0r => /orP[/eqP m0|m0]; rewrite /ratio ?m0 ?invr0 ?mulr0 ?(ltW C0) // ler_pdivr_mulr.
have [i ik /= le] := bounded_steps s0 sC f start kC; exists i => //=; set n := iter _ _ _ in le *.
have := le_trans (merging_energy_future lA lM (domh _)) le.
rewrite ler_sqr ?nnegrE ?mulr_ge0 ?ler0n ?(ltW e0) ?ler_pmul2l ?ltr0n //.
apply: mean_ge0 => // h _; rewrite /distance; case: ifP => _; first exact: ler01.
by rewrite TVn_tuple TV_ge0.
Qed.

End Laws.

Section Converse.
Variables (R : realFieldType) (X : finType).
Implicit Types (A M P : seq X -> R) (h g w : seq X) (e d : R).

(** limit of merging/converse, merging/necessary.
    The converse: forecasts of the whole future merge in the mean only under dominance. *)
Theorem blackwell_dubins_converse A M : law A -> law M -> merges A M -> absolutely_continuous A M.
Proof.
move=> lA lM mer e e0; have [[A0 _ _] [M0 _ _]] := (lA, lM); have e2 : 0 < e / 2%:R by rewrite divr_gt0 ?ltr0n.
have [n0 near] := mer _ e2; pose B := 1 + hsum n0 (ratio A M); have Z0 := ratio_ge0 lA lM.
have B0 : 0 < B by rewrite ltr_paddr ?ltr01 // hsum_ge0.
have ZB h : size h = n0 -> 0 < M h -> ratio A M h <= B.
  move=> sh _; apply: (@le_trans _ _ (hsum n0 (ratio A M))); last by rewrite ler_addr ler01.
  have st : size h == n0 by rewrite sh.
  by rewrite hsum_tuple (bigD1 (Tuple st)) //= ler_addl sumr_ge0.
have far l (E : pred (seq X)) : mass (n0 + l) M E <= e / 2%:R / B -> mass (n0 + l) A E <= e.
  move=> small; have := le_trans (merging_necessary l E lA lM ZB) (near n0 l (leqnn _)).
  rewrite ler_subl_addr => /le_trans; apply; rewrite [X in _ <= X](_ : e = e / 2%:R + e / 2%:R); last by field.
  by rewrite ler_add2l mulrC -ler_pdivl_mulr.
exists (e / 2%:R / B) => [|L E small]; first by rewrite divr_gt0.
have [le|lt] := leqP n0 L; first by rewrite -(subnKC le); apply: far; rewrite subnKC.
have := @far 0%N (fun w => E (take L w)); rewrite addn0 -(subnKC (ltnW lt)) !mass_take //; exact.
Qed.

(** limit of merging/finite-dominance, merging/urn.
    Forecasts of the whole future merge if and only if A << M. Neither dominance on every finite horizon nor good
    one-step forecasts are enough. *)
Theorem blackwell_dubins_iff A M : excluded_middle -> Num.archimedean_axiom R -> law A -> law M ->
  (merges A M <-> absolutely_continuous A M).
Proof.
by move=> em arch lA lM; split; [apply: blackwell_dubins_converse | apply: blackwell_dubins].
Qed.

End Converse.
