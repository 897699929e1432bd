(** What the operator can certify from her own observations, without the mimic's likelihood of them. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log sources merging merging_certificate merging_budget.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Own.
Variables (R : realFieldType) (X : finType) (A M : seq X -> R) (C : R).
Implicit Types h g : seq X.

(** Order tells the mimic nothing, as where each of its sources draws independently or is an urn. *)
Definition mimic_exchangeable M := forall L, exchangeable L (M : seq X -> R).

(** |T(h)|, the number of histories with the same counts. *)
Definition orders h := #|[pred t : (size h).-tuple X | perm_eq h t]|.

Lemma orders_le h : law M -> mimic_exchangeable M -> (orders h)%:R * M h <= 1.
Proof.
move=> lM ex; have [M0 _ _] := lM.
apply: (@le_trans _ _ (hsum (size h) M)); last by rewrite law_sum.
rewrite hsum_tuple mulr_natl -sumr_const [X in _ <= X](bigID (fun t : (size h).-tuple X => perm_eq h t)) /=.
rewrite -[X in X <= _]addr0 ler_add ?sumr_ge0 // le_eqVlt; apply/orP; left; apply/eqP; apply: eq_bigr => t ht.
exact: (ex (size h) _ _ (leqnn _) ht).
Qed.

(** merging/own-observations (ratio): history-possible-for-operator, history-possible-for-mimic, dominated, mimic-exchangeable.
    Her own likelihood of all orders of what she saw is at most the likelihood ratio. *)
Theorem merging_own_observations_ratio h : law A -> law M -> dominated A M C ->
  mimic_exchangeable M -> 0 < A h -> (orders h)%:R * A h <= ratio A M h.
Proof.
move=> lA lM d ex a0; have m0 := dominated_histories lA lM d (leqnn (size h)) a0.
by rewrite /ratio ler_pdivl_mulr // mulrAC ler_pimull ?orders_le // ltW.
Qed.

(** merging/own-observations (distance): history-possible-for-operator, history-possible-for-mimic, dominated, mimic-exchangeable.
    So it bounds the distance of the future, to any horizon. *)
Theorem merging_own_observations_distance l h : law A -> law M ->
  dominated A M C -> mimic_exchangeable M -> 0 < A h -> distance l A M h <= 1 - (orders h)%:R * A h / C.
Proof.
move=> lA lM d ex a0; apply: le_trans (merging_certificate_distance l lA lM d a0) _.
rewrite ler_add2l ler_opp2 ler_pmul2r ?invr_gt0 ?(dominated_gt0 lA lM d) //.
exact: merging_own_observations_ratio.
Qed.

End Own.

Section Left.
Variables (R : realFieldType) (ln : R -> R) (X : finType).
Hypothesis Ln : logarithm ln.
Variables (A M : seq X -> R) (C : R).
Implicit Types h g : seq X.

(** merging/budget-left (after): history-possible-for-operator, history-possible-for-mimic, dominated.
    What surprise is left after h is at most ln(C/Z(h)), to any horizon. *)
Theorem merging_budget_left_after l h : law A -> law M -> dominated A M C ->
  0 < A h -> KLn ln l (after A h) (after M h) <= ln (C / ratio A M h).
Proof.
move=> lA lM d a0; have m0 := dominated_histories lA lM d (leqnn (size h)) a0.
apply: (KLn_le Ln (after_law lA a0) (after_law lM m0)) => [g _|]; last first.
  by rewrite divr_gt0 ?divr_gt0 // (dominated_gt0 lA lM d).
have -> : C / ratio A M h * after M h g = C * M (h ++ g) / A h by rewrite /ratio /after; field; rewrite !gt_eqF.
by rewrite ler_pmul2r ?invr_gt0.
Qed.

(** merging/budget-left (always): history-possible-for-operator, history-possible-for-mimic, dominated.
    She is certain to 1 - delta that never more than ln(C/delta) nats are left to the horizon. *)
Theorem merging_budget_left_always L delta : law A -> law M -> dominated A M C -> 0 < delta ->
  mean L A (fun h => (reaches (fun g => ln (C / delta) < KLn ln (L - size g) (after A g) (after M g)) h)%:R) <= delta.
Proof.
move=> lA lM d d0; apply: le_trans (merging_certificate_ville L lA lM d (ltW d0)).
have [A0 _ _] := lA; apply: ler_mean => // h _ h0; rewrite ler_nat.
have sub : reaches (fun g => ln (C / delta) < KLn ln (L - size g) (after A g) (after M g)) h
    -> reaches (fun g => ratio A M g <= delta) h.
  move=> /hasP[n nin lt]; apply/hasP; exists n => //; rewrite leNgt; apply: contraL lt => dZ; rewrite -leNgt.
  have g0 : 0 < A (take n h) by apply: lt_le_trans h0 _; rewrite -{1}(cat_take_drop n h) law_le_prefix.
  apply: le_trans (merging_budget_left_after _ lA lM d g0) _; have C0 := dominated_gt0 lA lM d.
  have Z0 := lt_trans d0 dZ; apply: (ln_mono Ln); first by rewrite divr_gt0.
  by rewrite ler_pmul2l // lef_pinv ?posrE // ltW.
by case: (reaches _ h) sub => // ->.
Qed.

End Left.
