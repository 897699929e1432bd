(** Theorems that are true and not what their names say: an equation rearranged, a weaker bound, a bound whose sides are
    swapped under a hypothesis that never holds, a hypothesis too many, one forecast for another, and a weaker bound by a
    logarithm. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mimics Require Import prelude log forcing forcing_danger forcing_remedy forecast sides scenario hypotheses.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Module changed.
Section Changed.
Variables (R : realFieldType) (X : finType).
Implicit Types (p q g : X -> R) (E : pred X).

Theorem forcing_gap p g : forecast p -> channel g -> success_happens p g -> forcing_set_reachable p g ->
  1 - TV (posterior p g) (given p (forcing g)) = Pr (posterior p g) (forcing g).
Proof. by move=> fp cg s0 r0; rewrite forcing_gap // subKr. Qed.

Theorem forcing_events_every p g E : forecast p -> channel g -> success_happens p g -> forcing_set_reachable p g ->
  `|Pr (posterior p g) E - Pr (given p (forcing g)) E| <= 1.
Proof.
move=> fp cg s0 r0; apply: (le_trans (forcing_events_every E fp cg s0 r0)).
have g0 x : 0 <= g x by case/andP: (cg x).
by rewrite ler_subl_addr ler_addl Pr_ge0 //; apply: weigh_ge0 => //; case: fp.
Qed.

Theorem forcing_danger_before p g (danger : pred X) : forecast p -> channel g -> forcing_set_reachable p g ->
  1 < Pr p (forcing g) -> Pr p danger / Pr p (forcing g) <= Pr (given p (forcing g)) danger.
Proof. by move=> fp _ _ /(le_lt_trans (Pr_le1 (forcing g) fp)); rewrite ltxx. Qed.

Theorem forcing_danger_successes p g (danger : pred X) : forecast p -> channel g -> forcing_set_reachable p g ->
  0 < Pr p danger ->
  Pr (given p (forcing g)) danger <= Pr (posterior p g) danger / Pr (posterior p g) (forcing g).
Proof. by move=> fp cg r0 _; apply: forcing_danger_successes. Qed.

Theorem forecast_conditioned q p E : forecast q -> forecast p -> 0 < Pr q E -> 0 < Pr p E ->
  TV (given p E) (given p E) <= TV q p / Num.max (Pr q E) (Pr p E).
Proof.
by move=> fq fp q0 p0; rewrite TVpp divr_ge0 ?TV_ge0 // le_maxr (ltW q0).
Qed.

Theorem forcing_jensen_bound (ln : R -> R) (Ln : logarithm ln) g (b : R) x : channel g -> 1 < b ->
  mean_soft ln g b x <= ln (exponential g b^-1 x) + 1.
Proof. by move=> cg b1; rewrite (le_trans (forcing_jensen_bound Ln x cg b1)) // ler_addl ler01. Qed.
End Changed.
End changed.

Section Lines.
Variable ln : rat -> rat.
Hypothesis Ln : logarithm ln.
Variable s : scenario.
Notation p := (@value (outcomes_of s) (mimic_of s)).
Notation q := (@value (outcomes_of s) (operator_of s)).
Notation g := (@value (outcomes_of s) (success_of s)).
Notation danger := (@event s (danger_of s)).
Definition forcing_gap := sides (@changed.forcing_gap _ _ p g).
Definition forcing_events_every := flatten [seq sides (@changed.forcing_events_every _ _ p g e) | e <- events s].
Definition forcing_danger_before := sides (@changed.forcing_danger_before _ _ p g danger).
Definition forcing_danger_successes := sides (@changed.forcing_danger_successes _ _ p g danger).
Definition forecast_conditioned := flatten [seq sides (@changed.forecast_conditioned _ _ q p e) | e <- events s].
Definition forcing_jensen_bound :=
  sides (fun x => @changed.forcing_jensen_bound _ _ ln Ln g (tilt_base_of s) x).
End Lines.
