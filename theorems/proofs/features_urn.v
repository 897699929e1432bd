(** An operator who counts the cells of a feature learns it, whatever the outcomes behind. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mimics Require Import prelude log sources merging merging_budget merging_limits merging_urn features.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** Laplace's rule: one ball of every cell, and another one of each cell seen. *)
Definition counting (R : realFieldType) (Y : finType) (g : seq Y) : R := urn (fun=> 1) g.

Section Claims.
Variables (R : realFieldType) (X Y : finType) (f : X -> Y) (M : seq X -> R).

Lemma counting_law : law M -> law (@counting R Y).
Proof.
move=> lM; have /card_gt0P[y _] := law_inhabited (shown_law f lM); apply: (urn_law y) => z; exact: ltr01.
Qed.

(** features/urn (dominated): history-possible-for-mimic, exchangeable, feature-shows (not needed).
    The mimic's law of n cells is at most the number of types of n draws times the counting operator's. *)
Theorem features_urn_dominated g : law M -> exchangeable (size g) M ->
  shown f M g <= (types (size g) #|Y|)%:R * counting R g.
Proof.
move=> lM ex; apply: (@urn_dominates R Y (shown f M) (@counting R Y)) => //; first exact: shown_law.
exact: features_exchangeable_inherits.
Qed.

(** features/urn (average): history-possible-for-mimic, exchangeable, feature-shows (not needed).
    So the mean of the expected divergences of the next cell's forecasts is at most ln of it over L. *)
Theorem features_urn_average ln L : logarithm ln -> law M -> exchangeable L M ->
  expected_sum L (shown f M) (next_KL ln (shown f M) (@counting R Y)) / L%:R <= ln (types L #|Y|)%:R / L%:R.
Proof.
move=> Ln lM ex.
apply: (@urn_average R Y ln L (shown f M) (@counting R Y)) => //; first exact: shown_law.
- exact: counting_law lM.
- exact: features_exchangeable_inherits.
Qed.

End Claims.
