(** Convergence rates: one feature can be long in synchronising where another is from the start, but the budget of
    surprise is the same for all. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log merging merging_certificate merging_budget features.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Rates.
Variables (R : realFieldType) (ln : R -> R) (X : finType).
Hypothesis Ln : logarithm ln.
Variables (A M : seq X -> R) (C : R).

(** rates/shared-budget (own-past): history-possible-for-operator, history-possible-for-mimic, dominated.
    Every feature, forecast from its own past, surprises by more than epsilon at most ln C/(2 epsilon^2) times on average. *)
Theorem rates_shared_budget_own_past (Y : finType) (f : X -> Y) L epsilon : pinsker ln ->
  law A -> law M -> dominated A M C -> 0 < epsilon ->
  expected_sum L (shown f A) (fun g => (epsilon < next_TV (shown f A) (shown f M) g)%R%:R)
    <= ln C / (2%:R * epsilon ^+ 2).
Proof.
move=> pin lA lM d; apply: merging_surprises => //; [exact: shown_law | exact: shown_law |].
by move=> g; apply: features_inherit.
Qed.

(** The largest distance of the forecasts of several features from the outcomes h. *)
Definition worst_TV (I : finType) (Y : I -> finType) (f : forall i, X -> Y i) (P Q : seq X -> R) h :=
  \big[Num.max/0]_i TV (push (f i) (next P h)) (push (f i) (next Q h)).

Lemma worst_TV_le (I : finType) (Y : I -> finType) (f : forall i, X -> Y i) P Q h :
  0 <= worst_TV f P Q h <= next_TV P Q h.
Proof.
rewrite /worst_TV; apply: (big_rec (fun t => 0 <= t <= next_TV P Q h)) => [|i t _ /andP[t0 tT]].
  by rewrite lexx next_TV_ge0.
by rewrite le_maxr t0 orbT le_maxl tT TV_push.
Qed.

(** rates/shared-budget (from-outcomes): history-possible-for-operator, history-possible-for-mimic, dominated.
    Forecast from the outcomes, all features share one budget. *)
Theorem rates_shared_budget_from_outcomes (I : finType) (Y : I -> finType) (f : forall i, X -> Y i) L : pinsker ln ->
  law A -> law M -> dominated A M C ->
  expected_sum L A (fun h => worst_TV f A M h ^+ 2) <= 2%:R^-1 * ln C.
Proof.
move=> pin lA lM d.
rewrite mulrC; apply: le_trans (squares_le Ln L pin lA lM d); apply: expected_sum_le => // h _ _.
have /andP[w0 wT] := worst_TV_le f A M h.
by rewrite ler_expn2r // ?nnegrE ?next_TV_ge0.
Qed.

End Rates.
