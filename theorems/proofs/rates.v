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
Variables (R : realFieldType) (ln : R -> R) (X S : finType).
Hypothesis Ln : logarithm ln.
Variables (a m : S -> R) (K : S -> seq X -> R) (C : R).
Local Notation A := (mixture a K).
Local Notation M := (mixture m K).

(** rates/shared-budget (own-past): history-possible-for-operator, history-possible-for-mimic, dominated.
    Every feature, forecast from its own past, surprises by more than epsilon at most ln C/(2 epsilon^2) times. *)
Theorem rates_shared_budget_own_past (Y : finType) (f : X -> Y) L epsilon : pinsker ln ->
  forecast a -> forecast m -> (forall s, law (K s)) -> dominated a m C -> 0 < epsilon ->
  expected_sum L (shown f A) (fun g => (epsilon < next_TV (shown f A) (shown f M) g)%R%:R)
    <= ln C / (2%:R * epsilon ^+ 2).
Proof.
move=> pin fa fm lK d; have e n : mixture n (fun s => shown f (K s)) =1 shown f (mixture n K).
  by move=> g; rewrite shown_mixture.
have lF s : law (shown f (K s)) by apply: shown_law.
move=> e0; have := merging_surprises Ln L pin fa fm lF d e0; apply: le_trans.
rewrite le_eqVlt; apply/orP; left; apply/eqP; apply: eq_bigr => i _; apply: eq_hsum => g _.
rewrite /next_TV e; congr (_ * (nat_of_bool (_ < _)%R)%:R).
by apply: eq_TV => y; rewrite /next !e.
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
  forecast a -> forecast m -> (forall s, law (K s)) -> dominated a m C ->
  expected_sum L A (fun h => worst_TV f A M h ^+ 2) <= 2%:R^-1 * ln C.
Proof.
move=> pin fa fm lK d; have lA := mixture_law fa lK.
rewrite mulrC; apply: le_trans (squares_le Ln L pin fa fm lK d); apply: expected_sum_le => // h _ _.
have /andP[w0 wT] := worst_TV_le f A M h.
by rewrite ler_expn2r // ?nnegrE ?next_TV_ge0.
Qed.

End Rates.
