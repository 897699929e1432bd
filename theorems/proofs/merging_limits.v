(** Where merging does not happen. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude sources merging merging_budget.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Definitions.
Variables (R : realFieldType) (X : finType).
Implicit Types (A M P Q : seq X -> R) (theta : X -> R).

(** A(h) > 0 if and only if M(h) > 0, to the horizon. *)
Definition dominated_both_ways L A M := dominated_on_histories L A M /\ dominated_on_histories L M A.

(** The joint beliefs repeat: whatever depends on the laws of the future has the same expectation at two steps. *)
Definition settles A M := exists n n', (n < n')%N /\
  forall phi : (seq X -> R) -> (seq X -> R) -> R,
    (forall P P' Q Q', P =1 P' -> Q =1 Q' -> phi P Q = phi P' Q') ->
    mean n A (fun h => phi (after A h) (after M h)) = mean n' A (fun h => phi (after A h) (after M h)).

(** F falls to 0. *)
Definition vanishes (F : nat -> R) := forall epsilon, 0 < epsilon -> exists n0, forall n, (n0 <= n)%N -> F n < epsilon.

Lemma after_draws theta h : draws theta h != 0 -> after (draws theta) h =1 draws theta.
Proof. by move=> h0 g; rewrite /after draws_cat mulrC mulKf. Qed.

Lemma next_draws theta h : draws theta h != 0 -> next (draws theta) h =1 theta.
Proof. by move=> h0 x; rewrite /next draws_rcons mulrC mulKf. Qed.

End Definitions.

Section Refuted.

Definition fair_coin (x : bool) : rat := 2%:R^-1.
Definition third_coin (x : bool) : rat := if x then 3%:R^-1 else 2%:R / 3%:R.

Lemma fair_forecast : forecast fair_coin.
Proof. by split=> [x|] //; rewrite big_bool. Qed.

Lemma third_forecast : forecast third_coin.
Proof. by split=> [[]|] //; rewrite big_bool. Qed.

Lemma fair_gt0 h : 0 < draws fair_coin h.
Proof. by apply: prodr_gt0. Qed.

Lemma third_gt0 h : 0 < draws third_coin h.
Proof. by apply: prodr_gt0 => -[]. Qed.

(** merging/finite-dominance refuted: history-possible-for-operator, history-possible-for-mimic, dominated-both-ways, settles.
    A fair coin and one of 1/3 dominate each other at every horizon, and keep their forecasts 1/6 apart for ever. *)
Theorem merging_finite_dominance_refuted : let A := draws fair_coin in let M := draws third_coin in
  [/\ law A, law M, forall L, dominated_both_ways L A M, settles A M & ~ vanishes (fun n => mean n A (next_TV A M))].
Proof.
move=> A M; have lA : law A by apply: draws_law fair_forecast.
have A0 h : A h != 0 by rewrite gt_eqF // fair_gt0.
have M0 h : M h != 0 by rewrite gt_eqF // third_gt0.
split=> //; first exact: draws_law third_forecast.
- by move=> L; split=> h _ _; [apply: third_gt0 | apply: fair_gt0].
- exists 0%N, 1%N; split=> // phi ext; have same h : phi (after A h) (after M h) = phi A M.
    by apply: ext; apply: after_draws.
  have all n : mean n A (fun h => phi (after A h) (after M h)) = phi A M.
    by rewrite -[RHS](mean_cst n _ lA); apply: eq_hsum => h _; rewrite same.
  by rewrite !all.
- move=> /(_ 6%:R^-1 isT) [n /(_ n (leqnn n))]; suff -> : mean n A (next_TV A M) = 6%:R^-1 by rewrite ltxx.
  rewrite -[RHS](mean_cst n _ lA); apply: eq_hsum => h _; congr (_ * _).
  rewrite /next_TV (eq_TV (next_draws (A0 h)) (next_draws (M0 h))) /TV big_bool.
  by apply/eqP; vm_compute.
Qed.

End Refuted.
