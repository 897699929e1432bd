(** One-step forecasts share a finite budget of surprise. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log merging merging_certificate.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Laws.
Variables (R : realFieldType) (ln : R -> R) (X : finType).
Hypothesis Ln : logarithm ln.
Implicit Types (A M N : seq X -> R) (h g : seq X).

(** KL(A^L||M^L) of the histories of L outcomes, where A << M on them. *)
Definition KLn L A M := hsum L (fun h => A h * ln (A h / M h)).

(** KL and TV of the forecasts after h. *)
Definition next_KL A M h := KL ln (next A h) (next M h).
Definition next_TV A M h := TV (next A h) (next M h).

Lemma next_TV_ge0 A M h : 0 <= next_TV A M h.
Proof. exact: TV_ge0. Qed.

(** The sum of an expectation under P over the steps before L. *)
Definition expected_sum L P (F : seq X -> R) := \sum_(n < L) mean n P F.

Lemma next_within L A M h : law A -> law M -> dominated_on_histories L A M -> (size h < L)%N ->
  0 < A h -> within (next A h) (next M h).
Proof.
move=> lA lM dom sh a0 x /eqP; have m0 := dom h (ltnW sh) a0.
rewrite /next mulf_eq0 invr_eq0 (gt_eqF m0) orbF => /eqP e0.
by rewrite (dominated0 lA dom) ?size_rcons // mul0r.
Qed.

Lemma chain_step L A M n : law A -> law M -> dominated_on_histories L A M -> (n < L)%N ->
  KLn n.+1 A M = KLn n A M + mean n A (next_KL A M).
Proof.
move=> lA lM dom nL; rewrite /KLn hsumSr -hsumD; apply: eq_hsum => h sh.
have [A0 _ Aext] := lA; have [a0|a0] := eqVneq (A h) 0.
  by rewrite a0 !mul0r addr0 big1 // => x _; rewrite -cats1 law_prefix0 // mul0r.
have Ah : 0 < A h by rewrite lt0r a0 A0.
have Mh : 0 < M h by apply: dom; rewrite // sh ltnW.
rewrite {1}Aext mulr_suml mulr_sumr -big_split; apply: eq_bigr => x _ /=.
rewrite mulrA /next (_ : A h * (_ / A h) = A (rcons h x)); last by field.
have [-> |ax] := eqVneq (A (rcons h x)) 0; first by rewrite !mul0r addr0.
have Ax : 0 < A (rcons h x) by rewrite lt0r ax A0.
have Mx : 0 < M (rcons h x) by apply: dom; rewrite // size_rcons sh.
rewrite -mulrDr -(lnM Ln) ?divr_gt0 //; congr (_ * ln _).
by field; rewrite !gt_eqF.
Qed.

(** The chain rule. *)
Lemma chain_rule L A M : law A -> law M -> dominated_on_histories L A M ->
  expected_sum L A (next_KL A M) = KLn L A M.
Proof.
move=> lA lM; rewrite /expected_sum; elim: L => [|L IH] dom.
  by rewrite big_ord0 /KLn /=; have [_ -> _] := lA; have [_ -> _] := lM; rewrite invr1 mulr1 (ln1 Ln) mulr0.
rewrite big_ord_recr /= IH ?(chain_step lA lM dom) // => h sh; apply: dom; exact: leqW.
Qed.

Lemma KLn_le L A M C : law A -> law M -> (forall h, size h = L -> A h <= C * M h) -> 0 < C -> KLn L A M <= ln C.
Proof.
move=> lA [M0 _ _] le C0; rewrite -[X in _ <= X]mulr1 -(law_sum L lA) -hsumZ.
apply: ler_hsum => h sh; have [A0 _ _] := lA; rewrite mulrC [X in _ <= X]mulrC.
have [-> |a0] := eqVneq (A h) 0; first by rewrite mulr0 mul0r.
have Ah : 0 < A h by rewrite lt0r a0 A0.
have Mh : 0 < M h.
  by rewrite lt0r M0 andbT; apply/eqP => e0; have := lt_le_trans Ah (le _ sh); rewrite e0 mulr0 ltxx.
by rewrite mulrC ler_pmul2l // (ln_mono Ln) ?divr_gt0 // ler_pdivr_mulr // le.
Qed.

(** Pinsker's inequality at each step. *)
Lemma squares L A M : pinsker ln -> law A -> law M -> dominated_on_histories L A M ->
  2%:R * expected_sum L A (fun h => next_TV A M h ^+ 2) <= expected_sum L A (next_KL A M).
Proof.
move=> pin lA lM dom; rewrite mulr_sumr; apply: ler_sum => n _; rewrite /mean -hsumZ.
apply: ler_hsum => h sh; rewrite mulrCA; have [A0 _ _] := lA.
have := A0 h; rewrite le0r => /orP[/eqP ->|a0]; first by rewrite !mul0r.
have nL : (size h < L)%N by rewrite sh.
have m0 := dom h (ltnW nL) a0.
by rewrite ler_pmul2l // pin //; [exact: next_forecast | exact: next_forecast | exact: next_within dom _ _].
Qed.

Lemma expected_sum_le L P F G : law P -> (forall h, (size h < L)%N -> 0 < P h -> F h <= G h) ->
  expected_sum L P F <= expected_sum L P G.
Proof. by move=> lP le; apply: ler_sum => n _; apply: ler_mean => // h sh; apply: le; rewrite sh. Qed.

(** The sum along each history has the same expectation. *)
Lemma expected_sum_along L P F : law P -> mean L P (fun h => \sum_(n < L) F (take n h)) = expected_sum L P F.
Proof.
move=> lP; rewrite /mean; under eq_hsum do rewrite mulr_sumr; rewrite hsum_sum; apply: eq_bigr => n _.
by rewrite -(mean_take n (L - n) F lP) subnKC // ltnW.
Qed.

End Laws.

Section Budget.
Variables (R : realFieldType) (ln : R -> R) (X : finType).
Hypothesis Ln : logarithm ln.
Variables (A M : seq X -> R) (C : R).
Implicit Types h g : seq X.
Local Notation KLn := (KLn ln).
Local Notation next_KL := (next_KL ln).

(** merging/budget (chain): history-possible-for-operator, history-possible-for-mimic, dominated.
    The expected divergences of the forecasts add up to that of the two laws of histories. *)
Theorem merging_budget_chain L : law A -> law M -> dominated A M C -> expected_sum L A (next_KL A M) = KLn L A M.
Proof. by move=> lA lM d; apply: chain_rule (dominated_histories lA lM d). Qed.

(** merging/budget (constant): history-possible-for-operator, history-possible-for-mimic, dominated.
    That is at most ln C. *)
Theorem merging_budget_constant L : law A -> law M -> dominated A M C -> KLn L A M <= ln C.
Proof. by move=> lA lM d; apply: KLn_le => //; exact: dominated_gt0 d. Qed.

Lemma forecasts_le L : law A -> law M -> dominated A M C -> expected_sum L A (next_KL A M) <= ln C.
Proof. by move=> lA lM d; rewrite merging_budget_chain // merging_budget_constant. Qed.

(** merging/budget (pinsker): history-possible-for-operator, history-possible-for-mimic, dominated.
    Twice the expected squares of the distances of the forecasts add up to at most the sum of their divergences. *)
Theorem merging_budget_pinsker L : pinsker ln -> law A -> law M -> dominated A M C ->
  2%:R * expected_sum L A (fun h => next_TV A M h ^+ 2) <= expected_sum L A (next_KL A M).
Proof. by move=> pin lA lM d; apply: squares => //; exact: dominated_histories d. Qed.

Lemma squares_le L : pinsker ln -> law A -> law M -> dominated A M C ->
  expected_sum L A (fun h => next_TV A M h ^+ 2) <= ln C / 2%:R.
Proof.
move=> pin lA lM d; rewrite ler_pdivl_mulr ?ltr0n // mulrC.
exact: le_trans (merging_budget_pinsker L pin lA lM d) (forecasts_le L lA lM d).
Qed.

(** merging/surprises: history-possible-for-operator, history-possible-for-mimic, dominated.
    The expected number of steps whose forecasts differ by more than epsilon is at most ln C/(2 epsilon^2). *)
Theorem merging_surprises L epsilon : pinsker ln -> law A -> law M -> dominated A M C -> 0 < epsilon ->
  expected_sum L A (fun h => (epsilon < next_TV A M h)%R%:R) <= ln C / (2%:R * epsilon ^+ 2).
Proof.
move=> pin lA lM d e0; rewrite invfM mulrA ler_pdivl_mulr ?exprn_gt0 //.
apply: le_trans (squares_le L pin lA lM d); rewrite mulr_suml; apply: ler_sum => i _.
rewrite mulrC -hsumZ; apply: ler_hsum => h _; rewrite mulrCA; apply: ler_wpmul2l; first by case: lA.
case: ltrP => [lt|_]; last by rewrite mulr0 sqr_ge0.
by rewrite mulr1 ler_expn2r // ?nnegrE ?next_TV_ge0 // ltW.
Qed.

(** merging/almost-surely: history-possible-for-operator, history-possible-for-mimic, dominated.
    She is certain to 1 - ln C/(2t) that the squares of the distances never add up to t. *)
Theorem merging_almost_surely L t : pinsker ln -> law A -> law M -> dominated A M C -> 0 < t ->
  mean L A (fun h => (t <= \sum_(i < L) next_TV A M (take i h) ^+ 2)%R%:R) <= ln C / (2%:R * t).
Proof.
move=> pin lA lM d t0; rewrite invfM mulrA ler_pdivl_mulr //.
apply: le_trans (squares_le L pin lA lM d).
rewrite -(expected_sum_along L (fun h => next_TV A M h ^+ 2) lA) mulrC -hsumZ; apply: ler_hsum => h _.
rewrite mulrCA; apply: ler_wpmul2l; first by case: lA.
by case: (lerP t) => [le|_]; rewrite ?mulr1 // mulr0 sumr_ge0 // => i _; apply: sqr_ge0.
Qed.

End Budget.

Section Priors.
Variables (R : realFieldType) (ln : R -> R) (X S : finType).
Hypothesis Ln : logarithm ln.
Variables (a m : S -> R) (K : S -> seq X -> R) (C : R).

(** merging/budget (prior): history-possible-for-operator, history-possible-for-mimic, dominated (not needed), starts-dominated.
    The divergence of the laws of histories is at most that of the priors over the sources. *)
Theorem merging_budget_prior L : forecast a -> forecast m -> (forall s, law (K s)) -> starts_dominated a m C ->
  KLn ln L (mixture a K) (mixture m K) <= KL ln a m.
Proof.
move=> [a0 a1] [m0 m1] lK d; have am := starts_within a0 d.
have -> : KL ln a m = hsum L (fun h => \sum_s a s * K s h * ln (a s / m s)).
  rewrite hsum_sum; apply: eq_bigr => s _; rewrite -[LHS]mulr1 -(law_sum L (lK s)) -hsumZ.
  by apply: eq_hsum => h _; rewrite mulrAC.
apply: ler_hsum => h _; have k0 s : 0 <= K s h by case: (lK s).
apply: (le_trans (log_sum Ln _ _ _)) => [s|s|s /eqP|]; [by rewrite mulr_ge0 | by rewrite mulr_ge0 | |].
  by rewrite mulf_eq0 => /orP[/eqP/am ->|/eqP ->]; rewrite ?mul0r ?mulr0.
apply: ler_sum => s _; have [-> |ks] := eqVneq (K s h) 0; first by rewrite mulr0 !mul0r.
by rewrite -mulf_div mulfV // mulr1.
Qed.

End Priors.

Section Nature.
Variables (R : realFieldType) (ln : R -> R) (X : finType).
Hypothesis Ln : logarithm ln.
Implicit Types (A M N : seq X -> R) (C D : R).

(** M <= D A: the mimic is within the operator, too. *)
Definition dominating M A D := dominated M A D.

(** merging/identical-support (operator): history-possible-for-operator, history-possible-for-mimic, dominated, dominating (not needed).
    The budget of her forecasts. *)
Theorem merging_identical_support_operator L A M C : law A -> law M -> dominated A M C ->
  expected_sum L A (next_KL ln A M) <= ln C.
Proof. exact: forecasts_le. Qed.

(** merging/identical-support (mimic): history-possible-for-operator, history-possible-for-mimic, dominated (not needed), dominating.
    The budget of the mimic's, the other way round. *)
Theorem merging_identical_support_mimic L A M D : law A -> law M -> dominating M A D ->
  expected_sum L M (next_KL ln M A) <= ln D.
Proof. by move=> lA lM; apply: forecasts_le. Qed.

(** N <= C A and N <= D M. *)
Definition nature_within_operator N A C := dominated N A C.
Definition nature_within_mimic N M D := dominated N M D.

(** merging/nature: history-possible-for-nature, history-possible-for-operator, history-possible-for-mimic, nature-within-operator, nature-within-mimic.
    Where both learn nature, their forecasts merge along what nature does. *)
Theorem merging_nature L N A M C D : pinsker ln -> law N -> law A -> law M ->
  nature_within_operator N A C -> nature_within_mimic N M D ->
  expected_sum L N (fun h => next_TV A M h ^+ 2) <= ln C + ln D.
Proof.
move=> pin lN lA lM na nm.
have := ler_add (squares_le Ln L pin lN lA na) (squares_le Ln L pin lN lM nm).
rewrite -mulrDl ler_pdivl_mulr ?ltr0n //; apply: le_trans.
rewrite -big_split mulr_suml; apply: ler_sum => i _ /=; rewrite -hsumD mulrC -hsumZ.
apply: ler_hsum => h _; rewrite -mulrDr [X in _ <= X]mulrCA; apply: ler_wpmul2l; first by case: lN.
set x := next_TV N A h; set y := next_TV N M h.
apply: (@le_trans _ _ ((x + y) ^+ 2)).
  rewrite ler_expn2r ?nnegrE ?addr_ge0 ?next_TV_ge0 ?TV_ge0 // /x [next_TV N A h]TVC; exact: TV_triangle.
rewrite -subr_ge0; have -> : 2%:R * (x ^+ 2 + y ^+ 2) - (x + y) ^+ 2 = (x - y) ^+ 2 by ring.
exact: sqr_ge0.
Qed.

End Nature.
