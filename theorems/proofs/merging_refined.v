(** The one-step budget pays for fourth and sixth powers of distance, too. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log pinsker_refined merging merging_budget.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Refined.
Variables (R : realFieldType) (ln : R -> R) (X : finType).
Hypothesis Ln : logarithm ln.

(** merging/refined-budget: history-possible-for-operator, history-possible-for-mimic, dominated-on-histories.
    What three powers of the distances of the forecasts add up to is at most the divergence of the laws of histories. *)
Theorem merging_refined_budget L (A M : seq X -> R) : refined_pinsker ln -> law A -> law M ->
  dominated_on_histories L A M ->
  expected_sum L A (fun h => 2%:R * next_TV A M h ^+ 2 + 4%:R / 9%:R * next_TV A M h ^+ 4
      + 32%:R / 135%:R * next_TV A M h ^+ 6) <= KLn ln L A M.
Proof.
move=> pin lA lM dom; rewrite -(chain_rule Ln lA lM dom); apply: expected_sum_le => // h hL a0.
have m0 := dom h (ltnW hL) a0.
by apply: pin; [exact: next_forecast | exact: next_forecast | exact: next_within dom hL a0].
Qed.

End Refined.
