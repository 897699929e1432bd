(** A feature has a budget of its own: only the laws that the draws show of it count. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log sources merging merging_budget merging_converse features features_support.
From mimics Require Import features_exchangeable.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Own.
Variables (R : realFieldType) (X Y S : finType) (f : X -> Y).
Variables (a m : S -> R) (K : S -> seq X -> R) (theta : S -> X -> R).
Implicit Types (i j k s : S).
Local Notation A := (mixture a K).
Local Notation M := (mixture m K).
Local Notation phi := (feature_law f theta).

(** Operator and mimic draw independently, and the mimic has every law of the feature that the operator has. *)
Definition feature_dominated := independent_draws a m K theta /\ laws_shared a m phi.

(** features/own-budget (budget): history-possible-for-operator, history-possible-for-mimic, feature-dominated.
    The feature's budget is ln of the largest ratio of the weights of its laws. *)
Theorem features_own_budget_budget ln L : logarithm ln -> forecast a -> forecast m -> (forall s, law (K s)) ->
  feature_dominated ->
  expected_sum L (shown f A) (next_KL ln (shown f A) (shown f M)) <= ln (law_constant a m phi).
Proof.
move=> Ln fa fm lK [ind sh]; pose K' s := shown f (K s).
have ind' : independent_draws a m K' phi.
  by move=> s w g; rewrite /K' -shown_draws; apply: eq_shown; apply: ind.
apply: (forecasts_le Ln); [exact/shown_law/mixture_law | exact/shown_law/mixture_law | move=> g].
rewrite !shown_mixture; apply: (features_common_support_shared g fa fm _ ind' sh) => s; exact: shown_law.
Qed.

Lemma coarser_weight i : forecast a -> forecast m -> laws_shared a m theta ->
  law_weight phi a i <= law_constant a m theta * law_weight phi m i.
Proof.
move=> fa fm sh; have [[a0 _] [m0 _]] := (fa, fm); set C := law_constant a m theta.
pose F j k := if same theta j k then a j * m k / law_weight theta m k else 0.
have fine j k : same theta j k -> same phi j k.
  by move=> /sameP e; apply/sameP => y; rewrite /feature_law /push /Pr; apply: eq_bigr => x _.
have w0 k : 0 <= law_weight theta m k by apply: sumr_ge0.
have F0 j k : 0 <= F j k by rewrite /F; case: ifP => // _; rewrite divr_ge0 ?mulr_ge0.
have row j : a j = \sum_k F j k.
  have [e0|aj] := eqVneq (a j) 0.
    by rewrite e0 big1 // => k _; rewrite /F e0 !mul0r if_same.
  have [k mk e] := sh j aj; have /(same_weight m) ejk : same theta j k by apply/sameP.
  have n0 : law_weight theta m j != 0 by rewrite ejk gt_eqF // mimic_weight.
  rewrite (eq_bigr (fun k => if same theta j k then a j / law_weight theta m j * m k else 0)) => [|l _].
    by rewrite -big_mkcond -mulr_sumr divfK.
  by rewrite /F; case: ifP => // jl; rewrite (same_weight m jl) mulrAC.
rewrite {1}/law_weight (eq_bigr _ (fun j _ => row j)) exchange_big /= /law_weight mulr_sumr [X in _ <= X]big_mkcond /=.
apply: ler_sum => k _; case: ifPn => [ik|ik]; last first.
  rewrite big1 // => j ij; rewrite /F; case: ifP => // /fine/sameP jk; case/negP: ik; apply/sameP => y.
  by move/sameP: ij => ->.
have [e0|mk] := eqVneq (m k) 0; first by rewrite e0 mulr0 big1 // => j _; rewrite /F e0 mulr0 mul0r if_same.
apply: (@le_trans _ _ (\sum_j F j k)); first by rewrite [X in _ <= X](bigID (same phi i)) /= ler_addl sumr_ge0.
have -> : \sum_j F j k = law_weight theta a k / law_weight theta m k * m k.
  rewrite /F -big_mkcond [in RHS]/law_weight !mulr_suml.
  by apply: eq_big => [j|j _]; [exact: same_sym | rewrite mulrAC].
by apply: ler_wpmul2r => //; rewrite ler_pdivr_mulr ?mimic_weight //; apply/law_constant_ge/mimic_weight.
Qed.

(** features/own-budget (smaller): history-possible-for-operator, history-possible-for-mimic, feature-dominated (not needed), laws-shared.
    It is at most that of the outcomes, if the mimic has all the operator's laws of outcomes. *)
Theorem features_own_budget_smaller : forecast a -> forecast m -> laws_shared a m theta ->
  law_constant a m phi <= law_constant a m theta.
Proof.
move=> fa fm sh; rewrite {1}/law_constant; elim/big_ind: _ => [|x y xC yC|i w].
- exact: law_constant_ge0.
- by rewrite le_maxl xC yC.
- by rewrite ler_pdivr_mulr //; apply: coarser_weight.
Qed.

End Own.
